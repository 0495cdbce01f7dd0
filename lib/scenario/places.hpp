// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "scenario/draft.hpp"

/// Where something can happen: a deployment of one service, or a link of a chain, named `deployment.link`.
namespace cloudsim::scenario {

/// The draft of a deployment or a link; null when there is none of that name.
const DeploymentDraft* find_place(const ScenarioDraft& draft, const std::string& name);

/// The one service that `name` stands for. Null, with a diagnostic at `where`, when there is none, or when it is a
/// chain and no link of it; null without one when it has problems of its own. `scenario.deployments` are resolved.
DeploymentSpec* require_place(const ScenarioDraft& draft, Scenario& scenario, const std::string& name,
                              const Location& where, Diagnostics& diagnostics);

}  // namespace cloudsim::scenario
