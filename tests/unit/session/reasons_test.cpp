// SPDX-License-Identifier: Apache-2.0
// Why something happened: every decision, refusal and loss names its reason, on each service, and each server has its
// timeline.
#include <algorithm>
#include <set>

#include "unit/session/run_text.hpp"

using namespace cloudsim;
using test::argument_of;
using test::count_of;
using test::events_of;
using test::run_one;
using test::seconds_of;
using test::text_of;

namespace {

const char* const kVisits = "arrivals: {constant: 1/s}, work: {io: 100ms}";

/// Everything known and quick: set-up 0, pull 1 s, start 1 s.
std::string fargate(const std::string& more) {
  return "ecs: {launch: fargate, task: {cpu: 0.25, memory: 512MB}, image: 10MB, pull_rate: 10MB/s, setup: 0s, start: "
         "1s, " +
         more + "}";
}

const result::Event* cause_of(const result::Deployment& deployment, const result::Event& event) {
  return event.cause == 0 ? nullptr : &deployment.events[event.cause - 1];
}

/// Follows causes back to one of this kind.
const result::Event* behind(const result::Deployment& deployment, const result::Event& event, const char* kind) {
  const result::Event* at = &event;
  while (at != nullptr && at->kind != kind) at = cause_of(deployment, *at);
  return at;
}

}  // namespace

// Bad from 60 s on, taken back at 180 s. On ECS it rolls out: two new tasks answer after 2 s, so from 62 s to 182 s the
// 120 requests fail. On Docker hosts it is everywhere at once: those of 60 s to 179 s, 120 too.
TEST_CASE("a bad release on ECS rolls out, fails its requests and is taken back; on Docker hosts it is there at once") {
  const std::string actions = "actions:\n  - {at: 1min, fault: bad-release, for: 2min}\n";
  const result::Deployment tasks =
      run_one("6min", kVisits, fargate("desired: 2, already_running: on, load_balancer: off"), actions);
  CHECK(tasks.requests.failed >= 119);
  CHECK(tasks.requests.failed <= 121);
  CHECK(tasks.requests.by_reason.at("bad_release") == tasks.requests.failed);
  CHECK(tasks.requests.completed + tasks.requests.failed == 360);
  const auto started = events_of(tasks, result::event::kDeploymentStarted);
  REQUIRE(started.size() == 2);  // there and back
  CHECK(seconds_of(started[0]->at) == 60);
  CHECK(seconds_of(started[1]->at) == 180);
  CHECK(behind(tasks, *started[0], result::event::kFault) != nullptr);
  const auto lost = events_of(tasks, result::event::kLost);
  REQUIRE(!lost.empty());
  CHECK(behind(tasks, *lost[0], result::event::kFault) != nullptr);

  const result::Deployment containers =
      run_one("6min", kVisits,
              "docker: {instance: m5.large, containers: 2, container: {cpu: 0.5, memory: 512MB}, workers: 4}", actions);
  CHECK(containers.requests.failed == 120);
  CHECK(containers.requests.by_reason.at("bad_release") == 120);
  const auto lost_too = events_of(containers, result::event::kLost);
  REQUIRE(!lost_too.empty());
  CHECK(behind(containers, *lost_too[0], result::event::kFault) != nullptr);
}

// Each task of the bad release ends 10 s after it was ready. A good one at 2 min replaces it, and the losses end.
TEST_CASE("a release that crashes on ECS is replaced by a new one") {
  const result::Deployment tasks =
      run_one("6min", kVisits, fargate("desired: 1, already_running: on, load_balancer: off"),
              "actions:\n  - {at: 1min, fault: bad-release, crashes_after: 10s}\n  - {at: 2min, new_release: one}\n");
  const auto crashed = events_of(tasks, result::event::kCrashed);
  REQUIRE(!crashed.empty());
  CHECK(behind(tasks, *crashed[0], result::event::kFault) != nullptr);
  CHECK(seconds_of(crashed.back()->at) < 135);
  const auto completed = events_of(tasks, result::event::kDeploymentCompleted);
  REQUIRE(!completed.empty());
  CHECK(count_of(*completed.back(), "release") == 3);
  CHECK(tasks.samples.back().lost == 0);
}

TEST_CASE("a good release on ECS loses nothing") {
  const result::Deployment tasks = run_one("6min", kVisits, fargate("desired: 2, already_running: on"),
                                           "actions:\n  - {at: 1min, new_release: one}\n");
  CHECK(tasks.requests.completed == 360);
  CHECK(events_of(tasks, result::event::kDeploymentCompleted).size() == 1);
}

// RunTask at 60 s is refused until 120 s and tried again every second: the task is ordered at 120 s, ready at 122 s.
// SetDesiredCapacity on EC2 is made again when the refusals are over: launch, boot and bootstrap 10 s each, 150 s.
TEST_CASE("refused control calls are made again, and say why things came late") {
  const std::string fault = "actions:\n  - {at: 30s, fault: api-throttling, for: 90s}\n";
  const result::Deployment tasks = run_one("6min", kVisits, fargate("desired: 0, load_balancer: off"),
                                           fault + "  - {at: 1min, call: ecs.RunTask, deployment: one}\n");
  const auto limits = events_of(tasks, result::event::kLimitReached);
  REQUIRE(!limits.empty());
  CHECK(text_of(*limits[0], "reason") == "api_throttled");
  CHECK(seconds_of(limits[0]->at) == 60);
  const auto ready = events_of(tasks, result::event::kReady);
  REQUIRE(ready.size() == 1);
  CHECK(seconds_of(ready[0]->at) == 122);

  const std::string group =
      "ec2: {instance: m5.large, fleet: {min: 1, max: 3}, already_running: on, launch: 10s, boot: 10s, bootstrap: 10s}";
  const std::string call = "  - {at: 1min, call: autoscaling.SetDesiredCapacity, deployment: one, desired: 2}\n";
  const result::Deployment servers = run_one("6min", kVisits, group, fault + call);
  const auto late = events_of(servers, result::event::kReady);
  REQUIRE(late.size() == 1);
  CHECK(seconds_of(late[0]->at) == 150);
  const auto refused = events_of(servers, result::event::kLimitReached);
  REQUIRE(refused.size() == 1);
  CHECK(seconds_of(refused[0]->at) == 60);
  CHECK(behind(servers, *refused[0], result::event::kFault) != nullptr);
  // A group cannot order either: its member dies at 31 s and is to be replaced 3 min later; with calls back before
  // that, it is not late.
  const std::string crash = "  - {at: 31s, crash: one}\n";
  const auto replaced = [&](const std::string& actions) {
    const result::Deployment run = run_one("10min", kVisits, group, actions);
    const auto again = events_of(run, result::event::kReady);
    REQUIRE(!again.empty());
    return seconds_of(again.back()->at);
  };
  CHECK(replaced("actions:\n" + crash) == 31 + 180 + 30);
  CHECK(replaced("actions:\n  - {at: 30s, fault: api-throttling, for: 5min}\n" + crash) == 330 + 30);
}

TEST_CASE("while the registry is down a Docker release waits") {
  const auto lasts = [](const std::string& fault) {
    const result::Deployment hosts = run_one(
        "30min", kVisits,
        "docker: {instance: m5.large, containers: 1, container: {cpu: 1, memory: 512MB}, image: 40MB, pull_rate: "
        "40MB/s, start: 1s}",
        "actions:\n" + fault + "  - {at: 1min, call: docker.Deploy, deployment: one}\n");
    const auto pulled = events_of(hosts, result::event::kImagePulled);
    REQUIRE(!pulled.empty());
    return seconds_of(pulled.back()->until.value_or(pulled.back()->at));
  };
  CHECK(lasts("") < 120);
  CHECK(lasts("  - {at: 50s, fault: registry, for: 10min}\n") >= 650);
}

// A step out for load, and one in: signal, threshold, measured value, points, from and to.
TEST_CASE("a scaling step says what it saw, what it was held against, and what it did") {
  const result::Deployment servers =
      run_one("60min",
              "arrivals: {profile: {points: [[0s, 4/s], [10min, 18/s], [30min, 1/s]], interpolation: step, spacing: "
              "even}}, work: {cpu: 200ms}",
              "ec2: {instance: m5.large, already_running: on, fleet: {min: 2, max: 8, target_cpu: 60%}}");
  for (const char* kind : {result::event::kScaleOut, result::event::kScaleIn}) {
    CAPTURE(kind);
    const auto steps = events_of(servers, kind);
    REQUIRE(!steps.empty());
    CHECK(text_of(*steps[0], "signal") == "cpu_utilization");
    const double measured = std::get<double>(argument_of(*steps[0], "measured")->value);
    const double threshold = std::get<double>(argument_of(*steps[0], "threshold")->value);
    const bool out = kind == std::string(result::event::kScaleOut);
    CHECK(threshold == doctest::Approx(out ? 0.6 : 0.42));
    CHECK((out ? measured > threshold : measured < threshold));
    CHECK(count_of(*steps[0], "points") == (out ? 3 : 15));
    CHECK((count_of(*steps[0], "to") > count_of(*steps[0], "from")) == out);
  }
}

// 3 tasks for a host that holds two: the third waits for memory, because of the order, and says how many hosts were
// looked at; a function at its limit says which; requests in a crash say which crash.
TEST_CASE("placement, throttles and failures name their reasons") {
  const result::Deployment cluster =
      run_one("5min", kVisits,
              "ecs: {launch: ec2, load_balancer: off, task: {cpu: 0.25, memory: 3GB}, desired: 3, "
              "hosts: {instance: m5.large, min: 1, max: 1, already_running: on}}");
  const auto no_room = events_of(cluster, result::event::kNoRoom);
  REQUIRE(!no_room.empty());
  CHECK(text_of(*no_room.back(), "shortage") == "memory");
  CHECK(count_of(*no_room.back(), "hosts") == 1);
  CHECK(cause_of(cluster, *no_room.back()) != nullptr);

  const result::Deployment function = run_one("1min", "arrivals: {constant: 10/s}, work: {io: 1s}",
                                              "lambda: {memory: 128MB, init: 0s, concurrency: 5}");
  const auto lost = events_of(function, result::event::kLost);
  REQUIRE(!lost.empty());
  CHECK(text_of(*lost[0], "reason") == "concurrency_limit");
  CHECK(behind(function, *lost[0], result::event::kLimitReached) != nullptr);

  const result::Deployment server = run_one("5min", kVisits, "ec2: {instance: t3.micro, already_running: on}",
                                            "actions:\n  - {at: 1min, crash: one, repaired_after: 1min}\n");
  const auto lost_too = events_of(server, result::event::kLost);
  REQUIRE(!lost_too.empty());
  CHECK(behind(server, *lost_too[0], result::event::kCrashed) != nullptr);
}

// The states of every instance, environment and task, without gaps, from its first to its last instant.
TEST_CASE("each server has a timeline of its states") {
  const auto states = [](const result::Deployment& deployment, const std::string& name) {
    std::vector<std::string> seen;
    SimTime until{-1};
    for (const result::ServerSpan& span : deployment.spans) {
      if (span.name != name) continue;
      if (until.ns >= 0) CHECK(span.from == until);
      until = span.to;
      seen.push_back(span.state);
    }
    return seen;
  };
  using States = std::vector<std::string>;
  const result::Deployment server =
      run_one("5min", kVisits, "ec2: {instance: t3.micro, launch: 10s, boot: 10s, bootstrap: 10s}",
              "actions:\n  - {at: 1min, crash: one, repaired_after: 1min}\n");
  CHECK(states(server, "one-1") == States{"ordered", "booting", "ready", "failed", "ready"});
  const result::Deployment tasks =
      run_one("5min", kVisits,
              "ecs: {launch: fargate, task: {cpu: 0.25, memory: 512MB}, image: 10MB, pull_rate: 10MB/s, setup: 1s, "
              "start: 1s, desired: 1}");
  CHECK(states(tasks, "one-1") == States{"ordered", "pulling", "starting", "ready"});
  const result::Deployment function =
      run_one("5min", "arrivals: {at: [10s]}, work: {io: 1s}", "lambda: {memory: 128MB, init: 1s, keep_alive: 1min}");
  CHECK(states(function, "one-1") == States{"starting", "ready"});
}
