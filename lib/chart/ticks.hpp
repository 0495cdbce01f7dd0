// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"

/// Round values for axes. What they look like is the caller's: numbers are formatted by language.
namespace cloudsim::chart {

struct Tick {
  double at = 0;
  std::string label;
};

struct Axis {
  std::string label;
  double from = 0, to = 1;  ///< from < to
  std::vector<Tick> ticks;  ///< inside [from, to], rising
};

/// Multiples of 1, 2 or 5 × 10ⁿ that cover 0 … most, about `count` steps; the last one is ≥ most. Whole steps only,
/// when `whole`. `most` ≤ 0 gives 0 and 1.
std::vector<double> round_values(double most, int count, bool whole = false);

/// The same between a lower value below zero and an upper one.
std::vector<double> round_values_between(double least, double most, int count);

/// Instants in seconds from 0 to a duration, in steps that people count time in (1, 2, 5, 10, 15, 30 s or min; 1, 2, 3,
/// 6, 12 h; days).
std::vector<double> round_instants(Duration length, int count);

}  // namespace cloudsim::chart
