// SPDX-License-Identifier: Apache-2.0
// What breaks, and who tries again: from the scenario's words to the figures of a run.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "result/events.hpp"
#include "session/run.hpp"

using namespace cloudsim;

namespace {

std::vector<result::Deployment> run(const std::string& text) {
  auto loaded = scenario::load(std::make_shared<const Source>(Source{"test.yaml", text}), {}, {});
  if (!loaded) {
    for (const Diagnostic& problem : loaded.error()) FAIL_CHECK(problem.code);
  }
  REQUIRE(loaded.has_value());
  const auto data = session::load_data(loaded->scenario, {});
  REQUIRE(data.has_value());
  return session::run(loaded->scenario, *data).deployments;
}

const result::Event* first(const result::Deployment& deployment, const char* kind) {
  const auto found = std::find_if(deployment.events.begin(), deployment.events.end(),
                                  [kind](const result::Event& event) { return event.kind == kind; });
  return found == deployment.events.end() ? nullptr : &*found;
}

std::string text_of(const result::Event& event, const char* key) {
  for (const Argument& argument : event.arguments) {
    if (argument.key == key) return std::get<std::string>(argument.value);
  }
  return {};
}

const std::string kServers = "  - {name: servers, ec2: {instance: t3.small, already_running: true, fleet: 2}}\n";
const std::string kFunction = "  - {name: functions, lambda: {memory: 1769MB, init: 0s}}\n";

}  // namespace

// One request a second, 100 ms of waiting each. From minute 1 to 2 three times as much plus 200 ms: 500 ms. The
// requests at 60 s to 119 s are slow, the one at 120 s is not: 60 of 180, the same in both deployments.
TEST_CASE("a slow dependency makes exactly the requests of its time slow, on every service alike") {
  const auto deployments = run(
      "cloudsim: 1\nduration: 3min\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}, work: {io: 100ms}}\n"
      "deployments:\n" +
      kServers + kFunction + "actions:\n  - {at: 1min, fault: slow-dependency, factor: 3, extra: 200ms, for: 1min}\n");
  REQUIRE(deployments.size() == 2);
  for (const result::Deployment& deployment : deployments) {
    CAPTURE(deployment.name);
    CHECK(deployment.requests.completed == 180);
    // (120 × 100 ms + 60 × 500 ms) ÷ 180 = 233.333 ms, and on Lambda nothing else takes time.
    CHECK(to_seconds(deployment.latency->mean) == doctest::Approx(0.2333333).epsilon(0.001));
    CHECK(deployment.latency->maximum == Duration::milliseconds(500));
    const result::Event* fault = first(deployment, result::event::kFault);
    REQUIRE(fault != nullptr);
    CHECK(text_of(*fault, "fault") == "slow_dependency");
    CHECK(fault->at == SimTime{60'000'000'000});
    CHECK(*fault->until == SimTime{120'000'000'000});
  }
}

TEST_CASE("a bad release fails everything while it is out, because of it, and a new one ends it") {
  // One request a second; bad from 60 s to 119 s: 60 of 180 fail. The new release comes at 120 s.
  const auto deployments =
      run("cloudsim: 1\nduration: 3min\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}, work: {io: 100ms}}\n"
          "deployments:\n" +
          kServers + kFunction +
          "actions:\n  - {at: 1min, fault: bad-release}\n  - {at: 2min, new_release: servers}\n"
          "  - {at: 2min, new_release: functions}\n");
  for (const result::Deployment& deployment : deployments) {
    CAPTURE(deployment.name);
    CHECK(deployment.requests.failed == 60);
    CHECK(deployment.requests.by_reason.at("bad_release") == 60);
    const result::Event* lost = first(deployment, result::event::kLost);
    const result::Event* fault = first(deployment, result::event::kFault);
    REQUIRE(lost != nullptr);
    REQUIRE(fault != nullptr);
    CHECK(lost->cause == fault->id);
    CHECK(*fault->until == SimTime{120'000'000'000});
  }
}

TEST_CASE("a zone's outage takes its instances, names itself as the cause, and leaves the other zone") {
  const auto deployments =
      run("cloudsim: 1\nduration: 10min\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}, work: {io: 100ms}}\n"
          "deployments:\n  - {name: servers, ec2: {instance: t3.small, already_running: true, fleet: 2, zones: 2, "
          "load_balancer: true}}\nactions:\n  - {at: 1min, fault: zone, zone: 2, for: 2min}\n");
  const result::Event* fault = first(deployments[0], result::event::kFault);
  const result::Event* crash = first(deployments[0], result::event::kCrashed);
  REQUIRE(fault != nullptr);
  REQUIRE(crash != nullptr);
  CHECK(crash->cause == fault->id);
  CHECK(deployments[0].capacity.minimum_running == 1);
}

// One server is down for good from the start of the outage on, so what reaches it fails at once. Without clients one
// request is one attempt. With two retries each of the lost ones becomes three attempts, and every one is still lost.
TEST_CASE("callers that try again multiply the load, and each arrival stays one request") {
  const std::string head =
      "cloudsim: 1\nduration: 3min\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}, work: {io: 100ms}";
  const std::string tail =
      "}\ndeployments:\n" + kFunction + "actions:\n  - {at: 1min, fault: bad-release, for: 1min}\n";
  const result::Deployment once = run(head + tail).at(0);
  CHECK(once.requests.arrived == 180);
  CHECK(once.requests.attempts == 180);
  CHECK(once.requests.failed == 60);

  // Retries 10 and 20 ms after each failure: the last attempts of a request of 119 s end before 120 s, all in the
  // fault.
  const std::string client = ", client: {retries: 2, backoff: {base: 10ms, factor: 2, jitter: none}}";
  const result::Deployment often = run(head + client + tail).at(0);
  CHECK(often.requests.arrived == 180);
  CHECK(often.requests.failed == 60);
  CHECK(often.requests.completed == 120);
  CHECK(often.requests.attempts == 120 + 3 * 60);
  CHECK(often.requests.invocations == 300);  // and each attempt is billed
  std::uint64_t attempts = 0;
  for (const result::Sample& sample : often.samples) attempts += sample.attempts;
  CHECK(attempts == 300);
  const result::Event* retries = first(often, result::event::kRetries);
  REQUIRE(retries != nullptr);
  CHECK(std::get<std::int64_t>(retries->arguments[0].value) == 120);
  // 100 ms, 10 ms, 100 ms, 20 ms, 100 ms: 330 ms from arrival to the last error, which is what the caller sees.
  CHECK(often.queueing.number_in_system == doctest::Approx((120 * 0.1 + 60 * 0.33) / 180).epsilon(1e-6));
}

TEST_CASE("a hazard strikes n servers n times as often, and a seed always in the same way") {
  // 4 instances, 100 failures a month each, repaired after a minute: in 30 days 400 expected (less the time that each
  // is under repair: 1 min per 7.2 h), standard deviation 20. Five of them to either side.
  const std::string text =
      "cloudsim: 1\nduration: 30d\nworkload:\n  - {name: visits, arrivals: {constant: 1/h}, work: {io: 1ms}}\n"
      "deployments:\n  - {name: servers, ec2: {instance: t3.small, already_running: true, fleet: 4}}\n"
      "hazards:\n  - {hazard: server, deployment: servers, per_month: 100, repaired_after: 1min}\n";
  const auto crashes = [](const result::Deployment& deployment) {
    return std::count_if(deployment.events.begin(), deployment.events.end(),
                         [](const result::Event& event) { return event.kind == result::event::kCrashed; });
  };
  const result::Deployment first_run = run(text).at(0);
  CHECK(crashes(first_run) > 300);
  CHECK(crashes(first_run) < 500);
  CHECK(run(text).at(0).fingerprint == first_run.fingerprint);
  // Age means nothing: each of the four has its share, 100 expected, standard deviation 10.
  std::map<std::string, int> by_server;
  for (const result::Event& event : first_run.events) by_server[event.subject] += event.kind == result::event::kCrashed;
  for (const char* server : {"servers-1", "servers-2", "servers-3", "servers-4"}) {
    CAPTURE(server);
    CHECK(by_server[server] > 60);
    CHECK(by_server[server] < 140);
  }
}

// Bad from 60 s to 90 s: the events of 60 s to 89 s fail. Each is tried again a minute later, when the release is gone,
// and none is lost: 120 events, 30 runs more. Over HTTP the same 30 are errors, and a day's bad release loses events
// too.
TEST_CASE("events outlive a bad release that is shorter than their retries, callers do not") {
  const auto visits = [](const char* source, const char* length) {
    return run("cloudsim: 1\nduration: 10min\nworkload:\n  - {name: visits, source: " + std::string(source) +
               ", arrivals: {constant: {rate: 1/s, until: 2min}}, work: {io: 100ms}}\ndeployments:\n" + kFunction +
               "actions:\n  - {at: 1min, fault: bad-release" + length + "}\n")
        .at(0);
  };
  const result::Deployment events = visits("object-created", ", for: 30s");
  CHECK(events.requests.completed == 120);
  CHECK(events.requests.invocations == 150);
  const result::Deployment messages = visits("queue", ", for: 30s");
  CHECK(messages.requests.completed == 120);
  const result::Deployment calls = visits("http", ", for: 30s");
  CHECK(calls.requests.failed == 30);
  CHECK(visits("object-created", "").requests.failed == 60);
  CHECK(visits("object-created", ", for: 30s}\n  - {at: 70s, new_release: functions").requests.completed == 120);
}

TEST_CASE("a lost event, and a lost batch, name the bad release") {
  for (const char* source : {"object-created", "queue"}) {
    CAPTURE(source);
    const result::Deployment function =
        run("cloudsim: 1\nduration: 30min\nworkload:\n  - {name: visits, source: " + std::string(source) +
            ", arrivals: {constant: {rate: 1/s, until: 10s}}, work: {io: 100ms}}\ndeployments:\n"
            "  - {name: functions, lambda: {memory: 1769MB, init: 0s, dead_letter_queue: on, queue: {visibility: "
            "1min}}}\n"
            "actions:\n  - {at: 1s, fault: bad-release}\n")
            .at(0);
    CHECK(function.requests.completed == 1);
    const result::Event* fault = first(function, result::event::kFault);
    const result::Event* lost = first(function, result::event::kLost);
    REQUIRE(fault != nullptr);
    REQUIRE(lost != nullptr);
    CHECK(text_of(*lost, "reason") == "dead_lettered");
    CHECK(lost->cause == fault->id);
  }
}
