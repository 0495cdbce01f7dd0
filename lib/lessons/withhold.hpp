// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "document/reader.hpp"
#include "lessons/attempts.hpp"

namespace cloudsim::lessons {

struct Lesson;
class Library;

/// Parts of a run's report that answer a later bet: they are left out until every bet of that exercise is sealed.
struct Withhold {
  std::string until;                     ///< the exercise: "L02.E3"
  std::vector<std::string> parts;        ///< names of parts, as reports have them: "effort.monthly"
  std::vector<std::string> deployments;  ///< empty: of all
  std::vector<std::string> runs;         ///< exercises whose runs it holds for; empty: all of them, and open play
  Location location;
};

/// A bet whose answer may be seen before it is laid, and why: "L03.E3.all".
struct FreeBet {
  std::string bet;
  std::string why;
  Location location;
};

/// `withhold` and `free` of a lesson's file.
std::vector<Withhold> read_withhold(document::Reader& reader);
std::vector<FreeBet> read_free(document::Reader& reader);

/// What this learner may not see yet of the run of an exercise, or of open play when `run` is empty. Exercises that
/// cannot be read withhold nothing.
std::vector<Withhold> still_withheld(const Library& library, const Lesson& lesson, const AttemptBook& book,
                                     std::string_view learner, std::string_view run);

}  // namespace cloudsim::lessons
