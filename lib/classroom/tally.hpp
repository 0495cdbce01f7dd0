// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "classroom/class_files.hpp"

namespace cloudsim::classroom {

/// Bets of one kind. Those of a misconception and of an option have an id.
struct Bar {
  enum class Meaning : std::uint8_t { Right, Misconception, Option, Nearly, TooHigh, TooLow, Other };
  Meaning meaning = Meaning::Other;
  std::string id;
  std::size_t count = 0;
};

/// What to do next, as peer instruction has it: under 30 % right, run it together and teach again; up to 70 %, pairs
/// discuss and bet once more; over 70 %, explain and go on.
enum class Advice : std::uint8_t { Reteach, Discuss, GoOn };

struct QuestionTally {
  std::string id;
  std::size_t bets = 0;
  std::size_t right = 0;
  std::vector<Bar> bars;  ///< right ones first, then by number
  Advice advice = Advice::GoOn;
  /// Of the wrong bets at least half, and at least two, are of one kind that has a text: talk about that one.
  std::string dominant;
  /// Not over 70 % right, two or more wrong, and none of the kinds dominates: back to open play.
  bool flat = false;
};

struct ExerciseTally {
  std::shared_ptr<const lessons::Exercise> exercise;
  std::vector<QuestionTally> questions;
};

/// Without a name and without a file: only numbers.
struct Tally {
  std::vector<ExerciseTally> exercises;
  std::size_t learners = 0;  ///< who bet at least once
  std::size_t left_out = 0;  ///< bets in lines that are not as they were written
};

/// Counts what each learner bet last before the run, judged with the learner's own numbers. `only` limits it to these
/// exercises; all when empty.
Tally tally(const lessons::Library& library, const std::vector<ClassFile>& files, const std::vector<std::string>& only,
            Diagnostics& problems);

}  // namespace cloudsim::classroom
