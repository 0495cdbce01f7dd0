// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scenario/catalog.hpp"
#include "scenario/draft.hpp"

/// What no single key can tell: rules between parts of a scenario. Each reports where it found the problem.
namespace cloudsim::scenario {

/// Names are words for tables, paths and prices: small letters, digits, hyphens; unique within their list.
void check_names(const ScenarioDraft& draft, Diagnostics& diagnostics);

/// Fills scenario.workload; reads and parses recorded logs.
void resolve_workload(const ScenarioDraft& draft, const Catalog& catalog, const FileReader& files, Scenario& scenario,
                      Diagnostics& diagnostics);

/// Fills scenario.actions, sorted by time; an action must exist for its deployment's service and lie within the run.
/// Uses scenario.deployments.
void resolve_actions(const ScenarioDraft& draft, Scenario& scenario, Diagnostics& diagnostics);

/// Adds a fault to the actions of the deployment that it names, or of all that it can concern.
void resolve_fault(const ActionDraft& draft, Scenario& scenario, Diagnostics& diagnostics);

/// Fills scenario.hazards. Uses scenario.deployments, and scenario.actions for how many servers there may be.
void resolve_hazards(const ScenarioDraft& draft, const Catalog& catalog, Scenario& scenario, Diagnostics& diagnostics);

/// The price list exists, knows the region, and prices the services and instance types; the effort list exists. Fills
/// scenario.price_list and scenario.effort_list.
void check_lists(const ScenarioDraft& draft, const document::Value& root, Scenario& scenario, const FileReader& files,
                 Diagnostics& diagnostics);

/// What deployments need of a log: its sum, its functions one by one, or both. Uses scenario.deployments.
workload::Keep kept_of_traces(const Scenario& scenario);

/// One Lambda function for each function of a trace needs such a trace, and goes without what concerns single servers.
void check_function_fleets(const ScenarioDraft& draft, const Scenario& scenario, const document::Value& root,
                           Diagnostics& diagnostics);

/// The warm-up leaves something to count.
void check_run(const Scenario& scenario, const document::Value& root, Diagnostics& diagnostics);

void check_objectives(const Objectives& objectives, const document::Value& root, Diagnostics& diagnostics);

/// Work that cannot fit its server, fleets that never scale: allowed, but somebody should know.
void check_plausibility(const ScenarioDraft& draft, const Scenario& scenario, Diagnostics& diagnostics);

/// "ec2", "lambda", "ecs-ec2", "ecs-fargate", "docker": as price and effort lists name services.
const char* service_name(const ServiceSpec& service);

}  // namespace cloudsim::scenario
