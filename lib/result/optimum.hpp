// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "result/statistics.hpp"

/// The sizes of a deployment that were tried, and the best of them, plain data.
namespace cloudsim::result {

struct Candidate {
  std::string deployment;
  std::vector<std::pair<std::string, std::string>> settings;  ///< path → value, as --set takes them
  bool objectives_met = true;
  bool frontier = false;  ///< meets the objectives, and none that does so is cheaper and faster (p95) at once
  std::vector<Estimate> figures;
};

struct Optimum {
  static constexpr const char* kSchema = "cloudsim.optimum/1";
  bool objectives = false;            ///< the scenario has some
  std::vector<Candidate> candidates;  ///< in the order in which they were tried
  std::int64_t left_out = 0;          ///< combinations that the services do not offer
};

}  // namespace cloudsim::result
