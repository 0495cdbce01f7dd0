// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result/run_result.hpp"
#include "scenario/scenario.hpp"

namespace cloudsim::session {

/// Holds a deployment's figures against the scenario's objectives. Latency objectives of a deployment that answered
/// nothing are missed.
void check_objectives(const scenario::Objectives& objectives, result::Deployment& deployment);

}  // namespace cloudsim::session
