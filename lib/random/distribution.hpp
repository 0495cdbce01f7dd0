// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <variant>

#include "random/distribution_spec.hpp"
#include "random/stream.hpp"

namespace cloudsim::random {

/// No draw is larger, so that sums of many stay far below the largest int64: 10¹⁸ ns are 31 years.
inline constexpr std::int64_t kLargestDraw = 1'000'000'000'000'000'000;

/// Draws whole numbers (nanoseconds, bytes) from a distribution. Every draw is rounded to the nearest integer at once
/// and lies in [0, kLargestDraw], so that no platform's floating point can steer a run. Uses + − × ÷ and sqrt only (own
/// log, exp). A constant uses no random bits; all others one word per draw, exponential and log-normal a little more.
class Distribution {
 public:
  Distribution() : Distribution(Constant{0}) {}
  /// Requires: what distribution_spec.hpp says of the parameters; checked.
  explicit Distribution(DistributionSpec spec);
  std::int64_t draw(Stream& stream) const { return is_constant() ? constant_ : draw_random(stream); }
  const DistributionSpec& spec() const { return spec_; }
  bool is_constant() const { return std::holds_alternative<Constant>(spec_); }

 private:
  std::int64_t draw_random(Stream& stream) const;

  DistributionSpec spec_;
  std::int64_t constant_ = 0;
};

}  // namespace cloudsim::random
