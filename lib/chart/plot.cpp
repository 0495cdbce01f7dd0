// SPDX-License-Identifier: Apache-2.0
#include "chart/plot.hpp"

#include <algorithm>
#include <numeric>

#include "chart/look.hpp"

namespace cloudsim::chart {
namespace {

constexpr double kTop = 30;
constexpr double kBottom = 44;
constexpr std::size_t kFewPoints = 24;
constexpr double kLabelGap = 34;  // from a line's end to its name: a sample of the line stands there

class Drawing {
 public:
  explicit Drawing(const Plot& plot) : plot_(plot) {
    for (const Tick& tick : plot.y.ticks) left_ = std::max(left_, text_width(tick.label) + 12);
    double names = 12;
    for (const Series& series : plot.series) {
      if (!series.name.empty()) names = std::max(names, kLabelGap + text_width(series.name) + 4);
    }
    right_ = kWidth - std::min(names, kWidth / 2);
    bottom_ = plot.height - kBottom;
  }

  std::string all() {
    draw_axes();
    for (std::size_t i = 0; i < plot_.series.size(); ++i) draw_series(i);
    draw_marks();
    draw_names();
    return svg_.framed(plot_.words, plot_.height);
  }

 private:
  double x_of(double value) const { return left_ + share(plot_.x, value) * (right_ - left_); }
  double y_of(double value) const { return bottom_ - share(plot_.y, value) * (bottom_ - kTop); }
  static double share(const Axis& axis, double value) {
    const double part = (value - axis.from) / (axis.to - axis.from);
    return part > 0 ? std::min(part, 1.0) : 0;  // also what is no number
  }

  void draw_axes() {
    svg_.open("g", {{"class", "axes"}, {"stroke", "currentColor"}, {"stroke-opacity", ".25"}});
    for (const Tick& tick : plot_.y.ticks) svg_.line(left_, y_of(tick.at), right_, y_of(tick.at));
    svg_.close("g");
    svg_.line(left_, bottom_, right_, bottom_, {{"stroke", "currentColor"}});
    for (const Tick& tick : plot_.y.ticks) svg_.text(left_ - 6, y_of(tick.at) + 4, tick.label, "end", "y-tick");
    svg_.text(0, 14, plot_.y.label, "start", "y-label");
    double free_from = 0;
    for (const Tick& tick : plot_.x.ticks) {
      const double x = x_of(tick.at);
      svg_.line(x, bottom_, x, bottom_ + 4, {{"stroke", "currentColor"}});
      const double half = text_width(tick.label) / 2;
      const double middle = std::min(std::max(x, half), kWidth - half);
      if (middle - half < free_from) continue;  // no room between its neighbours
      svg_.text(middle, bottom_ + 18, tick.label, "middle", "x-tick");
      free_from = middle + half + 6;
    }
    svg_.text((left_ + right_) / 2, bottom_ + 37, plot_.x.label, "middle", "x-label");
  }

  /// For each pixel the first, lowest, highest and last point.
  std::vector<Point> thinned(const std::vector<Point>& points) const {
    const auto pixels = static_cast<std::size_t>(right_ - left_);
    if (points.size() <= 4 * pixels) return points;
    std::vector<Point> kept;
    for (std::size_t begin = 0; begin < points.size();) {
      const auto pixel = static_cast<std::int64_t>(x_of(points[begin].x));
      std::size_t end = begin, low = begin, high = begin;
      for (; end < points.size() && static_cast<std::int64_t>(x_of(points[end].x)) == pixel; ++end) {
        if (points[end].y < points[low].y) low = end;
        if (points[end].y > points[high].y) high = end;
      }
      std::vector<std::size_t> chosen = {begin, low, high, end - 1};
      std::sort(chosen.begin(), chosen.end());
      chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
      for (const std::size_t index : chosen) kept.push_back(points[index]);
      begin = end;
    }
    return kept;
  }

  void draw_series(std::size_t index) {
    const Series& series = plot_.series[index];
    if (series.points.empty()) return;
    const std::vector<Point> points = thinned(series.points);
    svg_.open("g", {{"class", "series"}, {"data-name", series.name}});
    if (series.look == Look::Columns) {
      draw_columns(index, points);
    } else if (series.look == Look::Points) {
      draw_markers(index, series.points);
    } else {
      draw_band(index, points);
      draw_curve(index, points, series.look == Look::Step);
    }
    svg_.close("g");
  }

  void draw_columns(std::size_t index, const std::vector<Point>& points) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double from = x_of(points[i].x);
      const double to = i + 1 < points.size() ? x_of(points[i + 1].x) : right_;
      const double top = y_of(points[i].y);
      svg_.element("rect", {{"x", px(from)},
                            {"y", px(top)},
                            {"width", px(std::max(0.0, to - from - 1))},
                            {"height", px(bottom_ - top)},
                            {"fill", line_color(index)},
                            {"stroke", "currentColor"},
                            {"stroke-width", ".5"}});
    }
  }

  void draw_band(std::size_t index, const std::vector<Point>& points) {
    if (!std::all_of(points.begin(), points.end(), [](const Point& point) { return point.low && point.high; })) return;
    std::string outline;
    for (const Point& point : points) outline += px(x_of(point.x)) + "," + px(y_of(*point.high)) + " ";
    for (auto point = points.rbegin(); point != points.rend(); ++point)
      outline += px(x_of(point->x)) + "," + px(y_of(*point->low)) + " ";
    outline.pop_back();
    svg_.element("polygon",
                 {{"class", "band"}, {"points", outline}, {"fill", line_color(index)}, {"fill-opacity", ".25"}});
  }

  void draw_markers(std::size_t index, const std::vector<Point>& points) {
    for (const Point& point : points) draw_marker(svg_, index, x_of(point.x), y_of(point.y));
  }

  void draw_curve(std::size_t index, const std::vector<Point>& points, bool steps) {
    std::string path;
    for (const Point& point : points) {
      const std::string x = px(x_of(point.x)), y = px(y_of(point.y));
      if (path.empty()) {
        path = "M" + x + " " + y;
      } else {
        path += steps ? " H" + x + " V" + y : " L" + x + " " + y;
      }
    }
    Attributes attributes = {{"d", path}, {"fill", "none"}, {"stroke", line_color(index)}, {"stroke-width", "2"}};
    if (*line_dashes(index) != '\0') attributes.emplace_back("stroke-dasharray", line_dashes(index));
    svg_.element("path", attributes);
    if (!steps && points.size() <= kFewPoints) draw_markers(index, points);
  }

  void draw_marks() {
    for (const Mark& mark : plot_.marks) {
      const double x = x_of(mark.x);
      svg_.line(x, kTop, x, bottom_, {{"stroke", "currentColor"}, {"stroke-dasharray", "1 3"}});
      const bool to_the_left = x + 5 + text_width(mark.label) > kWidth;
      svg_.text(to_the_left ? x - 5 : x + 5, kTop + 11, mark.label, to_the_left ? "end" : "start", "mark");
    }
  }

  /// Each name beside the end of its line; where ends are close together, names move apart.
  void draw_names() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < plot_.series.size(); ++i) {
      if (!plot_.series[i].points.empty() && !plot_.series[i].name.empty()) order.push_back(i);
    }
    const auto end_of = [this](std::size_t i) { return y_of(plot_.series[i].points.back().y); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return end_of(a) < end_of(b); });
    std::vector<double> at;
    for (const std::size_t i : order) at.push_back(at.empty() ? end_of(i) : std::max(end_of(i), at.back() + kLine));
    const double overflow = at.empty() ? 0 : at.back() - bottom_;
    if (overflow > 0) {  // push back from the bottom
      at.back() -= overflow;
      for (std::size_t i = at.size() - 1; i > 0; --i) at[i - 1] = std::min(at[i - 1], at[i] - kLine);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t series = order[i];
      const double x = right_ + 3;
      Attributes attributes = {{"stroke", line_color(series)}, {"stroke-width", "2"}};
      if (*line_dashes(series) != '\0') attributes.emplace_back("stroke-dasharray", line_dashes(series));
      if (plot_.series[series].look != Look::Points) svg_.line(x, at[i], x + 24, at[i], attributes);
      draw_marker(svg_, series, x + 12, at[i]);
      svg_.text(right_ + kLabelGap, at[i] + 4, plot_.series[series].name, "start", "name");
    }
  }

  const Plot& plot_;
  Svg svg_;
  double left_ = 24, right_ = 0, bottom_ = 0;
};

}  // namespace

std::string draw(const Plot& plot) { return Drawing(plot).all(); }

}  // namespace cloudsim::chart
