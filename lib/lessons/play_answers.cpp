// SPDX-License-Identifier: Apache-2.0
// What becomes of a line that was typed into a lesson.
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "lessons/play.hpp"
#include "lessons/typed_answer.hpp"

namespace cloudsim::lessons {
namespace {

std::string confidence_of(std::string_view line) {
  constexpr const char* kWords[] = {"guess", "think", "sure"};
  for (std::size_t i = 0; i < 3; ++i) {
    if (line == kWords[i] || line == std::to_string(i + 1)) return kWords[i];
  }
  return {};
}

}  // namespace

Screen Play::take(std::string_view typed) {
  Screen screen;
  const Step* step = current();
  if (step == nullptr) return this->screen();
  screen.id = step->id;
  const std::string_view line = trim(typed);
  if (step->kind == Kind::Text) {
    see(*step);
  } else if (step->kind == Kind::OpenPlay || step->kind == Kind::Extend) {
    if (line.empty()) {
      see(*step);
    } else {
      turn(line, screen);
    }
  } else if (step->kind == Kind::Exit) {
    take_exit(*step, line, screen);
  } else {
    take_exercise(*step, line, screen);
  }
  return screen;
}

/// "1 0/day" turns the first control and runs; "0" runs as it is.
void Play::turn(std::string_view line, Screen& screen) {
  const std::size_t blank = line.find(' ');
  const auto number = parse_integer(line.substr(0, blank));
  const std::string_view value = blank == std::string_view::npos ? std::string_view() : trim(line.substr(blank));
  const bool as_it_is = number == 0 && value.empty();
  const auto count = static_cast<std::int64_t>(lesson_->controls.size());
  if (!number || *number < 0 || *number > count || (*number > 0 && value.empty()) || (*number == 0 && !as_it_is)) {
    screen.lines.push_back(say("bad_turn", {{"count", count}}));
    return;
  }
  std::vector<std::string> values = controls_;
  if (*number > 0) values[static_cast<std::size_t>(*number - 1)] = std::string(value);
  std::vector<scenario::Override> changes;
  for (std::size_t i = 0; i < values.size(); ++i) changes.push_back({lesson_->controls[i].path, values[i]});
  Diagnostics problems;
  std::optional<Ran> ran =
      run_scenario(library_, lesson_->play_scenario, changes, {lesson_->source, 1, 1, 1}, problems);
  if (!ran) {
    const std::size_t turned = as_it_is ? 0 : static_cast<std::size_t>(*number - 1);
    const Control& control = lesson_->controls[turned];
    screen.lines.push_back(say("bad_value", {{"number", static_cast<std::int64_t>(turned + 1)},
                                             {"label", label(control)},
                                             {"value", values[turned]},
                                             {"values", control.worth_trying}}));
    return;
  }
  controls_ = std::move(values);
  ran->result.title = {{locale_->language(), title()}};  // whichever scenario a lesson plays with
  show_run(std::make_shared<const result::RunResult>(std::move(ran->result)), {}, screen);
}

void Play::take_exercise(const Step& step, std::string_view line, Screen& screen) {
  Desk& desk = *desks_[step.desk];
  Reply reply;
  switch (step.kind) {
    case Kind::Predict:
      reply = desk.predict(step.question, line, "");
      break;
    case Kind::Sure: {
      const std::string confidence = confidence_of(line);
      if (confidence.empty() && !line.empty()) {
        screen.lines.push_back(say("sure_how"));
        return;
      }
      const ExerciseProgress progress = desk.progress();
      const std::string bet = progress.question(step.question)->predictions.back()->typed;
      if (!confidence.empty()) reply = desk.predict(step.question, bet, confidence);
      see(step, line, confidence);
      screen.lines = {say(line.empty() ? "skipped" : "noted")};
      return;
    }
    case Kind::Run:
      reply = desk.run();
      if (reply.trial != nullptr)
        show_run(std::shared_ptr<const result::RunResult>(reply.trial, &reply.trial->result), desk.exercise().id,
                 screen);
      shown_run_ = step.desk + 1;
      break;
    case Kind::Read:
      reply = desk.read(step.question, line);
      break;
    case Kind::Why:
      reply = desk.explain(line, "");
      break;
    default: {
      const ExerciseProgress progress = desk.progress();
      if (!line.empty()) {
        const std::string option = progress.explanations.back()->reading;
        reply = desk.explain(option, line);
      }
      see(step, line);
      screen.lines = {say(line.empty() ? "skipped" : "noted")};
      return;
    }
  }
  // What comes next is on the next screen, and there may be a question in between.
  const ExerciseProgress now = desk.progress();
  const std::string next =
      locale_->text(std::string("exercise.stage.") + stage_name(now.stage), {{"id", desk.exercise().id}});
  if (!reply.lines.empty() && now.stage != Stage::Explained && reply.lines.back() == next) reply.lines.pop_back();
  screen.lines = reply.lines;
}

void Play::take_exit(const Step& step, std::string_view line, Screen& screen) {
  const std::optional<std::string> picked = pick(lesson_->exit.options, line);
  if (!picked) {
    screen.lines.push_back(
        locale_->text("exercise.bad_option", {{"count", static_cast<std::int64_t>(lesson_->exit.options.size())}}));
    return;
  }
  see(step, line, *picked);
  if (options_.exam) {
    screen.lines.push_back(locale_->text("exercise.recorded"));
    return;
  }
  screen.lines.push_back(locale_->text(*picked == lesson_->exit.correct ? "exercise.right" : "exercise.wrong"));
  for (std::string& why : block("exit.why")) screen.lines.push_back(std::move(why));
}

}  // namespace cloudsim::lessons
