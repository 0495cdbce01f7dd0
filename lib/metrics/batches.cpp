// SPDX-License-Identifier: Apache-2.0
#include "metrics/batches.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace cloudsim::metrics {

void Batch::add(const Batch& other) {
  requests += other.requests;
  completed += other.completed;
  lost += other.lost;
  stayed_ns += other.stayed_ns;
  waited_ns += other.waited_ns;
  until_ns = std::max(until_ns, other.until_ns);
}

void Batches::add(const Batch& request) {
  open_.add(request);
  if (open_.requests < size_) return;
  full_.push_back(open_);
  open_ = Batch{};
  if (full_.size() < kMost) return;
  for (std::size_t i = 0; i < kMost / 2; ++i) {
    Batch joined = full_[2 * i];
    joined.add(full_[2 * i + 1]);
    full_[i] = joined;
  }
  full_.resize(kMost / 2);
  size_ *= 2;
}

// From the back, mean and squares of the remaining values are kept by Welford's step. The rule's value is
// squares ÷ remaining²: the squared standard error, but for a factor that is one in the limit.
std::optional<std::size_t> truncation(std::span<const double> series) {
  CLOUDSIM_CHECK(series.size() >= 2);
  const std::size_t half = series.size() / 2;
  double mean = 0, squares = 0, best = 0;
  std::size_t chosen = half;
  for (std::size_t kept = 1; kept <= series.size(); ++kept) {
    const std::size_t first = series.size() - kept;
    const double count = static_cast<double>(kept);
    const double before = series[first] - mean;
    mean += before / count;
    squares += before * (series[first] - mean);
    if (first > half) continue;
    const double value = squares / (count * count);
    if (first == half || value <= best) {
      best = value;
      chosen = first;
    }
  }
  if (chosen == half) return std::nullopt;
  return chosen;
}

namespace {

/// By how much correlation of neighbours multiplies the variance of their mean.
double inflation(std::span<const double> series) {
  const double r = lag_one_correlation(series) + 1 / static_cast<double>(series.size());
  const double bounded = std::clamp(r, 0.0, 0.9);
  return (1 + bounded) / (1 - bounded);
}

Estimate estimate_of(std::span<const double> series) {
  Estimate estimate;
  for (const double value : series) estimate.add(value);
  return estimate;
}

}  // namespace

std::optional<std::size_t> clear_truncation(std::span<const double> series, double clear) {
  CLOUDSIM_CHECK(series.size() >= 6);
  const std::optional<std::size_t> cut = truncation(series);
  if (cut == std::size_t{0}) return cut;
  const std::size_t dropped = cut.value_or(series.size() / 2);
  const std::span<const double> rest = series.subspan(dropped);
  const Estimate start = estimate_of(series.first(dropped)), steady = estimate_of(rest);
  const double spread = 1 / static_cast<double>(dropped) + 1 / static_cast<double>(rest.size());
  const double error = std::sqrt(steady.variance() * inflation(rest) * spread);
  if (std::fabs(start.mean() - steady.mean()) > clear * error) return cut;
  return 0;
}

double batch_half_width(std::span<const double> means, Confidence confidence) {
  return estimate_of(means).half_width(confidence) * std::sqrt(inflation(means));
}

double lag_one_correlation(std::span<const double> series) {
  CLOUDSIM_CHECK(series.size() >= 3);
  double mean = 0;
  for (const double value : series) mean += value / static_cast<double>(series.size());
  double squares = 0, products = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    squares += (series[i] - mean) * (series[i] - mean);
    if (i > 0) products += (series[i] - mean) * (series[i - 1] - mean);
  }
  return squares > 0 ? products / squares : 0.0;
}

}  // namespace cloudsim::metrics
