// SPDX-License-Identifier: Apache-2.0
#include "chart/bars.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "chart/look.hpp"

namespace cloudsim::chart {
namespace {

constexpr double kThick = 20;
constexpr double kRow = 46;  // a name, a bar, a gap

double sum_of(const Bar& bar) { return std::accumulate(bar.parts.begin(), bar.parts.end(), 0.0); }

}  // namespace

std::string draw(const Bars& bars) {
  Svg svg;
  declare_fills(svg, bars.words.id, std::max<std::size_t>(1, bars.parts.size()));
  double most = 0, values = 0;
  for (const Bar& bar : bars.bars) {
    most = std::max({most, sum_of(bar), bar.high.value_or(0)});
    values = std::max(values, text_width(bar.value));
  }
  const double room = kWidth - std::min(values + 12, kWidth / 2);
  const double scale = most > 0 ? room / most : 0;
  double y = 14;
  for (const Bar& bar : bars.bars) {
    svg.open("g", {{"class", "bar"}, {"data-name", bar.name}});
    svg.text(0, y, bar.name, "start", "name");
    const double top = y + 7;
    double x = 0;
    for (std::size_t i = 0; i < bar.parts.size(); ++i) {
      const double width = bar.parts[i] * scale;
      if (width <= 0) continue;
      svg.element("rect", {{"x", px(x)},
                           {"y", px(top)},
                           {"width", px(width)},
                           {"height", px(kThick)},
                           {"fill", fill(bars.words.id, i)},
                           {"stroke", "currentColor"}});
      x += width;
    }
    double end = x;
    if (bar.low && bar.high) {
      const double middle = top + kThick / 2, from = *bar.low * scale, to = *bar.high * scale;
      for (const auto& [x1, y1, x2, y2] :
           {std::array{from, middle, to, middle}, std::array{from, middle - 6, from, middle + 6},
            std::array{to, middle - 6, to, middle + 6}}) {
        svg.line(x1, y1, x2, y2, {{"stroke", "currentColor"}, {"stroke-width", "2"}});
      }
      end = std::max(end, to);
    }
    svg.text(end + 6, top + 15, bar.value, "start", "value");
    svg.close("g");
    y += kRow;
  }
  double height = y - 4;
  if (bars.parts.size() > 1) {
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < bars.parts.size(); ++i) entries.push_back({i, bars.parts[i]});
    height = draw_legend(svg, bars.words.id, entries, 0, y + 4);
  }
  return svg.framed(bars.words, height);
}

}  // namespace cloudsim::chart
