// SPDX-License-Identifier: Apache-2.0
#include "metrics/steady.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::metrics {

using trace::Outcome;
using trace::RecordOf;

Steady::Steady(SimTime from, SimTime horizon)
    : from_(from),
      bin_ns_(std::max<std::int64_t>(
          1, (horizon.ns + static_cast<std::int64_t>(kBins) - 1) / static_cast<std::int64_t>(kBins))),
      bins_(kBins) {
  CLOUDSIM_CHECK(horizon > kTimeZero);
}

void Steady::on(std::span<const trace::RequestRecord> block) {
  for (const trace::RequestRecord& record : block) {
    const bool counts = record.arrived >= from_;
    if (counts && record.of != RecordOf::Request) {
      cold_ += record.cold ? 1 : 0;
      if (record.server.valid() && record.ran_on != trace::RanOn::Shared) ++invocations_;
    }
    if (record.of == RecordOf::Attempt) continue;
    Batch one{1, 0, 0, 0, 0, 0};
    if (record.outcome == Outcome::Completed) {
      const Duration stayed = record.finished - record.arrived;
      one = {1, 1, 0, stayed.ns, (record.started - record.arrived).ns, record.finished.ns};
      const auto bin = static_cast<std::size_t>((record.arrived - kTimeZero).ns / bin_ns_);
      bins_[std::min(bin, kBins - 1)].completed += 1;
      bins_[std::min(bin, kBins - 1)].stayed_ns += stayed.ns;
      if (counts) latency_.add(stayed);
    } else if (record.outcome != Outcome::Ignored && record.outcome != Outcome::InFlight) {
      one.lost = 1;
    }
    if (!counts) continue;
    total_.add(one);
    batches_.add(one);
  }
}

std::optional<Duration> find_warm_up(std::span<const Steady::Bin> bins, Duration horizon, std::size_t runs) {
  constexpr std::size_t kJoined = 5;
  std::vector<double> series;
  std::size_t empty = 0;  // leading groups without an answer
  for (std::size_t i = 0; i + kJoined <= bins.size(); i += kJoined) {
    Steady::Bin sum;
    for (std::size_t j = i; j < i + kJoined; ++j) {
      sum.completed += bins[j].completed;
      sum.stayed_ns += bins[j].stayed_ns;
    }
    if (sum.completed > 0) {
      series.push_back(static_cast<double>(sum.stayed_ns) / static_cast<double>(sum.completed));
    } else if (series.empty()) {
      ++empty;
    } else {
      series.push_back(series.back());  // a gap tells nothing: as before
    }
  }
  if (series.size() < 6) return std::nullopt;
  const std::optional<std::size_t> cut = clear_truncation(series, runs > 1 ? 3 : 5);
  const std::size_t groups = bins.size() / kJoined;
  if (!cut || 2 * (empty + *cut) > groups) return std::nullopt;
  return Duration{horizon.ns / static_cast<std::int64_t>(groups) * static_cast<std::int64_t>(empty + *cut)};
}

}  // namespace cloudsim::metrics
