// SPDX-License-Identifier: Apache-2.0
// Service auto scaling by CPU, and the books under random trouble.
#include <doctest/doctest.h>

#include "unit/services_ecs/ecs_specs.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::ServerKind;

namespace {

/// One task of 1 vCPU, held at 50 %; a new one takes 30 s. 3 points to scale out, 15 below 45 % to scale in.
EcsSpec tracking() {
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.task_cpu_milli = 1000;
  spec.setup = always(seconds(30));
  TargetTracking rule;
  rule.target_cpu = 0.5;
  rule.alarms.low_ratio = 0.9;
  rule.scale_out_cooldown = seconds(300);
  rule.scale_in_cooldown = seconds(300);
  spec.scaling = rule;
  spec.minimum = 1;
  spec.maximum = 4;
  return spec;
}

std::vector<std::pair<trace::Fact, trace::ScalingDecided>> decisions(const EcsRig& rig) {
  return rig.sink.all<trace::ScalingDecided>();
}

}  // namespace

TEST_CASE("three points above the target add tasks in proportion, fifteen below 90 % of it take them away") {
  EcsRig rig(tracking());
  // 80 ms of CPU every 100 ms: one task at 80 %, two at 40 %.
  rig.load(kTimeZero, at_second(180), milliseconds(100), milliseconds(80));
  CHECK(decisions(rig).empty());
  rig.load(at_second(180), at_second(2000), milliseconds(100), milliseconds(80));
  REQUIRE(decisions(rig).size() == 1);
  const auto [fact, out] = decisions(rig)[0];
  CHECK(fact.at == at_second(180));
  CHECK(out.kind == ServerKind::Task);
  CHECK(out.signal == trace::Signal::CpuUtilization);
  CHECK(out.measured == doctest::Approx(0.8).epsilon(0.01));
  CHECK(out.points == 3);
  CHECK(out.from == 1);
  CHECK(out.to == 2);  // 1 × 80 ÷ 50 = 1.6
  CHECK(rig.model.view().servers_ready == 2);
  // At 40 % the low alarm (45 %) rings, but 2 × 40 ÷ 50 = 1.6 needs both. Then the load falls to a quarter.
  rig.load(at_second(2000), at_second(4000), milliseconds(400), milliseconds(80));
  REQUIRE(decisions(rig).size() == 2);
  const auto [later, in] = decisions(rig)[1];
  CHECK(in.from == 2);
  CHECK(in.to == 1);  // 2 × 10 ÷ 50 = 0.4
  CHECK(in.points >= 15);
  CHECK(rig.model.view().servers_ready == 1);
  rig.finish(at_second(4010));
}

TEST_CASE("the metric delay comes on top, and the maximum is told once") {
  EcsSpec spec = tracking();
  spec.maximum = 1;
  spec.scaling->alarms.metric_delay = seconds(45);
  EcsRig rig(spec);
  rig.load(kTimeZero, at_second(1200), milliseconds(100), milliseconds(95));
  rig.finish(at_second(1210));
  REQUIRE(decisions(rig).size() == 1);
  CHECK(decisions(rig)[0].first.at == at_second(225));
  CHECK(decisions(rig)[0].second.to == 1);
  CHECK(decisions(rig)[0].second.wanted == 2);  // 95 ÷ 50 = 1.9
  CHECK(rig.model.view().servers_ready == 1);
}

TEST_CASE("both loops: a service on hosts grows, waits for hosts, and is placed when they come") {
  EcsSpec spec = fixed_hosts(8, 1);
  spec.hosts.managed_scaling = true;
  spec.hosts.minimum = 1;
  spec.hosts.maximum = 4;
  spec.minimum = 8;
  spec.maximum = 24;
  spec.scaling = tracking().scaling;
  EcsRig rig(spec);
  // Each task reserves 0.25 vCPU; 8 of them fill the host. 1.6 vCPU of work on 2 reserved: 80 %, so 13 are wanted:
  // 8 × 80 ÷ 50 = 12.8. Five wait until a second host is there.
  rig.load(kTimeZero, at_second(600), milliseconds(25), milliseconds(40));
  CHECK(rig.model.view().servers_ready == 13);
  CHECK(rig.model.view().hosts == 2);
  rig.finish(at_second(610));
  bool waited = false;
  for (const auto& [fact, placed] : rig.sink.all<trace::PlacementDecided>()) waited = waited || !placed.host.valid();
  CHECK(waited);
}

TEST_CASE("random actions and crashes keep the books straight, and repeat with the seed") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::vector<std::size_t> outcomes[2];
    for (std::vector<std::size_t>& seen : outcomes) {
      EcsSpec spec = seed % 2 == 0 ? on_fargate(6) : on_hosts(6, 2, 5);
      spec.hosts.replace_failed = seed % 3 == 0;
      spec.hosts.replacement_delay = seconds(5);
      spec.hosts.launch = random::Uniform{1e9, 9e9};
      spec.hosts.boot = random::Uniform{1e9, 30e9};
      spec.hosts.alarms.period = seconds(10);
      spec.hosts.warm_up = seconds(20);
      spec.setup = random::Uniform{1e9, 12e9};
      spec.start = random::Uniform{0, 4e9};
      spec.image = Bytes::megabytes(100);
      spec.pull_rate = Bandwidth{20 << 20};
      spec.placement = {Spread{PlacementField::Zone}, RandomPlacement{}};
      spec.queue_limit = 3;
      spec.workers = 2;
      spec.timeout = seconds(3);
      spec.scaling = tracking().scaling;
      spec.scaling->alarms.period = seconds(10);
      spec.minimum = 0;
      spec.maximum = 40;
      EcsRig rig(spec, seed);
      random::Stream chaos(seed, "chaos");
      SimTime at;
      for (int i = 0; i < 4000; ++i) {
        at = at + milliseconds(static_cast<std::int64_t>(chaos.below(150)));
        rig.advance(at);
        rig.submit(milliseconds(static_cast<std::int64_t>(chaos.below(400))));
        const std::uint64_t what = chaos.below(400);
        const auto number = static_cast<std::uint32_t>(chaos.below(12));
        const Duration repair = seconds(static_cast<std::int64_t>(chaos.below(20)));
        if (what == 0) rig.act(UpdateService{number * 3});
        if (what == 1) rig.act(RunTask{number});
        if (what == 2) rig.act(StopTask{number});
        if (what == 3 || what == 4) rig.act(Crash{number, false, repair});
        if (what == 5 || what == 6) rig.act(Crash{number % 6, true, repair});
      }
      rig.finish(at + seconds(1));
      seen = {rig.sink.facts.size(), rig.sink.count(trace::Outcome::Completed), rig.sink.count(trace::Outcome::Failed)};
    }
    CHECK(outcomes[0] == outcomes[1]);
    CHECK(outcomes[0][1] > 0);
  }
}
