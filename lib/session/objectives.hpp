// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/confidence.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "session/figures.hpp"

namespace cloudsim::session {

/// Holds a deployment's figures against the scenario's objectives. Latency objectives of a deployment that answered
/// nothing are missed.
void check_objectives(const scenario::Objectives& objectives, result::Deployment& deployment);

/// The same over all replications: an objective is met when the whole interval of its figure's mean is within it,
/// missed when none of it is, and open in between; also open when some replications, but not all, answered nothing at
/// all, so that they have no latency to put into a mean. Requires: `runs` holds a replication.
void check_objectives(const scenario::Objectives& objectives, const std::vector<FigureValues>& runs,
                      metrics::Confidence confidence, result::Deployment& deployment);

}  // namespace cloudsim::session
