// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace cloudsim::random {

/// A reproducible stream of random bits: xoshiro256++ seeded by SplitMix64 over (seed, name, index). One stream per
/// purpose
/// ("arrivals", "work.cpu", "boot"), so that drawing more of one thing never shifts another: deployments see the same
/// requests. Same seed and name → same bits on every platform. Rule of the house: one draw, one statement.
class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view name, std::uint64_t index = 0);

  std::uint64_t next();                      ///< 64 random bits
  double uniform();                          ///< in the open interval (0, 1), 53 bits
  std::uint64_t below(std::uint64_t bound);  ///< uniform in [0, bound), unbiased. Requires: bound > 0

 private:
  std::uint64_t state_[4];
};

}  // namespace cloudsim::random
