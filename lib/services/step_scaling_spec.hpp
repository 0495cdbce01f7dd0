// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace cloudsim::services {

/// What a step does to the size of a group.
enum class Adjustment : std::uint8_t {
  Change,   ///< so many members more or fewer
  Percent,  ///< so large a share of the members more or fewer
  Exact,    ///< this many members
};

/// One step. Its bounds say how far the metric is beyond the threshold, in the alarm's direction: the lower one is part
/// of it, the upper one is not. Shares: 0.1 = 10 percentage points of CPU.
struct ScalingStep {
  double from = 0;           ///< >= 0
  std::optional<double> to;  ///< > from; none: no bound
  Adjustment adjustment = Adjustment::Change;
  std::int64_t by = 0;  ///< members (below 0: fewer); Percent: millionths of the group; Exact: the size, >= 0
};

/// A step scaling policy on average CPU, or with a cooldown a simple one.
/// Rules: EC2 Auto Scaling user guide, as-scaling-simple-step (2023-06).
struct StepScaling {
  bool above = true;                 ///< alarm at or above the threshold; false: at or below it
  double threshold = 0;              ///< share of CPU, 0..1
  std::uint32_t points = 1;          ///< in a row, 1..100
  std::vector<ScalingStep> steps;    ///< 1..20, in order, without overlap. Simple scaling has one
  std::uint32_t least = 0;           ///< Percent: at least so many members at a time
  std::optional<Duration> cooldown;  ///< simple scaling: alarms wait so long after the last member was launched
};

/// A scheduled action: from then on these bounds hold.
struct ScheduledSize {
  SimTime at;        ///< from the start of the run
  Duration every{};  ///< again each time; 0 = once
  std::optional<std::uint32_t> minimum, maximum, desired;
};

}  // namespace cloudsim::services
