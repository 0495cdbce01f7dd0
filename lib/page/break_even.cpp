// SPDX-License-Identifier: Apache-2.0
#include "page/break_even.hpp"

#include <cmath>

#include "narrative/certainty.hpp"
#include "page/sections.hpp"

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

}  // namespace

std::string text_break_even(const BreakEven& found, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  page.heading(locale.text("break_even.heading", {{"first", found.first}, {"second", found.second}}));
  page.paragraph(locale.text("break_even.about",
                             {{"path", found.path}, {"confidence", locale.show("percent", found.confidence)}}));
  page.line();
  for (const BreakEvenPoint& point : found.curve) page.entry(point.value, who(found, point, locale), 2);
  page.line();
  if (!found.crossing) {
    const bool first = found.curve.front().mean < 0;
    page.paragraph(locale.text("break_even.none", {{"less", first ? found.first : found.second},
                                                   {"from", found.curve.front().value},
                                                   {"to", found.curve.back().value}}));
    return page.take();
  }
  const result::Crossing& crossing = *found.crossing;
  page.paragraph(locale.text(crossing.low == crossing.high ? "break_even.exact" : "break_even.between",
                             {{"before", crossing.first_below ? found.first : found.second},
                              {"after", crossing.first_below ? found.second : found.first},
                              {"value", crossing.value},
                              {"low", crossing.low},
                              {"high", crossing.high}}));
  return page.take();
}

}  // namespace cloudsim::page
