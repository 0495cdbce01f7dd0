// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lessons/exercise.hpp"
#include "lessons/trial.hpp"

namespace cloudsim::lessons {

/// Whether a number passes: within the relative or the absolute tolerance of the answer, ends included.
bool passes(const Question& question, double answer, double typed);

/// Whether a number is this misconception, given what is right. Values need `value`, its value for this variant.
bool is_misconception(const Question& question, const Misconception& misconception, std::optional<double> value,
                      double answer, double typed);

/// How near a number must be to a misconception's value to count as it.
double misconception_window(const Question& question, const Misconception& misconception, double value);

enum class Verdict {
  Pass,
  Misconception,
  Nearly,   ///< the answer, rounded more than the tolerance allows
  TooHigh,  ///< with a ratio
  TooLow,   ///< with a ratio
  Higher,   ///< no ratio to tell: the answer is 0, of the other sign, or near
  Lower,
  Wrong,  ///< of choices, orders, classes, curves
};

struct Judgement {
  Verdict verdict = Verdict::Wrong;
  std::string misconception;  ///< its id
  double ratio = 0;           ///< TooHigh, TooLow: ≥ 1, no finer than 1, 2, 5, 10, 20, 50 …
  double share = 0;           ///< Classify, Order: share in its place; Range: of the area. 1 when passed
  std::string picked;         ///< Choice: the option, for its feedback
};

/// A number: `decimals` of what was typed tell rounding from error.
Judgement judge_number(const Trial& trial, const Question& question, double typed, int decimals);
Judgement judge_picked(const Question& question, const Answer& answer, const std::vector<std::string>& picked);
/// Share = 1 − area between the curves ÷ area under the true one.
Judgement judge_curve(const Question& question, const Answer& answer, const std::vector<double>& typed);

/// A reading as attempts keep it: plain decimal text, or ids (or numbers of a curve) with blanks between.
Judgement judge_reading(const Trial& trial, const Question& question, const std::string& reading);

}  // namespace cloudsim::lessons
