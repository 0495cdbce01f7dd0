// SPDX-License-Identifier: Apache-2.0
#include "session/run.hpp"

#include <array>

#include "session/objectives.hpp"

#ifndef CLOUDSIM_VERSION
#define CLOUDSIM_VERSION "0"
#endif

namespace cloudsim::session {
namespace {

constexpr std::int64_t kProgressSlices = 200;

result::Deployment run_deployment(const scenario::Scenario& scenario, std::size_t index, const Data& data,
                                  Duration sample_step, const RunOptions& options) {
  DeploymentRun run(scenario, index, data, scenario.seed, sample_step);
  if (options.progress) {
    const double deployments = static_cast<double>(scenario.deployments.size());
    for (std::int64_t slice = 1; slice <= kProgressSlices; ++slice) {
      // Divide first: a long horizon times 200 would leave the range of int64.
      run.run_until(SimTime{scenario.duration.ns / kProgressSlices * slice});
      const double inside = static_cast<double>(slice) / static_cast<double>(kProgressSlices);
      options.progress((static_cast<double>(index) + inside) / deployments);
    }
  }
  result::Deployment out = run.finish();
  check_objectives(scenario.objectives, out);
  return out;
}

}  // namespace

Duration sample_step_for(Duration duration) {
  constexpr std::array<std::int64_t, 8> kSteps = {1, 10, 60, 300, 900, 3600, 21'600, 86'400};
  for (const std::int64_t seconds : kSteps) {
    if (duration.ns / Duration::seconds(seconds).ns <= 1500) return Duration::seconds(seconds);
  }
  return round_up(Duration{duration.ns / 1500}, Duration::hours(24));
}

result::RunResult run(const scenario::Scenario& scenario, const Data& data, const RunOptions& options) {
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
  out.provenance.overrides = options.overrides;
  for (std::size_t i = 0; i < scenario.deployments.size(); ++i) {
    out.deployments.push_back(run_deployment(scenario, i, data, out.sample_step, options));
    for (const result::ObjectiveCheck& check : out.deployments.back().objectives) out.objectives_met &= check.met;
  }
  return out;
}

}  // namespace cloudsim::session
