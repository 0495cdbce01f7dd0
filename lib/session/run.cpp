// SPDX-License-Identifier: Apache-2.0
#include "session/run.hpp"

#include <array>

#include "session/function_fleet.hpp"
#include "session/objectives.hpp"
#include "session/parallel.hpp"
#include "session/replications.hpp"
#include "session/theory_models.hpp"

#ifndef CLOUDSIM_VERSION
#define CLOUDSIM_VERSION "0"
#endif

namespace cloudsim::session {
namespace {

constexpr std::int64_t kProgressSlices = 200;

/// One after the other inside, with progress when this thread may talk.
result::Deployment run_deployment(const scenario::Scenario& scenario, std::size_t index, const Data& data,
                                  Duration sample_step, const std::function<void(double)>& progress) {
  if (is_function_fleet(scenario.deployments[index])) {
    return run_function_fleet(scenario, scenario.deployments[index], data, scenario.seed, sample_step,
                              on_calling_thread() ? progress : std::function<void(double)>());
  }
  DeploymentRun run(scenario, index, data, scenario.seed, sample_step);
  if (progress && on_calling_thread()) {
    for (std::int64_t slice = 1; slice <= kProgressSlices; ++slice) {
      // Divide first: a long horizon times 200 would leave the range of int64.
      run.run_until(SimTime{scenario.duration.ns / kProgressSlices * slice});
      progress(static_cast<double>(slice) / static_cast<double>(kProgressSlices));
    }
  }
  return run.finish();
}

/// Every deployment once, each into its own place.
void run_once(const scenario::Scenario& scenario, const Data& data, const RunOptions& options, result::RunResult& out) {
  const std::size_t count = scenario.deployments.size();
  out.deployments.resize(count);
  std::size_t through = 0;  // as far as the calling thread knows
  const auto share = [&](double part) {
    if (options.progress) options.progress((static_cast<double>(through) + part) / static_cast<double>(count));
  };
  const std::function<void(double)> inside = options.progress ? share : std::function<void(double)>();
  for_each_index(
      count, options.jobs,
      [&](std::size_t i) { out.deployments[i] = run_deployment(scenario, i, data, out.sample_step, inside); },
      [&](std::size_t done) {
        through = done;
        share(0);
      });
}

}  // namespace

Duration sample_step_for(Duration duration) {
  constexpr std::array<std::int64_t, 8> kSteps = {1, 10, 60, 300, 900, 3600, 21'600, 86'400};
  for (const std::int64_t seconds : kSteps) {
    if (duration.ns / Duration::seconds(seconds).ns <= 1500) return Duration::seconds(seconds);
  }
  return round_up(Duration{duration.ns / 1500}, Duration::hours(24));
}

result::RunResult begin_result(const scenario::Scenario& scenario, const Data& data,
                               const std::vector<std::pair<std::string, std::string>>& overrides) {
  result::RunResult out;
  out.title = scenario.title;
  out.lesson = scenario.lesson;
  out.duration = scenario.duration;
  out.sample_step = sample_step_for(scenario.duration);
  constexpr std::array<const char*, 5> kSources = {"http", "mobile", "object-created", "queue", "schedule"};
  for (const workload::WorkloadSpec& spec : scenario.workload) {
    out.workload.emplace_back(spec.name, kSources[static_cast<std::size_t>(spec.source)]);
  }
  out.provenance.scenario = scenario.source_name;
  out.provenance.version = CLOUDSIM_VERSION;
  out.provenance.seed = scenario.seed;
  out.provenance.price_list = data.prices.name;
  out.provenance.price_region = data.prices.region;
  out.provenance.price_as_of = data.prices.as_of;
  out.provenance.free_tier = scenario.prices.free_tier;
  out.provenance.invoice_rounding = scenario.prices.invoice_rounding;
  out.provenance.effort_list = data.effort.name;
  out.provenance.overrides = overrides;
  out.provenance.settings = scenario.settings;
  return out;
}

void judge(const scenario::Scenario& scenario, result::RunResult& result) {
  for (std::size_t i = 0; i < result.deployments.size(); ++i) {
    result::Deployment& deployment = result.deployments[i];
    if (!scenario.run.statistics) {
      const Duration start = deployment.estimates.empty() ? Duration{} : deployment.estimates.front().warm_up;
      deployment.theory = theory_of(scenario, i, deployment, start);
    }
    // Replications have judged them already, all together.
    if (deployment.objectives.empty()) check_objectives(scenario.objectives, deployment);
    for (const result::ObjectiveCheck& check : deployment.objectives) result.objectives_met &= check.met;
  }
}

result::RunResult run(const scenario::Scenario& scenario, const Data& data, const RunOptions& options) {
  result::RunResult out = begin_result(scenario, data, options.overrides);
  if (scenario.run.statistics) {
    run_replications(scenario, data, options, out);
  } else {
    run_once(scenario, data, options, out);
  }
  judge(scenario, out);
  return out;
}

}  // namespace cloudsim::session
