// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
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

/// The same from the batches of one run, neighbours joined once more: only figures that are means over requests.
std::vector<result::Estimate> estimate(std::span<const metrics::Batch> batches, metrics::Confidence confidence,
                                       Duration warm_up);

/// Paired differences of the compared figures, for every two deployments. Requires: names.size() == runs.size(), the
/// same number of replications in each.
std::vector<result::Difference> differences(const std::vector<std::string>& names, const std::vector<Replicated>& runs,
                                            metrics::Confidence confidence);

/// What must be narrow enough.
struct Wanted {
  double precision = 0;
  std::string only;           ///< this figure alone, whatever it is; empty: all that figures.hpp has judged …
  bool latency_p999 = false;  ///< … and p99.9, because there is an objective for it
};
/// Is every interval of this deployment that is wanted narrow enough? A figure that there is not is no obstacle.
bool precise(const std::vector<result::Estimate>& estimates, const Wanted& wanted);

}  // namespace cloudsim::session
