// SPDX-License-Identifier: Apache-2.0
// What a learner gets for an exercise, judged anew from what was typed.
#include <nlohmann/json.hpp>

#include "lessons/desk.hpp"
#include "lessons/shown.hpp"
#include "narrative/format.hpp"

namespace cloudsim::lessons {
namespace {

constexpr int kFormat = 1;

std::string points_text(double points, const narrative::Locale& locale) {
  return narrative::dress(significant(points, 3), locale.numbers());
}

/// What was read before the worked explanation was shown counts; in an exam, the last reading.
bool earned(const QuestionProgress& progress, const Question& question, const Trial& trial) {
  if (progress.in_exam)
    return judge_reading(trial, question, progress.readings.back()->reading).verdict == Verdict::Pass;
  std::size_t failures = 0;
  for (const Attempt* reading : progress.readings) {
    if (judge_reading(trial, question, reading->reading).verdict == Verdict::Pass)
      return failures < kFailuresBeforeWorked;
    ++failures;
  }
  return false;
}

const char* name_of(ReplyStatus status) {
  if (status == ReplyStatus::Pass) return "pass";
  return status == ReplyStatus::Fail ? "fail" : "error";
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

void Desk::judge_again(Reply& reply, const Trial& trial) {
  const ExerciseProgress now = progress();
  const Points& points = exercise_->points;
  const auto add = [&](const std::string& name, bool right, double gained, double of, const std::string& key) {
    Part part;
    part.name = name;
    part.status = right ? ReplyStatus::Pass : ReplyStatus::Fail;
    part.points = gained;
    part.of = of;
    part.message_key = key;
    part.message =
        say("score.part", {{"part", say("score." + name.substr(0, name.find('.')))},
                           {"question", name.find('.') == std::string::npos ? "" : name.substr(name.find('.') + 1)},
                           {"points", points_text(gained, *locale_)},
                           {"of", points_text(of, *locale_)}});
    reply.lines.push_back(part.message);
    reply.parts.push_back(std::move(part));
  };
  const bool predicted = now.predicted_all();
  add("predicted", predicted, predicted ? points.predicted : 0, points.predicted, predicted ? "sealed" : "no_bet");
  const double share = static_cast<double>(points.read) / static_cast<double>(exercise_->questions.size());
  for (std::size_t i = 0; i < now.questions.size(); ++i) {
    const QuestionProgress& question = now.questions[i];
    const bool right = now.has_run && !question.readings.empty() && earned(question, exercise_->questions[i], trial);
    const std::string key = question.readings.empty() ? "not_read" : question.readings.back()->message_key;
    add("read." + question.id, right, right ? share : 0, share, right ? "right" : key);
  }
  // The first explanation counts in full; one that was right at a later try, by half.
  double gained = 0;
  for (std::size_t i = 0; i < now.explanations.size() && gained == 0; ++i) {
    if (now.explanations[i]->reading == exercise_->explain.correct)
      gained = i == 0 ? points.explained : points.explained * 0.5;
    if (now.explanations[i]->exam) break;
  }
  add("explained", gained > 0, gained, points.explained, gained > 0 ? "right" : "not_explained");
}

Reply Desk::score() {
  Diagnostics problems;
  const auto run = trial(problems);
  if (run == nullptr) return refuse("cannot_run");
  Reply reply;
  if (options_.exam) {
    reply.status = ReplyStatus::Pass;
    reply.message_key = "recorded";
    reply.lines = {say("recorded")};
    return reply;
  }
  judge_again(reply, *run);
  double sum = 0;
  for (const Part& part : reply.parts) sum += part.points;
  const double of = exercise_->points.total();
  reply.status = sum + 1e-9 >= of ? ReplyStatus::Pass : ReplyStatus::Fail;
  reply.message_key = "score";
  reply.lines.push_back(
      say("score.total", {{"points", points_text(sum, *locale_)}, {"of", points_text(of, *locale_)}}));
  if (!progress().trusted || !book_->sound()) {
    reply.message_key = "altered";
    reply.status = ReplyStatus::Error;
    reply.lines.push_back(say("altered"));
  }
  return reply;
}

std::string to_json(const Reply& reply, const Desk& desk) {
  nlohmann::ordered_json parts = nlohmann::ordered_json::array();
  for (const Part& part : reply.parts) {
    parts.push_back({{"name", part.name},
                     {"status", name_of(part.status)},
                     {"points", part.points},
                     {"of", part.of},
                     {"message_key", part.message_key},
                     {"message", part.message}});
  }
  if (reply.parts.empty() && !reply.question.empty()) {
    parts.push_back({{"name", reply.question},
                     {"status", name_of(reply.status)},
                     {"points", nullptr},
                     {"of", nullptr},
                     {"message_key", reply.message_key},
                     {"message", joined(reply.lines)}});
  }
  const nlohmann::ordered_json json = {{"version", kFormat},
                                       {"exercise", desk.exercise().id},
                                       {"uuid", desk.exercise().uuid},
                                       {"variant_seed", desk.variant().seed},
                                       {"state", stage_name(desk.progress().stage)},
                                       {"status", name_of(reply.status)},
                                       {"message_key", reply.message_key},
                                       {"message", joined(reply.lines)},
                                       {"parts", parts},
                                       {"simulator_version", CLOUDSIM_VERSION}};
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace cloudsim::lessons
