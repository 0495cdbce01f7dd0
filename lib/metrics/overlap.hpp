// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.hpp"

namespace cloudsim::metrics {

/// The largest number of half-open intervals [from, to) that overlap, found exactly while they come in order of `to`,
/// without keeping them. Memory is bounded by the answer.
///
/// How: only instants just before an interval's end can be the busiest. A new interval covers all those instants from
/// its start up to now, so an instant is out of the race for ever once a later one counts as many. What is left is a
/// stack of instants with counts that fall strictly towards now; each keeps how much it counts above its successor.
/// An interval that comes late (its end lies before the latest one) counts as if it ended at the latest.
class Overlap {
 public:
  void add(SimTime from, SimTime to);
  std::uint32_t peak() const { return peak_; }

 private:
  struct Instant {
    SimTime at;
    std::uint32_t drop =
        0;  // count here minus count at the next instant; of the last one: its count; 0: out of the race
  };
  void compact();

  std::vector<Instant> stack_;
  std::size_t out_ = 0;  // how many are out of the race but still on the stack
  std::uint32_t peak_ = 0;
};

}  // namespace cloudsim::metrics
