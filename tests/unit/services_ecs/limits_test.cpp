// SPDX-License-Identifier: Apache-2.0
// What keeps a task from starting, and what takes it away: constraints, interfaces, ports, soft memory, quota, the
// registry, throttled calls, Spot, too much memory.
#include <doctest/doctest.h>

#include "unit/services_ecs/ecs_specs.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::ApiCall;
using trace::Outcome;
using trace::Reason;
using trace::ServerKind;
using trace::ServerState;
using trace::Shortage;

namespace {

std::size_t waiting_for(const EcsRig& rig, Shortage shortage) {
  std::size_t number = 0;
  for (const auto& [fact, placed] : rig.sink.all<trace::PlacementDecided>()) {
    number += !placed.host.valid() && placed.shortage == shortage;
  }
  return number;
}

std::uint32_t ready(const EcsRig& rig) { return rig.model.view().servers_ready; }

/// Nobody waits for launches; tasks serve as soon as they are placed.
EcsSpec on_two_hosts(std::uint32_t desired) {
  EcsSpec spec = fixed_hosts(desired, 2);
  spec.already_running = false;
  spec.launches_per_minute = 0;
  spec.hosts.zones = 2;
  return spec;
}

}  // namespace

TEST_CASE("tasks per host by interfaces: one less than the host has; with trunking what the type offers") {
  // m5.large: 3 interfaces → 2 tasks (ECS guide, container instance ENI); with trunking 10. CPU and memory hold 8.
  for (const bool trunking : {false, true}) {
    EcsSpec spec = on_two_hosts(20);
    spec.hosts.instance.interfaces = 3;
    spec.hosts.instance.trunk_tasks = 10;
    spec.network = NetworkMode::Awsvpc;
    spec.trunking = trunking;
    EcsRig rig(spec);
    rig.advance(at_second(10));
    CHECK(ready(rig) == (trunking ? 16 : 4));  // CPU and memory hold 8 on each host
    CHECK(waiting_for(rig, Shortage::Interfaces) == (trunking ? 0 : 16));
    CHECK(waiting_for(rig, Shortage::Hosts) == (trunking ? 4 : 0));
    rig.finish(at_second(10));
  }
  EcsSpec bridge = on_two_hosts(20);
  bridge.hosts.instance.interfaces = 3;
  EcsRig rig(bridge);
  rig.advance(at_second(10));
  CHECK(ready(rig) == 16);  // bridge mode avoids the limit
  rig.finish(at_second(10));
}

TEST_CASE("the capacity provider counts interfaces, not only CPU") {
  // 8 tasks, 2 per host. From zero it asks for 2 hosts; they hold 4 tasks, and the other 4 need 2 more: 4 in one step.
  // By CPU and memory one more would do.
  EcsSpec spec = on_hosts(8, 0, 10);
  spec.launches_per_minute = 0;
  spec.hosts.instance.interfaces = 3;
  spec.network = NetworkMode::Awsvpc;
  EcsRig rig(spec);
  rig.advance(at_second(1200));
  const auto steps = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].second.to == 2);
  CHECK(steps[1].second.to == 4);
  CHECK(ready(rig) == 8);
  rig.finish(at_second(1200));
}

TEST_CASE("of a group that nobody needs at most half goes a minute") {
  // The group of the run has a minimum of 8 and keeps it. Without one, after 15 points: 8 → 4 → 2 → 1 → 0.
  EcsSpec spec = on_hosts(64, 0, 10);
  spec.hosts.minimum = 8;
  spec.hosts.already_running = true;
  spec.already_running = true;
  EcsRig rig(spec);
  rig.advance(at_second(50));
  rig.act(UpdateService{0});
  rig.advance(at_second(3600));
  CHECK(rig.sink.all<trace::ScalingDecided>().empty());  // never below its minimum
  rig.finish(at_second(3600));

  CapacityReservation provider(1.0, spec.hosts.alarms);
  for (int point = 0; point < 15; ++point) provider.add_point(0, 8);
  std::vector<std::int32_t> sizes;
  for (std::int32_t size = 8; size > 0;) {
    const auto decision = provider.decide(size, 0, 10, 0);
    REQUIRE(decision);
    sizes.push_back(decision->to);
    size = decision->to;
    provider.add_point(0, size);
  }
  CHECK(sizes == std::vector{4, 2, 1, 0});
}

TEST_CASE("a fixed port: one task per host, the next one says why it waits") {
  EcsSpec spec = on_two_hosts(3);
  spec.host_port = true;
  EcsRig rig(spec);
  rig.advance(at_second(10));
  CHECK(ready(rig) == 2);
  CHECK(waiting_for(rig, Shortage::Ports) == 1);
  rig.finish(at_second(10));
}

TEST_CASE("distinctInstance: no two on one host; memberOf: only hosts of the zone") {
  SUBCASE("distinct") {
    EcsSpec spec = on_two_hosts(3);
    spec.constraints.distinct_instance = true;
    EcsRig rig(spec);
    rig.advance(at_second(10));
    CHECK(ready(rig) == 2);
    CHECK(waiting_for(rig, Shortage::Constraint) == 1);
    rig.finish(at_second(10));
  }
  SUBCASE("zone 2 only: host 2 holds eight, the ninth waits though host 1 is empty") {
    EcsSpec spec = on_two_hosts(9);
    spec.constraints.zones = {1};
    EcsRig rig(spec);
    rig.advance(at_second(10));
    CHECK(ready(rig) == 8);
    CHECK(waiting_for(rig, Shortage::Constraint) == 1);
    for (const auto& [fact, placed] : rig.sink.all<trace::PlacementDecided>()) {
      if (placed.host.valid()) CHECK(placed.host == rig.server(ServerKind::Host, 2));
    }
    rig.finish(at_second(10));
  }
  SUBCASE("another instance type") {
    EcsSpec spec = on_two_hosts(1);
    spec.constraints.instance_types = {"m5.large"};
    EcsRig rig(spec);
    rig.advance(at_second(10));
    CHECK(ready(rig) == 0);
    CHECK(waiting_for(rig, Shortage::Constraint) == 1);
    rig.finish(at_second(10));
  }
}

TEST_CASE("soft memory counts for placement, hard memory kills") {
  // 4 GB hosts: 4 tasks of 1 GB hard; with 512 MB soft, 8. A request of 900 MB runs; one of 1,100 MB kills its task.
  EcsSpec spec = fixed_hosts(8, 1);
  spec.task_memory_mb = 1024;
  spec.memory_reservation_mb = 512;
  spec.launches_per_minute = 0;
  EcsRig rig(spec);
  CHECK(ready(rig) == 8);
  rig.advance(at_second(10));
  rig.submit(milliseconds(100), {}, Bytes::megabytes(900).count);
  rig.advance(at_second(11));
  CHECK(rig.count<trace::Crashed>() == 0);
  rig.submit({}, seconds(5));                                       // the next task in turn, 2
  rig.submit(milliseconds(100), {}, Bytes::megabytes(1100).count);  // task 3
  rig.advance(at_ms(11'001));
  const auto crashes = rig.sink.all<trace::Crashed>();
  REQUIRE(crashes.size() == 1);
  CHECK(crashes[0].second.reason == Reason::OutOfMemory);
  CHECK(crashes[0].second.server == rig.server(ServerKind::Task, 3));
  CHECK(ready(rig) == 7);
  rig.advance(at_second(13));
  CHECK(ready(rig) == 8);  // the service replaces it after its restart delay of 1 s
  rig.finish(at_second(20));
  CHECK(rig.sink.count(Outcome::Failed, Reason::OutOfMemory) == 1);
  CHECK(rig.sink.count(Outcome::Completed) == 2);
}

TEST_CASE("without the kill, only the request fails") {
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.out_of_memory_kills = false;
  EcsRig rig(spec);
  rig.submit({}, {}, Bytes::megabytes(600).count);
  rig.finish(at_second(1));
  CHECK(rig.sink.count(Outcome::Failed, Reason::OutOfMemory) == 1);
  CHECK(rig.count<trace::Crashed>() == 0);
}

TEST_CASE("Fargate's vCPU quota: 6 vCPU hold 24 tasks of 0.25; the 25th waits until one goes") {
  EcsSpec spec = on_fargate(25);
  spec.launches_per_minute = 0;
  spec.vcpu_quota_milli = 6000;
  EcsRig rig(spec);
  rig.advance(at_second(10));
  CHECK(ready(rig) == 24);
  CHECK(waiting_for(rig, Shortage::Quota) == 1);
  rig.act(Crash{1, false, {}});
  rig.advance(at_second(12));
  CHECK(ready(rig) == 24);  // the one that waited; the replacement waits now
  CHECK(waiting_for(rig, Shortage::Quota) == 2);
  rig.act(UpdateService{24});
  rig.advance(at_second(20));
  CHECK(ready(rig) == 24);
  rig.finish(at_second(20));
}

TEST_CASE("the registry is down: pulls fail and are tried again, slower and slower, until it is back") {
  // Image 100 MB at 100 MB/s = 1 s. Down from 60 s for 100 s. A task crashes at 70 s: noticed at 71, its pull fails
  // after 10 s at 81; throttle 1, 2, 4, 8, … s after each failure: pulls begin at 71, 82, 94, 108, 126, 152, and, 32 s
  // after the sixth failure (162 s), at 194 s: the registry is back, ready at 195 s.
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.launches_per_minute = 0;
  spec.image = Bytes::megabytes(100);
  spec.pull_rate.bytes_per_second = Bytes::megabytes(100).count;
  spec.pull_failure = seconds(10);
  spec.restart_throttle_percent = 200;
  spec.restart_throttle_maximum = Duration::minutes(15);
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(RegistryDown{seconds(100)});
  rig.advance(at_second(70));
  rig.act(Crash{1, false, {}});
  rig.advance(at_ms(194'999));
  CHECK(ready(rig) == 0);
  rig.advance(at_second(195));
  CHECK(ready(rig) == 1);
  std::size_t failed = 0;
  for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
    failed += change.reason == Reason::ImageUnavailable;
  }
  CHECK(failed == 6);
  CHECK(rig.entered(ServerKind::Task, ServerState::Pulling) == std::vector{at_second(71), at_second(82), at_second(94),
                                                                           at_second(108), at_second(126),
                                                                           at_second(152), at_second(194)});
  rig.finish(at_second(300));
}

TEST_CASE("a host that has the image needs no registry") {
  EcsSpec spec = fixed_hosts(1, 1);
  spec.launches_per_minute = 0;
  spec.image = Bytes::megabytes(100);
  spec.pull_rate.bytes_per_second = Bytes::megabytes(100).count;
  spec.pull_failure = seconds(10);
  EcsRig rig(spec);
  rig.act(RegistryDown{seconds(1000)});
  rig.advance(at_second(10));
  rig.act(Crash{1, false, {}});
  rig.advance(at_second(11));
  CHECK(ready(rig) == 1);
  rig.finish(at_second(20));
}

TEST_CASE("RunTask beyond the bucket is throttled, counted, and made again") {
  // 2,000 tasks = 200 calls. Bucket 100, 40/s: 100 at once, then 40 a second: 140, 180, and the last 20 at 3 s.
  // Refused: 100 + 60 + 20.
  EcsSpec spec = on_fargate(0);
  spec.fargate_burst = 0;
  spec.fargate_per_second = 0;
  spec.api_burst = 100;
  spec.api_per_second = 40;
  spec.api_retry = seconds(1);
  EcsRig rig(spec);
  rig.advance(at_second(10));
  rig.act(RunTask{2000});
  CHECK(rig.model.view().servers_starting + ready(rig) == 1000);
  rig.advance(at_second(11));
  CHECK(rig.model.view().servers_starting + ready(rig) == 1400);
  rig.advance(at_second(20));
  CHECK(ready(rig) == 2000);
  std::int32_t calls = 0, refused = 0;
  for (const auto& [fact, call] : rig.calls(ApiCall::RunTask)) {
    calls += call.calls;
    refused += call.throttled;
  }
  CHECK(calls == 200);
  CHECK(refused == 180);
  CHECK(rig.calls(ApiCall::RunTask).back().first.at == at_second(13));
  const auto limits = rig.sink.all<trace::LimitReached>();
  REQUIRE(limits.size() == 2);
  CHECK(limits[0].second.limit == Reason::ApiThrottled);
  CHECK(limits[0].second.binding);
  CHECK_FALSE(limits[1].second.binding);
  rig.finish(at_second(20));
}

TEST_CASE("Fargate Spot: a notice, SIGTERM, two minutes, the end; the service starts another one at the notice") {
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.launches_per_minute = 0;
  spec.spot = true;
  spec.spot_interruption = always(seconds(300));
  spec.spot_notice = seconds(120);
  EcsRig rig(spec);
  rig.advance(at_second(299));
  rig.submit({}, seconds(1000));  // on the first task, when its notice comes
  rig.advance(at_second(301));
  CHECK(ready(rig) == 1);  // restart delay 1 s
  rig.finish(at_second(450));
  const ServerId first = rig.server(ServerKind::Task, 1);
  CHECK(rig.entered(first, ServerState::Draining) == std::vector{at_second(300)});
  CHECK(rig.entered(first, ServerState::Gone) == std::vector{at_second(420)});
  CHECK(rig.sink.count(Outcome::Failed, Reason::Stopped) == 1);
  REQUIRE(rig.usage("fargate.vcpu_hour.spot").size() == 2);
  CHECK(rig.usage("fargate.vcpu_hour.spot")[0].to == at_second(420));
  CHECK(rig.usage("fargate.vcpu_hour.x86").empty());
}

TEST_CASE("a zone goes down with its hosts; new hosts go elsewhere until it is back") {
  EcsSpec spec = fixed_hosts(4, 2);  // hosts in zones 0 and 1
  spec.launches_per_minute = 0;
  spec.hosts.zones = 2;
  spec.placement = {Spread{}};
  spec.hosts.maximum = 4;
  spec.hosts.replace_failed = true;
  spec.hosts.replacement_delay = seconds(60);
  EcsRig rig(spec);
  rig.advance(at_second(100));
  rig.act(ZoneOutage{1, seconds(1000)});
  CHECK(ready(rig) == 2);
  rig.advance(at_second(110));
  CHECK(ready(rig) == 4);  // host 2 has room for all four
  rig.finish(at_second(400));
  CHECK(rig.sink.all<trace::Crashed>().size() == 1);
  CHECK(rig.sink.all<trace::Crashed>()[0].second.lost_tasks == 2);
  CHECK(rig.model.view().hosts == 2);  // 160 s: ordered; + 90 s
}
