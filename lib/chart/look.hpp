// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "chart/svg.hpp"

/// How things are told apart: never by colour alone. Colours are those of Okabe and Ito (2008), "Color Universal
/// Design"; lines take the four that have a contrast of at least 3:1 on white and on near-black.
namespace cloudsim::chart {

/// Of the n-th line: colour, dashes and marker. No two of the first sixteen are alike.
const char* line_color(std::size_t index);
const char* line_dashes(std::size_t index);  ///< stroke-dasharray; empty: solid
/// A marker of the n-th line, around a point.
void draw_marker(Svg& svg, std::size_t index, double x, double y);

/// Fills are a colour and a pattern; patterns have to be declared in the chart that uses them.
void declare_fills(Svg& svg, const std::string& id, std::size_t count);
std::string fill(const std::string& id, std::size_t index);  ///< "url(#id-fill-3)"

struct LegendEntry {
  std::size_t fill = 0;
  std::string name;
};

/// Swatches with their names in lines that fit. Returns the y below the last line.
double draw_legend(Svg& svg, const std::string& id, const std::vector<LegendEntry>& entries, double x, double y);

}  // namespace cloudsim::chart
