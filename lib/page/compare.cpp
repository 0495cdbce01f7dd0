// SPDX-License-Identifier: Apache-2.0
#include "page/compare.hpp"

#include "page/changes.hpp"
#include "page/html_report.hpp"
#include "page/html_sheet.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::DeploymentChange;
using result::RunComparison;
using result::RunResult;

void write_part(Sheet& page, const ChangePart& part) {
  page.entry(part.label, part.value, 2);
  if (!part.note.empty()) page.paragraph(part.note, 4);
}

void write_deployment(Sheet& page, const RunComparison& pair, const DeploymentChange& change, const RunResult& before,
                      const RunResult& after) {
  const narrative::Locale& locale = page.locale();
  page.heading(change.name);
  if (change.same_run) page.paragraph(locale.text("compare.same_run"));
  const report::Table table = change_table(pair, change, locale);
  if (table.sections.empty() && !change.same_run) page.paragraph(locale.text("compare.no_difference"));
  if (!table.sections.empty()) page.table(table);
  const auto certainty = certainty_of(pair, change, locale);
  if (!certainty.empty()) page.gap();
  for (const std::string& sentence : certainty) page.paragraph(sentence, 0, 2);
  for (const Change& told : changes_of(pair, change, before, after, locale)) {
    page.gap();
    page.paragraph(told.text, 0, 2);
    for (const ChangePart& part : told.parts) write_part(page, part);
    for (const std::string& note : told.notes) page.paragraph(note, 2, 2);
  }
}

void write_pair(Sheet& page, const RunComparison& pair, const RunResult& before, const RunResult& after) {
  const narrative::Locale& locale = page.locale();
  page.heading(locale.text("compare.title", {{"first", pair.first}, {"second", pair.second}}));
  page.paragraph(why(pair, locale));
  if (!pair.only_first.empty())
    page.paragraph(locale.text("compare.only_in", {{"file", pair.first}, {"deployments", pair.only_first}}));
  if (!pair.only_second.empty())
    page.paragraph(locale.text("compare.only_in", {{"file", pair.second}, {"deployments", pair.only_second}}));
  if (!pair.inputs.empty()) {
    page.heading(locale.text("compare.inputs"));
    for (const ChangePart& part : input_parts(pair, locale)) write_part(page, part);
  }
  for (const DeploymentChange& change : pair.deployments) {
    if (change.differs()) write_deployment(page, pair, change, before, after);
  }
}

void write_pairs(Sheet& page, const result::Comparison& comparison, const std::vector<RunResult>& runs) {
  for (std::size_t i = 0; i < comparison.pairs.size() && i + 1 < runs.size(); ++i) {
    if (i > 0) page.gap();
    write_pair(page, comparison.pairs[i], runs.front(), runs[i + 1]);
  }
}

}  // namespace

std::string text_comparison(const result::Comparison& comparison, const std::vector<RunResult>& runs,
                            const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  write_pairs(page, comparison, runs);
  return page.take();
}

std::string html_comparison(const result::Comparison& comparison, const std::vector<RunResult>& runs,
                            const narrative::Locale& locale, const HtmlOptions& options) {
  HtmlSheet page(locale, options.id, options.fragment);
  const std::string title = locale.text("compare.heading");
  page.title(title);
  write_pairs(page, comparison, runs);
  return page.take(title);
}

}  // namespace cloudsim::page
