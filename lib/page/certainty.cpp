// SPDX-License-Identifier: Apache-2.0
#include "narrative/certainty.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Deployment;
using result::Estimate;
using result::RunResult;

struct RowOf {
  const char* section;
  const char* figure;
  bool even_zero;  // shown although it is zero everywhere
};

constexpr RowOf kRows[] = {
    {"cost", "bill_usd", true},          {"latency", "response_time_s", true}, {"latency", "waiting_time_s", true},
    {"latency", "latency_p50_s", true},  {"latency", "latency_p95_s", true},   {"latency", "latency_p99_s", true},
    {"latency", "latency_p999_s", true}, {"errors", "error_share", true},      {"errors", "cold_start_share", false},
    {"scaling", "servers_mean", true},   {"scaling", "servers_peak", true},    {"scaling", "utilization", true},
    {"scaling", "idle_share", true},
};

const Estimate* find(const Deployment& deployment, const char* name) {
  const auto found = std::find_if(deployment.estimates.begin(), deployment.estimates.end(),
                                  [&](const Estimate& each) { return each.name == name; });
  return found == deployment.estimates.end() ? nullptr : &*found;
}

std::string with_interval(const Estimate& estimate, const narrative::Locale& locale) {
  return narrative::with_half_width(
      narrative::show_figure(estimate.name, estimate.mean, locale),
      estimate.half_width ? narrative::show_figure(estimate.name, *estimate.half_width, locale) : std::string(),
      locale);
}

report::Table table_of(const RunResult& run, const narrative::Locale& locale) {
  report::Table table;
  for (const Deployment& deployment : run.deployments) table.columns.push_back(deployment.name);
  for (const RowOf& row : kRows) {
    report::Row made{row.figure, "text", {}};
    bool says_something = false;
    for (const Deployment& deployment : run.deployments) {
      const Estimate* estimate = find(deployment, row.figure);
      made.cells.emplace_back();
      if (estimate == nullptr) continue;
      made.cells.back() = with_interval(*estimate, locale);
      says_something |= row.even_zero || estimate->mean != 0;
    }
    if (!says_something) continue;
    if (table.sections.empty() || table.sections.back().key != row.section) table.sections.push_back({row.section, {}});
    table.sections.back().rows.push_back(std::move(made));
  }
  return table;
}

}  // namespace

void write_certainty(Sheet& page, const RunResult& run) {
  const narrative::Locale& locale = page.locale();
  if (!run.statistics) {
    const std::vector<std::string> told = narrative::tell_single_run(run, locale);
    if (told.empty()) return;
    page.heading(locale.text("report.heading.certainty"));
    for (std::size_t i = 0; i < told.size(); ++i) page.paragraph(told[i], i == 0 ? 0 : 2, i == 0 ? 0 : 2);
    return;
  }
  page.heading(locale.text("report.heading.certainty"));
  for (const std::string& sentence : narrative::how_sure(run, locale)) page.paragraph(sentence);
  const report::Table table = table_of(run, locale);
  if (table.sections.empty()) {
    page.paragraph(locale.text("certainty.too_few"));
    return;
  }
  page.gap();
  page.table(table);
  const std::vector<std::string> differences = narrative::tell_differences(run, locale);
  if (!differences.empty()) page.gap();
  for (const std::string& sentence : differences) page.paragraph(sentence, 0, 2);
}

}  // namespace cloudsim::page
