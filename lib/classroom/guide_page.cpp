// SPDX-License-Identifier: Apache-2.0
#include "classroom/guide_page.hpp"

#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "chart/svg.hpp"
#include "page/html.hpp"
#include "page/sections.hpp"

namespace cloudsim::classroom {
namespace {

// On paper each lesson begins a page, and no step of a plan is torn apart.
constexpr std::string_view kStyle =
    ".cloudsim .plan th{white-space:nowrap;font-variant-numeric:tabular-nums;vertical-align:top}"
    ".cloudsim .plan td{text-align:left}"
    ".cloudsim .contents ul{display:block}\n"
    "@page{margin:18mm}\n"
    "@media print{.cloudsim{font-size:10.5pt}.cloudsim .lesson+.lesson{break-before:page}"
    ".cloudsim .contents{display:block;break-after:page}.cloudsim a{text-decoration:none}"
    ".cloudsim .plan,.cloudsim li{break-inside:avoid}}\n";

std::string heading_of(const Guide& guide) { return guide.lesson->id + " · " + guide.title; }

/// "0–4 min" in the locale's words; empty when the step has no time.
std::string time_of(const PlanStep& step, const narrative::Locale& locale) {
  return step.has_time ? locale.text("guide.minutes", {{"from", step.from}, {"to", step.to}}) : std::string();
}

std::vector<std::string> facts_of(const Guide& guide, const narrative::Locale& locale) {
  const lessons::Lesson& lesson = *guide.lesson;
  std::vector<std::string> facts = {locale.text("guide.about", {{"hour", kLessonHour}, {"minutes", lesson.minutes}})};
  if (!lesson.prerequisites.empty()) facts.push_back(locale.text("guide.before", {{"lessons", lesson.prerequisites}}));
  facts.push_back(locale.text("guide.exercises", {{"exercises", lesson.exercises}}));
  facts.push_back(locale.text("guide.claims", {{"claims", lesson.claims}}));
  facts.push_back(locale.text("guide.prepare", {{"id", lesson.id}}));
  return facts;
}

/// Headings with their items, in the order of a lesson; the plan comes before them.
std::vector<std::pair<const char*, const std::vector<std::string>*>> lists_of(const Guide& guide) {
  return {{"guide.heading.say", &guide.say},
          {"guide.heading.leave", &guide.leave},
          {"guide.heading.ask", &guide.ask},
          {"guide.heading.board", &guide.board}};
}

/// Escaped, with `…` as code.
std::string with_code(const std::string& text) {
  std::string markup;
  bool code = false;
  for (const std::string_view part : split(text, '`')) {
    markup += code ? "<code>" + chart::escaped(part) + "</code>" : chart::escaped(part);
    code = !code;
  }
  return markup;
}

void write(page::Html& html, const Guide& guide, const narrative::Locale& locale) {
  html.raw("<section class=\"lesson\">\n");
  html.heading(1, heading_of(guide), guide.lesson->id);
  for (const std::string& fact : facts_of(guide, locale)) html.raw("<p class=\"small\">" + with_code(fact) + "</p>\n");
  html.heading(2, locale.text("guide.heading.plan"));
  html.raw("<table class=\"plan\">\n<tbody>\n");
  for (const PlanStep& step : guide.plan) {
    html.raw("<tr><th scope=\"row\">" + chart::escaped(time_of(step, locale)) + "</th><td>" +
             chart::escaped(step.text) + "</td></tr>\n");
  }
  html.raw("</tbody>\n</table>\n");
  for (const auto& [heading, items] : lists_of(guide)) {
    html.heading(2, locale.text(heading));
    html.list(*items);
  }
  html.raw("</section>\n");
}

}  // namespace

std::string text_guide(const Guides& guides, const narrative::Locale& locale, const page::TextOptions& options) {
  page::TextPage text(locale, options);
  for (const auto& guide : guides) {
    text.heading(heading_of(*guide));
    for (const std::string& fact : facts_of(*guide, locale)) text.paragraph(fact);
    text.line();
    text.line(text.bold(locale.text("guide.heading.plan")));
    for (const PlanStep& step : guide->plan) {
      const std::string time = time_of(step, locale);
      text.paragraph((time.empty() ? "" : time + ": ") + step.text, 2, 2);
    }
    for (const auto& [heading, items] : lists_of(*guide)) {
      text.line();
      text.line(text.bold(locale.text(heading)));
      for (const std::string& item : *items) text.paragraph("- " + item, 2, 2);
    }
  }
  return text.take();
}

std::string html_guide(const Guides& guides, const narrative::Locale& locale) {
  const bool one = guides.size() == 1;
  const std::string title = locale.text("guide.title");
  page::Html html(one ? 1 : 2);
  std::string top;
  if (!one) {
    page::Html cover(1);
    cover.heading(1, title);
    cover.paragraph(locale.text("guide.intro"));
    cover.raw("<nav class=\"contents\" aria-label=\"" + chart::escaped(locale.text("page.contents")) + "\">\n<ul>\n");
    for (const auto& guide : guides) {
      cover.raw("<li><a href=\"#" + chart::escaped(guide->lesson->id) + "\">" + chart::escaped(heading_of(*guide)) +
                "</a></li>\n");
    }
    cover.raw("</ul>\n</nav>\n");
    top = cover.take();
  }
  for (const auto& guide : guides) write(html, *guide, locale);
  return page::whole_page(one ? title + ": " + heading_of(*guides.front()) : title, locale.tag(), top + html.take(),
                          kStyle);
}

}  // namespace cloudsim::classroom
