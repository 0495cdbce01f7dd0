// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "result/run_result.hpp"

namespace cloudsim::metrics {

/// Durations counted in log-linear buckets: 128 per power of two (HDR histogram, p = 7), so a quantile is off by at
/// most 1/256 < 0.4 % of its value, and not at all below 256 ns. Count, sum, smallest and largest are exact. Integers
/// only: the same on every platform, in whatever order values come, and two histograms add up to the histogram of both.
class Histogram {
 public:
  Histogram() : buckets_(kBuckets, 0) {}

  void add(Duration value) {  ///< Requires: value >= 0
    count(value);
    sum_ += value.ns;
  }
  /// For whoever adds many values and knows the sum of them: count() each, then add_sum() once.
  void count(Duration value) {
    ++buckets_[index(static_cast<std::uint64_t>(value.ns))];
    ++count_;
    if (value < minimum_) minimum_ = value;
    if (value > maximum_) maximum_ = value;
  }
  void add_sum(std::int64_t sum_ns) { sum_ += sum_ns; }
  void merge(const Histogram& other);

  std::uint64_t count() const { return count_; }
  int128 sum_ns() const { return sum_; }
  Duration minimum() const { return count_ == 0 ? Duration{} : minimum_; }
  Duration maximum() const { return maximum_; }
  Duration mean() const;  ///< rounded to the nearest nanosecond; 0 when empty

  /// The smallest value that at least per_mille thousandths of all values do not exceed (nearest rank), as the middle
  /// of its bucket. 0 when empty. Requires: 0 < per_mille <= 1000.
  Duration quantile(std::uint32_t per_mille) const;

 private:
  static constexpr int kPrecision = 7;
  static constexpr std::size_t kPerOctave = std::size_t{1} << kPrecision;
  static constexpr std::size_t kBuckets = (64 - kPrecision) * kPerOctave;

  // Octave e holds [2^e, 2^(e+1)) in steps of 2^(e−7); everything below 2^7 has a bucket of its own.
  static std::size_t index(std::uint64_t value) {
    if (value < kPerOctave) return static_cast<std::size_t>(value);
    const int shift = 63 - __builtin_clzll(value) - kPrecision;
    return static_cast<std::size_t>(shift) * kPerOctave + static_cast<std::size_t>(value >> shift);
  }
  static std::int64_t middle(std::size_t index);

  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  int128 sum_ = 0;
  Duration minimum_{INT64_MAX};
  Duration maximum_{};
};

/// Mean, maximum and the percentiles that every report shows. Requires: not empty
result::Latency summary(const Histogram& latency);

}  // namespace cloudsim::metrics
