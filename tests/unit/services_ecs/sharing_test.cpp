// SPDX-License-Identifier: Apache-2.0
// CPU of tasks shared over time: on hosts a share of the host, on Fargate a wall. All values by hand.
#include <doctest/doctest.h>

#include <vector>

#include "unit/services_ecs/ecs_specs.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::CpuSharing;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// Two tasks of half a vCPU on one host of one vCPU.
services::EcsSpec two_on_a_host() {
  services::EcsSpec spec = fixed_hosts(2, 1);
  spec.hosts.instance.vcpu = 1;
  spec.task_cpu_milli = 500;
  spec.workers = 4;
  spec.cpu_sharing = CpuSharing::OverTime;
  return spec;
}

services::EcsSpec on_own_machines(std::uint32_t tasks) {
  services::EcsSpec spec = on_fargate(tasks);
  spec.already_running = true;
  spec.workers = 4;
  spec.cpu_sharing = CpuSharing::OverTime;
  return spec;
}

/// When each request ended, in order of its arrival, in ns.
std::vector<std::int64_t> ends(const EcsRig& rig) {
  std::vector<std::int64_t> when(rig.submitted, -1);
  for (const trace::RequestRecord& record : rig.sink.records) when[record.id.value] = record.finished.ns;
  return when;
}

}  // namespace

TEST_CASE("one task idle: the other one has the whole host") {
  EcsRig rig(two_on_a_host());
  rig.submit(seconds(1));
  rig.finish(at_second(10));
  CHECK(ends(rig) == std::vector<std::int64_t>{kSecond});
}

// The first task computes 2 s alone for a second; then the second one begins with 1 s: half each, both done at 3 s.
TEST_CASE("both busy: each its share, from the instant the other one begins") {
  EcsRig rig(two_on_a_host());
  rig.submit(seconds(2));
  rig.advance(at_second(1));
  rig.submit(seconds(1));
  rig.finish(at_second(10));
  CHECK(ends(rig) == std::vector<std::int64_t>{3 * kSecond, 3 * kSecond});
}

// The first task has two requests of 1 s, the second one has one: half a vCPU for each task, so 1/4, 1/4 and 1/2. At 2
// s the second one's is done; the first one's have 0.5 s left each and the whole host between them: 3 s.
TEST_CASE("a host is divided over tasks, a task over its requests") {
  EcsRig rig(two_on_a_host());
  for (int i = 0; i < 3; ++i) rig.submit(seconds(1));  // in turn: first, second, first
  rig.finish(at_second(10));
  CHECK(ends(rig) == std::vector<std::int64_t>{3 * kSecond, 2 * kSecond, 3 * kSecond});
}

// 1 s of CPU on a task of a quarter of a vCPU: 4 s, whatever is idle. Two at once in one task: an eighth each, 8 s.
TEST_CASE("on Fargate a task never has more than its size") {
  EcsRig alone(on_own_machines(2));
  alone.submit(seconds(1));
  alone.finish(at_second(20));
  CHECK(ends(alone) == std::vector<std::int64_t>{4 * kSecond});

  EcsRig two(on_own_machines(1));
  two.submit(seconds(1));
  two.submit(seconds(1));
  two.finish(at_second(20));
  CHECK(ends(two) == std::vector<std::int64_t>{8 * kSecond, 8 * kSecond});

  // The second one begins at 2 s, when the first has had half of its second: an eighth each, the first done at 6 s;
  // then the second has had half of its own and a quarter of a vCPU alone: 2 s more.
  EcsRig later(on_own_machines(1));
  later.submit(seconds(1));
  later.advance(at_second(2));
  later.submit(seconds(1));
  later.finish(at_second(20));
  CHECK(ends(later) == std::vector<std::int64_t>{6 * kSecond, 8 * kSecond});
}

// Two tasks with 2 s each from 0; at 1 s one is killed (it had 0.5 s). The other one has had 0.5 s and goes on with the
// whole host: 2.5 s.
TEST_CASE("a task that dies leaves its share to the others") {
  EcsRig rig(two_on_a_host());
  rig.submit(seconds(2));
  rig.submit(seconds(2));
  rig.advance(at_second(1));
  rig.act(services::Crash{1, false, {}, 0});
  rig.finish(at_second(10));
  CHECK(rig.sink.count(trace::Outcome::Failed, trace::Reason::ServerCrashed) == 1);
  CHECK(ends(rig) == std::vector<std::int64_t>{kSecond, 5 * kSecond / 2});
}

// A task that borrows the whole host for 60 s has used 60 vCPU-seconds of the 2 × 0.5 × 60 = 60 that both reserve:
// 100 % on average, where its own share would have been 50 %.
TEST_CASE("the CPU metric counts what was used, borrowed or not") {
  services::EcsSpec spec = two_on_a_host();
  services::TargetTracking tracking;
  tracking.target_cpu = 0.8;
  tracking.alarms.high_points = 1;
  spec.scaling = tracking;
  spec.minimum = 2;
  spec.maximum = 3;
  EcsRig rig(spec);
  rig.submit(seconds(200));
  rig.finish(at_second(61));
  const auto decided = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decided.size() == 1);
  CHECK(decided[0].second.measured == doctest::Approx(1.0));
}

// One worker on a quarter of a vCPU, period 60 s: 30 s of CPU take 120 s, then 60 s of I/O. It uses all of its task in
// the first two minutes and nothing in the third, and ends at 180 s.
TEST_CASE("a request alone in its task uses all of its size until it waits") {
  services::EcsSpec spec = on_own_machines(1);
  spec.workers = 1;
  services::TargetTracking tracking;
  tracking.target_cpu = 0.9;
  tracking.alarms.high_points = 1;
  tracking.alarms.low_points = 1;
  spec.scaling = tracking;
  spec.minimum = 1;
  spec.maximum = 3;
  spec.setup = always(seconds(10'000));  // what is added never serves here
  EcsRig rig(spec);
  rig.submit(seconds(30), seconds(60));
  rig.finish(at_second(181));
  CHECK(ends(rig) == std::vector<std::int64_t>{180 * kSecond});
  const auto decided = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(!decided.empty());
  CHECK(decided[0].first.at == at_second(60));
  CHECK(decided[0].second.measured == doctest::Approx(1.0));
}
