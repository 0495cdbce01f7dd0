// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <variant>

#include "scenario/check.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

bool is_fleet(const ServiceSpec& service) {
  const auto* lambda = std::get_if<services::LambdaSpec>(&service);
  return lambda != nullptr && lambda->function_per_row;
}

bool is_2019_trace(const WorkloadDraft& draft) {
  return draft.trace && draft.trace->format == workload::TraceFormat::AzureFunctions2019;
}

/// What does not go together with one function for each row, beside `functions` itself.
void check_fleet(const DeploymentSpec& deployment, const DeploymentDraft& of, const ScenarioDraft& draft,
                 const Scenario& scenario, Diagnostics& diagnostics) {
  const Location where = mark(of.value, {"lambda", "functions"});
  const auto exclude = [&](const char* other) {
    report(diagnostics, where, "functions_exclude", {{"other", std::string(other)}});
  };
  if (draft.workload.size() != 1 || !is_2019_trace(draft.workload.front())) {
    report(diagnostics, where, "functions_need_trace");
  } else if (draft.workload.front().client) {
    exclude("client");
  }
  const auto mine = [&](const auto& entry) { return entry.deployment == deployment.name; };
  if (std::any_of(scenario.actions.begin(), scenario.actions.end(), mine)) exclude("actions");
  if (std::any_of(scenario.hazards.begin(), scenario.hazards.end(), mine)) exclude("hazards");
}

}  // namespace

workload::Keep kept_of_traces(const Scenario& scenario) {
  workload::Keep keep{false, false};
  for (const DeploymentSpec& deployment : scenario.deployments)
    (is_fleet(deployment.service) ? keep.functions : keep.sum) = true;
  if (!keep.functions) keep.sum = true;
  return keep;
}

void check_function_fleets(const ScenarioDraft& draft, const Scenario& scenario, const document::Value& root,
                           Diagnostics& diagnostics) {
  bool any = false;
  for (const DeploymentSpec& deployment : scenario.deployments) {
    const auto of = std::find_if(draft.deployments.begin(), draft.deployments.end(),
                                 [&](const DeploymentDraft& entry) { return entry.name == deployment.name; });
    if (of == draft.deployments.end()) continue;
    if (deployment.is_chain()) {
      if (std::any_of(deployment.links.begin(), deployment.links.end(),
                      [](const DeploymentSpec& link) { return is_fleet(link.service); }))
        report(diagnostics, of->value->location, "functions_exclude", {{"other", std::string("chain")}});
    } else if (is_fleet(deployment.service)) {
      any = true;
      check_fleet(deployment, *of, draft, scenario, diagnostics);
    }
  }
  const RunPlan& plan = scenario.run;
  const bool in_order = !plan.warm_up || plan.warm_up->ns > 0 || (plan.replications == 1 && !plan.precision);
  if (any && plan.statistics && in_order) report(diagnostics, mark(&root, {"run"}), "functions_need_replications");
}

}  // namespace cloudsim::scenario
