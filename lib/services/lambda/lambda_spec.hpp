// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/common_spec.hpp"

namespace cloudsim::services {

/// One Lambda function. Values not set by the scenario come from parameters.yaml (`lambda.*`).
struct LambdaSpec {
  std::int64_t memory_mb = 128;  ///< 128..10240, steps of 1
  bool arm = false;
  std::string runtime;                  ///< "python3.13", …: picks the init distribution
  Bytes package{};                      ///< code and dependencies that are loaded; `init` includes their share
  random::DistributionSpec init;        ///< ns; the init phase of a cold start (constant 0 switches it off)
  random::DistributionSpec keep_alive;  ///< ns an idle environment is kept
  std::uint32_t concurrency = 1000;     ///< account or reserved limit; beyond it 429
  std::uint32_t scaling_burst = 1000;   ///< new environments that may open at once …
  double scaling_per_second = 100;      ///< … and how fast the allowance refills (1,000 per 10 s)
  std::uint32_t requests_per_second_factor = 10;  ///< × concurrency = requests per second that may begin; beyond: 429
  Duration timeout = Duration::seconds(3);        ///< 1 s..900 s; a run over it is cut and its environment reset
  double vcpu_memory_mb = 1769;                   ///< memory that buys one full vCPU
  double max_useful_vcpu = 1;                     ///< cores that one request can use (single-threaded code: 1)
  bool bill_init = true;                          ///< since 2025-08-01 for zip packages
  std::optional<SimTime> code_uploaded = kTimeZero;  ///< empty = never
  std::optional<SimTime> trigger_set = kTimeZero;    ///< empty = never; events before it are not seen again
};

}  // namespace cloudsim::services
