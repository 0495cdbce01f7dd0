// SPDX-License-Identifier: Apache-2.0
#include "page/break_even.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "base/number.hpp"
#include "narrative/certainty.hpp"
#include "narrative/format.hpp"
#include "page/curves.hpp"
#include "page/html_sheet.hpp"
#include "page/pictures.hpp"
#include "page/sections.hpp"
#include "page/signs.hpp"

namespace cloudsim::page {
namespace {

using result::BreakEven;
using result::BreakEvenPoint;

/// A setting as people read it: at most `figures` figures that mean something, in their own style; its unit stays.
std::string readable(const std::string& value, int figures, const narrative::Locale& locale) {
  const std::size_t end = std::min(value.find_first_not_of("0123456789."), value.size());
  const std::optional<double> number = parse_number(std::string_view(value).substr(0, end));
  if (end == 0 || !number) return value;
  double scale = 1;  // of the last figure that is kept
  for (double size = *number; size >= 10; size /= 10) scale *= 10;
  for (double size = *number; size > 0 && size < 1; size *= 10) scale /= 10;
  for (int i = 1; i < figures; ++i) scale /= 10;
  constexpr int kMostDecimals = 9;
  const double rounded = scale > 1 ? std::floor(*number / scale + 0.5) * scale : *number;
  int decimals = 0;
  for (double size = scale; size < 0.999 && decimals < kMostDecimals; size *= 10) ++decimals;
  return narrative::dress(narrative::trimmed_decimal(rounded, decimals), locale.numbers()) + value.substr(end);
}

constexpr int kFiguresOfASetting = 6;  // what was asked for stays as it was typed
constexpr int kFiguresOfACrossing = 4;

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
                                           {"from", readable(found.curve.front().value, kFiguresOfASetting, locale)},
                                           {"to", readable(found.curve.back().value, kFiguresOfASetting, locale)}});
  }
  const result::Crossing& crossing = *found.crossing;
  return locale.text(crossing.low == crossing.high ? "break_even.exact" : "break_even.between",
                     {{"before", crossing.first_below ? found.first : found.second},
                      {"after", crossing.first_below ? found.second : found.first},
                      {"value", readable(crossing.value, kFiguresOfACrossing, locale)},
                      {"low", readable(crossing.low, kFiguresOfACrossing, locale)},
                      {"high", readable(crossing.high, kFiguresOfACrossing, locale)}});
}

void write(Sheet& page, const BreakEven& found) {
  const narrative::Locale& locale = page.locale();
  page.heading(locale.text("break_even.heading", {{"first", found.first}, {"second", found.second}}));
  page.paragraph(locale.text("break_even.about",
                             {{"path", found.path}, {"confidence", locale.show("percent", found.confidence)}}));
  page.gap();
  for (const BreakEvenPoint& point : found.curve)
    page.entry(readable(point.value, kFiguresOfASetting, locale), who(found, point, locale), 2);
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
