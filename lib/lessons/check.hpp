// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/exercise.hpp"
#include "lessons/library.hpp"
#include "lessons/texts.hpp"
#include "lessons/trial.hpp"

namespace cloudsim::lessons {

struct CheckOptions {
  std::size_t variants = 50;  ///< random ones, beside the numbers in the file
};

/// What one question comes to with the numbers of the file.
struct CheckedQuestion {
  std::string id;
  Answer answer;
  double estimate = 0;                                         ///< Number
  std::vector<std::pair<std::string, double>> misconceptions;  ///< those with a value
};

struct CheckReport {
  std::string id;
  std::shared_ptr<const Exercise> exercise;  ///< null when its file cannot be read
  ExerciseTexts texts;
  std::shared_ptr<const Trial> trial;  ///< null when it cannot be run
  std::vector<CheckedQuestion> questions;
  std::size_t variants = 0;  ///< different ones that were run, the file's own included
  Diagnostics findings;      ///< sorted; warnings are remarks
  bool passed() const { return !has_errors(findings); }
};

/// The lint: everything that could make an exercise wrong, unfair or give its answer away. Runs the scenario with the
/// file's numbers (twice) and with random variants.
CheckReport check_exercise(const Library& library, const std::string& id, const CheckOptions& options = {});

/// What a lesson's files lack: exercises, blocks in both languages, glossary terms, figures that the run does not have.
Diagnostics check_lesson(const Library& library, const std::string& id);

// Parts of the lint.
/// Numbers of one variant: every expression has a value, the tolerance is a narrow one, the estimate agrees,
/// misconceptions stay outside the window and apart from each other.
void check_numbers(const Trial& trial, const ExerciseTexts& texts, Diagnostics& findings);
/// What the file alone shows: how many hints and misconceptions, claims, references.
void check_shape(const Exercise& exercise, const Library& library, Diagnostics& findings);
/// Missing and unused texts, placeholders out of place, in each language; answers in prompts and hints.
void check_texts(const Exercise& exercise, const ExerciseTexts& texts, const Trial* trial, Diagnostics& findings);

}  // namespace cloudsim::lessons
