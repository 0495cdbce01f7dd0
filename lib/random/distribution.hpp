// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "random/distribution_spec.hpp"
#include "random/stream.hpp"

namespace cloudsim::random {

/// Draws whole numbers (nanoseconds, bytes) from a distribution. Every draw is rounded to an integer at once and is
/// never negative, so that no platform's floating point can steer a run. Uses + − × ÷ and sqrt only (own log, exp,
/// inverse normal).
class Distribution {
 public:
  Distribution() : Distribution(Constant{0}) {}
  explicit Distribution(DistributionSpec spec);
  std::int64_t draw(Stream& stream) const;
  const DistributionSpec& spec() const { return spec_; }
  bool is_constant() const { return std::holds_alternative<Constant>(spec_); }

 private:
  DistributionSpec spec_;
  std::int64_t constant_ = 0;
};

}  // namespace cloudsim::random
