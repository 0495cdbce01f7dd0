// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/svg.hpp"

namespace cloudsim::chart {

/// One bar, lying: its name above, what it comes to at its end.
struct Bar {
  std::string name, value;          ///< value: as text, with its unit
  std::vector<double> parts;        ///< ≥ 0, one for each of Bars::parts
  std::optional<double> low, high;  ///< an interval around the sum
};

struct Bars {
  Words words;
  std::vector<std::string> parts;  ///< names for the legend; with a single part there is none
  std::vector<Bar> bars;
};

/// Bars on one scale that begins at zero. Parts are told apart by color and pattern, in the order of the legend.
std::string draw(const Bars& bars);

}  // namespace cloudsim::chart
