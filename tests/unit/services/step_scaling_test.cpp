// SPDX-License-Identifier: Apache-2.0
#include "services/step_scaling.hpp"

#include <doctest/doctest.h>

using namespace cloudsim;
using namespace cloudsim::services;

namespace {

constexpr std::int64_t kPercent = 10'000;  // of millionths

ScalingStep percent(std::int64_t by) { return {0, std::nullopt, Adjustment::Percent, by * kPercent}; }

StepScaling out_policy() {
  StepScaling policy;
  policy.threshold = 0.6;
  policy.steps = {{0.0, 0.1, Adjustment::Change, 1}, {0.1, std::nullopt, Adjustment::Change, 3}};
  return policy;
}

std::optional<ScalingDecision> after(StepScaler& scaler, std::int64_t percent_of_cpu, std::int32_t current,
                                     std::int32_t warming = 0, SimTime now = {}) {
  scaler.add_point_millionths(percent_of_cpu * kPercent);
  return scaler.decide(now, current, 1, 10, warming);
}

}  // namespace

// As documented: values above 1 are rounded down, between 0 and 1 to 1, between 0 and −1 to −1, below −1 towards 0.
TEST_CASE("percentages of a group are rounded as AWS does") {
  CHECK(adjusted(percent(10), 25, 0) == 27);   // 2.5
  CHECK(adjusted(percent(10), 5, 0) == 6);     // 0.5
  CHECK(adjusted(percent(-10), 5, 0) == 4);    // −0.5
  CHECK(adjusted(percent(-10), 25, 0) == 23);  // −2.5
  CHECK(adjusted(percent(100), 4, 0) == 8);
  CHECK(adjusted(percent(-100), 4, 0) == 0);
  CHECK(adjusted(percent(25), 4, 2) == 6);   // 1, but at least 2
  CHECK(adjusted(percent(-25), 4, 2) == 2);  // −1, but at least 2
  CHECK(adjusted({0, std::nullopt, Adjustment::Exact, 7}, 3, 0) == 7);
  CHECK(adjusted({0, std::nullopt, Adjustment::Change, -5}, 3, 0) == 0);
}

TEST_CASE("the step is chosen by the distance to the threshold; its lower bound is part of it, the upper one is not") {
  const auto wanted = [](std::int64_t cpu) {
    StepScaler scaler(out_policy());
    const auto decision = after(scaler, cpu, 2);
    return decision ? decision->to : 0;
  };
  CHECK(wanted(59) == 0);
  CHECK(wanted(60) == 3);
  CHECK(wanted(69) == 3);
  CHECK(wanted(70) == 5);
  CHECK(wanted(100) == 5);
}

TEST_CASE("below a threshold the bounds are mirrored") {
  StepScaling policy;
  policy.above = false;
  policy.threshold = 0.3;
  policy.steps = {{0.0, 0.1, Adjustment::Change, -1}, {0.1, std::nullopt, Adjustment::Change, -2}};
  const auto wanted = [&policy](std::int64_t cpu) {
    StepScaler scaler(policy);
    const auto decision = after(scaler, cpu, 6);
    return decision ? decision->to : 0;
  };
  CHECK(wanted(31) == 0);
  CHECK(wanted(30) == 5);
  CHECK(wanted(21) == 5);
  CHECK(wanted(20) == 4);
}

TEST_CASE("so many points in a row, and the size within the bounds") {
  StepScaling policy = out_policy();
  policy.points = 2;
  StepScaler scaler(policy);
  CHECK_FALSE(after(scaler, 90, 9));
  CHECK_FALSE(after(scaler, 10, 9));
  CHECK_FALSE(after(scaler, 90, 9));
  const auto decision = after(scaler, 90, 9);
  REQUIRE(decision);
  CHECK(decision->to == 10);
  CHECK(decision->wanted == 12);
  CHECK(decision->points == 2);
  // At the maximum: the wish is told once.
  const auto full = after(scaler, 90, 10);
  REQUIRE(full);
  CHECK_FALSE(full->changes());
  CHECK_FALSE(after(scaler, 90, 10));
}

TEST_CASE("while members warm up a step is not taken twice, but a higher one adds the difference") {
  StepScaler scaler(out_policy());
  REQUIRE(after(scaler, 65, 2)->to == 3);
  CHECK_FALSE(after(scaler, 65, 3, 1));     // 2 warm + 1 = what is there
  CHECK(after(scaler, 75, 3, 1)->to == 5);  // 2 warm + 3
  CHECK(after(scaler, 65, 3, 0)->to == 4);  // all warm: again
}

TEST_CASE("scale-in waits while a member warms up") {
  StepScaling policy;
  policy.above = false;
  policy.threshold = 0.3;
  policy.steps = {{0, std::nullopt, Adjustment::Change, -1}};
  StepScaler scaler(policy);
  CHECK_FALSE(after(scaler, 10, 4, 1));
  CHECK(after(scaler, 10, 4, 0)->to == 3);
}

TEST_CASE("simple scaling waits for the last member and then for its cooldown") {
  StepScaling policy;
  policy.threshold = 0.6;
  policy.steps = {{0, std::nullopt, Adjustment::Change, 1}};
  policy.cooldown = Duration::seconds(300);
  StepScaler scaler(policy);
  const auto at = [](std::int64_t seconds) { return SimTime{seconds * 1'000'000'000}; };
  REQUIRE(after(scaler, 90, 2, 0, at(60))->to == 3);
  scaler.acted();
  CHECK(scaler.waits_for_launch());
  CHECK_FALSE(after(scaler, 90, 3, 1, at(500)));  // not launched yet, however long
  scaler.launched(at(520));
  CHECK_FALSE(after(scaler, 90, 3, 0, at(819)));
  CHECK(after(scaler, 90, 3, 0, at(820))->to == 4);
}
