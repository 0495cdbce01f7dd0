// SPDX-License-Identifier: Apache-2.0
// Published results of the simulator DSLab FaaS (crates/dslab-faas/tests at a6c155e: test_simulation, test_contention,
// test_invocation_lifecycle), reproduced from the words of a scenario under its rules (`lambda.dslab`). Its memory unit
// is 1 GB here. All values are exact: a nanosecond too much fails. What DSLab counts, reckoned from the records and
// facts of a run: execution slowdown = (end − begin of execution) − duration; total slowdown = (end − arrival) −
// duration; latency of a cold start = from arrival to begin of execution; wasted memory time = memory × time in which a
// container is there and serves nobody.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/simulator.hpp"
#include "session/build.hpp"
#include "support/recording_sink.hpp"
#include "unit/session/run_text.hpp"
#include "workload/arrivals.hpp"

using namespace cloudsim;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// The records and facts behind a scenario's results, with what DSLab would print.
struct Traced {
  explicit Traced(const std::string& text) : scenario(test::scenario_of(text)) {
    horizon = kTimeZero + scenario.duration;
    tracer.add(sink);
    const auto model =
        session::build_model(scenario.deployments.at(0).service, {simulator, tracer, scenario.seed, horizon});
    workload::ArrivalSource source(simulator, scenario.workload, scenario.seed, horizon, *model);
    model->start();
    source.start();
    simulator.run_until(horizon);
    model->finish();
    tracer.flush();
  }
  /// Of one class (-1: of all), in ns, each: how much longer than its duration it ran, or stayed.
  std::vector<std::int64_t> slowdowns(int of_class, bool total, std::int64_t duration) const {
    std::vector<std::int64_t> values;
    for (const trace::RequestRecord& record : sink.records) {
      if (of_class >= 0 && record.request_class.value != of_class) continue;
      const SimTime from = total ? record.arrived : record.started + record.initialization;
      values.push_back((record.finished - from).ns - duration);
    }
    return values;
  }
  /// Latencies of cold starts, smallest first.
  std::vector<std::int64_t> cold_latencies() const {
    std::vector<std::int64_t> values;
    for (const trace::RequestRecord& record : sink.records) {
      if (record.cold) values.push_back((record.started + record.initialization - record.arrived).ns);
    }
    std::sort(values.begin(), values.end());
    return values;
  }
  std::vector<std::int64_t> ends(int of_class) const {
    std::vector<std::int64_t> values;
    for (const trace::RequestRecord& record : sink.records) {
      if (record.request_class.value == of_class) values.push_back(record.finished.ns);
    }
    return values;
  }
  /// In GB × ns, of containers that serve one request at a time.
  std::int64_t wasted_memory_time() const {
    std::int64_t wasted = 0;
    std::map<std::uint32_t, trace::ServerChanged> present;
    const auto change = [&](const trace::ServerChanged& body, SimTime at, std::int64_t sign) {
      wasted += sign * body.memory_mb * (at - kTimeZero).ns;
    };
    for (const auto& [fact, body] : sink.all<trace::ServerChanged>()) {
      if (body.to == trace::ServerState::Ready) {
        change(body, fact.at, -1);
        present[body.server.value] = body;
      } else if (body.to == trace::ServerState::Gone) {
        change(body, fact.at, +1);
        present.erase(body.server.value);
      }
    }
    for (const auto& [id, body] : present) change(body, horizon, +1);
    for (const trace::RequestRecord& record : sink.records) {
      for (const auto& [fact, body] : sink.all<trace::ServerChanged>()) {
        if (body.server != record.server || body.to != trace::ServerState::Ready) continue;
        wasted -= body.memory_mb * (record.finished - record.started - record.initialization).ns;
      }
    }
    return wasted / 1000;  // 1 GB = 1000 MB
  }

  scenario::Scenario scenario;
  engine::Simulator simulator;
  trace::Tracer tracer;
  test::RecordingSink sink;
  SimTime horizon;
};

std::int64_t sum(const std::vector<std::int64_t>& values) {
  std::int64_t total = 0;
  for (const std::int64_t value : values) total += value;
  return total;
}

std::string written(const std::string& workload, const std::string& rules) {
  return "cloudsim: 1\nduration: 20s\nworkload:\n" + workload +
         "deployments:\n  - name: functions\n    lambda:\n      memory: 1000MB\n      keep_alive: 1s\n"
         "      dslab: {" +
         rules + "}\n";
}
std::string arrivals(const std::string& name, const std::string& at) {
  return "  - {name: " + name + ", arrivals: {at: [" + at + "]}, work: {cpu: 1s}}\n";
}
std::string function(const std::string& name, const std::string& rest) {
  return "{workload: " + name + ", " + rest + "}";
}

// Cases 1 and 2: one core, room for two containers; each function takes 1 s to deploy, 1 core and 1 unit of memory.
std::string two_functions(const std::string& first_arrivals) {
  const std::string one = "cold_start: 1s, vcpu: 1, memory: 1000MB";
  return written(arrivals("f1", first_arrivals) + arrivals("f2", "0s"),
                 "vcpu: 1, memory: 2000MB, keep_alive_reset: on, functions: [" + function("f1", one) + ", " +
                     function("f2", one) + "]");
}

}  // namespace

// 0–1 s both containers are deployed. 1–3 s both run 1 core-second on one core, half of it each: execution slowdown 1
// s, total 2 s. At 4 s − 1 ns, just before the keep-alive of f1's container is over, f1 comes again: warm, alone, no
// slowdown. Wasted: f2's container 3–4 s, f1's 3 to 4 s − 1 ns and 5 s − 1 ns to 6 s − 1 ns: 3 s − 1 ns.
TEST_CASE("case 1: two cold starts, and a container that is used just in time") {
  const std::string text = two_functions("0s, 3.999999999s");
  const Traced run(text);
  CHECK(run.sink.records.size() == 3);
  CHECK(run.cold_latencies() == std::vector<std::int64_t>{kSecond, kSecond});
  CHECK(sum(run.slowdowns(-1, false, kSecond)) == 2 * kSecond);  // a mean of 2/3 s of three
  CHECK(sum(run.slowdowns(-1, true, kSecond)) == 4 * kSecond);   // a mean of 4/3 s
  CHECK(sum(run.slowdowns(0, true, kSecond)) == 2 * kSecond);    // f1: two requests, a mean of 1 s
  CHECK(sum(run.slowdowns(1, true, kSecond)) == 2 * kSecond);    // f2: 2 s
  CHECK(run.wasted_memory_time() == 3 * kSecond - 1);

  const result::Deployment result = test::run_one(text);
  CHECK(result.requests.completed == 3);
  CHECK(result.requests.cold_starts == 2);
  CHECK(result.by_class.at("f1").cold_starts == 1);
  CHECK(result.latency->maximum == Duration::seconds(3));
  CHECK(result.queueing.response_time_s == doctest::Approx(1 + 4.0 / 3));  // duration and slowdown
  CHECK(result.capacity.launched == 2);
}

// As above until 2.9 s, when f1 comes again: its container serves until 3 s, and there is no memory for another one. It
// waits 0.1 s, which DSLab counts as a cold start, then runs alone, 3–4 s. f1's mean total slowdown (2 + 0.1)/2 = 1.05
// s. Wasted: f2's container 3–4 s, f1's 4–5 s.
TEST_CASE("case 2: a request that waits for a warm container counts as a cold start") {
  const std::string text = two_functions("0s, 2.9s");
  const Traced run(text);
  CHECK(run.cold_latencies() == std::vector<std::int64_t>{kSecond / 10, kSecond, kSecond});
  CHECK(sum(run.slowdowns(-1, true, kSecond)) == 41 * kSecond / 10);  // a mean of 4.1/3 s
  CHECK(sum(run.slowdowns(0, true, kSecond)) == 21 * kSecond / 10);   // a mean of 1.05 s
  CHECK(sum(run.slowdowns(1, true, kSecond)) == 2 * kSecond);
  CHECK(run.wasted_memory_time() == 2 * kSecond);

  const result::Deployment result = test::run_one(text);
  CHECK(result.requests.cold_starts == 3);
  CHECK(result.by_class.at("f1").cold_starts == 2);
  CHECK(result.queueing.waiting_time_s == doctest::Approx(0.1 / 3));  // one of three waited, 0.1 s
  CHECK(result.capacity.launched == 2);
}

// Two requests of 1 core-second in f1's container (share 1), three of 2 core-seconds in f2's (share 2), on two cores.
// Shares 3 of 2: f1's container gets 2/3 core, 1/3 for each request: done at 3 s. f2's gets 4/3, 4/9 for each request:
// 4/3 of 2 done by then; 3 × 2/3 = 2 core-seconds remain at two cores: done at 4 s. Mean slowdown (2·2 + 3·3)/5 = 2.6.
TEST_CASE("case 3: requests share their container, containers share the host") {
  const std::string text =
      written(arrivals("f1", "0s, 0s") + arrivals("f2", "0s, 0s, 0s"),
              "vcpu: 2, memory: 2000MB, functions: [" +
                  function("f1", "concurrency: 2, cold_start: 0s, vcpu: 1, memory: 1000MB") + ", " +
                  function("f2", "concurrency: 3, cold_start: 0s, vcpu: 2, memory: 1000MB") + "]");
  const Traced run(text);
  CHECK(run.ends(0) == std::vector<std::int64_t>(2, 3 * kSecond));
  CHECK(run.ends(1) == std::vector<std::int64_t>(3, 4 * kSecond));
  CHECK(sum(run.slowdowns(-1, false, kSecond)) == 13 * kSecond);  // a mean of 2.6 s of five
  CHECK(test::run_one(text).capacity.launched == 2);
}

// Ten containers with a share of 1 on four cores: 0.4 core each, 2.5 s for 1 core-second.
TEST_CASE("case 6: ten equal containers on four cores") {
  const std::string text = written(
      arrivals("f", "0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s"),
      "vcpu: 4, memory: 100000MB, functions: [" + function("f", "cold_start: 0s, vcpu: 1, memory: 1000MB") + "]");
  const Traced run(text);
  CHECK(run.ends(0) == std::vector<std::int64_t>(10, 5 * kSecond / 2));
  CHECK(run.slowdowns(0, false, kSecond) == std::vector<std::int64_t>(10, 3 * kSecond / 2));
  const result::Deployment result = test::run_one(text);
  CHECK(result.capacity.launched == 10);
  CHECK(result.queueing.response_time_s == doctest::Approx(2.5));
}

// One container (1 s to deploy), CPU ignored. The first request waits for it until 1 s and runs until 2 s. The second
// comes at 1.2 s and waits; when the first ends, it begins at once, and ends at 3 s.
TEST_CASE("case 7: the states of two requests, step by step") {
  const std::string text = written(arrivals("f", "0s, 1.2s"),
                                   "vcpu: 1, memory: 1000MB, contention: off, keep_alive_reset: on, functions: [" +
                                       function("f", "cold_start: 1s, vcpu: 1, memory: 1000MB") + "]");
  const scenario::Scenario scenario = test::scenario_of(text);
  const auto data = session::load_data(scenario, {});
  REQUIRE(data.has_value());
  session::DeploymentRun run(scenario, 0, *data, scenario.seed, Duration::seconds(1));
  struct Step {
    std::int64_t at_ms;
    std::uint32_t deploying, running, queued;
  };
  const Step steps[] = {{0, 1, 0, 0}, {1000, 0, 1, 0}, {1200, 0, 1, 1}, {2000, 0, 1, 0}, {3000, 0, 0, 0}};
  for (const Step& step : steps) {
    REQUIRE(run.step());
    INFO("after the step at " << step.at_ms << " ms");
    CHECK(run.now() == SimTime{step.at_ms * 1'000'000});
    CHECK(run.view().servers_starting == step.deploying);
    CHECK(run.view().in_service == step.running);
    CHECK(run.view().waiting == step.queued);
  }
  const result::Deployment result = run.finish();
  CHECK(result.requests.completed == 2);
  CHECK(result.latency->maximum == Duration::seconds(2));
}

// One container; requests of 1 s at 0 s and at 1.5 s, keep-alive 1 s, nothing to deploy. Its window, begun at the end
// of the first request, is over at 2 s; when the second ends at 2.5 s, the container goes at once. With a reset it
// stays until 3.5 s, so a third request at 3 s is warm; without, it finds no container.
TEST_CASE("the keep-alive runs once unless each use begins it anew") {
  const auto with = [](const std::string& more) {
    return written(arrivals("f", "0s, 1.5s, 3s"), "vcpu: 1, memory: 1000MB, " + more + "functions: [" +
                                                      function("f", "cold_start: 0s, vcpu: 1, memory: 1000MB") + "]");
  };
  CHECK(test::run_one(with("")).capacity.launched == 2);
  CHECK(test::run_one(with("keep_alive_reset: on, ")).capacity.launched == 1);
}

// A request that a container of another function keeps out waits until that container's keep-alive is over, at 2 s.
TEST_CASE("a container that goes makes room for those who wait") {
  const std::string one = "cold_start: 0s, vcpu: 1, memory: 1000MB";
  const Traced run(
      written(arrivals("f1", "0s") + arrivals("f2", "0.5s"),
              "vcpu: 1, memory: 1000MB, functions: [" + function("f1", one) + ", " + function("f2", one) + "]"));
  CHECK(run.ends(1) == std::vector<std::int64_t>{3 * kSecond});
}
