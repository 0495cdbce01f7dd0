// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "result/run_result.hpp"

namespace cloudsim::report {

/// A headline figure of one run.
struct HeadlineFigure {
  const char* section;  ///< effort | scaling | cost | latency | errors
  const char* name;     ///< its unit ends the name; where there are estimates, an estimate has the same one
  std::optional<double> (*of)(const result::Deployment&);
};

/// All of them, by section.
const std::vector<HeadlineFigure>& headline_figures();

}  // namespace cloudsim::report
