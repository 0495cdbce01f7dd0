// SPDX-License-Identifier: Apache-2.0
#include "lessons/variant.hpp"

#include <numeric>
#include <utility>

#include "lessons/placeholders.hpp"
#include "lessons/sha256.hpp"
#include "random/stream.hpp"

namespace cloudsim::lessons {

std::uint64_t seed_of(std::string_view learner, const Exercise& exercise) {
  if (learner.empty()) return 0;
  const std::uint64_t seed = first_bits(sha256(std::string(learner) + "\n" + exercise.uuid));
  // JSON readers keep whole numbers below 2^53 only; and 0 is taken.
  constexpr std::uint64_t kKept = (std::uint64_t{1} << 53) - 1;
  return (seed & kKept) == 0 ? 1 : seed & kKept;
}

Variant draw(const Exercise& exercise, std::uint64_t seed) {
  Variant variant;
  variant.seed = seed;
  for (const ValueSpec& value : exercise.values) {
    if (seed == 0 || !value.vary || !value.number) {
      variant.numbers.push_back(value.number);
      continue;
    }
    random::Stream stream(seed, "variant." + value.name);
    const auto steps = static_cast<std::uint64_t>((value.vary->to - value.vary->from) / value.vary->step + 1e-9);
    const std::uint64_t step = stream.below(steps + 1);
    variant.numbers.push_back(value.vary->from + static_cast<double>(step) * value.vary->step);
  }
  return variant;
}

std::vector<scenario::Override> changes_of(const Exercise& exercise, const Variant& variant) {
  const auto text_of = [&](const std::string& name) -> std::string {
    for (std::size_t i = 0; i < exercise.values.size(); ++i) {
      const ValueSpec& value = exercise.values[i];
      if (value.name != name) continue;
      return i < variant.numbers.size() && variant.numbers[i] ? plain_number(*variant.numbers[i]) : value.text;
    }
    return {};
  };
  std::vector<scenario::Override> changes;
  for (const auto& [path, text] : exercise.set) changes.push_back({path, fill_placeholders(text, text_of)});
  return changes;
}

std::vector<std::size_t> shuffled(std::size_t count, const Exercise& exercise, std::uint64_t seed,
                                  std::string_view purpose) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  random::Stream stream(seed == 0 ? first_bits(sha256(exercise.uuid)) : seed, purpose);
  for (std::size_t left = count; left > 1; --left) {
    const std::size_t other = static_cast<std::size_t>(stream.below(left));
    std::swap(order[left - 1], order[other]);
  }
  return order;
}

}  // namespace cloudsim::lessons
