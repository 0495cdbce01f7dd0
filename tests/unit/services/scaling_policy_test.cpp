// SPDX-License-Identifier: Apache-2.0
#include "services/scaling_policy.hpp"

#include <doctest/doctest.h>

using namespace cloudsim;
using namespace cloudsim::services;

namespace {

SimTime minute(std::int64_t n) { return kTimeZero + Duration::minutes(n); }

TargetTracking half_busy() {
  TargetTracking spec;
  spec.target_cpu = 0.5;
  spec.alarms.high_points = 3;
  spec.alarms.low_points = 15;
  spec.alarms.low_ratio = 0.7;
  return spec;
}

/// Adds `count` points and returns the last decision.
std::optional<ScalingDecision> after(TargetTracker& tracker, int count, double utilization, std::int32_t current,
                                     std::int32_t maximum = 100, std::int32_t warming = 0) {
  std::optional<ScalingDecision> decision;
  for (int i = 0; i < count; ++i) {
    tracker.add_point(utilization);
    decision = tracker.decide(minute(0), current, 0, maximum, warming);
    if (i + 1 < count) CHECK_FALSE(decision.has_value());
  }
  return decision;
}

}  // namespace

TEST_CASE("three points in a row above the target add capacity in proportion") {
  TargetTracker tracker(half_busy());
  CHECK_FALSE(after(tracker, 2, 0.6, 2));
  const auto decision = after(tracker, 1, 0.6, 2);
  REQUIRE(decision);
  CHECK(decision->signal == trace::Signal::CpuUtilization);
  CHECK(decision->from == 2);
  CHECK(decision->to == 3);  // 2 × 0.6 ÷ 0.5 = 2.4, rounded up
  CHECK(decision->wanted == 3);
  CHECK(decision->points == 3);
  CHECK(decision->measured == doctest::Approx(0.6));
  CHECK(decision->threshold == doctest::Approx(0.5));
}

TEST_CASE("a point at the target, or a missing one, breaks the row") {
  TargetTracker tracker(half_busy());
  CHECK_FALSE(after(tracker, 2, 0.9, 2));
  CHECK_FALSE(after(tracker, 1, 0.5, 2));
  CHECK_FALSE(after(tracker, 2, 0.9, 2));
  tracker.add_missing();
  CHECK_FALSE(tracker.decide(minute(0), 2, 0, 100, 0));
  CHECK_FALSE(after(tracker, 2, 0.9, 2));
  CHECK(after(tracker, 1, 0.9, 2));
}

TEST_CASE("rounding up does not hang on the last bit of a quotient") {
  TargetTracking spec = half_busy();
  spec.target_cpu = 0.7;
  TargetTracker tracker(spec);
  const auto decision = after(tracker, 3, 0.77, 10);
  REQUIRE(decision);
  CHECK(decision->to == 11);  // 10 × 0.77 ÷ 0.7 is 11; in doubles it comes out above
}

TEST_CASE("the low alarm needs fifteen points below 70 % of the target, and rounds to the safe side") {
  TargetTracker tracker(half_busy());
  CHECK_FALSE(after(tracker, 40, 0.35, 10));  // 0.35 is not below 0.35
  const auto decision = after(tracker, 15, 0.25, 3);
  REQUIRE(decision);
  CHECK(decision->to == 2);  // 3 × 0.25 ÷ 0.5 = 1.5: "1.5 to remove" removes 1
  CHECK(decision->points == 15);
  CHECK(decision->threshold == doctest::Approx(0.35));
}

TEST_CASE("a lone member stays, and zero load empties a group whose minimum is zero") {
  TargetTracker tracker(half_busy());
  CHECK_FALSE(after(tracker, 20, 0.1, 1));
  const auto decision = after(tracker, 1, 0.0, 1);
  REQUIRE(decision);
  CHECK(decision->to == 0);
}

TEST_CASE("capacity on its way counts, and blocks scale-in") {
  TargetTracker tracker(half_busy());
  CHECK_FALSE(after(tracker, 5, 1.0, 4, 100, 2));  // 2 measured × 1.0 ÷ 0.5 = 4 are ordered already
  const auto decision = after(tracker, 1, 1.0, 4, 100, 1);
  REQUIRE(decision);
  CHECK(decision->to == 6);  // 3 measured × 1.0 ÷ 0.5
  CHECK_FALSE(after(tracker, 30, 0.0, 4, 100, 1));
  CHECK(after(tracker, 1, 0.0, 4, 100, 0));
}

TEST_CASE("a wish beyond the maximum is clamped, and told once while it lasts") {
  TargetTracker tracker(half_busy());
  const auto first = after(tracker, 3, 1.0, 4, 6);
  REQUIRE(first);
  CHECK(first->to == 6);
  CHECK(first->wanted == 8);
  const auto told = after(tracker, 1, 1.0, 6, 6);
  REQUIRE(told);
  CHECK_FALSE(told->changes());
  CHECK(told->wanted == 12);
  CHECK_FALSE(after(tracker, 5, 1.0, 6, 6));
  CHECK_FALSE(after(tracker, 1, 0.4, 6, 6));
  const auto again = after(tracker, 3, 1.0, 6, 6);
  REQUIRE(again);
  CHECK_FALSE(again->changes());
}

TEST_CASE("cooldowns: within one only a larger step out goes through, and no second step in") {
  TargetTracking spec = half_busy();
  spec.scale_out_cooldown = Duration::minutes(5);
  spec.scale_in_cooldown = Duration::minutes(5);
  TargetTracker tracker(spec);
  const auto at = [&](std::int64_t when, double utilization, std::int32_t current) {
    tracker.add_point(utilization);
    const auto decision = tracker.decide(minute(when), current, 0, 100, 0);
    return decision ? decision->to : current;
  };
  at(1, 0.6, 10);
  at(2, 0.6, 10);
  CHECK(at(3, 0.6, 10) == 12);   // +2
  CHECK(at(4, 0.55, 12) == 12);  // wants 13.2 → 14: +2, not larger
  CHECK(at(5, 0.75, 12) == 18);  // +6
  CHECK(at(9, 0.55, 18) == 18);  // the second step began a cooldown of its own
  CHECK(at(10, 0.55, 18) == 20);
  for (int i = 0; i < 14; ++i) CHECK(at(20 + i, 0.3, 20) == 20);
  CHECK(at(34, 0.3, 20) == 12);
  CHECK(at(35, 0.3, 12) == 12);
  CHECK(at(38, 0.3, 12) == 12);
  CHECK(at(39, 0.3, 12) == 8);  // 7.2
}

TEST_CASE("capacity reservation: the metric and its two corner cases") {
  AlarmRules alarms;
  alarms.high_points = 1;
  alarms.low_points = 3;
  alarms.low_ratio = 1.0;
  SUBCASE("tasks wait and no host runs: 200 %, asks for two") {
    CapacityReservation policy(1.0, alarms);
    policy.add_point(13, 0);
    const auto decision = policy.decide(0, 0, 20, 0);
    REQUIRE(decision);
    CHECK(decision->measured == doctest::Approx(2.0));
    CHECK(decision->to == 2);
    CHECK_FALSE(policy.decide(2, 0, 20, 2));
    policy.add_point(13, 2);
    CHECK_FALSE(policy.decide(2, 0, 20, 2));  // the second step waits for the warm-up of the first
    const auto second = policy.decide(2, 0, 20, 0);
    REQUIRE(second);
    CHECK(second->measured == doctest::Approx(6.5));
    CHECK(second->to == 13);
  }
  SUBCASE("nothing runs and nothing waits: 100 %, no alarm") {
    CapacityReservation policy(1.0, alarms);
    for (int i = 0; i < 5; ++i) {
      policy.add_point(0, 0);
      CHECK_FALSE(policy.decide(0, 0, 20, 0));
    }
  }
  SUBCASE("a target of 50 % keeps a spare host for each that is needed") {
    CapacityReservation policy(0.5, alarms);
    policy.add_point(3, 4);
    const auto decision = policy.decide(4, 0, 20, 0);
    REQUIRE(decision);
    CHECK(decision->to == 6);
  }
  SUBCASE("scale-in takes at most half of the group per point") {
    CapacityReservation policy(1.0, alarms);
    std::int32_t hosts = 9;
    for (int i = 0; i < 3; ++i) policy.add_point(1, hosts);
    const auto first = policy.decide(hosts, 0, 20, 0);
    REQUIRE(first);
    CHECK(first->to == 5);
    CHECK(first->wanted == 1);
    policy.add_point(1, 5);
    const auto second = policy.decide(5, 0, 20, 0);
    REQUIRE(second);
    CHECK(second->to == 3);
    CHECK_FALSE(policy.decide(5, 0, 20, 1));
    CHECK_FALSE(policy.decide(5, 5, 20, 0));
  }
  SUBCASE("the maximum binds once") {
    CapacityReservation policy(1.0, alarms);
    policy.add_point(9, 4);
    const auto told = policy.decide(4, 0, 4, 0);
    REQUIRE(told);
    CHECK_FALSE(told->changes());
    CHECK(told->wanted == 9);
    policy.add_point(9, 4);
    CHECK_FALSE(policy.decide(4, 0, 4, 0));
  }
}
