// SPDX-License-Identifier: Apache-2.0
#include "page/text.hpp"

#include <vector>

#include "narrative/verdict.hpp"
#include "page/sections.hpp"
#include "report/table.hpp"

namespace cloudsim::page {

using result::RunResult;

std::string text_report(const RunResult& run, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  const std::string title = locale.choose(run.title);
  page.line(page.bold(title.empty() ? run.provenance.scenario : title));
  if (run.deployments.empty()) return page.take();

  page.heading(locale.text("report.heading.verdict"));
  page.paragraph(narrative::verdict(run, locale));
  page.heading(locale.text("report.heading.comparison"));
  page.table(report::compare(run));
  write_links(page, run);
  write_objectives(page, run);
  write_certainty(page, run);
  write_theory(page, run);
  if (options.verbosity < 1) return page.take();

  const std::vector<Part> parts = parts_of(run);
  for (const Part& part : parts) write_story(page, part, run, options.verbosity);
  for (const Part& part : parts) {
    page.heading(locale.text("report.heading.bill", {{"deployment", part.name}}));
    write_bill(page, part.deployment->bill);
  }
  for (const Part& part : parts) {
    page.heading(locale.text("report.heading.effort", {{"deployment", part.name}}));
    write_effort(page, part.deployment->effort);
  }
  write_assumptions(page, run);
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
