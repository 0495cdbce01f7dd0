// SPDX-License-Identifier: Apache-2.0
// What each step of a lesson shows.
#include <utility>

#include "lessons/play.hpp"
#include "narrative/story.hpp"

namespace cloudsim::lessons {
namespace {

void add(std::vector<std::string>& to, std::vector<std::string> lines) {
  for (std::string& line : lines) to.push_back(std::move(line));
}

}  // namespace

Screen Play::screen() {
  Screen screen;
  const Step* step = current();
  if (step == nullptr) {
    screen.id = "end";
    screen.done = true;
    screen.lines = {say("end", {{"id", lesson_->id}})};
    for (const auto& desk : desks_) {
      const Reply score = desk->score();
      screen.lines.push_back(desk->exercise().id + ". " + score.lines.back());
    }
    return screen;
  }
  screen.id = step->id;
  switch (step->kind) {
    case Kind::Text:
      show_text(*step, screen);
      break;
    case Kind::OpenPlay:
    case Kind::Extend:
      show_open_play(*step, screen);
      break;
    case Kind::Exit:
      show_exit(screen);
      break;
    default:
      show_exercise(*step, screen);
      break;
  }
  return screen;
}

void Play::show_run(std::shared_ptr<const result::RunResult> run, std::string_view exercise, Screen& screen) const {
  screen.run = std::move(run);
  screen.withheld = still_withheld(library_, *lesson_, *book_, options_.learner, exercise);
}

void Play::show_text(const Step& step, Screen& screen) {
  screen.ask = say("enter");
  if (step.question != "start") {
    screen.lines.push_back(say("heading." + step.question));
    add(screen.lines, block(step.question));
    if (step.question != "fine_print") return;
    for (const std::string& claim : lesson_->quotes)
      screen.lines.push_back(say("source", {{"text", locale_->text("claims." + claim + ".says")}}));
    return;
  }
  add(screen.lines, about());
}

std::string Play::title() {
  const std::vector<std::string> lines = block("title");
  return lines.empty() ? lesson_->id : lines.front();
}

std::vector<std::string> Play::about() {
  std::vector<std::string> lines = {title()};
  lines.push_back(say("about", {{"id", lesson_->id}, {"minutes", lesson_->minutes}}));
  for (const std::string& objective : lesson_->objectives) {
    for (const std::string& line : block("aim." + objective)) lines.push_back("  - " + line);
  }
  for (const std::string& term : lesson_->terms) {
    if (!locale_->has("glossary." + term + ".name")) continue;
    lines.push_back("  " + locale_->text("glossary." + term + ".name") + ": " +
                    locale_->text("glossary." + term + ".means"));
  }
  return lines;
}

std::string Play::label(const Control& control) {
  const std::vector<std::string> lines = block("control." + control.id);
  return lines.empty() ? control.id : lines.front();
}

void Play::show_open_play(const Step& step, Screen& screen) {
  if (explained_play_ != step.id) {
    screen.lines.push_back(say("heading." + step.id));
    add(screen.lines, block(step.id));
  }
  explained_play_ = step.id;
  for (std::size_t i = 0; i < lesson_->controls.size(); ++i) {
    const Control& control = lesson_->controls[i];
    screen.lines.push_back("  " + say("control", {{"number", static_cast<std::int64_t>(i + 1)},
                                                  {"label", label(control)},
                                                  {"value", controls_[i]},
                                                  {"values", control.worth_trying}}));
  }
  const std::string example = lesson_->controls.empty() || lesson_->controls.front().worth_trying.empty()
                                  ? std::string("0")
                                  : "1 " + lesson_->controls.front().worth_trying.front();
  screen.ask = say("turn", {{"example", example}});
}

void Play::show_question(const AskedQuestion& question, Screen& screen) const {
  screen.lines.push_back(question.text);
  for (std::size_t i = 0; i < question.options.size(); ++i)
    screen.lines.push_back("  " + std::to_string(i + 1) + ". " + question.options[i].second);
  for (std::size_t i = 0; i < question.bins.size(); ++i)
    screen.lines.push_back("  " + std::to_string(i + 1) + " = " + question.bins[i].second);
  screen.ask = question.how;
}

void Play::show_exercise(const Step& step, Screen& screen) {
  Desk& desk = *desks_[step.desk];
  const Exercise& exercise = desk.exercise();
  const bool first = step.kind == Kind::Predict && step.question == exercise.questions.front().id;
  if (first) {
    screen.lines.push_back(say("exercise", {{"number", static_cast<std::int64_t>(step.desk + 1)},
                                            {"count", static_cast<std::int64_t>(desks_.size())},
                                            {"title", desk.title()}}));
    screen.lines.push_back(desk.prompt());
  }
  const bool after_run = step.kind == Kind::Read || step.kind == Kind::Why;
  if (after_run && shown_run_ != step.desk + 1) {  // somebody has come back: the run is shown once more
    const Reply again = desk.run();
    if (again.trial != nullptr)
      show_run(std::shared_ptr<const result::RunResult>(again.trial, &again.trial->result), exercise.id, screen);
    screen.lines.push_back(say("again", {{"title", desk.title()}}));
    screen.lines.push_back(desk.prompt());
    shown_run_ = step.desk + 1;
  }
  switch (step.kind) {
    case Kind::Predict:
    case Kind::Read:
      screen.lines.push_back(say(step.kind == Kind::Predict ? "bet" : "read"));
      show_question(desk.asked(*exercise.question(step.question)), screen);
      break;
    case Kind::Sure:
      screen.lines.push_back(say("sure"));
      screen.ask = say("sure_how");
      break;
    case Kind::Run:
      screen.lines.push_back(say("ready"));
      screen.ask = say("enter_runs");
      break;
    case Kind::Why:
      show_question(desk.asked_why(), screen);
      break;
    default:
      screen.lines.push_back(say("words"));
      screen.ask = say("words_how");
      break;
  }
}

void Play::show_exit(Screen& screen) {
  screen.lines.push_back(say("heading.exit"));
  add(screen.lines, block("exit"));
  for (std::size_t i = 0; i < lesson_->exit.options.size(); ++i) {
    const std::vector<std::string> words = block("exit." + lesson_->exit.options[i]);
    screen.lines.push_back("  " + std::to_string(i + 1) + ". " +
                           (words.empty() ? lesson_->exit.options[i] : words.front()));
  }
  screen.ask =
      locale_->text("exercise.how.choice", {{"count", static_cast<std::int64_t>(lesson_->exit.options.size())}});
}

}  // namespace cloudsim::lessons
