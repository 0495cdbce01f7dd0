// SPDX-License-Identifier: Apache-2.0
#include "chart/look.hpp"

#include <array>

namespace cloudsim::chart {
namespace {

constexpr std::array kLines = {"#0072B2", "#D55E00", "#CC79A7", "#009E73"};
constexpr std::array kDashes = {"", "7 4", "2 3", "9 3 2 3"};
constexpr std::size_t kMarkers = 4;

constexpr std::array kFills = {"#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442", "#0072B2", "#D55E00", "#999999"};
// What is drawn over a fill's colour, in a tile of 8 × 8.
constexpr std::array kPatterns = {"",        "M0 8 L8 0", "M2 2 h2 v2 h-2 Z", "M0 4 H8", "M0 0 L8 8 M8 0 L0 8",
                                  "M4 0 V8", "M0 0 L8 8", "M0 4 H8 M4 0 V8"};

constexpr double kSwatch = 14;

}  // namespace

const char* line_color(std::size_t index) { return kLines[index % kLines.size()]; }

const char* line_dashes(std::size_t index) {
  return kDashes[(index + index / kLines.size()) % kDashes.size()];  // the next round pairs them otherwise
}

void draw_marker(Svg& svg, std::size_t index, double x, double y) {
  const std::string color = line_color(index);
  constexpr double r = 4;
  const std::string left = px(x - r), right = px(x + r), top = px(y - r), bottom = px(y + r);
  std::string path;
  switch ((index + index / kLines.size()) % kMarkers) {
    case 0:
      svg.element("circle", {{"cx", px(x)}, {"cy", px(y)}, {"r", px(r)}, {"fill", color}});
      return;
    case 1:
      path = "M" + left + " " + top + " H" + right + " V" + bottom + " H" + left + " Z";
      break;
    case 2:
      path = "M" + px(x) + " " + top + " L" + right + " " + bottom + " H" + left + " Z";
      break;
    default:
      path = "M" + px(x) + " " + px(y - r - 1) + " L" + px(x + r + 1) + " " + px(y) + " L" + px(x) + " " +
             px(y + r + 1) + " L" + px(x - r - 1) + " " + px(y) + " Z";
  }
  svg.element("path", {{"d", path}, {"fill", color}});
}

void declare_fills(Svg& svg, const std::string& id, std::size_t count) {
  svg.open("defs", {});
  for (std::size_t i = 0; i < count && i < kFills.size(); ++i) {
    svg.open("pattern", {{"id", id + "-fill-" + std::to_string(i)},
                         {"width", "8"},
                         {"height", "8"},
                         {"patternUnits", "userSpaceOnUse"}});
    svg.element("rect", {{"width", "8"}, {"height", "8"}, {"fill", kFills[i]}});
    if (*kPatterns[i] != '\0')
      svg.element("path", {{"d", kPatterns[i]}, {"stroke", "#000"}, {"stroke-opacity", ".55"}, {"fill", "none"}});
    svg.close("pattern");
  }
  svg.close("defs");
}

std::string fill(const std::string& id, std::size_t index) {
  return "url(#" + id + "-fill-" + std::to_string(index % kFills.size()) + ")";
}

double draw_legend(Svg& svg, const std::string& id, const std::vector<LegendEntry>& entries, double x, double y) {
  double at = x;
  for (const LegendEntry& entry : entries) {
    const double needed = kSwatch + 6 + text_width(entry.name) + 16;
    if (at > x && at + needed > kWidth) {
      at = x;
      y += kLine + 3;
    }
    svg.element("rect", {{"x", px(at)},
                         {"y", px(y - kSwatch + 3)},
                         {"width", px(kSwatch)},
                         {"height", px(kSwatch)},
                         {"fill", fill(id, entry.fill)},
                         {"stroke", "currentColor"}});
    svg.text(at + kSwatch + 6, y, entry.name, "start", "legend");
    at += needed;
  }
  return y + kLine;
}

}  // namespace cloudsim::chart
