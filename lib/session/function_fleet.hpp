// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "base/time.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "session/data.hpp"

namespace cloudsim::session {

/// A deployment with one Lambda function for each function of the workload's trace.
bool is_function_fleet(const scenario::DeploymentSpec& spec);

/// Runs the functions one after the other, so that memory does not grow with their number or with their requests.
///
/// What it does: every function has the deployment's settings, environments of its own, and the requests of its row of
/// the trace; bill, work and figures are those of all of them.
/// What it assumes: functions do not disturb each other.
/// What it leaves out: the account's concurrency limit over all functions together (each has it for itself), and the
/// story of single environments.
/// Requires: is_function_fleet(spec), and what the scenario's checks demand of it. `progress` may be empty; it is told
/// the share that is done, 0..1, between functions.
result::Deployment run_function_fleet(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
                                      const Data& data, std::uint64_t seed, Duration sample_step,
                                      const std::function<void(double share)>& progress);

}  // namespace cloudsim::session
