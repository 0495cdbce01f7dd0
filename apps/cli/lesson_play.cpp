// SPDX-License-Identifier: Apache-2.0
// Lessons in the terminal, one screen at a time: lines in, lines out, so that a program can take one too.
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "lessons/play.hpp"
#include "listing.hpp"
#include "page/text.hpp"

namespace cloudsim::cli {
namespace {

using lessons::AttemptBook;
using lessons::Play;
using lessons::Screen;

lessons::DeskOptions play_options(const Options& options) {
  return {options.learning.learner, options.learning.exam, false, timestamp};
}

void print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

void show_as_json(const Screen& screen, const char* kind) {
  const nlohmann::ordered_json json = {{"kind", kind},
                                       {"id", screen.id},
                                       {"lines", screen.lines},
                                       {"ask", screen.ask},
                                       {"has_run", screen.run != nullptr},
                                       {"done", screen.done}};
  print(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void show(const Screen& screen, const char* kind, const Options& options, const narrative::Locale& locale) {
  if (options.format == Format::Json) {
    show_as_json(screen, kind);
    return;
  }
  std::string text;
  if (screen.run != nullptr)
    text += page::text_report(*screen.run, locale, learner_report(options, locale, screen.withheld)) + "\n";
  text += paragraphs(screen.lines, options);
  if (!screen.ask.empty()) text += paragraphs({"(" + screen.ask + ")"}, options) + "> ";
  print(text);
}

int play(const Options& options, const narrative::Locale& locale, Play& lesson) {
  while (true) {
    if (options.format == Format::Text) {
      const auto [done, all] = lesson.place();
      print("\n");
      if (done < all) print("-- " + lesson.lesson().id + " " + std::to_string(done + 1) + "/" + std::to_string(all));
    }
    const Screen screen = lesson.screen();
    if (options.format == Format::Text) print(screen.done ? "" : " " + screen.id + " --\n");
    show(screen, "screen", options, locale);
    if (screen.done) return kFine;
    std::string line;
    const bool leaves = !std::getline(std::cin, line) || line == "q" || line == "Q";
    if (leaves) {
      if (options.format == Format::Text)
        print("\n" + paragraphs({locale.text("cli.lesson.left", {{"id", lesson.lesson().id}})}, options));
      return kFine;
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    show(lesson.take(line), "reply", options, locale);
  }
}

}  // namespace

int play_lesson(const Options& options, const narrative::Locale& locale) {
  AttemptBook book = AttemptBook::open(attempts_path(options), timestamp());
  const lessons::Library library = library_for(options);
  if (options.learning.words.empty()) return list_lessons(options, locale);
  Diagnostics problems;
  const auto lesson =
      Play::open(library, options.learning.words.front(), book, locale, play_options(options), problems);
  if (lesson == nullptr) {
    print_diagnostics(problems, options, locale);
    return kBadInput;
  }
  return play(options, locale, *lesson);
}

int list_lessons(const Options& options, const narrative::Locale& locale) {
  const lessons::Library library = library_for(options);
  AttemptBook book = AttemptBook::open(attempts_path(options), timestamp());
  const auto head = [&](const char* key) { return locale.text(std::string("cli.lesson.") + key); };
  Listing listing{{"id", "minutes", "exercises", "done_steps", "steps", "title"},
                  {head("id"), head("minutes"), head("exercises"), head("done_steps"), head("steps"), head("title")},
                  {}};
  Diagnostics problems;
  for (const std::string& id : library.lesson_ids()) {
    const auto lesson = Play::open(library, id, book, locale, play_options(options), problems);
    if (lesson == nullptr) continue;
    const auto [done, all] = lesson->place();
    listing.rows.push_back({id, std::to_string(lesson->lesson().minutes),
                            std::to_string(lesson->lesson().exercises.size()), std::to_string(done),
                            std::to_string(all), lesson->title()});
  }
  deliver(render(listing, options.format), options);
  print_diagnostics(problems, options, locale);
  return has_errors(problems) ? kBadInput : kFine;
}

int show_lesson(const Options& options, const narrative::Locale& locale) {
  if (options.learning.words.empty()) return list_lessons(options, locale);
  AttemptBook book = AttemptBook::open(attempts_path(options), timestamp());
  Diagnostics problems;
  const auto lesson =
      Play::open(library_for(options), options.learning.words.front(), book, locale, play_options(options), problems);
  if (lesson == nullptr) {
    print_diagnostics(problems, options, locale);
    return kBadInput;
  }
  std::vector<std::string> lines = lesson->about();
  for (const auto& desk : lesson->desks()) {
    const std::string state = lessons::stage_name(desk->progress().stage);
    lines.push_back("  " + desk->exercise().id + ". " + desk->title() + " (" + locale.text("exercise.state." + state) +
                    ")");
  }
  deliver(paragraphs(lines, options), options);
  return kFine;
}

}  // namespace cloudsim::cli
