// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/optimum.hpp"

namespace cloudsim::report {

/// All candidates: "schema": "cloudsim.optimum/1".
std::string to_json(const result::Optimum& found);
/// One row per candidate: deployment, settings, objectives_met, frontier, bill_usd, latency_p95_s, error_share.
std::string to_csv(const result::Optimum& found);

}  // namespace cloudsim::report
