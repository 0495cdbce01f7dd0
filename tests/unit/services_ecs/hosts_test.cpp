// SPDX-License-Identifier: Apache-2.0
// The hosts of a cluster: capacity provider, placement at work, failures, what is paid.
#include <doctest/doctest.h>

#include "unit/services_ecs/ecs_specs.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::ApiCall;
using trace::Outcome;
using trace::ServerKind;
using trace::ServerState;
using trace::Shortage;

namespace {

std::vector<trace::ScalingDecided> host_decisions(const EcsRig& rig) {
  std::vector<trace::ScalingDecided> found;
  for (const auto& [fact, decision] : rig.sink.all<trace::ScalingDecided>()) {
    if (decision.kind == ServerKind::Host) found.push_back(decision);
  }
  return found;
}

std::vector<trace::PlacementDecided> refusals(const EcsRig& rig) {
  std::vector<trace::PlacementDecided> found;
  for (const auto& [fact, decision] : rig.sink.all<trace::PlacementDecided>()) {
    if (!decision.host.valid()) found.push_back(decision);
  }
  return found;
}

}  // namespace

TEST_CASE("100 tasks of 0.25 vCPU and 0.5 GiB settle on 13 hosts of 2 vCPU and 4 GiB") {
  EcsRig rig(on_hosts(100, 0, 50));
  CHECK(rig.model.view().hosts == 0);
  // 60 s: tasks wait and no host runs, so 2 are ordered. They register at 150 s and hold 16. Warm-up ends 300 s after
  // they were running, at 390 s; the point at 420 s says 13 needed (2 + 84 ÷ 8 rounded up) of 2.
  rig.advance(at_second(150));
  CHECK(rig.model.view().hosts == 2);
  CHECK(rig.model.view().servers_ready == 16);
  CHECK(rig.model.view().servers_starting == 84);
  rig.advance(at_second(509));
  CHECK(rig.model.view().hosts == 2);
  rig.advance(at_second(510));
  CHECK(rig.model.view().hosts == 13);  // L11.E1
  CHECK(rig.model.view().servers_ready == 100);
  rig.finish(at_second(7200));
  CHECK(rig.model.view().hosts == 13);
  const auto decisions = host_decisions(rig);
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].to == 2);
  CHECK(decisions[0].measured == doctest::Approx(2.0));
  CHECK(decisions[1].from == 2);
  CHECK(decisions[1].to == 13);
  CHECK(decisions[1].measured == doctest::Approx(6.5));
  CHECK(rig.calls(ApiCall::RegisterContainerInstance).size() == 13);
  CHECK(rig.calls(ApiCall::RegisterContainerInstance)[0].second.actor == trace::Actor::Service);
  CHECK(rig.calls(ApiCall::CreateAutoScalingGroup).size() == 1);
  // Every task that waited said so once: no host first, and when two were there and full, both CPU and memory: the same
  // answer, that another host is needed.
  const auto refused = refusals(rig);
  CHECK(refused.size() == 100);
  for (const trace::PlacementDecided& decision : refused) CHECK(decision.shortage == Shortage::Hosts);
  // Hosts are paid from `running` (30 s after the order) to the end: 2 from 90 s, 11 from 450 s.
  const auto hours = rig.usage("ec2.instance.test.two");
  REQUIRE(hours.size() == 13);
  CHECK(hours[1].from == at_second(90));
  CHECK(hours[2].from == at_second(450));
  CHECK(hours[12].to == at_second(7200));
  CHECK(rig.usage("ebs.gp3").size() == 13);
  CHECK(rig.usage("ebs.gp3")[0].amount == 30 * 1024);
  CHECK(rig.usage("ipv4.address").size() == 13);
}

TEST_CASE("spare capacity: at a target of 80 % the same tasks get 17 hosts") {
  EcsSpec spec = on_hosts(100, 0, 50);
  spec.hosts.target_capacity = 0.8;
  EcsRig rig(spec);
  rig.finish(at_second(7200));
  CHECK(rig.model.view().hosts == 17);  // 13 ÷ 0.8 = 16.25
}

TEST_CASE("reserved memory costs a place per host") {
  EcsSpec spec = on_hosts(100, 0, 50);
  spec.hosts.reserved_memory_mb = 300;  // 3,796 MB hold 7 tasks: 100 ÷ 7 = 14.3
  EcsRig rig(spec);
  rig.finish(at_second(7200));
  CHECK(rig.model.view().hosts == 15);
  CHECK(rig.model.view().servers_ready == 100);
}

TEST_CASE("a host fails: 92 run, 96 come back, 4 wait because nothing has room") {
  EcsSpec spec = fixed_hosts(100, 13);
  spec.start = always(seconds(2));
  EcsRig rig(spec);
  CHECK(rig.model.view().servers_ready == 100);
  CHECK(rig.count<trace::ApiCalled>() == 0);
  CHECK(rig.count<trace::PlacementDecided>() == 0);
  rig.advance(at_second(300));
  rig.act(Crash{1, true, {}});
  CHECK(rig.model.view().servers_ready == 92);
  rig.advance(at_second(3600));
  CHECK(rig.model.view().servers_ready == 96);  // L11.E3
  CHECK(rig.model.view().servers_starting == 4);
  CHECK(rig.model.view().hosts == 12);
  rig.finish(at_second(7200));
  const auto crash = rig.sink.all<trace::Crashed>().at(0);
  CHECK(crash.second.kind == ServerKind::Host);
  CHECK(crash.second.lost_tasks == 8);
  const auto refused = refusals(rig);
  REQUIRE(refused.size() == 4);
  for (const trace::PlacementDecided& decision : refused) {
    CHECK(decision.shortage == Shortage::Hosts);
    CHECK(decision.hosts == 12);
    CHECK(decision.free_cpu_milli == 0);
    CHECK(decision.free_memory_mb == 0);
  }
  for (const auto& [fact, decision] : rig.sink.all<trace::PlacementDecided>()) CHECK(fact.cause == crash.first.id);
  // The dead machine is paid until somebody terminates it.
  CHECK(rig.usage("ec2.instance.test.two").size() == 13);
}

TEST_CASE("a group replaces a failed host, and waiting tasks go there") {
  EcsSpec spec = fixed_hosts(100, 13);
  spec.hosts.replace_failed = true;
  spec.hosts.replacement_delay = seconds(120);
  EcsRig rig(spec);
  rig.advance(at_second(300));
  rig.act(Crash{0, true, {}});  // the first of those that have been there longest
  rig.advance(at_second(509));
  CHECK(rig.model.view().servers_ready == 96);
  rig.advance(at_second(510));  // 120 s to replace, 30 s launch, 60 s boot
  CHECK(rig.model.view().servers_ready == 100);
  CHECK(rig.model.view().hosts == 13);
  rig.finish(at_second(1000));
  const auto hours = rig.usage("ec2.instance.test.two");
  REQUIRE(hours.size() == 14);
  CHECK(hours[0].to == at_second(420));  // the dead one, until it was replaced
  CHECK(hours[13].from == at_second(450));
  CHECK(rig.entered(rig.server(ServerKind::Host, 1), ServerState::Gone) == std::vector{at_second(420)});
}

TEST_CASE("a host repaired by hand keeps its image and gets the tasks that wait") {
  EcsSpec spec = fixed_hosts(100, 13);
  spec.image = Bytes::megabytes(400);
  spec.pull_rate = Bandwidth{40 << 20};
  EcsRig rig(spec);
  rig.advance(at_second(300));
  rig.act(Crash{2, true, seconds(90)});
  rig.advance(at_second(390));
  CHECK(rig.model.view().servers_ready == 100);
  CHECK(rig.model.view().hosts == 13);
  rig.finish(at_second(400));
  CHECK(rig.sink.all<trace::Repaired>().at(0).second.out_of_service == seconds(90));
  for (const auto& [fact, pull] : rig.sink.all<trace::ImagePulled>()) CHECK(pull.bytes == Bytes{0});
  CHECK(rig.usage("ec2.instance.test.two").size() == 13);
}

TEST_CASE("room that a task leaves is used again") {
  EcsRig rig(fixed_hosts(8, 1));  // full
  rig.act(RunTask{1});
  CHECK(rig.model.view().servers_starting == 1);
  SUBCASE("by one that waits, at once") {
    rig.act(Crash{3, false, {}});
    rig.advance(kTimeZero);
    CHECK(rig.model.view().servers_ready == 8);
    CHECK(rig.model.view().servers_starting == 0);
  }
  SUBCASE("by a replacement") {
    rig.act(StopTask{1});  // the one that waits
    rig.act(StopTask{3});
    CHECK(rig.model.view().servers_ready == 5);
    rig.advance(at_second(2));
    CHECK(rig.model.view().servers_ready == 8);
  }
  SUBCASE("after scaling in and out") {
    rig.act(StopTask{1});
    rig.act(UpdateService{0});
    rig.act(UpdateService{9});
    rig.advance(at_second(2));
    CHECK(rig.model.view().servers_ready == 8);
    CHECK(rig.model.view().servers_starting == 1);
  }
  rig.finish(at_second(10));
  for (const trace::PlacementDecided& decision : refusals(rig)) CHECK(decision.free_memory_mb == 0);
}

TEST_CASE("a crashing host loses the requests of all its tasks") {
  EcsRig rig(fixed_hosts(10, 2));  // 8 on host 1, 2 on host 2
  for (int i = 0; i < 10; ++i) rig.submit(seconds(1));
  for (int i = 0; i < 10; ++i) rig.submit(seconds(1));  // one more waits at each
  rig.act(Crash{1, true, {}});
  CHECK(rig.sink.all<trace::Crashed>().at(0).second.lost_requests == 16);
  rig.finish(at_second(60));
  CHECK(rig.sink.count(Outcome::Failed) == 16);
  CHECK(rig.sink.count(Outcome::Completed) == 4);
  CHECK(rig.model.view().servers_ready == 8);  // 2 + 6 that found room
}

TEST_CASE("empty hosts go after 15 points, half of the group at a time; hosts with tasks stay") {
  EcsSpec spec = fixed_hosts(24, 3);
  spec.hosts.managed_scaling = true;
  spec.hosts.minimum = 3;
  spec.hosts.maximum = 3;
  EcsSpec shrinking = spec;
  shrinking.hosts.minimum = 1;
  shrinking.hosts.already_running = false;
  SUBCASE("the minimum holds them") {
    EcsRig rig(spec);
    rig.act(UpdateService{8});
    rig.finish(at_second(7200));
    CHECK(rig.model.view().hosts == 3);
  }
  SUBCASE("binpack empties whole hosts") {
    shrinking.already_running = false;
    shrinking.hosts.zones = 1;
    EcsRig rig(shrinking);
    // Host 1 at 90 s; the point at 120 s says 3 needed of 1, but host 1 is warm only at 330 s; the point at 360 s
    // orders two, there at 450 s.
    rig.advance(at_second(450));
    CHECK(rig.model.view().servers_ready == 24);
    rig.advance(at_second(1000));
    rig.act(UpdateService{8});
    CHECK(rig.model.view().servers_ready == 8);
    // Points from 1020 s on: 1 needed of 3. The 15th is at 1860 s: 3 ÷ 2 = 1 goes, at 1920 s the next.
    rig.advance(at_second(1859));
    CHECK(rig.model.view().hosts == 3);
    rig.advance(at_second(1860));
    CHECK(rig.model.view().hosts == 2);
    rig.advance(at_second(1920));
    CHECK(rig.model.view().hosts == 1);
    rig.finish(at_second(7200));
    CHECK(rig.model.view().hosts == 1);
    CHECK(rig.model.view().servers_ready == 8);
    CHECK(rig.entered(rig.server(ServerKind::Host, 3), ServerState::Gone) == std::vector{at_second(1860)});
  }
  SUBCASE("spread leaves some task on every host, so no host can go") {
    EcsSpec even = shrinking;
    even.already_running = false;
    even.placement = {Spread{PlacementField::Instance}};
    EcsRig rig(even);
    rig.advance(at_second(1000));
    rig.act(UpdateService{8});
    rig.finish(at_second(7200));
    CHECK(rig.model.view().hosts == 3);
  }
}

TEST_CASE("tasks that no host can hold never order one, and say what is short") {
  EcsSpec spec = on_hosts(3, 1, 10);
  spec.task_memory_mb = 5000;
  EcsRig rig(spec);
  rig.finish(at_second(3600));
  CHECK(rig.model.view().hosts == 1);
  CHECK(host_decisions(rig).empty());
  const auto refused = refusals(rig);
  REQUIRE(refused.size() == 6);  // each: no host at first; then a host without enough memory
  CHECK(refused[0].shortage == Shortage::Hosts);
  for (std::size_t i = 3; i < 6; ++i) {
    CHECK(refused[i].shortage == Shortage::Memory);
    CHECK(refused[i].free_cpu_milli == 2000);
    CHECK(refused[i].free_memory_mb == 4096);
  }
}

TEST_CASE("a policy at its maximum says so once") {
  EcsRig rig(on_hosts(100, 0, 4));
  rig.finish(at_second(3600));
  CHECK(rig.model.view().hosts == 4);
  CHECK(rig.model.view().servers_ready == 32);
  const auto decisions = host_decisions(rig);
  REQUIRE(decisions.size() == 3);  // 0 → 2, 2 → 4, and 4 of 13 wanted
  CHECK(decisions[2].from == 4);
  CHECK(decisions[2].to == 4);
  CHECK(decisions[2].wanted == 13);
}

TEST_CASE("no more tasks wait for room than the cluster admits") {
  EcsSpec spec = on_hosts(50, 1, 1);
  spec.max_starting = 10;
  EcsRig rig(spec);
  rig.advance(at_second(60));
  CHECK(rig.model.view().servers_starting == 10);
  rig.advance(at_second(90));  // 8 find room, and the scheduler goes on
  CHECK(rig.model.view().servers_ready == 8);
  rig.advance(at_second(120));
  CHECK(rig.model.view().servers_starting == 10);
  rig.finish(at_second(130));
}

TEST_CASE("hosts go to the zones in turn, and spread follows them") {
  EcsSpec spec = fixed_hosts(9, 3);
  spec.placement = {};
  EcsRig rig(spec);
  rig.act(Crash{1, true, {}});
  CHECK(rig.sink.all<trace::Crashed>().at(0).second.lost_tasks == 3);  // 9 tasks over 3 zones
  rig.finish(at_second(60));
}
