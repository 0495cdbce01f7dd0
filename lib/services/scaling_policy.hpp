// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "services/common_spec.hpp"
#include "trace/facts.hpp"

/// Policies decide and do nothing: a model tells them what was measured, asks once per period, and carries out what
/// they say. All sizes are numbers of members (instances, tasks or hosts) and are >= 0.
///
/// What they do: the alarm rules of AWS target tracking (so many points in a row beyond a threshold), size in
/// proportion to the metric, clamp to the group's bounds, count capacity that is on its way, block scale-in while it
/// is. What they assume: alarms act again at every further point beyond the threshold, as Auto Scaling alarms do; the
/// size follows the latest point. What they leave out: step and simple scaling (step_scaling.hpp), schedules,
/// prediction, several policies on one group. Rules: shared facts on EC2 Auto Scaling (alarms, proportional size,
/// warm-up), ECS service auto scaling (cooldowns) and ECS cluster auto scaling (CapacityProviderReservation).
namespace cloudsim::services {

/// What a policy wants and why. `from` == `to` when the wish was clamped away: reported once, so that a story can say
/// that the group is at its maximum.
struct ScalingDecision {
  trace::Signal signal{};
  double measured = 0;      ///< the latest point, as a share (0.83 = 83 %)
  double threshold = 0;     ///< of the alarm, as a share
  std::int32_t points = 0;  ///< in a row beyond it
  std::int32_t from = 0;    ///< desired now
  std::int32_t to = 0;      ///< desired from now on, within [minimum, maximum]
  std::int32_t wanted = 0;  ///< before clamping
  bool changes() const { return from != to; }
};

/// The fact that states a decision about members of a kind.
trace::ScalingDecided to_fact(const ScalingDecision& decision, trace::ServerKind kind);

/// A share as whole millionths, so that rounding up to members does not hang on the last bit of a quotient.
/// Requires: 0 <= share <= 10¹²
std::int64_t to_millionths(double share);

/// Counts consecutive points beyond two thresholds.
class AlarmPair {
 public:
  /// Thresholds in millionths: a point above `high` counts for the high alarm, one below `low` for the low one.
  AlarmPair(std::int64_t high, std::int64_t low, std::uint32_t high_points, std::uint32_t low_points);
  void add_point(std::int64_t millionths);
  void add_missing() { above_ = below_ = 0; }  ///< no data: no alarm (INSUFFICIENT_DATA)
  bool high() const { return above_ >= high_points_; }
  bool low() const { return below_ >= low_points_; }
  std::int32_t above() const { return static_cast<std::int32_t>(above_); }
  std::int32_t below() const { return static_cast<std::int32_t>(below_); }
  std::int64_t high_threshold() const { return high_; }
  std::int64_t low_threshold() const { return low_; }

 private:
  std::int64_t high_, low_;
  std::uint32_t high_points_, low_points_;
  std::uint32_t above_ = 0, below_ = 0;
};

/// Target tracking on average CPU: new size = members measured × metric ÷ target, rounded up in both directions (so
/// that "1.5 too many" removes 1).
class TargetTracker {
 public:
  explicit TargetTracker(const TargetTracking& spec);

  /// The average over the members that are measured (ready and warm) during one period.
  void add_point(double utilization) { add_point_millionths(to_millionths(utilization)); }
  void add_point_millionths(std::int64_t utilization);
  void add_missing();  ///< nobody to measure

  /// Once per point, after it. `current` = desired size, `warming` = how many of them are on their way or not warm yet:
  /// they count as capacity, were not measured, and block scale-in. Empty: nothing to do.
  std::optional<ScalingDecision> decide(SimTime now, std::int32_t current, std::int32_t minimum, std::int32_t maximum,
                                        std::int32_t warming);

 private:
  std::int64_t target_;
  Duration scale_out_cooldown_, scale_in_cooldown_;
  AlarmPair alarms_;
  std::int64_t latest_ = 0;
  std::optional<SimTime> last_out_, last_in_;
  std::int32_t last_out_step_ = 0;
  std::int32_t reported_limit_ = -1;  // the maximum that was reported as binding since the high alarm went off
};

/// ECS cluster auto scaling. CapacityProviderReservation = hosts needed ÷ hosts running; 200 % when tasks wait and none
/// runs, 100 % when neither; held at the target capacity. From zero it asks for 2; a second step out waits until
/// nothing is warming up; scale-in takes at most half of the group per point. Which hosts go (only empty ones) is the
/// model's business.
class CapacityReservation {
 public:
  /// 0 < target_capacity <= 1. The low alarm is at alarms.low_ratio × target.
  CapacityReservation(double target_capacity, const AlarmRules& alarms);

  /// `needed` = hosts with tasks + hosts estimated for the tasks that wait. Waiting tasks that fit no host count for
  /// nothing.
  void add_point(std::int32_t needed, std::int32_t running);
  std::optional<ScalingDecision> decide(std::int32_t current, std::int32_t minimum, std::int32_t maximum,
                                        std::int32_t warming);

 private:
  std::int64_t target_;
  AlarmPair alarms_;
  std::int64_t latest_ = 0;
  std::int32_t needed_ = 0;
  std::int32_t running_ = 0;
  std::int32_t reported_limit_ = -1;
};

}  // namespace cloudsim::services
