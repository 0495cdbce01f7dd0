// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/money.hpp"  // int128
#include "base/time.hpp"

namespace cloudsim::metrics {

/// A number that changes over time: its present value, its largest so far, and ∫ n dt exactly, in units × ns.
class TimeWeighted {
 public:
  void set(SimTime at, std::int64_t value) {  ///< Requires: `at` never goes back
    integral_ += static_cast<int128>(value_) * (at - since_).ns;
    since_ = at;
    value_ = value;
    if (value > peak_) {
      peak_ = value;
      peak_at_ = at;
    }
  }
  void add(SimTime at, std::int64_t change) { set(at, value_ + change); }

  std::int64_t value() const { return value_; }
  std::int64_t peak() const { return peak_; }   ///< 0 when it never was above 0
  SimTime peak_at() const { return peak_at_; }  ///< when the peak was reached first
  int128 integral(SimTime until) const { return integral_ + static_cast<int128>(value_) * (until - since_).ns; }

 private:
  std::int64_t value_ = 0;
  std::int64_t peak_ = 0;
  SimTime peak_at_{};
  SimTime since_{};
  int128 integral_ = 0;
};

}  // namespace cloudsim::metrics
