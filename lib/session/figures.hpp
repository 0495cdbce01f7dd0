// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "metrics/steady.hpp"
#include "result/run_result.hpp"

namespace cloudsim::session {

/// How narrow an interval must be for `precision`.
enum class Judged {
  Relative,    ///< half-width ÷ mean
  ToResponse,  ///< half-width ÷ mean response time: a wait of almost nothing need not be known to 1 %
  Absolute,    ///< half-width itself, of a share
  No,          ///< only when it is asked for by name, then Relative
};

/// A headline figure of a deployment, of which replications give an interval.
struct Figure {
  const char* name;
  Judged judged;
  bool compared;      ///< between deployments
  bool of_requests;   ///< a warm-up is left out; else the whole run counts
  double resolution;  ///< of the histogram behind it
};

inline constexpr double kHistogramResolution = 1.0 / 256;  // metrics/histogram.hpp

inline constexpr std::array<Figure, 17> kFigures = {{
    {"response_time_s", Judged::Relative, true, true, 0},
    {"waiting_time_s", Judged::ToResponse, true, true, 0},
    {"latency_p50_s", Judged::Relative, false, true, kHistogramResolution},
    {"latency_p90_s", Judged::Relative, false, true, kHistogramResolution},
    {"latency_p95_s", Judged::Relative, true, true, kHistogramResolution},
    {"latency_p99_s", Judged::Relative, true, true, kHistogramResolution},
    {"latency_p999_s", Judged::No, false, true, kHistogramResolution},
    {"error_share", Judged::Absolute, true, true, 0},
    {"cold_start_share", Judged::Absolute, false, true, 0},
    {"bill_usd", Judged::Relative, true, false, 0},
    {"servers_mean", Judged::Relative, false, false, 0},
    {"servers_peak", Judged::No, false, false, 0},
    {"utilization", Judged::Absolute, false, false, 0},
    {"idle_share", Judged::Absolute, false, false, 0},
    {"arrival_rate", Judged::No, false, false, 0},
    {"number_in_system", Judged::No, false, false, 0},
    {"queue_length", Judged::No, false, false, 0},
}};
inline constexpr std::size_t kFigureCount = kFigures.size();

/// One value per figure; empty where there is none (no request was answered, a service without cold starts).
using FigureValues = std::array<std::optional<double>, kFigureCount>;

/// The figures of one finished run. With `steady`, those of requests come from it.
FigureValues figures_of(const result::Deployment& deployment, const metrics::Steady* steady);

}  // namespace cloudsim::session
