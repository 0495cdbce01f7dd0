// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

/// How sure a figure is: means over replications or batches, with their confidence intervals.
namespace cloudsim::result {

/// One figure of a deployment: with the run's confidence, its long-run mean lies in mean ± half_width.
struct Estimate {
  std::string name;  ///< "response_time_s", "latency_p95_s", "bill_usd", "error_share", …: the unit ends the name
  double mean = 0;
  std::optional<double> half_width;  ///< none with fewer than two values
  std::uint64_t n = 0;               ///< values behind it: replications, or batches of one run
  Duration warm_up{};                ///< requests that arrived before this do not count; 0 where the whole run counts
  double resolution = 0;             ///< of percentiles: each value may be off by this share of itself
  bool correlated = false;           ///< batches still depend on each other: the interval is too narrow
};

/// Of the intervals that one run tells without being asked.
inline constexpr double kUnaskedConfidence = 0.95;

/// A figure of `first` minus the same figure of `second`, over replications in which both got the same requests.
struct Difference {
  std::string name;
  std::string first, second;  ///< deployments
  double mean = 0;
  std::optional<double> half_width;
  std::uint64_t n = 0;
};

struct Statistics {
  std::uint32_t replications = 1;
  std::string method;               ///< "replications" | "batch_means"
  double confidence = 0;            ///< 0.95
  Duration warm_up{};               ///< that was removed
  bool warm_up_found = false;       ///< by cloudsim, as asked for with `auto`
  bool warm_up_missing = false;     ///< `auto` found no steady state: half of the run was removed
  std::optional<double> precision;  ///< asked for: half-width ÷ mean
  std::string precision_of;         ///< the one figure that it is for; empty: all that are judged
  bool precise = false;             ///< reached
  std::uint64_t fingerprint = 0;    ///< over all replications and deployments
  std::vector<Difference> differences;
};

}  // namespace cloudsim::result
