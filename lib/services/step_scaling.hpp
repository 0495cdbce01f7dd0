// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "services/scaling_policy.hpp"
#include "services/step_scaling_spec.hpp"

namespace cloudsim::services {

/// The size that a step asks for, before the group's bounds. Percentages: above 1 rounded down, between 0 and 1 to 1,
/// between −1 and 0 to −1, below −1 towards 0; at least `least` members. Never below 0.
std::int32_t adjusted(const ScalingStep& step, std::int32_t size, std::uint32_t least);

/// Step and simple scaling on average CPU. Decides and does nothing, as the policies of scaling_policy.hpp.
///
/// What it does: an alarm of so many points in a row at or beyond a threshold; the step in whose bounds the latest
/// point lies; while members warm up, a step counts from the members that are warm, so that one step is not taken twice
/// but a higher one adds the difference; simple scaling: after an activity all alarms of the policy wait until its
/// cooldown is over. What it assumes: the alarm acts again at every further point. What it leaves out: metrics other
/// than CPU. Rules: EC2 Auto Scaling user guide, as-scaling-simple-step and ec2-auto-scaling-scaling-cooldowns
/// (2023-06).
class StepScaler {
 public:
  explicit StepScaler(const StepScaling& spec);

  void add_point_millionths(std::int64_t utilization);
  void add_missing();

  /// Arguments as for TargetTracker.
  std::optional<ScalingDecision> decide(SimTime now, std::int32_t current, std::int32_t minimum, std::int32_t maximum,
                                        std::int32_t warming);

  /// The model carried out what decide() wanted. Simple scaling only: no further decision until cooled_down().
  void acted();
  bool waits_for_launch() const { return waiting_; }
  /// The last member that the activity launched is in service (or nothing was launched): the cooldown begins.
  void launched(SimTime now);

 private:
  bool breaching() const { return run_ >= points_; }
  const ScalingStep* step_at(std::int64_t distance) const;

  StepScaling spec_;
  std::int64_t threshold_;
  std::uint32_t points_;
  std::uint32_t run_ = 0;  // points in a row
  std::int64_t latest_ = 0;
  bool waiting_ = false;
  SimTime cooled_down_{};
  std::int32_t reported_limit_ = -1;
};

}  // namespace cloudsim::services
