// SPDX-License-Identifier: Apache-2.0
// Rolling updates: floor and ceiling, bad releases, circuit breaker, restart throttle.
#include <doctest/doctest.h>

#include "services/ecs/rolling_update.hpp"
#include "unit/services_ecs/ecs_specs.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::DeploymentStage;
using trace::Outcome;
using trace::Reason;
using trace::ServerKind;
using trace::ServerState;

namespace {

/// Four tasks of release 1 serve; release 2 starts in 10 s.
EcsSpec four_tasks(std::uint32_t minimum_healthy, std::uint32_t maximum) {
  EcsSpec spec = on_fargate(4);
  spec.already_running = true;
  spec.launches_per_minute = 0;
  spec.deployment.minimum_healthy_percent = minimum_healthy;
  spec.deployment.maximum_percent = maximum;
  EcsRelease release;
  release.name = "v2";
  release.start = always(seconds(10));
  spec.releases = {release};
  return spec;
}

UpdateService to_release(std::uint32_t number) {
  UpdateService update;
  update.release = number;
  update.keeps_desired = true;
  return update;
}

std::vector<std::pair<trace::Fact, trace::DeploymentChanged>> stages(const EcsRig& rig, DeploymentStage stage) {
  std::vector<std::pair<trace::Fact, trace::DeploymentChanged>> found;
  for (const auto& entry : rig.sink.all<trace::DeploymentChanged>()) {
    if (entry.second.stage == stage) found.push_back(entry);
  }
  return found;
}

std::int32_t view_of(const EcsRig& rig) { return static_cast<std::int32_t>(rig.model.view().servers_ready); }
std::int32_t starting(const EcsRig& rig) { return static_cast<std::int32_t>(rig.model.view().servers_starting); }

}  // namespace

TEST_CASE("the floor is rounded up and the ceiling down") {
  // Developer guide: 4 tasks at 50 % keep 2; 5 at 50 % keep 3 (2.5 up); 5 at 150 % allow 7 (7.5 down).
  CHECK(healthy_floor(4, 50) == 2);
  CHECK(healthy_floor(5, 50) == 3);
  CHECK(healthy_floor(3, 100) == 3);
  CHECK(task_ceiling(4, 200) == 8);
  CHECK(task_ceiling(5, 150) == 7);
  CHECK(task_ceiling(1, 150) == 1);
}

TEST_CASE("100/200 starts all new tasks first and stops an old one for each that runs") {
  EcsRig rig(four_tasks(100, 200));
  rig.advance(at_second(60));
  rig.act(to_release(2));
  CHECK(view_of(rig) == 4);
  CHECK(starting(rig) == 4);  // ceiling 8 − 4 old
  rig.advance(at_second(69));
  CHECK(view_of(rig) == 4);
  rig.advance(at_second(70));
  CHECK(view_of(rig) == 4);  // four new, all old ones gone
  CHECK(starting(rig) == 0);
  const auto done = stages(rig, DeploymentStage::Completed);
  REQUIRE(done.size() == 1);
  CHECK(done[0].first.at == at_second(70));
  CHECK(done[0].second.release == 2);
  CHECK(done[0].second.took == seconds(10));
  rig.finish(at_second(100));
  CHECK(rig.entered(ServerKind::Task, ServerState::Ordered).size() == 8);
}

TEST_CASE("50/100 needs no spare room: two stop, two start, and again") {
  // Floor 2, ceiling 4: 2 old stop at once, 2 new start (10 s), then the other 2 old stop and 2 new start (10 s).
  EcsRig rig(four_tasks(50, 100));
  rig.advance(at_second(60));
  rig.act(to_release(2));
  CHECK(view_of(rig) == 2);
  CHECK(starting(rig) == 2);
  rig.advance(at_second(70));
  CHECK(view_of(rig) == 2);
  CHECK(starting(rig) == 2);
  rig.advance(at_second(80));
  CHECK(view_of(rig) == 4);
  const auto done = stages(rig, DeploymentStage::Completed);
  REQUIRE(done.size() == 1);
  CHECK(done[0].first.at == at_second(80));
  rig.finish(at_second(100));
}

TEST_CASE("five tasks at 50/150: never fewer than 3, never more than 7") {
  EcsSpec spec = four_tasks(50, 150);
  spec.desired = 5;
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(to_release(2));
  // Floor 3: 2 of 5 old ones stop; ceiling 7: 7 − 3 old = 4 new may start.
  CHECK(view_of(rig) == 3);
  CHECK(starting(rig) == 4);
  rig.advance(at_second(70));
  // 3 old + 4 new run; floor 3: all 3 old ones may stop; the fifth new one starts.
  CHECK(view_of(rig) == 4);
  CHECK(starting(rig) == 1);
  rig.advance(at_second(80));
  CHECK(view_of(rig) == 5);
  CHECK(stages(rig, DeploymentStage::Completed).size() == 1);
  rig.finish(at_second(100));
}

TEST_CASE("the scheduler's launch rate holds for a deployment too") {
  // 60 a minute: the first new task 1 s after the call, the fourth after 4 s, each 10 s to start.
  EcsSpec spec = four_tasks(100, 200);
  spec.launches_per_minute = 60;
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(to_release(2));
  rig.advance(at_second(71));
  CHECK(view_of(rig) == 4);  // the first new one runs, one old one is gone
  CHECK(starting(rig) == 3);
  rig.advance(at_second(74));
  CHECK(stages(rig, DeploymentStage::Completed).size() == 1);
  rig.finish(at_second(100));
}

TEST_CASE("under load an old task serves what it has begun, then goes; nothing is lost") {
  EcsSpec spec = four_tasks(100, 200);
  spec.workers = 1;
  spec.load_balancer = true;
  spec.deregistration_delay = seconds(300);
  spec.stop_timeout = seconds(30);
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(to_release(2));
  rig.load(at_second(60), at_second(90), milliseconds(500), {}, seconds(1));
  rig.advance(at_second(120));
  rig.finish(at_second(120));
  CHECK(rig.sink.count(Outcome::Completed) == 60);  // 2/s × 30 s on four workers of 1 s
}

TEST_CASE("stop sequence: deregistration delay, SIGTERM, stop time-out, SIGKILL") {
  // A request of 1,000 s runs on the only task. Stopped at 60 s: SIGTERM at 60 + 300, SIGKILL at 360 + 30 = 390 s.
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.load_balancer = true;
  spec.deregistration_delay = seconds(300);
  spec.stop_timeout = seconds(30);
  EcsRig rig(spec);
  rig.advance(at_second(1));
  rig.submit({}, seconds(1000));
  rig.advance(at_second(60));
  rig.act(UpdateService{0});
  rig.finish(at_second(500));
  const ServerId task = rig.server(ServerKind::Task, 1);
  REQUIRE(rig.entered(task, ServerState::Gone).size() == 1);
  CHECK(rig.entered(task, ServerState::Gone)[0] == at_second(390));
  CHECK(rig.sink.count(Outcome::Failed, Reason::Stopped) == 1);
  REQUIRE(rig.usage("fargate.vcpu_hour.x86").size() == 1);
  CHECK(rig.usage("fargate.vcpu_hour.x86")[0].to == at_second(390));  // the shutdown is paid
}

TEST_CASE("without a load balancer SIGTERM comes at once; who ignores it stays to the end of the stop time-out") {
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.stop_timeout = seconds(30);
  SUBCASE("it handles SIGTERM: nothing to do, gone at once") {
    EcsRig rig(spec);
    rig.advance(at_second(60));
    rig.act(UpdateService{0});
    rig.finish(at_second(200));
    CHECK(rig.entered(ServerKind::Task, ServerState::Gone) == std::vector{at_second(60)});
  }
  SUBCASE("it ignores SIGTERM: killed 30 s later") {
    spec.ignores_sigterm = true;
    EcsRig rig(spec);
    rig.advance(at_second(60));
    rig.act(UpdateService{0});
    rig.finish(at_second(200));
    CHECK(rig.entered(ServerKind::Task, ServerState::Gone) == std::vector{at_second(90)});
  }
  SUBCASE("a request of 1,000 s is cut off at 90 s") {
    EcsRig rig(spec);
    rig.advance(at_second(1));
    rig.submit({}, seconds(1000));
    rig.advance(at_second(60));
    rig.act(UpdateService{0});
    rig.finish(at_second(200));
    CHECK(rig.entered(ServerKind::Task, ServerState::Gone) == std::vector{at_second(90)});
    CHECK(rig.sink.count(Outcome::Failed, Reason::Stopped) == 1);
  }
}

TEST_CASE("a release that does not start leaves the old one running, and its restarts are throttled") {
  // Restart delay 10 s, doubled each round up to 60 s. Starts take 10 s and fail at 70, then after pauses of
  // 10, 20, 40, 60, 60 s: new starts at 80, 110, 160, 230, 300 → failures at 90, 120, 170, 240, 310 s.
  EcsSpec spec = four_tasks(100, 200);
  spec.releases[0].never_starts = true;
  spec.restart_delay = seconds(10);
  spec.restart_throttle_percent = 200;
  spec.restart_throttle_maximum = seconds(60);
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(to_release(2));
  rig.advance(at_second(315));
  CHECK(view_of(rig) == 4);
  rig.finish(at_second(315));
  std::vector<SimTime> failed;
  for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
    if (change.reason == Reason::StartFailed && (failed.empty() || failed.back() != fact.at)) failed.push_back(fact.at);
  }
  CHECK(failed ==
        std::vector{at_second(70), at_second(90), at_second(120), at_second(170), at_second(240), at_second(310)});
  CHECK(stages(rig, DeploymentStage::Completed).empty());
}

TEST_CASE("a new release clears the throttle") {
  EcsSpec spec = four_tasks(100, 200);
  spec.releases[0].never_starts = true;
  EcsRelease good;
  good.start = always(seconds(10));
  spec.releases.push_back(good);
  spec.restart_delay = seconds(10);
  spec.restart_throttle_percent = 200;
  spec.restart_throttle_maximum = Duration::minutes(15);
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(to_release(2));
  rig.advance(at_second(175));  // failures at 70, 90, 120, 170 s: the next start would come at 250 s
  rig.act(to_release(3));
  rig.advance(at_second(185));
  CHECK(stages(rig, DeploymentStage::Completed).size() == 1);
  rig.finish(at_second(300));
}

TEST_CASE("a task that ran before it crashed is not throttled") {
  // Ready after 10 s, dead 20 s later, noticed 5 s later, and so on: a cycle of 35 s that never grows.
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.launches_per_minute = 0;
  spec.restart_delay = seconds(5);
  spec.restart_throttle_percent = 200;
  spec.restart_throttle_maximum = Duration::minutes(15);
  EcsRelease release;
  release.start = always(seconds(10));
  release.crashes_after = seconds(20);
  spec.releases = {release};
  EcsRig rig(spec);
  rig.advance(at_second(100));
  rig.act(to_release(2));  // ready at 110, dead at 130, ordered at 135, ready at 145, …
  rig.finish(at_second(250));
  const std::vector<SimTime> ready = rig.entered(ServerKind::Task, ServerState::Ready);
  REQUIRE(ready.size() == 5);  // the first one, and four more
  CHECK(ready[1] == at_second(110));
  CHECK(ready[2] == at_second(145));
  CHECK(ready[3] == at_second(180));
  CHECK(ready[4] == at_second(215));
  const auto crashes = rig.sink.all<trace::Crashed>();
  REQUIRE(crashes.size() == 4);
  CHECK(crashes[0].first.at == at_second(130));
  CHECK(crashes[0].second.reason == Reason::BadRelease);
}

TEST_CASE("circuit breaker: half of desired, at least 10, at most 200") {
  DeploymentRules rules;
  CHECK(failures_allowed(rules, 4) == 10);
  CHECK(failures_allowed(rules, 20) == 10);
  CHECK(failures_allowed(rules, 25) == 13);  // 12.5, rounded up
  CHECK(failures_allowed(rules, 400) == 200);
  CHECK(failures_allowed(rules, 800) == 200);
}

TEST_CASE("the circuit breaker ends a deployment after ten failed starts, and goes back if it may") {
  // Four starts a round at 70, 90, 120 s: the tenth failure is in the third round.
  EcsSpec spec = four_tasks(100, 200);
  spec.releases[0].never_starts = true;
  spec.restart_delay = seconds(10);
  spec.restart_throttle_percent = 200;
  spec.restart_throttle_maximum = Duration::minutes(15);
  spec.deployment.circuit_breaker = true;
  SUBCASE("with rollback") {
    spec.deployment.rollback = true;
    EcsRig rig(spec);
    rig.advance(at_second(60));
    rig.act(to_release(2));
    rig.advance(at_second(130));
    const auto failed = stages(rig, DeploymentStage::Failed);
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].first.at == at_second(120));
    CHECK(failed[0].second.failures == 10);
    const auto back = stages(rig, DeploymentStage::RolledBack);
    REQUIRE(back.size() == 1);
    CHECK(back[0].second.release == 1);
    CHECK(back[0].first.cause == failed[0].first.id);
    REQUIRE(stages(rig, DeploymentStage::Completed).size() == 1);
    CHECK(stages(rig, DeploymentStage::Completed)[0].second.release == 1);
    rig.finish(at_second(1000));
    CHECK(rig.entered(ServerKind::Task, ServerState::Ordered).size() == 4 + 12);
  }
  SUBCASE("without: nothing is launched any more, not even for a task that dies") {
    EcsRig rig(spec);
    rig.advance(at_second(60));
    rig.act(to_release(2));
    rig.advance(at_second(200));
    rig.act(Crash{1, false, {}});
    rig.advance(at_second(1000));
    CHECK(view_of(rig) == 3);
    CHECK(stages(rig, DeploymentStage::RolledBack).empty());
    rig.finish(at_second(1000));
  }
  SUBCASE("off: it tries for ever") {
    spec.deployment.circuit_breaker = false;
    EcsRig rig(spec);
    rig.advance(at_second(60));
    rig.act(to_release(2));
    rig.finish(at_second(3600));
    CHECK(stages(rig, DeploymentStage::Failed).empty());
    CHECK(rig.entered(ServerKind::Task, ServerState::Ordered).size() > 4 + 12);
  }
}

TEST_CASE("a release that fails requests answers none of them") {
  EcsSpec spec = four_tasks(100, 200);
  spec.releases[0].failing_permille = 500;
  EcsRig rig(spec);
  rig.load(at_second(0), at_second(10), milliseconds(100), {}, milliseconds(10));
  rig.act(to_release(2));
  rig.advance(at_second(30));
  rig.load(at_second(30), at_second(40), milliseconds(100), {}, milliseconds(10));
  rig.finish(at_second(60));
  CHECK(rig.sink.count(Outcome::Failed, Reason::BadRelease) == 50);  // every second of 100
  CHECK(rig.sink.count(Outcome::Completed) == 150);
}

TEST_CASE("scale-in is suspended while a release replaces another") {
  // Idle tasks: 15 points below target at 15 min would take the service from 4 to 1. A release that never starts keeps
  // its deployment open: nothing goes. Without the deployment, it does.
  for (const bool deploying : {true, false}) {
    EcsSpec spec = four_tasks(100, 200);
    spec.releases[0].never_starts = true;
    spec.restart_delay = seconds(10);
    spec.restart_throttle_percent = 200;
    spec.restart_throttle_maximum = Duration::minutes(15);
    spec.scaling.emplace();
    spec.scaling->alarms.low_ratio = 0.9;
    spec.minimum = 1;
    spec.maximum = 8;
    EcsRig rig(spec);
    rig.advance(at_second(10));
    if (deploying) rig.act(to_release(2));
    rig.advance(at_second(1000));
    CHECK(view_of(rig) == (deploying ? 4 : 1));
    rig.finish(at_second(1001));
  }
}

TEST_CASE("on hosts a new release moves only what has changed, and is fetched once per host") {
  // 100 MB at 10 MB/s = 10 s for all of it; 20 MB = 2 s for what has changed.
  EcsSpec spec = fixed_hosts(4, 1);
  spec.launches_per_minute = 0;
  spec.image = Bytes::megabytes(100);
  spec.pull_rate.bytes_per_second = Bytes::megabytes(10).count;
  EcsRelease release;
  release.image = Bytes::megabytes(100);
  release.changed = Bytes::megabytes(20);
  release.start = always(seconds(1));
  spec.releases = {release};
  EcsRig rig(spec);
  rig.advance(at_second(60));
  rig.act(to_release(2));
  rig.advance(at_second(63));
  CHECK(stages(rig, DeploymentStage::Completed).size() == 1);
  const auto pulls = rig.sink.all<trace::ImagePulled>();
  REQUIRE(pulls.size() == 4);
  CHECK(pulls[0].second.bytes == Bytes::megabytes(20));
  CHECK(pulls[0].second.took == seconds(2));
  CHECK(pulls[1].second.bytes.count == 0);
  rig.finish(at_second(70));
}

TEST_CASE("a full host has no room for a second release at 100/200, but for one at 50/100") {
  // Eight tasks fill the host: the ninth waits. With 50/100 four make room.
  for (const bool spare : {false, true}) {
    EcsSpec spec = fixed_hosts(8, 1);
    spec.launches_per_minute = 0;
    spec.deployment.minimum_healthy_percent = spare ? 50 : 100;
    spec.deployment.maximum_percent = spare ? 100 : 200;
    spec.releases.emplace_back();
    EcsRig rig(spec);
    rig.advance(at_second(60));
    rig.act(to_release(2));
    rig.advance(at_second(600));
    CHECK(stages(rig, DeploymentStage::Completed).size() == (spare ? 1 : 0));
    CHECK(view_of(rig) == 8);
    rig.finish(at_second(600));
  }
}
