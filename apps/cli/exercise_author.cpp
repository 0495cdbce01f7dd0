// SPDX-License-Identifier: Apache-2.0
// For who writes exercises: a new one made from an old one, and one tried as a learner meets it.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <random>

#include "classroom/new_exercise.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "learning.hpp"
#include "lessons/desk.hpp"

namespace cloudsim::cli {
namespace {

namespace fs = std::filesystem;

using lessons::AskedQuestion;
using lessons::Desk;
using lessons::Reply;
using lessons::ReplyStatus;

int fail(const narrative::Locale& locale, const std::string& code, const Arguments& arguments) {
  std::fprintf(stderr, "cloudsim: %s\n%s\n", locale.text("cli.error." + code, arguments).c_str(),
               locale.text("cli.error.see_help").c_str());
  return kBadInput;
}

// The folder for a teacher's own exercises: the first of CLOUDSIM_TEACH_PATH, else --data.
std::string teaching_folder(const Options& options) {
  const char* path = std::getenv("CLOUDSIM_TEACH_PATH");
  const std::string folders = path == nullptr ? "" : path;
  const std::string first = folders.substr(0, folders.find(':'));
  return first.empty() ? options.data_folder : first;
}

// Version 4: random, with the bits that say so.
std::string random_uuid() {
  std::random_device device;
  std::string digits;
  for (int i = 0; i < 32; ++i) {
    unsigned digit = device() & 0xFU;
    if (i == 12) digit = 4;
    if (i == 16) digit = (digit & 0x3U) | 0x8U;
    if (i == 8 || i == 12 || i == 16 || i == 20) digits += '-';
    digits += "0123456789abcdef"[digit];
  }
  return digits;
}

// What a learner types, line by line; nothing is kept.
class Trying {
 public:
  Trying(Desk& desk, const Options& options, const narrative::Locale& locale)
      : desk_(&desk), options_(&options), locale_(&locale) {}

  // False when the input ended before the exercise did.
  bool all() {
    say(desk_->show().lines);
    for (const lessons::Question& question : desk_->exercise().questions) {
      const auto bet = [&](const std::string& typed) { return desk_->predict(question.id, typed, ""); };
      if (!ask("bet", question.id, bet, [](const Reply& reply) { return reply.status != ReplyStatus::Error; }))
        return false;
    }
    const Reply run = desk_->run();
    if (run.trial != nullptr) {
      const page::TextOptions report = learner_report(*options_, *locale_, desk_->withheld());
      deliver(page::text_report(run.trial->result, *locale_, report) + "\n", *options_);
    }
    say(run.lines);
    if (run.status == ReplyStatus::Error) return false;
    for (const lessons::Question& question : desk_->exercise().questions) {
      const auto read = [&](const std::string& typed) { return desk_->read(question.id, typed); };
      const auto done = [&](const Reply&) {
        const lessons::ExerciseProgress progress = desk_->progress();
        return progress.question(question.id)->done();
      };
      if (!ask("read", question.id, read, done)) return false;
    }
    const AskedQuestion why = desk_->asked_why();
    std::vector<std::string> lines = {why.text};
    for (std::size_t i = 0; i < why.options.size(); ++i)
      lines.push_back("  " + std::to_string(i + 1) + ". " + why.options[i].second);
    lines.push_back(why.how);
    say(lines);
    const auto explain = [&](const std::string& typed) { return desk_->explain(typed, ""); };
    if (!ask("explain", "", explain, [](const Reply& reply) { return reply.status == ReplyStatus::Pass; }))
      return false;
    say(desk_->score().lines);
    return true;
  }

 private:
  void say(const std::vector<std::string>& lines) const { deliver(paragraphs(lines, *options_), *options_); }

  bool ask(const std::string& what, const std::string& question, const std::function<Reply(const std::string&)>& answer,
           const std::function<bool(const Reply&)>& done) const {
    std::string typed;
    while (true) {
      deliver(locale_->text("cli.try." + what, {{"question", question}}) + " ", *options_);
      if (!std::getline(std::cin, typed)) {
        deliver("\n", *options_);
        return false;
      }
      deliver("\n", *options_);
      const Reply reply = answer(typed);
      say(reply.lines);
      if (done(reply)) return true;
    }
  }

  Desk* desk_;
  const Options* options_;
  const narrative::Locale* locale_;
};

}  // namespace

int new_exercise(const Options& options, const narrative::Locale& locale) {
  if (options.learning.words.empty()) return fail(locale, "missing_argument", {{"name", std::string("exercise")}});
  if (options.learning.from.empty()) return fail(locale, "needs_option", {{"option", std::string("--from")}});
  const std::string folder = teaching_folder(options);
  if (folder.empty()) return fail(locale, "no_teaching_folder", {});
  Diagnostics problems;
  const auto files =
      classroom::new_exercise(library_for(options), fs::path(folder).generic_string(), options.learning.words.front(),
                              options.learning.from, random_uuid(), problems);
  print_diagnostics(problems, options, locale);
  if (has_errors(problems)) return kBadInput;
  std::string text;
  for (const auto& [path, content] : files) {
    const fs::path target = fs::path(folder) / path;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    write_file(target.string(), content);
    text += locale.text("cli.exercise.written", {{"path", target.generic_string()}}) + "\n";
  }
  text += locale.text("cli.exercise.fill_gaps",
                      {{"gap", std::string(classroom::kGap)}, {"id", options.learning.words.front()}}) +
          "\n";
  if (!options.quiet) deliver(text, options);
  return kFine;
}

int try_exercise(const Options& options, const narrative::Locale& locale) {
  if (options.learning.words.empty()) return fail(locale, "missing_argument", {{"name", std::string("exercise")}});
  lessons::AttemptBook book;  // in memory: a trial leaves nothing behind
  lessons::DeskOptions how;
  how.learner = options.learning.learner;
  Diagnostics problems;
  const auto desk = Desk::open(library_for(options), options.learning.words.front(), book, locale, how, problems);
  if (desk == nullptr) {
    print_diagnostics(problems, options, locale);
    return kBadInput;
  }
  const bool finished = Trying(*desk, options, locale).all();
  deliver(locale.text(finished ? "cli.try.finished" : "cli.try.ended") + "\n", options);
  return kFine;
}

}  // namespace cloudsim::cli
