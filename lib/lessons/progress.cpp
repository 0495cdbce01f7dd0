// SPDX-License-Identifier: Apache-2.0
#include "lessons/progress.hpp"

#include <algorithm>
#include <utility>

namespace cloudsim::lessons {
namespace {

void take(QuestionProgress& question, const Attempt& attempt, bool has_run) {
  if (attempt.action == "predict" && !has_run) question.predictions.push_back(&attempt);
  if (attempt.action == "worked") question.worked = true;
  if (attempt.action != "read") return;
  question.readings.push_back(&attempt);
  question.in_exam = question.in_exam || attempt.exam;
  if (attempt.status == "pass") {
    question.passed = true;
    question.passed_before_worked = question.passed_before_worked || !question.worked;
  } else if (!question.passed && attempt.status == "fail") {
    ++question.failed;
  }
}

}  // namespace

const char* stage_name(Stage stage) {
  constexpr const char* kNames[] = {"unseen", "predicted", "run", "read", "explained"};
  return kNames[static_cast<std::size_t>(stage)];
}

const QuestionProgress* ExerciseProgress::question(std::string_view id) const {
  const auto found = std::find_if(questions.begin(), questions.end(), [&](const auto& each) { return each.id == id; });
  return found == questions.end() ? nullptr : &*found;
}

bool ExerciseProgress::predicted_all() const {
  return std::all_of(questions.begin(), questions.end(), [](const auto& each) { return !each.predictions.empty(); });
}

bool ExerciseProgress::read_all() const {
  return std::all_of(questions.begin(), questions.end(), [](const auto& each) { return each.done(); });
}

ExerciseProgress progress_of(const Exercise& exercise, const std::vector<Attempt>& attempts, std::string_view learner) {
  ExerciseProgress progress;
  for (const Question& question : exercise.questions) {
    QuestionProgress each;
    each.id = question.id;
    progress.questions.push_back(std::move(each));
  }
  bool explained = false;
  for (const Attempt& attempt : attempts) {
    if (attempt.uuid != exercise.uuid || attempt.learner != learner) continue;
    progress.trusted = progress.trusted && attempt.trusted;
    if (attempt.action == "run") progress.has_run = true;
    if (attempt.action == "explain") {
      progress.explanations.push_back(&attempt);
      explained = explained || attempt.status == "pass" || attempt.exam;
    }
    for (QuestionProgress& question : progress.questions) {
      if (question.id == attempt.question) take(question, attempt, progress.has_run);
    }
  }
  if (progress.predicted_all()) progress.stage = Stage::Predicted;
  if (progress.has_run) progress.stage = progress.read_all() ? Stage::Read : Stage::Run;
  if (progress.stage == Stage::Read && explained) progress.stage = Stage::Explained;
  return progress;
}

}  // namespace cloudsim::lessons
