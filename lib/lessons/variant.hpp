// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/exercise.hpp"
#include "scenario/load.hpp"

namespace cloudsim::lessons {

/// An exercise with numbers of one's own. Seed 0 is the exercise as it stands in its file.
struct Variant {
  std::uint64_t seed = 0;
  std::vector<std::optional<double>> numbers;  ///< of Exercise::values, in their order; text has none
};

/// The seed of a learner for this exercise: from the name and the exercise's uuid, so that it is another one in each
/// exercise. 0 when the learner has no name.
std::uint64_t seed_of(std::string_view learner, const Exercise& exercise);

Variant draw(const Exercise& exercise, std::uint64_t seed);

/// What the variant changes in the scenario.
std::vector<scenario::Override> changes_of(const Exercise& exercise, const Variant& variant);

/// `count` positions in the order in which this learner sees them. The same seed, exercise and purpose give the same.
std::vector<std::size_t> shuffled(std::size_t count, const Exercise& exercise, std::uint64_t seed,
                                  std::string_view purpose);

}  // namespace cloudsim::lessons
