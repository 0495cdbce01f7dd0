// SPDX-License-Identifier: Apache-2.0
#include "page/sweep.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "narrative/certainty.hpp"
#include "page/curves.hpp"
#include "page/html_sheet.hpp"
#include "page/layout.hpp"
#include "page/pictures.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Estimate;
using result::Sweep;
using result::SweepRow;

constexpr std::size_t kMostCurves = 8;
constexpr const char* kColumns[] = {"bill_usd", "response_time_s", "latency_p95_s", "error_share", "servers_mean"};

const Estimate* find(const SweepRow& row, const std::string& name) {
  const auto found =
      std::find_if(row.figures.begin(), row.figures.end(), [&](const Estimate& each) { return each.name == name; });
  return found == row.figures.end() ? nullptr : &*found;
}

std::string cell(const SweepRow& row, const char* figure, const narrative::Locale& locale) {
  const Estimate* estimate = find(row, figure);
  if (estimate == nullptr) return locale.text("report.none");
  std::string text = narrative::show_figure(figure, estimate->mean, locale);
  const std::string gap = locale.numbers().no_break();
  if (estimate->half_width) text += gap + "±" + gap + narrative::show_figure(figure, *estimate->half_width, locale);
  return text;
}

/// The last word of a path: enough to tell columns apart; the whole path stands above.
std::string short_name(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? path : path.substr(dot + 1);
}

using Lines = std::vector<std::vector<std::string>>;

void write_table(TextPage& page, const Lines& lines) {
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
  }
  for (std::size_t number = 0; number < lines.size(); ++number) {
    std::string text;
    for (std::size_t i = 0; i < widths.size(); ++i) text += (i > 0 ? "  " : "") + pad_left(lines[number][i], widths[i]);
    page.line(number == 0 ? page.bold(text) : text);
  }
}

void write_sentences(TextPage& page, const Lines& lines) {
  for (std::size_t number = 1; number < lines.size(); ++number) {
    std::string text;
    for (std::size_t i = 0; i < lines[number].size(); ++i) {
      text += (i > 0 ? "; " : "") + lines[0][i] + " " + lines[number][i];
    }
    page.paragraph(text);
  }
}

std::string settings_of(const Sweep& sweep, const SweepRow& row) {
  std::string text;
  for (std::size_t i = 0; i < sweep.paths.size(); ++i) {
    text += (i > 0 ? ", " : "") + sweep.paths[i] + "=" + row.values[i];
  }
  return text;
}

void write_cheapest(Sheet& page, const Sweep& sweep) {
  const SweepRow* best = nullptr;
  for (const SweepRow& row : sweep.rows) {
    const Estimate* bill = find(row, "bill_usd");
    if (!row.objectives_met || bill == nullptr) continue;
    if (best == nullptr || bill->mean < find(*best, "bill_usd")->mean) best = &row;
  }
  page.gap();
  if (best == nullptr) {
    page.paragraph(page.locale().text("sweep.none_meets"));
    return;
  }
  page.paragraph(page.locale().text("sweep.cheapest", {{"deployment", best->deployment},
                                                       {"settings", settings_of(sweep, *best)},
                                                       {"cost", cell(*best, "bill_usd", page.locale())}}));
}

std::vector<std::string> deployments_of(const Sweep& sweep) {
  std::vector<std::string> deployments;
  for (const SweepRow& row : sweep.rows) {
    if (std::find(deployments.begin(), deployments.end(), row.deployment) == deployments.end()) {
      deployments.push_back(row.deployment);
    }
  }
  return deployments;
}

/// Names of columns, then a line for each point.
Lines lines_of(const Sweep& sweep, const std::string& deployment, const narrative::Locale& locale) {
  Lines lines(1);
  for (const std::string& path : sweep.paths) lines[0].push_back(short_name(path));
  for (const char* figure : kColumns) lines[0].push_back(locale.text(std::string("sweep.column.") + figure));
  lines[0].push_back(locale.text("sweep.column.objectives"));
  for (const SweepRow& row : sweep.rows) {
    if (row.deployment != deployment) continue;
    lines.push_back(row.values);
    for (const char* figure : kColumns) lines.back().push_back(cell(row, figure, locale));
    lines.back().push_back(locale.text(row.objectives_met ? "sweep.met" : "sweep.missed"));
  }
  return lines;
}

/// What a curve is called: the deployment, and the values of all paths but the first.
std::string curve_name(const Sweep& sweep, const SweepRow& row) {
  std::string name = row.deployment;
  for (std::size_t i = 1; i < sweep.paths.size(); ++i) {
    name += ", " + short_name(sweep.paths[i]) + "=" + row.values[i];
  }
  return name;
}

/// A figure over the values of the first path: a curve for each deployment and each combination of the other paths.
/// None when these are too many to tell apart.
std::optional<Picture> picture_of(const Sweep& sweep, const char* figure, const narrative::Locale& locale,
                                  const std::string& id) {
  std::vector<std::string> values;
  std::vector<CurveOf> curves;
  Picture picture;
  const SweepRow *lowest = nullptr, *highest = nullptr;
  for (const SweepRow& row : sweep.rows) {
    if (std::find(values.begin(), values.end(), row.values[0]) == values.end()) values.push_back(row.values[0]);
  }
  for (const SweepRow& row : sweep.rows) {
    const std::string name = curve_name(sweep, row);
    auto curve = std::find_if(curves.begin(), curves.end(), [&](const CurveOf& each) { return each.name == name; });
    if (curve == curves.end()) {
      curve = curves.insert(curves.end(), {name, std::vector<std::optional<CurvePoint>>(values.size())});
    }
    const Estimate* estimate = find(row, figure);
    if (estimate == nullptr) continue;
    const auto place = std::find(values.begin(), values.end(), row.values[0]) - values.begin();
    curve->points[static_cast<std::size_t>(place)] = CurvePoint{estimate->mean, estimate->half_width};
    if (lowest == nullptr || estimate->mean < find(*lowest, figure)->mean) lowest = &row;
    if (highest == nullptr || estimate->mean > find(*highest, figure)->mean) highest = &row;
  }
  if (lowest == nullptr || curves.size() > kMostCurves || values.size() < 2) return std::nullopt;
  picture.title = locale.text("chart.sweep.title",
                              {{"figure", locale.text(std::string("report.row.") + figure)}, {"path", sweep.paths[0]}});
  const auto where = [&sweep](const SweepRow& row) {
    std::string text = row.deployment;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      text += ", " + short_name(sweep.paths[i]) + "=" + row.values[i];
    }
    return text;
  };
  picture.summary = locale.text("chart.sweep.summary", {{"low", cell(*lowest, figure, locale)},
                                                        {"low_at", where(*lowest)},
                                                        {"high", cell(*highest, figure, locale)},
                                                        {"high_at", where(*highest)}});
  picture.table.columns = {short_name(sweep.paths[0])};
  for (const CurveOf& curve : curves) {
    picture.table.columns.push_back(curve.name);
    const auto& first = curve.points.front();
    const auto& last = curve.points.back();
    if (!first || !last) continue;
    picture.values.push_back(
        locale.text("chart.sweep.values", {{"series", curve.name},
                                           {"start", narrative::show_figure(figure, first->mean, locale)},
                                           {"end", narrative::show_figure(figure, last->mean, locale)}}));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::vector<std::string> cells = {values[i]};
    for (const CurveOf& curve : curves) {
      cells.push_back(curve.points[i] ? narrative::show_figure(figure, curve.points[i]->mean, locale)
                                      : locale.text("report.none"));
    }
    picture.table.add(std::move(cells));
  }
  picture.svg = draw_curves({id, picture.title, picture.summary}, sweep.paths[0], values, figure, curves, "", locale);
  return picture;
}

}  // namespace

std::string html_sweep(const Sweep& sweep, const narrative::Locale& locale, const HtmlOptions& options) {
  HtmlSheet page(locale, options.id, options.fragment);
  const std::string title = locale.text("chart.sweep.page");
  page.title(title);
  page.paragraph(locale.text("sweep.changed", {{"paths", sweep.paths}}));
  write_cheapest(page, sweep);
  page.heading(locale.text("page.pictures"));
  for (const char* figure : {"bill_usd", "latency_p95_s", "error_share"}) {
    if (const auto picture = picture_of(sweep, figure, locale, options.id + "-" + std::string(figure, 4)))
      write_picture(page.html(), *picture, locale);
  }
  for (const std::string& deployment : deployments_of(sweep)) {
    page.heading(deployment);
    const Lines lines = lines_of(sweep, deployment, locale);
    HtmlTable table;
    table.columns = lines.front();
    for (std::size_t i = 1; i < lines.size(); ++i) table.add(lines[i]);
    page.html().table(table);
  }
  return page.take(title);
}

std::string text_sweep(const Sweep& sweep, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  const std::vector<std::string> deployments = deployments_of(sweep);
  page.paragraph(locale.text("sweep.changed", {{"paths", sweep.paths}}), 0, 2);
  for (const std::string& deployment : deployments) {
    page.heading(deployment);
    const Lines lines = lines_of(sweep, deployment, locale);
    if (page.plain()) {
      write_sentences(page, lines);
    } else {
      write_table(page, lines);
    }
  }
  write_cheapest(page, sweep);
  return page.take();
}

}  // namespace cloudsim::page
