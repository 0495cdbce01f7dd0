// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "queueing/request.hpp"

namespace cloudsim::workload {

/// On how many first attempts the code fails. Independent attempts that each fail with probability p: the first n all
/// fail with probability pⁿ, so that one draw from (0, 1) tells.
inline std::uint8_t failing_attempts(double share, double draw) {
  std::uint8_t failing = 0;
  for (double bound = share; draw < bound && failing < queueing::kAlwaysFails; bound *= share) ++failing;
  return failing;
}

}  // namespace cloudsim::workload
