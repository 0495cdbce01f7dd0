// SPDX-License-Identifier: Apache-2.0
#include "page/curves.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.hpp"
#include "narrative/certainty.hpp"
#include "page/signs.hpp"

namespace cloudsim::page {
namespace {

constexpr int kTicks = 5;
constexpr std::size_t kMostTicks = 9;

/// "12.5/s" → 12.5 and "/s".
std::optional<std::pair<double, std::string>> split(const std::string& value) {
  const std::size_t end = value.find_first_not_of("0123456789.");
  const auto number = parse_number(value.substr(0, end));
  if (!number) return std::nullopt;
  return std::pair{*number, end == std::string::npos ? std::string() : value.substr(end)};
}

/// Where values stand: at their numbers when these rise and have one unit, else side by side.
class Places {
 public:
  explicit Places(const std::vector<std::string>& values) : values_(values) {
    for (const std::string& value : values) {
      const auto parts = split(value);
      numeric_ &= parts && parts->second == split(values.front())->second && (at_.empty() || parts->first > at_.back());
      if (!numeric_) break;
      at_.push_back(parts->first);
    }
    if (numeric_) return;
    at_.clear();
    for (std::size_t i = 0; i < values.size(); ++i) at_.push_back(static_cast<double>(i));
  }

  double at(std::size_t index) const { return at_[index]; }
  std::optional<double> of(const std::string& value) const {
    const auto parts = split(value);
    if (numeric_ && parts) return parts->first;
    return std::nullopt;
  }

  chart::Axis axis(const std::string& label) const {
    const bool single = at_.size() < 2;
    chart::Axis axis{label, single ? at_.front() - 1 : at_.front(), single ? at_.front() + 1 : at_.back(), {}};
    const std::size_t each = (values_.size() + kMostTicks - 1) / kMostTicks;
    for (std::size_t i = 0; i < values_.size(); i += each) axis.ticks.push_back({at_[i], values_[i]});
    return axis;
  }

 private:
  const std::vector<std::string>& values_;
  std::vector<double> at_;
  bool numeric_ = true;
};

}  // namespace

chart::Axis figure_axis(const std::string& figure, double least, double most, const narrative::Locale& locale) {
  const std::vector<double> ticks =
      least < 0 ? chart::round_values_between(least, std::max(most, 0.0), kTicks) : chart::round_values(most, kTicks);
  chart::Axis axis{locale.text("report.row." + figure), ticks.front(), ticks.back(), {}};
  for (const double tick : ticks) {
    const std::string size = narrative::show_figure(figure, std::fabs(tick), locale);
    axis.ticks.push_back({tick, least < 0 ? with_sign(tick, size, locale) : size});
  }
  return axis;
}

std::string draw_curves(const chart::Words& words, const std::string& path, const std::vector<std::string>& values,
                        const std::string& figure, const std::vector<CurveOf>& curves, const std::string& mark,
                        const narrative::Locale& locale) {
  const Places places(values);
  chart::Plot plot;
  plot.words = words;
  double least = 0, most = 0;
  for (const CurveOf& curve : curves) {
    chart::Series series{curve.name, chart::Look::Line, {}};
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
      if (!curve.points[i]) continue;
      const double mean = curve.points[i]->mean;
      const std::optional<double> spread = curve.points[i]->spread;
      chart::Point point{places.at(i), mean, {}, {}};
      if (spread) {
        point.low = mean - *spread;
        point.high = mean + *spread;
      }
      least = std::min(least, point.low.value_or(mean));
      most = std::max(most, point.high.value_or(mean));
      series.points.push_back(point);
    }
    plot.series.push_back(std::move(series));
  }
  plot.x = places.axis(path);
  // An interval of something that cannot be negative may reach below zero a little.
  const bool signs = std::any_of(curves.begin(), curves.end(), [](const CurveOf& curve) {
    return std::any_of(curve.points.begin(), curve.points.end(),
                       [](const auto& point) { return point && point->mean < 0; });
  });
  plot.y = figure_axis(figure, signs ? least : 0, most, locale);
  if (!mark.empty()) {
    if (const auto at = places.of(mark)) plot.marks.push_back({*at, mark});
  }
  return chart::draw(plot);
}

}  // namespace cloudsim::page
