// SPDX-License-Identifier: Apache-2.0
#include "page/optimum.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "chart/plot.hpp"
#include "narrative/certainty.hpp"
#include "page/curves.hpp"
#include "page/html_sheet.hpp"
#include "page/pictures.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Candidate;
using result::Estimate;

const Estimate* find(const Candidate& candidate, const std::string& name) {
  const auto found = std::find_if(candidate.figures.begin(), candidate.figures.end(),
                                  [&](const Estimate& each) { return each.name == name; });
  return found == candidate.figures.end() ? nullptr : &*found;
}

std::string value(const Candidate& candidate, const char* figure, const narrative::Locale& locale) {
  const Estimate* estimate = find(candidate, figure);
  if (estimate == nullptr) return locale.text("report.none");
  std::string text = narrative::show_figure(figure, estimate->mean, locale);
  const std::string gap = locale.numbers().no_break();
  if (estimate->half_width) text += gap + "±" + gap + narrative::show_figure(figure, *estimate->half_width, locale);
  return text;
}

/// "memory=512MB": the path within the deployment is enough, since the deployment is named.
std::string settings_of(const Candidate& candidate) {
  std::string text;
  for (const auto& [path, set] : candidate.settings) {
    const std::string at = "deployments." + candidate.deployment + ".";
    const std::string inner = path.compare(0, at.size(), at) == 0 ? path.substr(at.size()) : path;
    text += (text.empty() ? "" : ", ") + inner + "=" + set;
  }
  return text;
}

std::string best_of(const Candidate& best, const narrative::Locale& locale) {
  return locale.text("optimum.best", {{"deployment", best.deployment},
                                      {"settings", settings_of(best)},
                                      {"cost", value(best, "bill_usd", locale)},
                                      {"p95", value(best, "latency_p95_s", locale)}});
}

/// From cheap to fast.
std::vector<const Candidate*> frontier_of(const result::Optimum& found) {
  std::vector<const Candidate*> frontier;
  for (const Candidate& each : found.candidates) {
    if (each.frontier) frontier.push_back(&each);
  }
  std::stable_sort(frontier.begin(), frontier.end(), [](const Candidate* a, const Candidate* b) {
    return find(*a, "bill_usd")->mean < find(*b, "bill_usd")->mean;
  });
  return frontier;
}

void write(Sheet& page, const result::Optimum& found) {
  const narrative::Locale& locale = page.locale();
  page.heading(locale.text("optimum.heading"));
  page.paragraph(locale.text("optimum.tried", {{"count", static_cast<std::int64_t>(found.candidates.size())}}));
  if (found.left_out > 0) page.paragraph(locale.text("optimum.left_out", {{"count", found.left_out}}));
  if (!found.objectives) page.paragraph(locale.text("optimum.no_objectives"));
  const std::vector<const Candidate*> frontier = frontier_of(found);
  if (frontier.empty()) return page.paragraph(locale.text("optimum.none"));
  page.paragraph(best_of(*frontier.front(), locale));
  page.heading(locale.text("optimum.frontier"));
  page.paragraph(locale.text("optimum.about_frontier"));
  for (const Candidate* each : frontier) {
    page.entry(each->deployment + ": " + settings_of(*each),
               locale.text("optimum.pair", {{"cost", value(*each, "bill_usd", locale)},
                                            {"p95", value(*each, "latency_p95_s", locale)}}),
               2);
  }
}

/// Everything that was tried by bill and p95, and the line that nothing beats.
std::optional<Picture> picture_of(const result::Optimum& found, const narrative::Locale& locale,
                                  const std::string& id) {
  const std::vector<const Candidate*> frontier = frontier_of(found);
  if (frontier.empty()) return std::nullopt;
  Picture picture;
  picture.title = locale.text("chart.optimum.title");
  picture.summary = best_of(*frontier.front(), locale);
  picture.table.columns = {locale.text("chart.optimum.tried"), locale.text("report.row.bill_usd"),
                           locale.text("report.row.latency_p95_s")};
  chart::Plot plot;
  plot.series = {{locale.text("chart.optimum.frontier"), chart::Look::Line, {}},
                 {locale.text("chart.optimum.others"), chart::Look::Points, {}}};
  double most_bill = 0, most_time = 0;
  const auto add = [&](chart::Series& series, const Candidate& each) {
    const Estimate *bill = find(each, "bill_usd"), *time = find(each, "latency_p95_s");
    if (bill == nullptr || time == nullptr) return;
    series.points.push_back({bill->mean, time->mean, {}, {}});
    most_bill = std::max(most_bill, bill->mean);
    most_time = std::max(most_time, time->mean);
    picture.table.add({each.deployment + ": " + settings_of(each), value(each, "bill_usd", locale),
                       value(each, "latency_p95_s", locale)});
  };
  for (const Candidate* each : frontier) {
    add(plot.series[0], *each);
    picture.values.push_back(each->deployment + ": " + settings_of(*each) + ": " +
                             locale.text("optimum.pair", {{"cost", value(*each, "bill_usd", locale)},
                                                          {"p95", value(*each, "latency_p95_s", locale)}}));
  }
  for (const Candidate& each : found.candidates) {
    if (!each.frontier) add(plot.series[1], each);
  }
  plot.x = figure_axis("bill_usd", 0, most_bill, locale);
  plot.y = figure_axis("latency_p95_s", 0, most_time, locale);
  plot.words = {id, picture.title, picture.summary};
  picture.svg = chart::draw(plot);
  return picture;
}

}  // namespace

std::string text_optimum(const result::Optimum& found, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  write(page, found);
  return page.take();
}

std::string html_optimum(const result::Optimum& found, const narrative::Locale& locale, const HtmlOptions& options) {
  HtmlSheet page(locale, options.id, options.fragment);
  const std::string title = locale.text("chart.optimum.page");
  page.title(title);
  write(page, found);
  if (const auto picture = picture_of(found, locale, options.id + "-frontier"))
    write_picture(page.html(), *picture, locale);
  return page.take(title);
}

}  // namespace cloudsim::page
