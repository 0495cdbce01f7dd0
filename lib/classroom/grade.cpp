// SPDX-License-Identifier: Apache-2.0
#include "classroom/grade.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "lessons/desk.hpp"
#include "narrative/format.hpp"

namespace cloudsim::classroom {
namespace {

std::string name_of_file(const std::string& path) {
  const std::string name = path.substr(path.find_last_of("/\\") + 1);
  return name.substr(0, name.find('.'));
}

Mark mark_of(const lessons::Library& library, const Work& work, const narrative::Locale& locale,
             Diagnostics& problems) {
  Mark mark;
  mark.touched = true;
  // The desk reads a book and could write into it; this one is a copy, in memory.
  lessons::AttemptBook copy = lessons::AttemptBook::read(work.file->book.text());
  lessons::DeskOptions options;
  options.learner = work.learner;
  const auto desk = lessons::Desk::open(library, work.exercise->id, copy, locale, options, problems);
  if (desk == nullptr) return mark;
  for (const lessons::Part& part : desk->score().parts) {
    mark.points += part.points;
    mark.of += part.of;
  }
  return mark;
}

/// What a spreadsheet takes for the beginning of a formula; the last four are wide forms that some fold into narrow
/// ones.
constexpr std::string_view kFormulas[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool is_formula(std::string_view text) {
  text = trim(text);
  return std::any_of(std::begin(kFormulas), std::end(kFormulas),
                     [&](std::string_view start) { return text.substr(0, start.size()) == start; });
}

/// A field of a CSV file (RFC 4180) for importers and spreadsheets: no formula, one line, quotes where they are needed.
/// Some readers lose letters beyond ASCII at the start of a bare field, and take a backslash before a quote for an
/// escape: neither is left to them.
std::string field(const std::string& content) {
  std::string text = content;
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  if (is_formula(text)) text.insert(0, "'");
  const bool bare = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c < 0x80 && c != ',' && c != ';' && c != '"' && c != '\\';
  });
  if (bare) return text;
  std::string quoted = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    const bool escapes = c == '\\' && (i + 1 == text.size() || text[i + 1] == '"');
    if (escapes) quoted += ' ';
  }
  return quoted + "\"";
}

std::string number(double points) { return narrative::trimmed_decimal(points, 2); }

std::string remarks(const Diagnostics& doubts, const narrative::Locale& locale) {
  std::string text;
  for (const Diagnostic& doubt : doubts) {
    text += (text.empty() ? "" : " ") +
            locale.text("class.doubt", {{"line", static_cast<std::int64_t>(doubt.location.line)},
                                        {"text", locale.text("error." + doubt.code, doubt.arguments)}});
  }
  return text;
}

}  // namespace

double Marks::Row::points() const {
  double sum = 0;
  for (const Mark& mark : marks) sum += mark.points;
  return sum;
}

Marks grade(const lessons::Library& library, const std::vector<ClassFile>& files, const narrative::Locale& locale,
            Diagnostics& problems) {
  const std::vector<Work> works = works_of(library, files, problems);
  Marks marks;
  std::map<std::string, double> points;
  for (const Work& work : works) points[work.exercise->id] = work.exercise->points.total();
  for (const auto& [id, of] : points) {
    marks.exercises.push_back(id);
    marks.of.push_back(of);
  }
  std::map<std::string, Marks::Row> rows;
  std::map<std::string, std::set<const ClassFile*>> doubted;
  for (const Work& work : works) {
    const std::string unsaid = work.file->name.empty() ? name_of_file(work.file->source->name) : work.file->name;
    const std::string learner = work.learner.empty() ? unsaid : work.learner;
    Marks::Row& row = rows[learner];
    row.learner = learner;
    row.marks.resize(marks.exercises.size());
    const auto at = std::find(marks.exercises.begin(), marks.exercises.end(), work.exercise->id);
    row.marks[static_cast<std::size_t>(at - marks.exercises.begin())] = mark_of(library, work, locale, problems);
    if (!doubted[learner].insert(work.file).second) continue;
    const Diagnostics doubts = doubts_about(*work.file, works);
    row.doubts.insert(row.doubts.end(), doubts.begin(), doubts.end());
  }
  for (auto& [learner, row] : rows) {
    if (is_formula(learner))
      problems.push_back({Severity::Warning, "class_formula", {{"learner", learner}}, Location{}, ""});
    for (std::size_t i = 0; i < row.marks.size(); ++i) row.marks[i].of = marks.of[i];
    marks.rows.push_back(std::move(row));
  }
  return marks;
}

std::string moodle_csv(const Marks& marks, const narrative::Locale& locale) {
  double all = 0;
  std::string text = "Username";
  for (std::size_t i = 0; i < marks.exercises.size(); ++i) {
    text += "," + field(marks.exercises[i]);
    all += marks.of[i];
  }
  text += ",Total,Percent,Remarks\n";
  for (const Marks::Row& row : marks.rows) {
    text += field(row.learner);
    for (const Mark& mark : row.marks) text += "," + (mark.touched ? number(mark.points) : "");
    text += "," + number(row.points()) + "," + (all > 0 ? number(100 * row.points() / all) : "") + "," +
            field(remarks(row.doubts, locale)) + "\n";
  }
  return text;
}

std::string canvas_csv(const Marks& marks) {
  const std::string id = " ID";
  std::string text = "Student,ID,SIS User" + id + ",SIS Login" + id + ",Section";
  std::string possible = "    Points Possible,,,,";
  for (std::size_t i = 0; i < marks.exercises.size(); ++i) {
    text += "," + field(marks.exercises[i]);
    possible += "," + number(marks.of[i]);
  }
  text += "\n" + possible + "\n";
  for (const Marks::Row& row : marks.rows) {
    const std::string learner = field(row.learner);
    text += learner + ",,," + learner + ",";
    for (const Mark& mark : row.marks) text += "," + (mark.touched ? number(mark.points) : "");
    text += "\n";
  }
  return text;
}

}  // namespace cloudsim::classroom
