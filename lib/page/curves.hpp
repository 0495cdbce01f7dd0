// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/plot.hpp"
#include "narrative/locale.hpp"

/// Pictures of experiments: a figure for each value of a setting.
namespace cloudsim::page {

/// A figure's name and its round values, in words; from 0 or from below it.
chart::Axis figure_axis(const std::string& figure, double least, double most, const narrative::Locale& locale);

struct CurvePoint {
  double mean = 0;
  std::optional<double> spread;  ///< half-width of its interval
};

/// One curve: a point for each value; none where there is nothing to show.
struct CurveOf {
  std::string name;
  std::vector<std::optional<CurvePoint>> points;
};

/// Curves over the values of a setting, as they were written. Values with one unit stand where their numbers are,
/// others side by side. `mark` is a value worth a line of its own, or empty.
std::string draw_curves(const chart::Words& words, const std::string& path, const std::vector<std::string>& values,
                        const std::string& figure, const std::vector<CurveOf>& curves, const std::string& mark,
                        const narrative::Locale& locale);

}  // namespace cloudsim::page
