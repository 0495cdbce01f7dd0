// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "base/time.hpp"
#include "result/run_result.hpp"

namespace cloudsim::metrics {

/// Demand jumped (or fell back) at `at` and stayed so `until` the next change.
struct DemandChange {
  SimTime at;
  SimTime until;
  double from_rate = 0;  ///< per second, mean of the steps before
  double to_rate = 0;    ///< per second; of a surge, the highest step among the first three
  bool up = false;
};

/// Finds jumps in the arrivals per step: at least twice (or at most half) the mean of up to five steps before, and more
/// than five standard deviations of a Poisson count away from it. What the day begins with is no jump, nor is a last
/// step that is shorter than the others, nor an arrival after none at all.
std::vector<DemandChange> find_demand_changes(std::span<const result::Sample> samples, Duration step, SimTime horizon);

}  // namespace cloudsim::metrics
