// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cloudsim::services::task_event {

/// What can happen to a task later; `data` is its id.
enum Kind : std::uint16_t {
  kSetUp,
  kPulled,
  kPullFailed,
  kStarted,
  kCrash,
  kReclaim,
  kOutOfMemory,
  kDeregistered,
  kKill,
};

}  // namespace cloudsim::services::task_event
