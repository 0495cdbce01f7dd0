// SPDX-License-Identifier: Apache-2.0
#include "page/text.hpp"

#include <algorithm>
#include <vector>

#include "narrative/verdict.hpp"
#include "page/sections.hpp"
#include "report/table.hpp"

namespace cloudsim::page {

using result::RunResult;

namespace {

/// A line of its own for each thing that is left out, each once.
void write_verdict(TextPage& page, const RunResult& run, const Withholding& withheld) {
  constexpr const char* kSentences[] = {"verdict.cost", "verdict.service", "verdict.work"};
  std::string text;
  std::vector<std::string> notes;
  const std::vector<std::string> sentences = narrative::verdict_sentences(run, page.locale());
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Withheld* hidden = nullptr;
    // A sentence compares: what hides one of those that it speaks of hides the sentence.
    for (const result::Deployment& deployment : run.deployments) {
      const Withheld* found = withheld.find(kSentences[i], deployment.name);
      if (found != nullptr) hidden = found;
    }
    if (hidden == nullptr) {
      text += (text.empty() ? "" : " ") + sentences[i];
    } else if (std::find(notes.begin(), notes.end(), hidden->note) == notes.end()) {
      notes.push_back(hidden->note);
    }
  }
  if (!text.empty()) page.paragraph(text);
  for (const std::string& note : notes) page.paragraph(note);
}

void write_comparison(TextPage& page, const RunResult& run, const Withholding& withheld) {
  report::Table table = report::compare(run);
  std::vector<std::string> notes;
  for (report::Section& section : table.sections) {
    for (report::Row& row : section.rows) {
      for (const std::string& column : table.columns) {
        const Withheld* hidden = withheld.find("comparison." + section.key + "." + row.key, column);
        row.withheld.push_back(hidden != nullptr);
        if (hidden != nullptr && std::find(notes.begin(), notes.end(), hidden->note) == notes.end())
          notes.push_back(hidden->note);
      }
    }
  }
  page.table(table);
  for (const std::string& note : notes) page.paragraph("? " + note);
}

}  // namespace

std::string text_report(const RunResult& run, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  const Withholding& withheld = options.withheld;
  const std::string title = locale.choose(run.title);
  if (withheld.find("title") == nullptr) page.line(page.bold(title.empty() ? run.provenance.scenario : title));
  if (run.deployments.empty()) return page.take();

  page.heading(locale.text("report.heading.verdict"));
  write_verdict(page, run, withheld);
  page.heading(locale.text("report.heading.comparison"));
  write_comparison(page, run, withheld);
  if (withheld.find("comparison") == nullptr) write_links(page, run);
  if (withheld.find("objectives") == nullptr) write_objectives(page, run);
  if (withheld.find("certainty") == nullptr) write_certainty(page, run);
  if (withheld.find("theory") == nullptr) write_theory(page, run);
  if (options.verbosity < 1) return page.take();

  const std::vector<Part> parts = parts_of(run);
  for (const Part& part : parts) write_story(page, part, run, options.verbosity, withheld);
  for (const Part& part : parts) {
    page.heading(locale.text("report.heading.bill", {{"deployment", part.name}}));
    if (const Withheld* hidden = withheld.find("bill", part.deployment->name)) {
      page.paragraph(hidden->note);
    } else {
      write_bill(page, part.deployment->bill);
    }
  }
  for (const Part& part : parts) {
    page.heading(locale.text("report.heading.effort", {{"deployment", part.name}}));
    write_effort(page, part.deployment->effort, withheld, part.deployment->name);
  }
  if (withheld.find("assumptions") == nullptr) write_assumptions(page, run);
  write_provenance(page, run);
  return page.take();
}

std::string text_bill(const result::Bill& bill, const BillHeading& heading, const narrative::Locale& locale,
                      const TextOptions& options) {
  TextPage page(locale, options);
  page.heading(heading.title.empty() ? locale.text("report.heading.usage_bill") : heading.title);
  write_bill(page, bill);
  page.line();
  write_price_list(page, heading);
  return page.take();
}

}  // namespace cloudsim::page
