// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/money.hpp"  // int128
#include "base/time.hpp"

namespace cloudsim::services {

/// An allowance that refills evenly and never holds more than its capacity, as AWS limits rates. Exact integers: the
/// level is kept in 10⁻¹⁵ tokens (nanoseconds × millionths per second), so that no rounding can steer a run. Full at
/// the start.
class TokenBucket {
 public:
  /// Requires: per_second >= 0; it is used to six decimals.
  TokenBucket(std::uint64_t capacity, double per_second)
      : capacity_(static_cast<int128>(capacity) * kToken),
        level_(capacity_),
        refill_(static_cast<std::int64_t>(per_second * 1e6 + 0.5)) {}

  /// Is a whole token there? Requires: `now` never goes back.
  bool available(SimTime now) {
    level_ += static_cast<int128>((now - last_).ns) * refill_;
    if (level_ > capacity_) level_ = capacity_;
    last_ = now;
    return level_ >= kToken;
  }
  /// Uses one. Requires: available() at this instant.
  void take() { level_ -= kToken; }

 private:
  static constexpr std::int64_t kToken = 1'000'000'000'000'000;
  int128 capacity_;
  int128 level_;
  std::int64_t refill_;
  SimTime last_{};
};

}  // namespace cloudsim::services
