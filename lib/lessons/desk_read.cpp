// SPDX-License-Identifier: Apache-2.0
// Reading a number off the run: judged, answered, helped.
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "lessons/desk.hpp"
#include "lessons/shown.hpp"
#include "lessons/typed_answer.hpp"

namespace cloudsim::lessons {
namespace {

constexpr int kFiguresOfARatio = 2;
constexpr double kLooksLikeUnits = 10;

const char* key_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return "right";
    case Verdict::Nearly:
      return "nearly";
    case Verdict::TooHigh:
      return "too_high";
    case Verdict::TooLow:
      return "too_low";
    case Verdict::Higher:
      return "higher";
    case Verdict::Lower:
      return "lower";
    default:
      return "wrong";
  }
}

std::string feedback_key(const std::string& option) {
  const std::size_t point = option.find('.');
  return "f." + (point == std::string::npos ? option : option.substr(point + 1));
}

}  // namespace

Reply Desk::read(std::string_view question_id, std::string_view typed) {
  if (!progress().has_run) return refuse("run_first");
  Reply reply;
  const Question* question = choose(question_id, false, reply);
  if (question == nullptr) return reply;
  Diagnostics problems;
  const auto run = trial(problems);
  if (run == nullptr) return refuse("cannot_run");
  const auto refused = [&](const char* key, Arguments arguments) {
    Reply problem = refuse(key, std::move(arguments));
    problem.question = question->id;
    return problem;
  };
  const auto understood = understand(*question, options_of(*question), typed, *locale_);
  if (!understood) return refused(understood.error().key.c_str(), understood.error().arguments);
  const Judgement judgement = judge_reading(*run, *question, understood->reading);
  const bool right = judgement.verdict == Verdict::Pass;
  if (understood->other && !right) {
    const bool other_right = judge_reading(*run, *question, *understood->other).verdict == Verdict::Pass;
    if (other_right || options_.exam)
      return refused(
          "ambiguous",
          {{"typed", std::string(trim(typed))}, {"first", understood->shown}, {"second", understood->other_shown}});
  }
  const bool too_few = question->ask == Ask::Number && understood->figures < question->min_figures;
  if (too_few && understood->reading.find_first_of("123456789") != std::string::npos)
    return refused("more_figures",
                   {{"count", static_cast<std::int64_t>(question->min_figures)}, {"reading", understood->shown}});
  reply.question = question->id;
  reply.lines.push_back(
      say(understood->other ? (understood->reading.find('.') == std::string::npos ? "read_as_whole" : "read_as_decimal")
                            : "read_as",
          {{"reading", in_words(*question, understood->reading, understood->shown)}}));
  Attempt attempt = line("read");
  attempt.question = question->id;
  attempt.typed = std::string(typed);
  attempt.reading = understood->reading;
  if (options_.exam) {
    attempt.message_key = "recorded";
    book_->append(attempt);
    reply.status = ReplyStatus::Pass;
    reply.message_key = "recorded";
    reply.lines.push_back(say("recorded"));
    return reply;
  }
  if (judgement.verdict == Verdict::Nearly)  // somebody who has the answer needs no hint, and has not failed
    return refused("nearly", {{"typed", show_typed(question->unit, understood->reading, *locale_)}});
  reply.status = right ? ReplyStatus::Pass : ReplyStatus::Fail;
  tell(*question, judgement, understood->reading, reply);
  attempt.status = right ? "pass" : "fail";
  attempt.message_key = reply.message_key;
  book_->append(attempt);
  if (!right) open_help(*question, reply);
  if (progress().stage == Stage::Read) reply.lines.push_back(say("stage.read", {{"id", exercise_->id}}));
  return reply;
}

/// What is said to a judgement. `reading` is a number's plain text.
void Desk::tell(const Question& question, const Judgement& judgement, const std::string& reading, Reply& reply) {
  Arguments arguments = value_arguments(*exercise_, variant_, *locale_);
  const std::string typed = question.ask == Ask::Number ? show_typed(question.unit, reading, *locale_) : reading;
  arguments.push_back({"typed", typed});
  reply.message_key = key_of(judgement.verdict);
  if (judgement.verdict == Verdict::Misconception) {
    reply.message_key = judgement.misconception;
    const bool own_words = texts_.has_any(judgement.misconception);
    reply.lines.push_back(own_words ? word(judgement.misconception, arguments)
                                    : say("unit_factor", {{"typed", typed}}));
    return;
  }
  if (judgement.verdict == Verdict::Wrong && question.ask == Ask::Choice &&
      texts_.has_any(feedback_key(judgement.picked))) {
    // Words for a wrong option may use nothing that comes from the run: they are said before the question is done.
    reply.message_key = feedback_key(judgement.picked);
    reply.lines.push_back(word(reply.message_key, arguments));
    return;
  }
  if (judgement.verdict == Verdict::Wrong && question.ask != Ask::Choice) {
    reply.message_key = question.ask == Ask::Range ? "curve_off" : "partly";
    const auto all = static_cast<std::int64_t>(question.options.size());
    const auto right = static_cast<std::int64_t>(judgement.share * static_cast<double>(all) + 0.5);
    reply.lines.push_back(question.ask == Ask::Range ? say("curve_off", {{"share", judgement.share}})
                                                     : say("partly", {{"right", right}, {"all", all}}));
    return;
  }
  const std::string ratio = narrative::dress(significant(judgement.ratio, kFiguresOfARatio), locale_->numbers());
  reply.lines.push_back(say(reply.message_key, {{"typed", typed}, {"ratio", ratio}}));
  if (judgement.ratio >= kLooksLikeUnits) reply.lines.push_back(say("check_units"));
}

/// A failed reading opens the next hint; the third, the worked explanation.
void Desk::open_help(const Question& question, Reply& reply) {
  const ExerciseProgress now = progress();
  const QuestionProgress* state = now.question(question.id);
  const std::size_t failed = state->failed;
  if (failed >= kFailuresBeforeWorked && !state->worked) {
    Attempt attempt = line("worked");
    attempt.question = question.id;
    book_->append(attempt);
    Diagnostics problems;
    const Arguments after = answer_arguments(*trial_, &question, *locale_, problems);
    reply.lines.push_back(say("worked", {{"text", word("worked." + question.id, after)}}));
    if (texts_.has_any("reconcile." + question.id)) reply.lines.push_back(word("reconcile." + question.id, after));
    return;
  }
  if (failed == 0 || failed > question.hints.size()) return;
  reply.lines.push_back(
      say("hint", {{"number", static_cast<std::int64_t>(failed)},
                   {"count", static_cast<std::int64_t>(question.hints.size())},
                   {"text", word(question.hints[failed - 1], value_arguments(*exercise_, variant_, *locale_))}}));
}

}  // namespace cloudsim::lessons
