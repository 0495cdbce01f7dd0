// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace cloudsim::random {

/// A reproducible stream of random bits: xoshiro256++ (Blackman and Vigna) seeded by SplitMix64 over (seed, name,
/// index). One stream per purpose ("arrivals", "work.cpu", "boot"), so that drawing more of one thing never shifts
/// another: deployments see the same requests. Same seed, name and index → same bits on every platform. Rule of the
/// house: one draw, one statement.
class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view name, std::uint64_t index = 0);

  std::uint64_t next() {  ///< 64 random bits; here in the header because every variate calls it
    const std::uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }
  /// In the open interval (0, 1): odd multiples of 2⁻⁵³, so neither end can occur and 1 − u is exact.
  double uniform() { return (static_cast<double>(next() >> 12) + 0.5) * kTwoToMinus52; }
  std::uint64_t below(std::uint64_t bound);  ///< uniform in [0, bound), unbiased. Requires: bound > 0

 private:
  static constexpr double kTwoToMinus52 = 1.0 / 4503599627370496.0;
  static constexpr std::uint64_t rotate(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

  std::uint64_t state_[4];
};

}  // namespace cloudsim::random
