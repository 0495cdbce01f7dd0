// SPDX-License-Identifier: Apache-2.0
// One Lambda function for each function of a trace: each has its own environments and its own requests.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "session/run.hpp"
#include "unit/session/run_text.hpp"

namespace {

using namespace cloudsim;

// Two functions. The first is called at the start of minutes 1 and 3, the second once in minute 2; the third never.
constexpr const char* kTrace =
    "HashOwner,HashApp,HashFunction,Trigger,1,2,3\n"
    "o,a,first,http,1,0,1\n"
    "o,a,second,http,0,1,0\n"
    "o,a,third,http,0,0,0\n";

std::shared_ptr<const Source> own_file(const std::string& path) {
  return path == "day.csv" ? std::make_shared<Source>(Source{path, kTrace}) : nullptr;
}

std::string scenario_text(const std::string& lambda, const std::string& trace = "", const std::string& more = "") {
  return "cloudsim: 1\nduration: 10min\nprices: {list: teaching}\nworkload:\n  - name: calls\n    arrivals: "
         "{azure-functions-2019: {file: day.csv" +
         trace + "}}\n    work: {io: 1s}\ndeployments:\n  - name: functions\n    lambda: {memory: 1024MB, init: 2s, " +
         "bill_init: off, timeout: 10s, " + lambda + "}\n" + more;
}

tl::expected<scenario::Loaded, Diagnostics> loaded(const std::string& text) {
  return scenario::load(std::make_shared<Source>(Source{"test.yaml", text}), {}, own_file);
}

result::RunResult run(const std::string& text) {
  auto scenario = loaded(text);
  if (!scenario) {
    for (const Diagnostic& problem : scenario.error()) FAIL_CHECK(problem.code);
  }
  REQUIRE(scenario);
  const auto data = session::load_data(scenario->scenario, own_file);
  REQUIRE(data);
  return session::run(scenario->scenario, *data);
}

std::string first_problem(const std::string& text) {
  const auto scenario = loaded(text);
  return scenario ? "none" : scenario.error().front().code;
}

}  // namespace

TEST_CASE("Every function of the trace has its own environments") {
  // With a keep-alive of one minute the call in minute 3 finds nothing warm: three calls, three cold starts. With five
  // minutes it does; the second function's only call is cold whatever the first one keeps.
  const auto short_lived = run(scenario_text("keep_alive: 1min, functions: per-row")).deployments.at(0);
  CHECK(short_lived.requests.arrived == 3);
  CHECK(short_lived.requests.completed == 3);
  CHECK(short_lived.requests.cold_starts == 3);
  const auto kept = run(scenario_text("keep_alive: 5min, functions: per-row")).deployments.at(0);
  CHECK(kept.requests.cold_starts == 2);
  // The same requests to one function: only the very first is cold.
  CHECK(run(scenario_text("keep_alive: 5min")).deployments.at(0).requests.cold_starts == 1);

  REQUIRE(kept.functions);
  CHECK(kept.functions->count == 2);  // the third is never invoked
  CHECK(kept.functions->invoked_once == 1);
  CHECK(kept.functions->always_cold == 1);
  CHECK(kept.functions->cold_share_p25 == 0.5);  // 1 of 2 and 1 of 1: nearest rank of two values
  CHECK(kept.functions->cold_share_p75 == 1.0);
  CHECK(kept.functions->busiest_tenth_share == doctest::Approx(2.0 / 3));
}

TEST_CASE("What a fleet of functions used is the sum over its functions") {
  // Requests of 1 s, cold ones 3 s with their start: environments live from the call to a minute after its end.
  // First function: 0–3 s busy, gone at 63 s; again 120–123, gone at 183 s. Second: 60–63 s, gone at 123 s: 3 × 63 s.
  const auto out = run(scenario_text("keep_alive: 1min, functions: per-row")).deployments.at(0);
  CHECK(out.capacity.mean == doctest::Approx(189.0 / 600));
  CHECK(out.capacity.mean_life == Duration::seconds(63));
  CHECK(out.capacity.launched == 3);
  CHECK(out.queueing.busy_servers == doctest::Approx(9.0 / 600));
  CHECK(out.billed.handler == Duration::seconds(3));
  CHECK(out.latency->maximum == Duration::seconds(3));
  std::uint32_t arrived = 0;
  for (const result::Sample& sample : out.samples) arrived += sample.arrived;
  CHECK(arrived == 3);
}

TEST_CASE("A share of the functions or of the requests, the same in every deployment") {
  CHECK(run(scenario_text("functions: per-row", ", scale: 3")).deployments.at(0).requests.arrived == 9);
  CHECK(run(scenario_text("functions: one", ", scale: 3")).deployments.at(0).requests.arrived == 9);
  // Half of 1, 0, 1: the half of the first goes to the third, so one request is left; half of a single one is none.
  CHECK(run(scenario_text("functions: per-row", ", scale: 0.5")).deployments.at(0).requests.arrived == 1);
  CHECK(run(scenario_text("functions: one", ", scale: 0.5")).deployments.at(0).requests.arrived == 1);
  // Names decide who is in the sample: more of a share never takes a function out.
  std::uint64_t before = 0;
  for (const char* share : {"20%", "50%", "80%", "100%"}) {
    auto scenario = loaded(scenario_text("functions: per-row", std::string(", sample: ") + share));
    const std::uint64_t now = scenario ? run(scenario_text("functions: per-row", std::string(", sample: ") + share))
                                             .deployments.at(0)
                                             .requests.arrived
                                       : 0;
    CHECK(now >= before);
    before = now;
  }
  CHECK(before == 3);
}

TEST_CASE("A fleet of functions goes without what concerns a single one") {
  const std::string fleet = "functions: per-row";
  CHECK(first_problem("cloudsim: 1\nduration: 1min\nworkload:\n  - {name: a, arrivals: {poisson: 1/s}}\ndeployments:\n"
                      "  - {name: f, lambda: {memory: 128MB, functions: per-row}}\n") == "functions_need_trace");
  CHECK(first_problem(scenario_text(fleet, "", "hazards:\n  - {environment: functions, per_month: 1}\n")) != "none");
  CHECK(first_problem(scenario_text(fleet, "", "run: {warm_up: 1min}\n")) == "functions_need_replications");
  CHECK(first_problem(scenario_text(fleet, "", "run: {replications: 3}\n")) == "none");
  CHECK(first_problem("cloudsim: 1\nduration: 1min\nworkload:\n  - {name: a, arrivals: {azure-functions-2021: {file: "
                      "day.csv, sample: 50%}}}\ndeployments:\n  - {name: f, lambda: {memory: 128MB}}\n") ==
        "trace_sample_not_with_format");
}
