// SPDX-License-Identifier: Apache-2.0
#include "metrics/histogram.hpp"

#include <algorithm>

namespace cloudsim::metrics {

void Histogram::merge(const Histogram& other) {
  for (std::size_t i = 0; i < kBuckets; ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  sum_ += other.sum_;
  minimum_ = std::min(minimum_, other.minimum_);
  maximum_ = std::max(maximum_, other.maximum_);
}

Duration Histogram::mean() const {
  if (count_ == 0) return {};
  return {static_cast<std::int64_t>((sum_ + count_ / 2) / static_cast<int128>(count_))};
}

std::int64_t Histogram::middle(std::size_t index) {
  if (index < 2 * kPerOctave) return static_cast<std::int64_t>(index);
  const std::size_t shift = index / kPerOctave - 1;
  const std::uint64_t low = static_cast<std::uint64_t>(index - shift * kPerOctave) << shift;
  return static_cast<std::int64_t>(low + (std::uint64_t{1} << (shift - 1)));
}

Duration Histogram::quantile(std::uint32_t per_mille) const {
  if (count_ == 0) return {};
  const uint128 rank = (static_cast<uint128>(count_) * per_mille + 999) / 1000;
  uint128 seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += buckets_[i];
    if (seen >= rank) return std::clamp(Duration{middle(i)}, minimum_, maximum_);
  }
  return maximum_;
}

result::Latency summary(const Histogram& latency) {
  result::Latency out;
  out.mean = latency.mean();
  out.p50 = latency.quantile(500);
  out.p90 = latency.quantile(900);
  out.p95 = latency.quantile(950);
  out.p99 = latency.quantile(990);
  out.p999 = latency.quantile(999);
  out.maximum = latency.maximum();
  return out;
}

}  // namespace cloudsim::metrics
