// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "metrics/confidence.hpp"
#include "metrics/steady.hpp"
#include "result/statistics.hpp"
#include "session/figures.hpp"

namespace cloudsim::session {

/// Figures of all replications of one deployment, in order of replication.
using Replicated = std::vector<FigureValues>;

/// Mean and interval of each figure that some replication had.
std::vector<result::Estimate> estimate(const Replicated& runs, metrics::Confidence confidence, Duration warm_up);

/// The same from the batches of one run: only figures that are means over requests.
std::vector<result::Estimate> estimate(const metrics::Batches& batches, metrics::Confidence confidence,
                                       Duration warm_up);

/// Paired differences of the compared figures, for every two deployments. Requires: names.size() == runs.size(), the
/// same number of replications in each.
std::vector<result::Difference> differences(const std::vector<std::string>& names, const std::vector<Replicated>& runs,
                                            metrics::Confidence confidence);

/// Is every judged interval of this deployment narrow enough?
bool precise(const std::vector<result::Estimate>& estimates, double precision);

}  // namespace cloudsim::session
