// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/comparison.hpp"
#include "result/run_result.hpp"

namespace cloudsim::report {

/// What changed from `before` to `after`. Deployments are matched by name, links of chains by their chain's name and
/// their own. With an interval in both, a figure is its estimate; else it is that of the run itself. Nothing here is
/// guessed: lines of the bill, losses and duties add up to the differences that they explain.
result::RunComparison compare_runs(const result::RunResult& before, const result::RunResult& after, std::string first,
                                   std::string second);

}  // namespace cloudsim::report
