// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/attempts.hpp"
#include "lessons/exercise.hpp"

namespace cloudsim::lessons {

/// How far a learner is. A question counts as read when it was passed, when its worked explanation
/// was shown, or in an exam when something was read at all.
enum class Stage : std::uint8_t { Unseen, Predicted, Run, Read, Explained };
const char* stage_name(Stage stage);  ///< "unseen", …

/// Failed readings after which the worked explanation is shown; never in an exam.
inline constexpr std::size_t kFailuresBeforeWorked = 3;

struct QuestionProgress {
  std::string id;
  std::vector<const Attempt*> predictions;  ///< before the run; the last one counts
  std::vector<const Attempt*> readings;     ///< after it
  std::size_t failed = 0;                   ///< as many hints are open
  bool passed = false;
  bool worked = false;  ///< the explanation was shown
  bool passed_before_worked = false;
  bool in_exam = false;  ///< it was read in an exam: nothing is said, and the last reading counts
  bool done() const { return passed || worked || in_exam; }
};

struct ExerciseProgress {
  Stage stage = Stage::Unseen;
  bool has_run = false;
  std::vector<QuestionProgress> questions;  ///< in the exercise's order
  std::vector<const Attempt*> explanations;
  bool trusted = true;  ///< no line of it was altered

  const QuestionProgress* question(std::string_view id) const;
  bool predicted_all() const;
  bool read_all() const;
};

/// From the lines of this exercise (by its uuid) and learner. Pointers are into `attempts`.
ExerciseProgress progress_of(const Exercise& exercise, const std::vector<Attempt>& attempts, std::string_view learner);

}  // namespace cloudsim::lessons
