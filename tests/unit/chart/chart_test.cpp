// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "chart/bars.hpp"
#include "chart/look.hpp"
#include "chart/plot.hpp"
#include "chart/timeline.hpp"

using namespace cloudsim;
using namespace cloudsim::chart;

namespace {

struct Element {
  std::string tag;
  std::map<std::string, std::string> attributes;
  std::string text;  // what stands directly inside
};

/// A reader for the XML that charts write: every tag closed in order, attributes quoted and given once, no bare & or <.
std::vector<Element> parse(const std::string& svg) {
  static const std::regex tag(R"re(<(/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(/?)>)re");
  static const std::regex attribute(R"re( ([a-zA-Z0-9-]+)="([^"]*)")re");
  static const std::regex entity("&(?!(amp|lt|gt|quot|#39);)");
  CHECK_FALSE(std::regex_search(svg, entity));
  std::vector<Element> all;
  std::vector<std::size_t> open;
  std::size_t end = 0;
  for (std::sregex_iterator it(svg.begin(), svg.end(), tag), last; it != last; ++it) {
    const std::string between = svg.substr(end, static_cast<std::size_t>(it->position()) - end);
    REQUIRE(between.find('<') == std::string::npos);
    REQUIRE(between.find('>') == std::string::npos);
    if (!open.empty()) all[open.back()].text += between;
    end = static_cast<std::size_t>(it->position() + it->length());
    if ((*it)[1].length() > 0) {
      REQUIRE_FALSE(open.empty());
      REQUIRE(all[open.back()].tag == (*it)[2]);
      open.pop_back();
      continue;
    }
    Element element{(*it)[2], {}, {}};
    const std::string attributes = (*it)[3];
    for (std::sregex_iterator each(attributes.begin(), attributes.end(), attribute); each != last; ++each)
      REQUIRE(element.attributes.emplace((*each)[1], (*each)[2]).second);
    all.push_back(element);
    if ((*it)[4].length() == 0) open.push_back(all.size() - 1);
  }
  REQUIRE(open.empty());
  REQUIRE(svg.substr(end) == "\n");
  return all;
}

double number(const Element& element, const char* name) { return std::stod(element.attributes.at(name)); }

bool has(const Element& element, const char* name, const std::string& value) {
  const auto found = element.attributes.find(name);
  return found != element.attributes.end() && found->second == value;
}

/// Boxes around all texts; none may cover another.
void check_no_overlap(const std::vector<Element>& all) {
  struct Box {
    double left, right, top, bottom;
    std::string text;
  };
  std::vector<Box> boxes;
  for (const Element& element : all) {
    if (element.tag != "text" || has(element, "class", "letter")) continue;
    const double width = text_width(element.text);
    double left = number(element, "x");
    if (has(element, "text-anchor", "middle")) left -= width / 2;
    if (has(element, "text-anchor", "end")) left -= width;
    const double y = number(element, "y");
    boxes.push_back({left, left + width, y - kFont + 3, y + 2, element.text});
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      const Box &a = boxes[i], &b = boxes[j];
      const bool apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      INFO(a.text, " and ", b.text);
      CHECK(apart);
    }
  }
}

Plot two_lines() {
  Plot plot;
  plot.words = {"demo", "Two lines", "They rise."};
  plot.x = {"time", 0, 100, {{0, "0 s"}, {50, "50 s"}, {100, "100 s"}}};
  plot.y = {"requests", 0, 10, {{0, "0"}, {5, "5"}, {10, "10"}}};
  plot.series = {{"servers", Look::Line, {{0, 1, {}, {}}, {25, 7.5, {}, {}}, {100, 10, {}, {}}}},
                 {"functions", Look::Step, {{0, 2, {}, {}}, {50, 4, {}, {}}}}};
  return plot;
}

/// Numbers of a path or list of points, in order.
std::vector<double> numbers(const std::string& text) {
  static const std::regex digits(R"(-?[0-9]+(\.[0-9])?)");
  std::vector<double> found;
  for (std::sregex_iterator it(text.begin(), text.end(), digits), last; it != last; ++it)
    found.push_back(std::stod(it->str()));
  return found;
}

double luminance(const std::string& color) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (int i = 0; i < 3; ++i) {
    const double c = std::stoi(color.substr(1 + 2 * static_cast<std::size_t>(i), 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

TEST_CASE("coordinates have one decimal at most and no negative zero") {
  CHECK(px(0) == "0");
  CHECK(px(-0.04) == "0");
  CHECK(px(1.25) == "1.3");
  CHECK(px(-1.26) == "-1.3");
  CHECK(px(12) == "12");
  CHECK(px(1e300) == "10000000");
}

TEST_CASE("round values cover the range in steps of 1, 2 or 5") {
  CHECK(round_values(7, 5) == std::vector<double>{0, 2, 4, 6, 8});
  CHECK(round_values(100, 5) == std::vector<double>{0, 20, 40, 60, 80, 100});
  CHECK(round_values(2, 5, true) == std::vector<double>{0, 1, 2});  // no half servers
  CHECK(round_values(0, 5) == std::vector<double>{0, 1});
  CHECK(round_values_between(-3, 4, 4) == std::vector<double>{-4, -2, 0, 2, 4});
  const auto hour = round_instants(Duration::hours(1), 6);  // ten-minute steps
  REQUIRE(hour.size() == 7);
  CHECK(hour[1] == 600);
  CHECK(round_instants(Duration::hours(24), 6).at(1) == 21600);  // no step of five hours
}

TEST_CASE("a chart names itself, closes its tags and loads nothing") {
  Plot plot = two_lines();
  plot.words.title = "a <b> & \"c\" 'd' \x01";
  plot.series[0].name = "<script>alert(1)</script>";
  const std::string svg = draw(plot);
  const auto all = parse(svg);
  REQUIRE(all.front().tag == "svg");
  CHECK(has(all.front(), "role", "img"));
  CHECK(has(all.front(), "aria-labelledby", "demo-title demo-desc"));
  CHECK(has(all.at(1), "id", "demo-title"));
  CHECK(all.at(1).text == "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ");
  CHECK(all.at(2).text == "They rise.");
  for (const Element& element : all) {
    CHECK(element.tag != "script");
    for (const auto& [name, value] : element.attributes) {
      CHECK_FALSE((name != "xmlns" && value.find("://") != std::string::npos));
      CHECK(name.rfind("on", 0) != 0);
    }
  }
}

TEST_CASE("data can be read back from a line, to a tenth of a pixel") {
  const auto all = parse(draw(two_lines()));
  // The axes tell the scale: the ticks' own lines.
  std::vector<double> grid, x_ticks;
  for (const Element& element : all) {
    if (element.tag != "line") continue;
    if (number(element, "y1") == number(element, "y2")) grid.push_back(number(element, "y1"));
    if (number(element, "x1") == number(element, "x2")) x_ticks.push_back(number(element, "x1"));
  }
  const double y0 = grid.at(0), y10 = grid.at(2), x0 = x_ticks.at(0), x100 = x_ticks.at(2);
  const auto path = std::find_if(all.begin(), all.end(), [](const Element& e) { return has(e, "fill", "none"); });
  REQUIRE(path != all.end());
  const std::vector<double> found = numbers(path->attributes.at("d"));
  const std::vector<double> expected = {0, 1, 25, 7.5, 100, 10};
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); i += 2) {
    CHECK((found[i] - x0) / (x100 - x0) * 100 == doctest::Approx(expected[i]).epsilon(0.002));
    CHECK((found[i + 1] - y0) / (y10 - y0) * 10 == doctest::Approx(expected[i + 1]).epsilon(0.005));
  }
}

TEST_CASE("names of lines that end together stand apart, inside the picture") {
  Plot plot = two_lines();
  plot.series.clear();
  for (const char* name : {"server", "functions", "containers-on-hosts", "containers-on-fargate", "more", "most"})
    plot.series.push_back({name, Look::Line, {{0, 5, {}, {}}, {100, 0, {}, {}}}});
  plot.marks = {{97, "break-even at 97"}};
  const auto all = parse(draw(plot));
  check_no_overlap(all);
  for (const Element& element : all) {
    if (has(element, "class", "name")) CHECK(number(element, "x") + text_width(element.text) <= kWidth);
  }
}

TEST_CASE("an interval is a band around its line") {
  Plot plot = two_lines();
  plot.series = {{"difference", Look::Line, {{0, 2, 1, 3}, {100, 4, 2, 6}}}};
  const auto all = parse(draw(plot));
  const auto band = std::find_if(all.begin(), all.end(), [](const Element& e) { return e.tag == "polygon"; });
  REQUIRE(band != all.end());
  CHECK(numbers(band->attributes.at("points")).size() == 8);  // two upper points, two lower ones
  plot.series[0].points[1].low.reset();
  for (const Element& element : parse(draw(plot))) CHECK(element.tag != "polygon");
}

TEST_CASE("of a hundred thousand points the peak is still drawn") {
  Plot plot = two_lines();
  Series many{"load", Look::Line, {}};
  for (int i = 0; i < 100000; ++i) many.points.push_back({i / 1000.0, i == 54321 ? 10.0 : 1.0, {}, {}});
  plot.series = {many};
  const std::string svg = draw(plot);
  CHECK(svg.size() < 60000);
  std::vector<double> grid;
  for (const Element& element : parse(svg)) {
    if (element.tag == "line" && number(element, "y1") == number(element, "y2")) grid.push_back(number(element, "y1"));
    if (!has(element, "fill", "none")) continue;
    const std::vector<double> found = numbers(element.attributes.at("d"));
    double highest = found.at(1);
    for (std::size_t i = 1; i < found.size(); i += 2) highest = std::min(highest, found[i]);
    CHECK(highest == grid.at(2));  // the tick of 10
  }
}

TEST_CASE("lines differ by more than color, and stand out on white and on black") {
  std::set<std::string> looks;
  for (std::size_t i = 0; i < 16; ++i) {
    Svg marker;
    draw_marker(marker, i, 0, 0);
    looks.insert(std::string(line_color(i)) + line_dashes(i));
    CHECK(contrast(line_color(i), "#ffffff") >= 3);
    CHECK(contrast(line_color(i), "#1a1a1a") >= 3);
  }
  CHECK(looks.size() == 16);
  std::set<std::string> without_color;
  for (std::size_t i = 0; i < 4; ++i) without_color.insert(line_dashes(i));
  CHECK(without_color.size() == 4);
}

TEST_CASE("bars are as long as their values, and an interval lies around the end") {
  Bars bars;
  bars.words = {"bill", "Bills", "One is twice the other."};
  bars.parts = {"instances", "volumes"};
  bars.bars = {{"server", "$3", {2, 1}, {}, {}}, {"functions", "$6", {6, 0}, 5.0, 6.5}};
  const auto all = parse(draw(bars));
  check_no_overlap(all);
  std::vector<double> widths;
  for (const Element& element : all) {
    if (element.tag == "rect" && has(element, "height", "20")) widths.push_back(number(element, "width"));
  }
  REQUIRE(widths.size() == 3);  // what costs nothing has no bar
  CHECK(widths[0] == doctest::Approx(2 * widths[1]).epsilon(0.01));
  CHECK(widths[2] == doctest::Approx(6 * widths[1]).epsilon(0.01));
}

TEST_CASE("a timeline shows each stretch where it was, with its letter") {
  Timeline timeline;
  timeline.words = {"servers", "Servers", "One boots, then it is ready."};
  timeline.x = {"time", 0, 100, {{0, "0 s"}, {100, "100 s"}}};
  timeline.states = {{"booting", "B"}, {"ready", "R"}};
  timeline.lanes = {{"server-1", {{0, 25, 0}, {25, 100, 1}}}, {"server-2", {{50, 50.01, 0}}}};
  const auto all = parse(draw(timeline));
  check_no_overlap(all);
  std::vector<double> widths;
  std::vector<std::string> letters;
  for (const Element& element : all) {
    if (element.tag == "rect" && has(element, "stroke-width", ".5")) widths.push_back(number(element, "width"));
    if (has(element, "class", "letter")) letters.push_back(element.text);
  }
  REQUIRE(widths.size() == 3);
  CHECK(widths[1] == doctest::Approx(3 * widths[0]).epsilon(0.01));
  CHECK(widths[2] == 0.5);  // too short to see, and still there
  CHECK(letters == std::vector<std::string>{"B", "R"});
}

TEST_CASE("points alone have markers and no line") {
  Plot plot = two_lines();
  plot.series = {{"tried", Look::Points, {{10, 2, {}, {}}, {50, 9, {}, {}}, {90, 4, {}, {}}}}};
  std::size_t markers = 0;
  for (const Element& element : parse(draw(plot))) {
    CHECK_FALSE(has(element, "fill", "none"));
    if (element.tag == "circle") ++markers;
  }
  CHECK(markers == 4);  // three, and the one beside the name
}

TEST_CASE("columns of a histogram go from value to value") {
  Plot plot = two_lines();
  plot.series = {{"", Look::Columns, {{0, 2, {}, {}}, {25, 10, {}, {}}, {50, 0, {}, {}}}}};
  std::vector<double> heights, widths;
  for (const Element& element : parse(draw(plot))) {
    if (element.tag != "rect") continue;
    heights.push_back(number(element, "height"));
    widths.push_back(number(element, "width"));
  }
  REQUIRE(heights.size() == 3);
  CHECK(heights[1] == doctest::Approx(5 * heights[0]).epsilon(0.01));
  CHECK(heights[2] == 0);
  CHECK(widths[2] + 1 == doctest::Approx(2 * (widths[0] + 1)).epsilon(0.01));  // a gap of one pixel
}
