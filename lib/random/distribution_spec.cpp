// SPDX-License-Identifier: Apache-2.0
#include "random/distribution_spec.hpp"

#include <cmath>
#include <cstddef>

#include "base/check.hpp"
#include "random/math.hpp"

namespace cloudsim::random {

// mean = exp(mu + sigma² ÷ 2), cv² = exp(sigma²) − 1.
Lognormal lognormal_from_mean(double mean, double cv) {
  CLOUDSIM_CHECK(mean > 0 && cv >= 0);
  const double variance = log(1.0 + cv * cv);
  return {log(mean) - 0.5 * variance, std::sqrt(variance)};
}

namespace {

double mean(const Constant& d) { return d.value; }
double mean(const Exponential& d) { return d.mean; }
double mean(const Lognormal& d) { return exp(d.mu + 0.5 * d.sigma * d.sigma); }
double mean(const Uniform& d) { return 0.5 * (d.minimum + d.maximum); }
double mean(const Triangular& d) { return (d.minimum + d.mode + d.maximum) / 3.0; }
double mean(const Quantiles& d) {
  double sum = 0;
  for (std::size_t i = 1; i < d.points.size(); ++i) {
    const double probability = d.points[i].first - d.points[i - 1].first;
    sum += probability * 0.5 * (d.points[i].second + d.points[i - 1].second);
  }
  return sum;
}

// Variances by formula; a quantile table is a mixture of uniform pieces: E[X²] of a piece from a to b is (a² + ab + b²)
// ÷ 3.
double variance(const Constant&) { return 0; }
double variance(const Exponential& d) { return d.mean * d.mean; }
double variance(const Lognormal& d) { return mean(d) * mean(d) * (exp(d.sigma * d.sigma) - 1.0); }
double variance(const Uniform& d) { return (d.maximum - d.minimum) * (d.maximum - d.minimum) / 12.0; }
double variance(const Triangular& d) {
  const double a = d.minimum, b = d.maximum, c = d.mode;
  return (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0;
}
double variance(const Quantiles& d) {
  double squares = 0;
  for (std::size_t i = 1; i < d.points.size(); ++i) {
    const double a = d.points[i - 1].second, b = d.points[i].second;
    squares += (d.points[i].first - d.points[i - 1].first) * (a * a + a * b + b * b) / 3.0;
  }
  return squares - mean(d) * mean(d);
}

}  // namespace

double mean_of(const DistributionSpec& spec) {
  return std::visit([](const auto& distribution) { return mean(distribution); }, spec);
}

double variance_of(const DistributionSpec& spec) {
  return std::visit([](const auto& distribution) { return variance(distribution); }, spec);
}

}  // namespace cloudsim::random
