// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/argument.hpp"
#include "lessons/exercise.hpp"
#include "lessons/read_number.hpp"
#include "narrative/locale.hpp"
#include "tl/expected.hpp"

namespace cloudsim::lessons {

/// What was typed, understood: as attempts keep it, and as it is said back.
struct Understood {
  std::string reading;
  std::string shown;
  std::optional<std::string> other;  ///< the other reading of an ambiguous number
  std::string other_shown;           ///< and how to type it so that it is not
  int figures = 0;                   ///< Number: as typed
};

/// Why not: a message below `exercise.`, which costs no attempt.
struct NotUnderstood {
  std::string key;
  Arguments arguments;
};

/// `options` are the question's options (or items) as this learner sees them. Options are typed by number or id, an
/// order as numbers, classes as one number of a bin for each item, a curve as numbers with ';' between.
tl::expected<Understood, NotUnderstood> understand(const Question& question, const std::vector<std::string>& options,
                                                   std::string_view typed, const narrative::Locale& locale);

/// One of `options`, by its number from 1, its id, or the id without what is before the point.
std::optional<std::string> pick(const std::vector<std::string>& options, std::string_view typed);

}  // namespace cloudsim::lessons
