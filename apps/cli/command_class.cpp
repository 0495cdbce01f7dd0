// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include "classroom/grade.hpp"
#include "classroom/hand_ins.hpp"
#include "classroom/tally.hpp"
#include "classroom/tally_page.hpp"
#include "classroom/variants.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "learning.hpp"
#include "listing.hpp"

namespace cloudsim::cli {
namespace {

using classroom::ClassFile;

int fail(const narrative::Locale& locale, const std::string& code, const Arguments& arguments) {
  std::fprintf(stderr, "cloudsim: %s\n", locale.text("cli.error." + code, arguments).c_str());
  return kBadInput;
}

// The files that were named; empty, with a message, when one cannot be read or none was named.
std::vector<ClassFile> class_files(const Options& options, const narrative::Locale& locale) {
  std::vector<ClassFile> files;
  for (const std::string& path : options.class_options.files) {
    const auto source = read_file(path);
    if (source == nullptr) {
      fail(locale, "cannot_read", {{"path", path}});
      return {};
    }
    for (ClassFile& file : classroom::read_hand_in(source)) files.push_back(std::move(file));
  }
  if (options.class_options.files.empty()) {
    fail(locale, "missing_argument", {{"name", std::string("files")}});
  } else if (files.empty()) {
    fail(locale, "no_attempts", {});
  }
  classroom::name_hand_ins(files);
  return files;
}

int class_tally(const Options& options, const narrative::Locale& locale) {
  const std::vector<ClassFile> files = class_files(options, locale);
  if (files.empty()) return kBadInput;
  const lessons::Library library = library_for(options);
  std::vector<std::string> only;
  if (!options.class_options.exercise.empty()) only.push_back(options.class_options.exercise);
  Diagnostics problems;
  const classroom::Tally tally = classroom::tally(library, files, only, problems);
  print_diagnostics(problems, options, locale);
  if (has_errors(problems)) return kBadInput;
  if (options.format == Format::Json) {
    deliver(classroom::to_json(tally), options);
  } else if (options.format == Format::Html) {
    deliver(classroom::html_tally(tally, library, locale), options);
  } else {
    deliver(classroom::text_tally(tally, library, locale, text_options(options)), options);
  }
  return kFine;
}

int class_variants(const Options& options, const narrative::Locale& locale) {
  const ClassOptions& given = options.class_options;
  if (given.learners.empty()) return fail(locale, "needs_option", {{"option", std::string("--learners")}});
  if (given.exercise.empty()) return fail(locale, "needs_option", {{"option", std::string("--exercise")}});
  const auto list = read_file(given.learners);
  if (list == nullptr) return fail(locale, "cannot_read", {{"path", given.learners}});
  const lessons::Library library = library_for(options);
  Diagnostics problems;
  const auto exercise = library.exercise(given.exercise, problems);
  classroom::VariantTable table;
  if (exercise != nullptr) {
    table =
        classroom::variants(library, exercise, classroom::read_learners(list->text), given.teacher, locale, problems);
  }
  print_diagnostics(problems, options, locale);
  if (has_errors(problems) || exercise == nullptr) return kBadInput;
  Listing listing;
  listing.keys = {"learner"};
  listing.headings = {locale.text("class.head.learner")};
  for (const std::string& value : table.values) {
    listing.keys.push_back(value);
    listing.headings.push_back(value);
  }
  if (given.teacher) {
    for (const std::string& question : table.questions) {
      listing.keys.push_back("answer_" + question);
      listing.headings.push_back(locale.text("class.head.answer", {{"question", question}}));
    }
  }
  for (const auto& row : table.rows) {
    std::vector<std::string> cells = {row.learner};
    cells.insert(cells.end(), row.numbers.begin(), row.numbers.end());
    cells.insert(cells.end(), row.answers.begin(), row.answers.end());
    listing.rows.push_back(std::move(cells));
  }
  deliver(render(listing, options.format), options);
  return kFine;
}

std::string marks_table(const classroom::Marks& marks, const narrative::Locale& locale) {
  Listing listing;
  listing.keys = listing.headings = {locale.text("class.head.learner")};
  for (const std::string& id : marks.exercises) listing.headings.push_back(id);
  listing.headings.push_back(locale.text("class.head.total"));
  listing.headings.push_back(locale.text("class.head.doubts"));
  for (const auto& row : marks.rows) {
    std::vector<std::string> cells = {row.learner};
    for (const classroom::Mark& mark : row.marks)
      cells.push_back(mark.touched ? locale.text("class.points", {{"points", mark.points}, {"of", mark.of}}) : "-");
    cells.push_back(locale.show("num(1)", row.points()));
    cells.push_back(row.doubts.empty() ? "" : locale.number(static_cast<std::int64_t>(row.doubts.size())));
    listing.rows.push_back(std::move(cells));
  }
  return render(listing, Format::Text);
}

int class_grade(const Options& options, const narrative::Locale& locale) {
  const std::vector<ClassFile> files = class_files(options, locale);
  if (files.empty()) return kBadInput;
  const std::vector<std::string> known = {"moodle", "canvas"};
  const std::string& system = options.class_options.target;
  if (std::find(known.begin(), known.end(), system) == known.end())
    return fail(locale, "bad_choice", {{"option", std::string("--for")}, {"text", system}, {"choices", known}});
  Diagnostics problems;
  const classroom::Marks marks = classroom::grade(library_for(options), files, locale, problems);
  for (const auto& row : marks.rows) problems.insert(problems.end(), row.doubts.begin(), row.doubts.end());
  print_diagnostics(problems, options, locale);
  if (has_errors(problems)) return kBadInput;
  const bool as_csv = !options.out.empty() || options.format == Format::Csv;
  if (as_csv)
    deliver(system == "canvas" ? classroom::canvas_csv(marks) : classroom::moodle_csv(marks, locale), options);
  if (!as_csv) deliver(marks_table(marks, locale), options);
  return kFine;
}

}  // namespace

int class_command(const Options& options, const narrative::Locale& locale) {
  using Action = int (*)(const Options&, const narrative::Locale&);
  const std::vector<std::pair<std::string, Action>> actions = {
      {"tally", class_tally}, {"variants", class_variants}, {"grade", class_grade}};
  std::vector<std::string> known;
  for (const auto& [name, action] : actions) {
    if (name == options.class_options.action) return action(options, locale);
    known.push_back(name);
  }
  return unknown_action(options.class_options.action, known, locale);
}

}  // namespace cloudsim::cli
