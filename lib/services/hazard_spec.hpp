// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"

namespace cloudsim::services {

enum class HazardOf : std::uint8_t {
  Server,  ///< instance, task or container
  Host,
  Zone,
};

/// What fails by chance: each of its things after an exponential time, independent of the others and of its age. Rates:
/// scenarios/catalog/parameters.yaml (`hazard.…`), each an assumption.
struct HazardSpec {
  HazardOf of{};
  std::string deployment;
  Duration mean_time{};       ///< until the failure of one; > 0
  std::uint32_t most = 1;     ///< no deployment ever has more of them; >= 1
  Duration repaired_after{};  ///< Server, Host: 0 = nobody repairs it
  Duration duration{};        ///< Zone: how long the outage lasts
};

}  // namespace cloudsim::services
