// SPDX-License-Identifier: Apache-2.0
#include "page/break_even.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "narrative/certainty.hpp"
#include "page/curves.hpp"
#include "page/html_sheet.hpp"
#include "page/pictures.hpp"
#include "page/sections.hpp"
#include "page/signs.hpp"

namespace cloudsim::page {
namespace {

using result::BreakEven;
using result::BreakEvenPoint;

std::string who(const BreakEven& found, const BreakEvenPoint& point, const narrative::Locale& locale) {
  const std::string difference = narrative::show_figure(found.figure, std::fabs(point.mean), locale);
  const std::string spread = narrative::show_figure(found.figure, point.half_width, locale);
  if (std::fabs(point.mean) <= point.half_width) return locale.text("break_even.open", {{"spread", spread}});
  return locale.text(
      "break_even.less",
      {{"deployment", point.mean < 0 ? found.first : found.second}, {"difference", difference}, {"spread", spread}});
}

/// Whether and where the curve crosses zero.
std::string verdict(const BreakEven& found, const narrative::Locale& locale) {
  if (!found.crossing) {
    const bool first = found.curve.front().mean < 0;
    return locale.text("break_even.none", {{"less", first ? found.first : found.second},
                                           {"from", found.curve.front().value},
                                           {"to", found.curve.back().value}});
  }
  const result::Crossing& crossing = *found.crossing;
  return locale.text(crossing.low == crossing.high ? "break_even.exact" : "break_even.between",
                     {{"before", crossing.first_below ? found.first : found.second},
                      {"after", crossing.first_below ? found.second : found.first},
                      {"value", crossing.value},
                      {"low", crossing.low},
                      {"high", crossing.high}});
}

void write(Sheet& page, const BreakEven& found) {
  const narrative::Locale& locale = page.locale();
  page.heading(locale.text("break_even.heading", {{"first", found.first}, {"second", found.second}}));
  page.paragraph(locale.text("break_even.about",
                             {{"path", found.path}, {"confidence", locale.show("percent", found.confidence)}}));
  page.gap();
  for (const BreakEvenPoint& point : found.curve) page.entry(point.value, who(found, point, locale), 2);
  page.gap();
  page.paragraph(verdict(found, locale));
}

/// The curve with its interval, from one end of the range to the other.
Picture picture_of(const BreakEven& found, const narrative::Locale& locale, const std::string& id) {
  Picture picture;
  picture.title = locale.text("chart.break_even.title", {{"first", found.first}, {"second", found.second}});
  picture.summary = verdict(found, locale);
  picture.table.columns = {locale.text("page.value"), locale.text("chart.break_even.difference"),
                           locale.text("chart.break_even.spread")};
  CurveOf curve{"", {}};
  std::vector<std::string> values;
  for (const BreakEvenPoint& point : found.curve) {
    values.push_back(point.value);
    curve.points.push_back(CurvePoint{point.mean, point.half_width});
    const std::string size = narrative::show_figure(found.figure, std::fabs(point.mean), locale);
    picture.table.add({point.value, with_sign(point.mean, size, locale),
                       narrative::show_figure(found.figure, point.half_width, locale)});
  }
  const auto largest = std::max_element(found.curve.begin(), found.curve.end(), [](const auto& a, const auto& b) {
    return std::fabs(a.mean) < std::fabs(b.mean);
  });
  for (const BreakEvenPoint* point : {&found.curve.front(), &*largest, &found.curve.back()}) {
    const std::string text = point->value + ": " + who(found, *point, locale);
    if (std::find(picture.values.begin(), picture.values.end(), text) == picture.values.end())
      picture.values.push_back(text);
  }
  picture.svg = draw_curves({id, picture.title, picture.summary}, found.path, values, found.figure, {curve},
                            found.crossing ? found.crossing->value : std::string(), locale);
  return picture;
}

}  // namespace

std::string text_break_even(const BreakEven& found, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  write(page, found);
  return page.take();
}

std::string html_break_even(const BreakEven& found, const narrative::Locale& locale, const HtmlOptions& options) {
  HtmlSheet page(locale, options.id, options.fragment);
  const std::string title = locale.text("chart.break_even.page");
  page.title(title);
  write(page, found);
  if (!found.curve.empty()) write_picture(page.html(), picture_of(found, locale, options.id + "-curve"), locale);
  return page.take(title);
}

}  // namespace cloudsim::page
