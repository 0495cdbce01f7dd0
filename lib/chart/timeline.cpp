// SPDX-License-Identifier: Apache-2.0
#include "chart/timeline.hpp"

#include <algorithm>

#include "chart/look.hpp"

namespace cloudsim::chart {
namespace {

constexpr double kLaneHeight = 18;
constexpr double kThick = 14;
constexpr double kTop = 6;

}  // namespace

std::string draw(const Timeline& timeline) {
  Svg svg;
  const std::string& id = timeline.words.id;
  declare_fills(svg, id, timeline.states.size());
  double names = 0;
  for (const Lane& lane : timeline.lanes) names = std::max(names, text_width(lane.name));
  const double left = std::min(names + 8, kWidth / 2), right = kWidth - 4;
  const auto x_of = [&](double value) {
    const double share = (value - timeline.x.from) / (timeline.x.to - timeline.x.from);
    return left + (share > 0 ? std::min(share, 1.0) : 0) * (right - left);
  };
  const double bottom = kTop + kLaneHeight * static_cast<double>(timeline.lanes.size());
  svg.open("g", {{"class", "axes"}, {"stroke", "currentColor"}, {"stroke-opacity", ".25"}});
  for (const Tick& tick : timeline.x.ticks) svg.line(x_of(tick.at), kTop, x_of(tick.at), bottom + 4);
  svg.close("g");
  double y = kTop;
  for (const Lane& lane : timeline.lanes) {
    svg.open("g", {{"class", "lane"}, {"data-name", lane.name}});
    svg.text(left - 6, y + kThick - 2, lane.name, "end", "name");
    for (const Stretch& stretch : lane.stretches) {
      const double from = x_of(stretch.from), width = std::max(x_of(stretch.to) - from, 0.5);
      svg.element("rect", {{"x", px(from)},
                           {"y", px(y + 1)},
                           {"width", px(width)},
                           {"height", px(kThick)},
                           {"fill", fill(id, stretch.state)},
                           {"stroke", "currentColor"},
                           {"stroke-width", ".5"}});
      const std::string& letter = timeline.states[stretch.state].letter;
      if (width < text_width(letter) + 8) continue;
      // On a patch of its own, so that no pattern disturbs it.
      svg.element("rect", {{"x", px(from + 2)},
                           {"y", px(y + 2)},
                           {"width", px(text_width(letter) + 4)},
                           {"height", px(kThick - 2)},
                           {"fill", "#fff"}});
      svg.raw("<text x=\"" + px(from + 4) + "\" y=\"" + px(y + kThick - 1) +
              "\" class=\"letter\" fill=\"#000\" font-size=\"11\">" + escaped(letter) + "</text>\n");
    }
    svg.close("g");
    y += kLaneHeight;
  }
  double free_from = 0;
  for (const Tick& tick : timeline.x.ticks) {
    const double half = text_width(tick.label) / 2;
    const double middle = std::min(std::max(x_of(tick.at), half), kWidth - half);
    if (middle - half < free_from) continue;
    svg.text(middle, bottom + 18, tick.label, "middle", "x-tick");
    free_from = middle + half + 6;
  }
  svg.text((left + right) / 2, bottom + 37, timeline.x.label, "middle", "x-label");
  std::vector<LegendEntry> entries;
  for (std::size_t i = 0; i < timeline.states.size(); ++i)
    entries.push_back({i, timeline.states[i].letter + " " + timeline.states[i].name});
  return svg.framed(timeline.words, draw_legend(svg, id, entries, 0, bottom + 62));
}

}  // namespace cloudsim::chart
