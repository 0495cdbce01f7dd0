// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cloudsim::services::docker {

/// What can happen to a host or container later; `data` is its index.
enum Event : std::uint16_t {
  kLaunched,
  kUp,
  kPulled,
  kStarted,
  kContainerRepaired,
  kHostRepaired,
  kTested,
  kShipped,
  kHostPulled,
  kWatch,
  kLeakFull
};

}  // namespace cloudsim::services::docker
