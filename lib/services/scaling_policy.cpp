// SPDX-License-Identifier: Apache-2.0
#include "services/scaling_policy.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::services {

namespace {

constexpr std::int64_t kOne = 1'000'000;  // a share of 1 in millionths

double share(std::int64_t millionths) { return static_cast<double>(millionths) / 1e6; }

/// Members × metric ÷ target, rounded up.
std::int32_t proportional(std::int32_t members, std::int64_t metric, std::int64_t target) {
  const int128 product = static_cast<int128>(members) * metric;
  const int128 size = (product + target - 1) / target;
  return static_cast<std::int32_t>(std::min<int128>(size, 1'000'000'000));
}

std::int64_t low_threshold(std::int64_t target, double ratio) {
  return static_cast<std::int64_t>(static_cast<int128>(target) * to_millionths(ratio) / kOne);
}

}  // namespace

trace::ScalingDecided to_fact(const ScalingDecision& decision, trace::ServerKind kind) {
  trace::ScalingDecided fact;
  fact.kind = kind;
  fact.signal = decision.signal;
  fact.measured = decision.measured;
  fact.threshold = decision.threshold;
  fact.points = decision.points;
  fact.from = decision.from;
  fact.to = decision.to;
  fact.wanted = decision.wanted;
  return fact;
}

std::int64_t to_millionths(double value) {
  CLOUDSIM_CHECK(value >= 0 && value <= 1e12);
  return static_cast<std::int64_t>(value * 1e6 + 0.5);
}

AlarmPair::AlarmPair(std::int64_t high, std::int64_t low, std::uint32_t high_points, std::uint32_t low_points)
    : high_(high), low_(low), high_points_(high_points), low_points_(low_points) {
  CLOUDSIM_CHECK(high_points > 0 && low_points > 0);
}

void AlarmPair::add_point(std::int64_t millionths) {
  above_ = millionths > high_ ? above_ + 1 : 0;
  below_ = millionths < low_ ? below_ + 1 : 0;
}

TargetTracker::TargetTracker(const TargetTracking& spec)
    : target_(to_millionths(spec.target_cpu)),
      scale_out_cooldown_(spec.scale_out_cooldown),
      scale_in_cooldown_(spec.scale_in_cooldown),
      alarms_(target_, low_threshold(target_, spec.alarms.low_ratio), spec.alarms.high_points, spec.alarms.low_points) {
  CLOUDSIM_CHECK(target_ > 0);
}

void TargetTracker::add_point_millionths(std::int64_t utilization) {
  latest_ = utilization;
  alarms_.add_point(utilization);
  if (!alarms_.high()) reported_limit_ = -1;
}

void TargetTracker::add_missing() {
  alarms_.add_missing();
  reported_limit_ = -1;
}

std::optional<ScalingDecision> TargetTracker::decide(SimTime now, std::int32_t current, std::int32_t minimum,
                                                     std::int32_t maximum, std::int32_t warming) {
  ScalingDecision decision;
  decision.signal = trace::Signal::CpuUtilization;
  decision.measured = share(latest_);
  decision.from = current;
  decision.wanted = proportional(std::max(0, current - warming), latest_, target_);
  decision.to = std::clamp(decision.wanted, minimum, maximum);

  if (alarms_.high()) {
    decision.threshold = share(alarms_.high_threshold());
    decision.points = alarms_.above();
    if (decision.wanted <= current) return std::nullopt;  // what is on its way will do
    if (decision.to <= current) {
      if (current > maximum || reported_limit_ == maximum) return std::nullopt;
      reported_limit_ = maximum;
      decision.to = current;
      return decision;
    }
    // Within the cooldown only a larger step than the one that started it goes through.
    const bool cooling = last_out_ && now < *last_out_ + scale_out_cooldown_;
    if (cooling && decision.to - current <= last_out_step_) return std::nullopt;
    last_out_ = now;
    last_out_step_ = decision.to - current;
    last_in_.reset();  // a scale-out ends the scale-in cooldown
    return decision;
  }
  if (alarms_.low()) {
    decision.threshold = share(alarms_.low_threshold());
    decision.points = alarms_.below();
    if (warming > 0 || decision.to >= current) return std::nullopt;
    if (last_in_ && now < *last_in_ + scale_in_cooldown_) return std::nullopt;
    last_in_ = now;
    return decision;
  }
  return std::nullopt;
}

CapacityReservation::CapacityReservation(double target_capacity, const AlarmRules& alarms)
    : target_(to_millionths(target_capacity)),
      alarms_(target_, low_threshold(target_, alarms.low_ratio), alarms.high_points, alarms.low_points) {
  CLOUDSIM_CHECK(target_ > 0);
}

void CapacityReservation::add_point(std::int32_t needed, std::int32_t running) {
  needed_ = needed;
  running_ = running;
  if (running > 0) {
    latest_ = static_cast<std::int64_t>(needed) * kOne / running;
  } else {
    latest_ = needed > 0 ? 2 * kOne : kOne;
  }
  alarms_.add_point(latest_);
  if (!alarms_.high()) reported_limit_ = -1;
}

std::optional<ScalingDecision> CapacityReservation::decide(std::int32_t current, std::int32_t minimum,
                                                           std::int32_t maximum, std::int32_t warming) {
  ScalingDecision decision;
  decision.signal = trace::Signal::CapacityReservation;
  decision.measured = share(latest_);
  decision.from = current;
  if (running_ > 0) {
    decision.wanted = proportional(needed_, kOne, target_);
  } else {
    decision.wanted = needed_ > 0 ? 2 : 0;
  }

  if (alarms_.high()) {
    decision.threshold = share(alarms_.high_threshold());
    decision.points = alarms_.above();
    if (decision.wanted <= current || warming > 0) return std::nullopt;
    decision.to = std::clamp(decision.wanted, minimum, maximum);
    if (decision.to > current) return decision;
    if (current > maximum || reported_limit_ == maximum) return std::nullopt;
    reported_limit_ = maximum;
    decision.to = current;
    return decision;
  }
  if (alarms_.low()) {
    decision.threshold = share(alarms_.low_threshold());
    decision.points = alarms_.below();
    if (warming > 0 || decision.wanted >= current) return std::nullopt;
    const std::int32_t at_most = std::max(1, current / 2);
    decision.to = std::clamp(std::max(decision.wanted, current - at_most), minimum, maximum);
    if (decision.to < current) return decision;
  }
  return std::nullopt;
}

}  // namespace cloudsim::services
