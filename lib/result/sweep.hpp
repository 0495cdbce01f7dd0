// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "result/statistics.hpp"

/// Many runs of one scenario with values changed, plain data.
namespace cloudsim::result {

/// One deployment at one point of a sweep.
struct SweepRow {
  std::vector<std::string> values;  ///< one per path, as written
  std::string deployment;
  bool objectives_met = true;
  std::vector<Estimate> figures;
};

struct Sweep {
  static constexpr const char* kSchema = "cloudsim.sweep/1";
  std::vector<std::string> paths;    ///< what was changed: "deployments.functions.lambda.memory"
  std::vector<std::string> figures;  ///< names of all figures, in order: the columns
  std::uint64_t inputs = 0;          ///< one number for scenario, settings and version: rows of another do not fit
  std::size_t deployments = 1;       ///< rows of a point
  bool intervals = false;            ///< every point was replicated
  std::vector<SweepRow> rows;        ///< by point, the last path changing fastest, then by deployment
};

}  // namespace cloudsim::result
