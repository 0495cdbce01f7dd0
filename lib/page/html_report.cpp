// SPDX-License-Identifier: Apache-2.0
#include "page/html_report.hpp"

#include "narrative/verdict.hpp"
#include "page/html_sheet.hpp"
#include "page/pictures.hpp"
#include "page/sections.hpp"
#include "report/table.hpp"

namespace cloudsim::page {
namespace {

using result::RunResult;

void write_pictures(HtmlSheet& page, const RunResult& run) {
  const narrative::Locale& locale = page.locale();
  page.heading(locale.text("page.pictures"));
  for (const auto& picture :
       {bill_picture(run, locale, page.id() + "-bills"), servers_picture(run, locale, page.id() + "-servers"),
        latency_picture(run, locale, page.id() + "-answers")}) {
    if (picture) write_picture(page.html(), *picture, locale);
  }
}

}  // namespace

std::string html_report(const RunResult& run, const narrative::Locale& locale, const HtmlOptions& options) {
  HtmlSheet page(locale, options.id, options.fragment);
  const std::string own_title = locale.choose(run.title);
  const std::string title = own_title.empty() ? run.provenance.scenario : own_title;
  page.title(title);
  if (run.deployments.empty()) return page.take(title);

  page.heading(locale.text("report.heading.verdict"));
  page.html().paragraph(narrative::verdict(run, locale), "verdict");
  page.heading(locale.text("report.heading.comparison"));
  page.table(report::compare(run));
  write_pictures(page, run);
  if (options.fragment) page.fold();
  write_links(page, run);
  write_objectives(page, run);
  write_certainty(page, run);
  write_theory(page, run);
  const std::vector<Part> parts = parts_of(run);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    write_story(page, parts[i], run, options.verbosity);
    const std::string id = options.id + "-d" + std::to_string(i + 1);
    for (const Picture& picture : pictures_of(*parts[i].deployment, parts[i].name, run, locale, id))
      write_picture(page.html(), picture, locale);
  }
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
  return page.take(title);
}

}  // namespace cloudsim::page
