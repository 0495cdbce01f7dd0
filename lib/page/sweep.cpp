// SPDX-License-Identifier: Apache-2.0
#include "page/sweep.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "narrative/certainty.hpp"
#include "page/layout.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Estimate;
using result::Sweep;
using result::SweepRow;

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

void write_cheapest(TextPage& page, const Sweep& sweep) {
  const SweepRow* best = nullptr;
  for (const SweepRow& row : sweep.rows) {
    const Estimate* bill = find(row, "bill_usd");
    if (!row.objectives_met || bill == nullptr) continue;
    if (best == nullptr || bill->mean < find(*best, "bill_usd")->mean) best = &row;
  }
  page.line();
  if (best == nullptr) {
    page.paragraph(page.locale().text("sweep.none_meets"));
    return;
  }
  page.paragraph(page.locale().text("sweep.cheapest", {{"deployment", best->deployment},
                                                       {"settings", settings_of(sweep, *best)},
                                                       {"cost", cell(*best, "bill_usd", page.locale())}}));
}

}  // namespace

std::string text_sweep(const Sweep& sweep, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  std::vector<std::string> deployments;
  for (const SweepRow& row : sweep.rows) {
    if (std::find(deployments.begin(), deployments.end(), row.deployment) == deployments.end()) {
      deployments.push_back(row.deployment);
    }
  }
  page.paragraph(locale.text("sweep.changed", {{"paths", sweep.paths}}), 0, 2);
  for (const std::string& deployment : deployments) {
    page.heading(deployment);
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
