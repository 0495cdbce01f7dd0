// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "session/deployment_run.hpp"
#include "session/run.hpp"

namespace cloudsim::session {

/// The seed of a replication, counted from 1. The first has the scenario's own, so that it is the run that everybody
/// sees without replications; all deployments of a replication share one, so that they get the same requests.
std::uint64_t replication_seed(std::uint64_t seed, std::uint32_t replication);

/// Runs every deployment as often as scenario.run says, on up to options.jobs threads, and fills `out.deployments` (the
/// first replication, with its estimates) and `out.statistics`. The same bytes for any number of threads.
void run_replications(const scenario::Scenario& scenario, const Data& data, const RunOptions& options,
                      result::RunResult& out);

}  // namespace cloudsim::session
