// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/time.hpp"

namespace cloudsim::workload {

enum class Jitter : std::uint8_t {
  Full,  ///< each wait is drawn evenly from [0, backoff]: callers who failed together come back apart
  None,  ///< each waits the whole backoff: they come back together
};

/// How the callers of a class behave when no answer comes, or an error. Defaults: scenarios/catalog/parameters.yaml.
struct ClientSpec {
  Duration timeout{};                    ///< of one attempt; 0 = waits for ever
  std::uint32_t retries = 0;             ///< after the first attempt; 0..kMostRetries
  Duration backoff_base{};               ///< before the first retry; >= 0
  std::uint32_t factor_permille = 1000;  ///< >= 1000: each next backoff is so many thousandths of the one before …
  Duration backoff_maximum{};            ///< … up to this; >= backoff_base
  Jitter jitter = Jitter::Full;
  Duration abandon_after{};  ///< from arrival, whatever is under way then; 0 = never
};
inline constexpr std::uint32_t kMostRetries = 100;

}  // namespace cloudsim::workload
