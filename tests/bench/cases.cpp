// SPDX-License-Identifier: Apache-2.0
#include "cases.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>

#include "session/function_fleet.hpp"

namespace cloudsim::bench {
namespace {

constexpr const char* kLambda =
    "lambda: {memory: 1024MB, init: 250ms, timeout: 15min, keep_alive: 600s, concurrency: 1000000, scaling_burst: "
    "1000000}";
constexpr const char* kFunctions =
    "lambda: {memory: 1024MB, init: 250ms, timeout: 15min, keep_alive: 600s, concurrency: 1000000, scaling_burst: "
    "1000000, functions: per-row}";
constexpr const char* kSecond = "{io: {lognormal: {mean: 1s, cv: 1}}, memory: 100MB}";
constexpr const char* kExponential = "{io: {exponential: 1s}}";
// M/M/c at 80 % load: c workers behind one queue.
constexpr const char* kEc2 =
    "ec2: {{instance: m7i.large, already_running: on, workers: {}, routing: central, queue_limit: 1000000, timeout: "
    "none}}";

std::string fleet(const char* routing) {
  return fmt::format(
      "ec2: {{instance: m7i.large, fleet: 64, already_running: on, workers: 4, load_balancer: on, routing: {}, "
      "queue_limit: 1000000, timeout: none}}",
      routing);
}

const char* keep(const std::string& text) {
  static std::vector<std::unique_ptr<std::string>> kept;
  kept.push_back(std::make_unique<std::string>(text));
  return kept.back()->c_str();
}

const char* ec2(int workers) { return keep(fmt::format(fmt::runtime(kEc2), workers)); }

std::vector<Case> make_cases() {
  const char* ecs = keep(
      "ecs: {launch: fargate, task: {cpu: 1, memory: 2GB}, desired: 10, already_running: on, workers: 1, routing: "
      "central, "
      "queue_limit: 1000000, timeout: none}");
  // Between a tenth and the double of the mean in the course of an hour, and a burst of ten times the mean in each.
  const char* diurnal =
      "profile: {points: [[0s, 100/s], [20min, 1900/s], [40min, 1900/s], [41min, 10000/s], [42min, 1000/s], [60min, "
      "100/s]]}";
  return {
      {"lambda-1", 1, 1, "", kSecond, kLambda},
      {"lambda-10", 10, 10, "", kSecond, kLambda},
      {"lambda-1000", 1000, 1000, "", kSecond, kLambda},
      {"lambda-100000", 100'000, 100'000, "", kSecond, kLambda},
      {"lambda-default", 1000, 100, "",
       "{cpu: {lognormal: {mean: 30ms, cv: 1}}, io: {exponential: 40ms}, memory: 100MB}",
       "lambda: {memory: 1024MB, concurrency: 1000000, scaling_burst: 1000000}"},
      {"classes-100", 1000, 1000, "", kSecond, kLambda, 100},
      {"classes-1000", 1000, 1000, "", kSecond, kLambda, 1000},
      {"functions-1", 1000, 1000, "", kSecond, kFunctions, 1, 1},
      {"functions-100", 1000, 1000, "", kSecond, kFunctions, 1, 100},
      {"burst", 1000, 1000, diurnal, kSecond, kLambda},
      {"mm1", 0.8, 1, "", kExponential, ec2(1)},
      {"mm10", 8, 10, "", kExponential, ec2(10)},
      {"mm1000", 800, 1000, "", kExponential, ec2(1000)},
      {"ecs-mm10", 8, 10, "", kExponential, ecs},
      {"fleet-round-robin", 204.8, 256, "", kSecond, keep(fleet("round-robin"))},
      {"fleet-least", 204.8, 256, "", kSecond, keep(fleet("least-outstanding"))},
      {"simfaas", 0.9, 2, "", "{}",
       "lambda: {memory: 1024MB, concurrency: 1000, keep_alive: 600s, simfaas: {warm: {exponential: 1.991s}, cold: "
       "{exponential: "
       "2.244s}}}"},
  };
}

[[noreturn]] void stop(const Diagnostics& problems) {
  for (const Diagnostic& problem : problems) fmt::print(stderr, "{}\n", problem.code);
  std::exit(2);
}

}  // namespace

const std::vector<Case>& cases() {
  static const std::vector<Case> all = make_cases();
  return all;
}

const Case* find_case(const std::string& name) {
  for (const Case& each : cases()) {
    if (name == each.name) return &each;
  }
  return nullptr;
}

std::string scenario_text(const Case& what, std::uint64_t requests) {
  const auto seconds = static_cast<std::uint64_t>(static_cast<double>(requests) / what.rate);
  std::string text = fmt::format("cloudsim: 1\nduration: {}s\nworkload:\n", seconds);
  if (what.functions > 0) {
    text += fmt::format(
        "  - {{name: calls, arrivals: {{azure-functions-2019: {{file: bench.csv, spacing: poisson}}}}, work: {}}}\n",
        what.work);
    return text + fmt::format("deployments:\n  - {{name: one, {}}}\n", what.deployment);
  }
  for (std::uint32_t i = 0; i < what.classes; ++i) {
    const std::string arrivals =
        *what.arrivals != '\0' ? what.arrivals : fmt::format("poisson: {:.6f}/s", what.rate / what.classes);
    text += fmt::format("  - {{name: c{}, arrivals: {{{}}}, work: {}}}\n", i, arrivals, what.work);
  }
  return text + fmt::format("deployments:\n  - {{name: one, {}}}\n", what.deployment);
}

std::string trace_text(const Case& what, std::uint64_t requests) {
  if (what.functions == 0) return "";
  const auto minutes = static_cast<std::uint64_t>(static_cast<double>(requests) / what.rate / 60);
  double shares = 0;
  for (std::uint32_t i = 1; i <= what.functions; ++i) shares += 1.0 / i;
  std::string text = "HashOwner,HashApp,HashFunction,Trigger";
  for (std::uint64_t minute = 1; minute <= minutes; ++minute) text += fmt::format(",{}", minute);
  for (std::uint32_t i = 1; i <= what.functions; ++i) {
    text += fmt::format("\no,a,f{},http", i);
    for (std::uint64_t minute = 0; minute < minutes; ++minute) {
      text += fmt::format(",{}", static_cast<std::uint64_t>(what.rate * 60 / shares / i + 0.5));
    }
  }
  return text + "\n";
}

Prepared::Prepared(const std::string& text, const std::string& trace) {
  const auto own_file = [&trace](const std::string& path) {
    return path == "bench.csv" ? std::make_shared<Source>(Source{path, trace}) : nullptr;
  };
  auto loaded = scenario::load(std::make_shared<const Source>(Source{"bench.yaml", text}), {}, own_file);
  if (!loaded) stop(loaded.error());
  scenario_ = std::move(loaded->scenario);
  auto data = session::load_data(scenario_, own_file);
  if (!data) stop(data.error());
  data_ = std::move(*data);
}

namespace {

Measured measure_functions(const Prepared& prepared) {
  const scenario::Scenario& scenario = prepared.scenario();
  const std::clock_t begin = std::clock();
  const result::Deployment result =
      session::run_function_fleet(scenario, scenario.deployments[0], prepared.data(), scenario.seed,
                                  session::sample_step_for(scenario.duration), {});
  const std::clock_t took = std::clock() - begin;
  return {result.requests.arrived, static_cast<double>(took) / CLOCKS_PER_SEC, result.fingerprint};
}

}  // namespace

Measured measure(const Prepared& prepared) {
  const scenario::Scenario& scenario = prepared.scenario();
  if (session::is_function_fleet(scenario.deployments[0])) return measure_functions(prepared);
  session::DeploymentRun run(scenario, 0, prepared.data(), scenario.seed, session::sample_step_for(scenario.duration));
  const SimTime warm = kTimeZero + Duration{scenario.duration.ns / 10};
  run.run_until(warm);
  const std::clock_t begin = std::clock();
  run.run_until(kTimeZero + scenario.duration);
  const std::clock_t took = std::clock() - begin;
  const result::Deployment result = run.finish();
  Measured measured;
  measured.requests = result.requests.arrived;
  for (const result::Sample& sample : result.samples) {
    if (sample.at <= warm) measured.requests -= sample.arrived;
  }
  measured.seconds = static_cast<double>(took) / CLOCKS_PER_SEC;
  measured.fingerprint = result.fingerprint;
  return measured;
}

}  // namespace cloudsim::bench
