// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chart/svg.hpp"
#include "chart/ticks.hpp"

namespace cloudsim::chart {

struct Point {
  double x = 0, y = 0;
  std::optional<double> low, high;  ///< an interval around y
};

enum class Look : std::uint8_t {
  Line,     ///< straight from point to point, with markers when there are few
  Step,     ///< y holds from its x to the next
  Columns,  ///< a histogram: each column goes from its x to the next
  Points,   ///< markers alone
};

struct Series {
  std::string name;  ///< written beside its end
  Look look = Look::Line;
  std::vector<Point> points;  ///< x rising
};

/// A value of x worth a line of its own.
struct Mark {
  double x = 0;
  std::string label;
};

/// Curves over one pair of axes: lines, steps, histograms, cumulative shares.
struct Plot {
  Words words;
  Axis x, y;
  std::vector<Series> series;
  std::vector<Mark> marks;
  double height = 260;  ///< of the plot with its axes, in px
};

/// Points outside of the axes are drawn at the edge. Of thousands of points, those that make a difference of a pixel
/// are drawn.
std::string draw(const Plot& plot);

}  // namespace cloudsim::chart
