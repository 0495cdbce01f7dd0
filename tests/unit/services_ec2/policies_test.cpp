// SPDX-License-Identifier: Apache-2.0
// Groups with step and simple scaling, several policies, schedules, zones and warm pools. Loads are evenly spaced: a
// request of c seconds of CPU every second keeps one vCPU busy for the share c.
#include <doctest/doctest.h>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::Adjustment;
using services::Crash;
using services::ScheduledSize;
using services::SetDesiredCapacity;
using services::StepScaling;
using services::ZoneOutage;
using trace::ServerState;
using Times = std::vector<SimTime>;

namespace {

StepScaling policy(bool above, double threshold, std::int64_t by) {
  StepScaling policy;
  policy.above = above;
  policy.threshold = threshold;
  policy.steps = {{0, std::nullopt, Adjustment::Change, by}};
  return policy;
}

services::Ec2Spec group(std::uint32_t desired, std::uint32_t maximum) {
  services::Ec2Spec spec = small_fleet(desired);
  spec.minimum = 1;
  spec.maximum = maximum;
  spec.already_running = true;
  spec.monitoring.period = seconds(60);
  spec.warm_up = seconds(300);
  return spec;
}

services::TargetTracking target(double cpu) {
  services::TargetTracking tracking;
  tracking.target_cpu = cpu;
  tracking.alarms.period = seconds(60);
  tracking.warm_up = seconds(300);
  return tracking;
}

std::vector<std::pair<std::int64_t, std::int32_t>> decisions(const Ec2Rig& rig) {
  std::vector<std::pair<std::int64_t, std::int32_t>> found;
  for (const auto& [fact, decision] : rig.sink.all<trace::ScalingDecided>()) {
    found.emplace_back(fact.at.ns / 1'000'000'000, decision.to);
  }
  return found;
}
using Decisions = std::vector<std::pair<std::int64_t, std::int32_t>>;

}  // namespace

TEST_CASE("a step policy acts at its first point, and again only when its member is warm") {
  services::Ec2Spec spec = group(1, 10);
  spec.policies = {policy(true, 0.6, 2)};
  Ec2Rig rig(spec);
  // One long request keeps the first at 100 %: +2 at 60 s, which serve at 120 s and are warm at 420 s. Until then the
  // points at 120 s, 180 s, … ask for no more. At 420 s they count, but the minute before is of the first alone: +2
  // again. From 480 s on the average is 1 ÷ 3.
  rig.submit(seconds(3600));
  rig.advance(900);
  CHECK(decisions(rig) == Decisions{{60, 3}, {420, 5}});
  CHECK(rig.entered(2, ServerState::Ready) == Times{at_second(120)});
}

// 0.8 of one vCPU, step +1 at 60 %, cooldown 300 s: at 60 s one more, launched at 120 s; the average stays 0.8 until it
// is measured: one warm member works alone in the metric. Simple scaling acts again at the first point from 420 s on.
TEST_CASE("simple scaling: the cooldown begins when the last member serves") {
  services::Ec2Spec spec = group(1, 10);
  spec.warm_up = seconds(3600);  // keeps new members out of the metric
  spec.policies = {policy(true, 0.6, 1)};
  spec.policies[0].cooldown = seconds(300);
  Ec2Rig rig(spec);
  rig.submit(seconds(7200));
  rig.advance(1000);
  CHECK(decisions(rig) == Decisions{{60, 2}, {420, 3}, {780, 4}});
}

// 100 % of one: target tracking (50 %, three points) asks for 2 at 180 s, the step policy (three points) for 1 + 3.
TEST_CASE("of several policies the one that asks for the largest capacity wins") {
  services::Ec2Spec spec = group(1, 10);
  spec.scaling = target(0.5);
  spec.policies = {policy(true, 0.9, 3)};
  spec.policies[0].points = 3;
  SUBCASE("when they grow") {
    Ec2Rig rig(spec);
    rig.submit(seconds(3600));
    rig.advance(200);
    CHECK(decisions(rig) == Decisions{{180, 4}});
  }
  SUBCASE("when they shrink: the smaller cut") {
    spec.desired = 8;
    spec.policies = {policy(false, 0.2, -1)};
    spec.policies[0].points = 15;
    Ec2Rig rig(spec);  // idle: target tracking wants the minimum, 1
    rig.advance(901);
    CHECK(decisions(rig) == Decisions{{900, 7}});
  }
  SUBCASE("growing beats shrinking") {
    spec.desired = 4;
    spec.policies = {policy(false, 0.9, 1)};  // a silly one: adds below 90 %
    spec.policies[0].points = 15;
    Ec2Rig rig(spec);
    rig.advance(901);
    CHECK(decisions(rig) == Decisions{{900, 5}});
  }
}

// Basic monitoring: one point in five minutes, so three of them take 15 min.
TEST_CASE("with basic monitoring the same alarm needs five times as long") {
  for (const std::int64_t period : {60, 300}) {
    services::Ec2Spec spec = group(1, 4);
    spec.scaling = target(0.5);
    spec.scaling->alarms.period = seconds(period);
    spec.scaling->alarms.metric_delay = seconds(60);
    Ec2Rig rig(spec);
    rig.load(at_second(0), at_second(1000), seconds(1), milliseconds(800));
    CHECK(decisions(rig) == Decisions{{3 * period + 60, 2}});
  }
}

TEST_CASE("detailed monitoring is used by every running instance") {
  services::Ec2Spec spec = group(2, 4);
  spec.detailed_metrics = 7;
  Ec2Rig rig(spec);
  rig.finish(3600);
  REQUIRE(rig.usage("cloudwatch.metric_month").size() == 2);
  CHECK(rig.usage("cloudwatch.metric_month")[0].amount == 7);
  CHECK(rig.usage("cloudwatch.metric_month")[0].to == at_second(3600));
}

TEST_CASE("scheduled actions set the bounds, and the size with them") {
  services::Ec2Spec spec = group(2, 4);
  ScheduledSize morning;
  morning.at = at_second(1000);
  morning.every = Duration::hours(24);
  morning.minimum = 3;
  morning.maximum = 6;
  ScheduledSize evening;
  evening.at = at_second(2000);
  evening.minimum = 1;
  evening.desired = 1;
  spec.schedule = {morning, evening};
  Ec2Rig rig(spec);
  rig.advance(90'000);
  CHECK(decisions(rig) == Decisions{{1000, 3}, {2000, 1}, {87'400, 3}});
  for (const auto& [fact, decision] : rig.sink.all<trace::ScalingDecided>()) {
    CHECK(decision.signal == trace::Signal::Schedule);
  }
  rig.act(SetDesiredCapacity{9});
  CHECK(decisions(rig).back().second == 6);
}

// ---- zones ----------------------------------------------------------------------------------------------------------

// Launched in turn into zones 1, 2, 1, 2, 1: 0, 2 and 4 in the first, 1 and 3 in the second.
TEST_CASE("the default termination order: in the zone with most members the oldest") {
  services::Ec2Spec spec = group(5, 8);
  spec.zones = 2;
  Ec2Rig rig(spec);
  const auto gone = [&rig] {
    std::vector<std::uint32_t> found;
    for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
      if (change.to == ServerState::Gone) found.push_back(change.server.value);
    }
    return found;
  };
  rig.act(SetDesiredCapacity{4});
  CHECK(gone() == std::vector<std::uint32_t>{0});
  rig.act(SetDesiredCapacity{2});
  CHECK(gone() == std::vector<std::uint32_t>{0, 2, 1});  // a tie goes to the first zone; then the second has most
}

TEST_CASE("a lost zone takes its members, and the group refills in the others") {
  services::Ec2Spec spec = group(4, 8);
  spec.zones = 2;
  Ec2Rig rig(spec);
  rig.advance(100);
  rig.submit({}, seconds(50));  // on instance 0, in the first zone
  rig.act(ZoneOutage{1, seconds(3600)});
  rig.advance(200);
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(100)});
  CHECK(rig.entered(2, ServerState::Gone) == Times{at_second(100)});
  CHECK(rig.entered(1, ServerState::Gone).empty());
  CHECK(rig.entered(4, ServerState::Ready) == Times{at_second(160)});
  CHECK(rig.entered(5, ServerState::Ready) == Times{at_second(160)});
  // All four are in the second zone now, so losing the first one again changes nothing.
  rig.act(ZoneOutage{1, seconds(10)});
  rig.finish(300);
  CHECK(rig.model.view().servers_ready == 4);
  CHECK(rig.sink.count(trace::Outcome::Failed, trace::Reason::ServerCrashed) == 1);
}

TEST_CASE("nothing starts in a lost zone until it is back") {
  services::Ec2Spec spec = group(1, 2);
  Ec2Rig rig(spec);
  rig.advance(100);
  rig.act(ZoneOutage{1, seconds(600)});
  rig.advance(1000);
  CHECK(rig.entered(1, ServerState::Ordered) == Times{at_second(700)});
}

// ---- warm pools -----------------------------------------------------------------------------------------------------

// A launch takes 10 + 20 + 30 s and 200 s of code. From the pool: stopped 10 + 20 + 30 s, running at once.
TEST_CASE("a warm pool is prepared beforehand; what waits stopped costs its disk only") {
  services::Ec2Spec spec = group(1, 3);
  spec.code_upload = always(200);
  bool running = false;
  SUBCASE("stopped") {}
  SUBCASE("running") { running = true; }
  SUBCASE("none") {
    Ec2Rig rig(spec);
    rig.advance(1000);
    rig.act(SetDesiredCapacity{2});
    rig.finish(2000);
    CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(1260)});
    return;
  }
  spec.warm_pool = services::Ec2WarmPool{std::nullopt, running};
  Ec2Rig rig(spec);
  rig.advance(1000);
  CHECK(rig.model.view().servers_ready == 1);
  CHECK(rig.model.view().servers_starting == 0);
  const ServerState waits = running ? ServerState::Standby : ServerState::Stopped;
  CHECK(rig.entered(1, waits) == Times{at_second(260)});
  CHECK(rig.entered(2, waits) == Times{at_second(260)});  // size: up to the maximum of 3
  CHECK(rig.entered(3, waits).empty());
  rig.act(SetDesiredCapacity{2});
  rig.finish(2000);
  CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(running ? 1000 : 1060)});
  CHECK(rig.entered(3, ServerState::Ordered).empty());  // 2 and one spare are the maximum
  const auto computing = [&rig](std::uint32_t server) {
    Duration sum;
    for (const auto& used : rig.usage("ec2.instance.test.one")) {
      if (used.server == ServerId{server}) sum = sum + (used.to - used.from);
    }
    return sum;
  };
  CHECK(computing(2) == seconds(running ? 1990 : 250));
  CHECK(computing(1) == seconds(running ? 1990 : 250 + 990));
  for (const auto& used : rig.usage("ebs.gp3")) {
    if (used.server.value > 0) CHECK(used.to - used.from == seconds(1990));
  }
}

TEST_CASE("an empty pool means a cold start, and the pool fills again") {
  services::Ec2Spec spec = group(1, 10);
  spec.code_upload = always(200);
  spec.warm_pool = services::Ec2WarmPool{1, false};
  Ec2Rig rig(spec);
  rig.advance(1000);
  rig.act(SetDesiredCapacity{3});
  rig.advance(1300);
  CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(1060)});  // from the pool
  CHECK(rig.entered(2, ServerState::Ready) == Times{at_second(1260)});  // cold
  CHECK(rig.entered(3, ServerState::Stopped) == Times{at_second(1260)});
}
