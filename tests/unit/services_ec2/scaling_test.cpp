// SPDX-License-Identifier: Apache-2.0
// When a group grows, shrinks, notices and replaces. Loads are evenly spaced, so utilisation is exact: a request of c
// seconds of CPU every second keeps one vCPU busy for the share c.
#include <doctest/doctest.h>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::Crash;
using trace::Outcome;
using trace::Reason;
using trace::ServerState;
using Times = std::vector<SimTime>;

namespace {

services::Ec2Spec group(std::uint32_t desired, std::uint32_t maximum) {
  services::Ec2Spec spec = small_fleet(desired);
  spec.minimum = 1;
  spec.maximum = maximum;
  spec.already_running = true;
  services::TargetTracking tracking;
  tracking.target_cpu = 0.5;
  tracking.alarms.period = seconds(60);
  tracking.alarms.high_points = 3;
  tracking.alarms.low_points = 15;
  tracking.alarms.low_ratio = 0.7;
  tracking.warm_up = seconds(300);
  spec.scaling = tracking;
  return spec;
}

}  // namespace

TEST_CASE("three one-minute points above the target, plus the delay of the metric, until the group grows") {
  for (const std::int64_t delay : {0, 60}) {
    services::Ec2Spec spec = group(1, 4);
    spec.scaling->alarms.metric_delay = seconds(delay);
    Ec2Rig rig(spec);
    rig.load(at_second(0), at_second(3600), seconds(1), milliseconds(800));
    const auto decisions = rig.sink.all<trace::ScalingDecided>();
    REQUIRE(decisions.size() == 1);  // then 0.4 each: between 0.35 and 0.5 nothing happens
    CHECK(decisions[0].first.at == at_second(180 + delay));
    CHECK(decisions[0].second.points == 3);
    CHECK(decisions[0].second.measured == doctest::Approx(0.8));
    CHECK(decisions[0].second.threshold == doctest::Approx(0.5));
    CHECK(decisions[0].second.from == 1);
    CHECK(decisions[0].second.to == 2);  // 1 × 0.8 ÷ 0.5 = 1.6
    CHECK(rig.entered(1, ServerState::Ordered) == Times{at_second(180 + delay)});
    CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(240 + delay)});  // 10 + 20 + 30 s later
    const auto changes = rig.sink.all<trace::ServerChanged>();
    CHECK(changes[2].second.server == ServerId{1});
    CHECK(changes[2].first.cause == decisions[0].first.id);
  }
}

TEST_CASE("while capacity is on its way the same alarm does not order it again; the rest follows when it is warm") {
  // 3 s of CPU per second want six at 50 %. One vCPU measures 1.0 → 2. Both measure 1.0 → 4. Then what has piled up
  // keeps all busy, and it grows beyond six.
  services::Ec2Spec spec = group(1, 10);
  Ec2Rig rig(spec);
  for (std::int64_t s = 0; s < 2400; ++s) {
    rig.advance(s);
    for (int i = 0; i < 3; ++i) rig.submit(seconds(1));
  }
  std::vector<std::int32_t> sizes;
  std::vector<SimTime> when;
  for (const auto& [fact, decision] : rig.sink.all<trace::ScalingDecided>()) {
    sizes.push_back(decision.to);
    when.push_back(fact.at);
  }
  // Ordered at 180, ready at 240, warm at 540; measured from the first whole period after that.
  CHECK(sizes[0] == 2);
  CHECK(sizes[1] == 4);
  CHECK(when[0] == at_second(180));
  CHECK(when[1] == at_second(540));
  CHECK(sizes.back() >= 6);
}

TEST_CASE("fifteen points below 70 % of the target until it shrinks, oldest first, after its last request") {
  services::Ec2Spec spec = group(2, 4);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(899), milliseconds(500), milliseconds(200));  // 0.2 each
  rig.advance(899);
  rig.submit({}, seconds(31));  // instance 0 is busy from 899 to 930
  rig.advance(1000);
  const auto decisions = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].first.at == at_second(900));
  CHECK(decisions[0].second.points == 15);
  CHECK(decisions[0].second.from == 2);
  CHECK(decisions[0].second.to == 1);  // 2 × 0.2 ÷ 0.5 = 0.8
  CHECK(decisions[0].second.threshold == doctest::Approx(0.35));
  CHECK(rig.entered(0, ServerState::Draining) == Times{at_second(900)});
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(930)});
  CHECK(rig.entered(1, ServerState::Gone).empty());
  rig.finish(1000);
  CHECK(rig.sink.count(Outcome::Completed) == rig.submitted);
}

TEST_CASE("inside the band nothing happens, however long") {
  services::Ec2Spec spec = group(2, 4);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(7200), milliseconds(500), milliseconds(360));  // 0.36 each, 72 % of the target
  CHECK(rig.sink.all<trace::ScalingDecided>().empty());
}

TEST_CASE("scale-in waits until the new member is warm") {
  services::Ec2Spec spec = group(1, 4);
  spec.scaling->warm_up = seconds(1200);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(180), seconds(1), milliseconds(800));
  rig.advance(2000);
  // Grows at 180, ready at 240, warm at 1,440. Points at 240 … are 0: the fifteenth at 1,080 is too early, the
  // twenty-first at 1,440 is the first that may act.
  const auto decisions = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].first.at == at_second(180));
  CHECK(decisions[1].first.at == at_second(1440));
  CHECK(decisions[1].second.points == 21);
  CHECK(decisions[1].second.to == 1);  // wants none, keeps the minimum
  CHECK(decisions[1].second.wanted == 0);
}

TEST_CASE("at the maximum the wish is stated once") {
  services::Ec2Spec spec = group(1, 1);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(1800), seconds(1), milliseconds(800));
  const auto decisions = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].second.from == 1);
  CHECK(decisions[0].second.to == 1);
  CHECK(decisions[0].second.wanted == 2);
  CHECK(rig.model.view().servers_starting == 0);
}

TEST_CASE("a new target gets requests from its first passed check on") {
  services::Ec2Spec spec = small_fleet(1);
  spec.code_upload = always(10);  // answers from 70 s on
  spec.load_balancer = true;
  spec.health_check_interval = seconds(30);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(100), seconds(1), milliseconds(1));
  rig.finish(200);
  CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(90)});
  CHECK(rig.sink.count(Outcome::Completed) == 10);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 10);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoCode) == 80);
  REQUIRE(rig.usage("alb.hour").size() == 1);
  CHECK(rig.usage("alb.hour")[0].from == at_second(0));
  CHECK(rig.usage("alb.hour")[0].to == at_second(200));
}

TEST_CASE("the balancer goes on sending to a dead instance until enough checks have failed") {
  services::Ec2Spec spec = small_fleet(2);
  spec.already_running = true;
  spec.load_balancer = true;
  spec.health_check_interval = seconds(30);
  spec.unhealthy_threshold = 2;
  spec.healthy_threshold = 3;
  std::int64_t repaired_after = 0;
  SimTime ready_again = kNever;
  SUBCASE("nobody repairs it") {}
  SUBCASE("repaired after it was noticed: three passed checks") {
    repaired_after = 100;  // at 165; checks at 180, 210, 240
    ready_again = at_second(240);
  }
  SUBCASE("repaired before the second failed check: routed all the time") {
    repaired_after = 50;  // at 115
    ready_again = at_second(115);
  }
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(65), seconds(1), milliseconds(1));
  rig.advance(65);
  rig.act(Crash{2, false, seconds(repaired_after)});
  rig.load(at_second(65), at_second(400), seconds(1), milliseconds(1));
  rig.finish(401);
  // In turn: the second instance gets the odd seconds. Dead from 65, checks fail at 90 and 120: 65, 67, …, 119 are
  // lost, or up to 113 when it is back at 115.
  CHECK(rig.sink.count(Outcome::Rejected, Reason::ServerCrashed) == (repaired_after == 50 ? 25 : 28));
  CHECK(rig.sink.count(Outcome::Completed) == rig.submitted - (repaired_after == 50 ? 25 : 28));
  if (ready_again == kNever) {
    CHECK(rig.entered(1, ServerState::Ready).size() == 1);
  } else {
    CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(0), ready_again});
  }
}

TEST_CASE("a group terminates and replaces a failed member, unless somebody repairs it first") {
  services::Ec2Spec spec = small_fleet(1);
  spec.already_running = true;
  spec.replace_failed = true;
  spec.replacement_delay = seconds(180);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(600), seconds(1), milliseconds(1));
  rig.advance(600);
  SUBCASE("replaced") {
    rig.act(Crash{1, false, {}});
    rig.load(at_second(600), at_second(1000), seconds(1), milliseconds(1));
    rig.finish(1000);
    const auto crashes = rig.sink.all<trace::Crashed>();
    REQUIRE(crashes.size() == 1);
    CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(780)});
    CHECK(rig.entered(1, ServerState::Ordered) == Times{at_second(780)});
    CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(840)});
    std::size_t lost = 0;
    for (const auto& record : rig.sink.records) lost += record.cause == crashes[0].first.id;
    CHECK(lost == 240);  // 600 … 839, all because of the crash
    CHECK(rig.sink.count(Outcome::Completed) == rig.submitted - 240);
    for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
      if (change.server == ServerId{1} && change.to == ServerState::Ordered) CHECK(fact.cause == crashes[0].first.id);
    }
    const auto usage = rig.usage("ec2.instance.test.one");
    REQUIRE(usage.size() == 2);
    CHECK(usage[0].to == at_second(780));
    CHECK(usage[1].from == at_second(790));
    CHECK(usage[1].to == at_second(1000));
  }
  SUBCASE("repaired") {
    rig.act(Crash{1, false, seconds(90)});
    rig.advance(1000);
    CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(0), at_second(690)});
    CHECK(rig.entered(0, ServerState::Gone).empty());
    CHECK(rig.entered(1, ServerState::Ordered).empty());
  }
}

TEST_CASE("a dead member is in the desired size but not in the average") {
  // Two share 0.8 s of CPU per second: 0.4 each. One dies and is never repaired nor replaced; the other one gets the
  // requests that reach it, half of them: still 0.4. Nothing to decide.
  services::Ec2Spec spec = group(2, 4);
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(600), milliseconds(500), milliseconds(400));
  rig.advance(600);
  rig.act(Crash{2, false, {}});
  rig.load(at_second(600), at_second(3600), milliseconds(500), milliseconds(400));
  CHECK(rig.sink.all<trace::ScalingDecided>().empty());
}

TEST_CASE("a member that is not warm is left out of the average") {
  // 0.7 of one vCPU at a target of 0.4: two wanted, ordered at 180, ready at 240, warm at 540. From 239 on the first
  // one works on one long request; the second one is idle. Alone, the first measures 1.0 in the minute to 300: three
  // wanted. The average of both would be 0.5.
  services::Ec2Spec spec = group(1, 4);
  spec.scaling->target_cpu = 0.4;
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(239), seconds(1), milliseconds(700));
  rig.advance(239);
  rig.submit(seconds(600));
  rig.advance(330);
  const auto decisions = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].first.at == at_second(180));
  CHECK(decisions[0].second.to == 2);
  CHECK(decisions[1].first.at == at_second(300));
  CHECK(decisions[1].second.measured == doctest::Approx(1.0));
  CHECK(decisions[1].second.from == 2);
  CHECK(decisions[1].second.to == 3);
}

TEST_CASE("a check at the very instant of a crash has still passed") {
  services::Ec2Spec spec = small_fleet(2);
  spec.already_running = true;
  spec.load_balancer = true;
  spec.health_check_interval = seconds(30);
  spec.unhealthy_threshold = 2;
  Ec2Rig rig(spec);
  rig.advance(60);
  rig.act(Crash{2, false, {}});
  rig.load(at_second(60), at_second(200), seconds(1), milliseconds(1));
  rig.finish(201);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::ServerCrashed) == 30);  // every second one until 120
}
