// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "metrics/batches.hpp"
#include "metrics/histogram.hpp"
#include "trace/sink.hpp"

namespace cloudsim::metrics {

/// Listens to the requests that arrive after a warm-up, for statistics that leave it out.
///
/// What it does: counts, latency and batches of the requests that arrived at `from` or later; and response time by time
/// of arrival over the whole run, in which a warm-up can be seen.
/// What it assumes: records come in order of `finished`; attempts that another record sums up are marked as such.
/// What it leaves out: money and servers, which belong to the whole run.
class Steady final : public trace::Sink {
 public:
  static constexpr std::size_t kBins = 200;  ///< of the series over time
  struct Bin {
    std::uint64_t completed = 0;
    int128 stayed_ns = 0;
  };

  /// Requires: horizon > 0.
  Steady(SimTime from, SimTime horizon);

  void on(const trace::Fact&) override {}
  void on(std::span<const trace::RequestRecord> block) override;

  const Batch& total() const { return total_; }
  const Histogram& latency() const { return latency_; }
  const Batches& batches() const { return batches_; }
  std::uint64_t cold() const { return cold_; }
  std::uint64_t invocations() const { return invocations_; }
  const std::vector<Bin>& bins() const { return bins_; }

 private:
  SimTime from_;
  std::int64_t bin_ns_;
  Batch total_;
  Histogram latency_;
  Batches batches_;
  std::uint64_t cold_ = 0, invocations_ = 0;
  std::vector<Bin> bins_;
};

/// Where the warm-up ends: response time by time of arrival, summed over runs, cut by the marginal standard error rule
/// after joining five bins each (MSER-5), and only where the start is clearly another thing: three standard errors, or
/// five in a single run, whose figures are more skewed (clear_truncation). Leading bins without an answer belong to it.
/// Empty when no steady state is in sight. Requires: `bins` as of Steady::bins(), runs >= 1.
std::optional<Duration> find_warm_up(std::span<const Steady::Bin> bins, Duration horizon, std::size_t runs);

}  // namespace cloudsim::metrics
