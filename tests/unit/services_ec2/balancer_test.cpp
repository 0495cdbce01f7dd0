// SPDX-License-Identifier: Apache-2.0
// The load balancer: leaving and new targets, the group that listens to its checks, capacity units.
#include <doctest/doctest.h>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::Crash;
using services::SetDesiredCapacity;
using trace::Outcome;
using trace::Reason;
using trace::ServerState;
using Times = std::vector<SimTime>;

namespace {

services::Ec2Spec balanced(std::uint32_t desired, std::uint32_t maximum) {
  services::Ec2Spec spec = small_fleet(desired);
  spec.minimum = 1;
  spec.maximum = maximum;
  spec.already_running = true;
  spec.load_balancer = true;
  spec.health_check_interval = seconds(30);
  spec.unhealthy_threshold = 2;
  spec.healthy_threshold = 5;
  spec.deregistration_delay = seconds(300);
  return spec;
}

}  // namespace

TEST_CASE("a leaving target finishes its requests, is cut off after the delay, and costs until then") {
  services::Ec2Spec spec = balanced(2, 2);
  Ec2Rig rig(spec);
  rig.advance(100);
  std::int64_t work = 0;
  std::int64_t gone = 0;
  SUBCASE("nothing to do: at once") { gone = 100; }
  SUBCASE("200 s of work: then") {
    work = 200;
    gone = 300;
  }
  SUBCASE("1,000 s of work: cut off after 300 s") {
    work = 1000;
    gone = 400;
  }
  if (work > 0) rig.submit({}, seconds(work));  // on instance 0
  rig.act(SetDesiredCapacity{1});
  rig.finish(2000);
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(gone)});
  CHECK(rig.sink.count(Outcome::Failed, Reason::Stopped) == (work == 1000 ? 1 : 0));
  for (const auto& used : rig.usage("ec2.instance.test.one")) {
    if (used.server == ServerId{0}) CHECK(used.to == at_second(gone));
  }
}

// New at 60 s, one request a second to two targets. Its turn comes every second request at first; while its share is x
// it takes x of its turns. In the first half of the ramp x is 0.25 on average, in the second 0.75; passed over it is
// asked again after one request instead of two, so it takes between x and 2x of what it would have had (25 in 50 s).
TEST_CASE("the share of a new target grows evenly with slow start") {
  const auto served = [](Duration slow_start, std::int64_t from, std::int64_t until) {
    services::Ec2Spec spec = balanced(1, 2);
    spec.slow_start = slow_start;
    Ec2Rig rig(spec);
    rig.act(SetDesiredCapacity{2});  // ready after 60 s, passes the check at 60 s
    rig.load(at_second(60), at_second(400), seconds(1), milliseconds(1));
    rig.finish(500);
    CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(60)});
    std::int64_t count = 0;
    for (const auto& record : rig.sink.records) {
      const bool in_time = record.started >= at_second(from) && record.started < at_second(until);
      count += in_time && record.server == ServerId{1};
    }
    return count;
  };
  CHECK(served({}, 60, 160) == 50);
  const std::int64_t early = served(seconds(100), 60, 110);
  const std::int64_t late = served(seconds(100), 110, 160);
  CHECK(early >= 6);
  CHECK(early <= 12);
  CHECK(late >= 18);
  CHECK(late <= 25);
  CHECK(served(seconds(100), 160, 260) == 50);
}

TEST_CASE("the only target has no slow start") {
  services::Ec2Spec spec = balanced(1, 1);
  spec.already_running = false;
  spec.slow_start = seconds(100);
  Ec2Rig rig(spec);
  rig.load(at_second(60), at_second(160), seconds(1), milliseconds(1));
  rig.finish(200);
  CHECK(rig.sink.count(Outcome::Completed) == 100);
}

// Three from nothing, registered when they run, before any of them is healthy: none has a slow start, so of 99 requests
// each gets a third from the first one on.
TEST_CASE("the first targets have no slow start, though one of them is ready first") {
  services::Ec2Spec spec = balanced(3, 3);
  spec.already_running = false;
  spec.boot = random::Uniform{20e9, 50e9};  // the check that they pass is at 60 s, 90 s or later
  spec.slow_start = seconds(900);
  Ec2Rig rig(spec);
  rig.load(at_second(150), at_second(249), seconds(1), milliseconds(1));
  rig.finish(300);
  for (std::uint32_t i = 0; i < 3; ++i) {
    std::int64_t count = 0;
    for (const auto& record : rig.sink.records) count += record.server == ServerId{i};
    CHECK(count == 33);
  }
}

// Both die at 65 s, and are found unhealthy at 120 s. One is whole again at 130 s. A balancer without a healthy target
// leaves none out: it serves at once. Beside a healthy one it must pass five checks: 150 s, 180 s, …, 270 s.
TEST_CASE("with no healthy target the balancer sends to all, so the one that answers again serves at once") {
  Ec2Rig rig(balanced(2, 2));
  rig.advance(65);
  rig.act(Crash{1, false, seconds(65)});
  SUBCASE("the other one is dead") {
    rig.act(Crash{2, false, {}});
    rig.finish(1000);
    CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(0), at_second(130)});
  }
  SUBCASE("the other one is healthy") {
    rig.finish(1000);
    CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(0), at_second(270)});
  }
  SUBCASE("the other one dies in between and is found out at 240 s") {
    rig.advance(200);
    rig.act(Crash{2, false, {}});
    rig.finish(1000);
    CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(0), at_second(240)});
  }
}

// The process dies at 65 s; checks fail at 90 s and 120 s. With the balancer's word the group replaces it at 120 s at
// once, or when the grace since its start is over; without it after its own delay of 180 s.
TEST_CASE("a group that listens to the balancer replaces what the balancer finds unhealthy, after the grace") {
  services::Ec2Spec spec = balanced(2, 2);
  spec.replace_failed = true;
  spec.replacement_delay = seconds(180);
  std::int64_t replaced = 0;
  SUBCASE("it does not listen") { replaced = 65 + 180; }
  SUBCASE("no grace") {
    spec.balancer_health = true;
    replaced = 120;
  }
  SUBCASE("within the grace") {
    spec.balancer_health = true;
    spec.health_check_grace = seconds(300);
    replaced = 300;
  }
  Ec2Rig rig(spec);
  rig.advance(65);
  rig.act(Crash{2, false, {}});
  rig.finish(1000);
  CHECK(rig.entered(1, ServerState::Gone) == Times{at_second(replaced)});
  CHECK(rig.entered(2, ServerState::Ordered) == Times{at_second(replaced)});
}

// 10 s until it runs, 305 s until the code is there. It fails its checks at 30 s and 60 s. Without grace the group
// terminates it at 60 s and tries again, and never gets a server; with 5 min of grace it is let live.
TEST_CASE("without a grace period the group kills what boots longer than two checks, for ever") {
  services::Ec2Spec spec = balanced(1, 1);
  spec.already_running = false;
  spec.code_upload = always(245);
  spec.replace_failed = true;
  spec.balancer_health = true;
  SUBCASE("none") {
    Ec2Rig rig(spec);
    rig.advance(3600);
    CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(60)});
    // Ordered at 60 s, running at 70 s, failed at 90 s and 120 s: one a minute.
    CHECK(rig.entered(1, ServerState::Gone) == Times{at_second(120)});
    CHECK(rig.entered(50, ServerState::Gone) == Times{at_second(51 * 60)});
    CHECK(rig.model.view().servers_ready == 0);
  }
  SUBCASE("five minutes") {
    spec.health_check_grace = seconds(300);
    Ec2Rig rig(spec);
    rig.advance(3600);
    CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(330)});  // there at 305 s, first check at 330 s
    CHECK(rig.entered(0, ServerState::Gone).empty());
  }
}

TEST_CASE("what a balancer had to do is stated hour by hour") {
  services::Ec2Spec spec = balanced(1, 1);
  spec.capacity_units = services::Ec2CapacityUnits{4, seconds(60), Bytes{1000}, 2};
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(3600), seconds(1), milliseconds(1));
  rig.load(at_second(7200), at_second(7210), seconds(1), milliseconds(1));
  rig.finish(9000);
  const auto used = rig.sink.all<trace::LoadBalancerUsed>();
  REQUIRE(used.size() == 2);  // nothing in the second hour
  CHECK(used[0].second.from == at_second(0));
  CHECK(used[0].second.to == at_second(3600));
  CHECK(used[0].second.requests == 3600);
  CHECK(used[0].second.connections == 900);
  CHECK(used[0].second.bytes == 3'600'000);
  CHECK(used[0].second.rules == 2);
  CHECK(used[1].second.from == at_second(7200));
  CHECK(used[1].second.to == at_second(9000));
  CHECK(used[1].second.requests == 10);
  CHECK(used[1].second.connections == 3);  // 2.5 are three
}
