// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "base/units.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::workload {

/// The cumulative rate of a profile, and its inverse: when have so many arrivals become due? Before the first point the
/// rate is 0; after the last point its rate goes on.
///
/// Areas under the rate are whole numbers in a unit in which one arrival is `arrival_area()`: rates keep their own time
/// unit ("20/h"), so nothing is rounded before the very end and the k-th arrival does not drift.
class RateProfile {
 public:
  /// Requires: points sorted by time (two at one time are a jump); 0 <= rate <= 10⁸ per second; all `per` with a common
  /// multiple below 10¹⁵ ns (true of every unit that can be written).
  RateProfile(std::span<const std::pair<SimTime, Rate>> points, Interpolation interpolation);

  int128 arrival_area() const { return arrival_area_; }

  /// The last instant at which the area is still `area`, so that a stretch of rate 0 is waited out; kNever when the
  /// area never grows beyond it. Where the rate is constant: rounded down to the nanosecond, exactly. On a ramp:
  /// rounded to the nearest nanosecond, by a formula without cancellation (error below 10⁻¹⁴ of the ramp's length).
  /// Requires: area >= 0.
  SimTime when(int128 area) const;

 private:
  struct Segment {
    SimTime from;
    std::int64_t length = 0;      ///< ns; kNever.ns for the last one
    std::int64_t rate_begin = 0;  ///< in area ÷ 2 per ns
    std::int64_t rate_end = 0;
    int128 area_before = 0;
  };
  std::int64_t offset_in(const Segment& segment, int128 area) const;

  std::vector<Segment> segments_;
  int128 arrival_area_ = 0;
};

}  // namespace cloudsim::workload
