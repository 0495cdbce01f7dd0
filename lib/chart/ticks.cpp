// SPDX-License-Identifier: Apache-2.0
#include "chart/ticks.hpp"

#include <cmath>
#include <cstddef>

namespace cloudsim::chart {
namespace {

/// The smallest of 1, 2, 5 × 10ⁿ that is at least `least`.
double round_step(double least) {
  double power = 1;
  while (power > least) power /= 10;
  while (power * 10 <= least) power *= 10;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

bool drawable(double value) { return std::isfinite(value) && std::fabs(value) < 1e18; }

}  // namespace

std::vector<double> round_values(double most, int count, bool whole) {
  if (!(most > 1e-15) || !drawable(most)) return {0, 1};
  double step = round_step(most / count);
  if (whole && step < 1) step = 1;
  std::vector<double> values;
  for (int i = 0; values.empty() || values.back() < most * (1 - 1e-9); ++i) values.push_back(i * step);
  return values;
}

std::vector<double> round_values_between(double least, double most, int count) {
  if (!drawable(least) || !drawable(most) || most - least < 1e-15) return {0, 1};
  const double step = round_step((most - least) / count);
  const double first = std::floor(least / step + 1e-9);
  std::vector<double> values;
  for (int i = 0; values.empty() || values.back() < most - 1e-9 * step; ++i) values.push_back((first + i) * step);
  return values;
}

std::vector<double> round_instants(Duration length, int count) {
  constexpr double kSteps[] = {1,    2,    5,     10,    15,    30,    60,     120,    300,     600,     900,    1800,
                               3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000};
  const double end = to_seconds(length);
  if (end < 1) return round_values(end, count);
  double step = round_step(end / count);
  for (const double candidate : kSteps) {
    if (end / candidate <= count) {
      step = candidate;
      break;
    }
  }
  std::vector<double> values;
  for (int i = 0; i * step <= end * (1 + 1e-9); ++i) values.push_back(i * step);
  return values;
}

}  // namespace cloudsim::chart
