// SPDX-License-Identifier: Apache-2.0
#include "page/text.hpp"

#include <algorithm>
#include <vector>

#include "narrative/certainty.hpp"
#include "narrative/chain.hpp"
#include "narrative/story.hpp"
#include "narrative/verdict.hpp"
#include "page/sections.hpp"
#include "report/table.hpp"

namespace cloudsim::page {
namespace {

using result::Deployment;
using result::RunResult;

std::string service_name(const Deployment& deployment, const narrative::Locale& locale) {
  const std::string key = "service." + deployment.service;
  return locale.has(key) ? locale.text(key) : deployment.service;
}

/// As in prose, or with more digits when a miss would otherwise read "800 ms, at most 800 ms".
std::string objective_value(const ArgumentValue& value, const narrative::Locale& locale, bool precise) {
  if (std::holds_alternative<double>(value)) return locale.show(precise ? "percent(4)" : "percent", value);
  if (std::holds_alternative<Money>(value)) return locale.show(precise ? "price" : "usd", value);
  return locale.show(precise ? "seconds(6)" : "duration(short)", value);
}

void write_objectives(TextPage& page, const RunResult& run) {
  const narrative::Locale& locale = page.locale();
  const bool any = std::any_of(run.deployments.begin(), run.deployments.end(),
                               [](const Deployment& deployment) { return !deployment.objectives.empty(); });
  if (!any) return;
  page.heading(locale.text("report.heading.objectives"));
  for (const Deployment& deployment : run.deployments) {
    page.line(deployment.name);
    for (const result::ObjectiveCheck& check : deployment.objectives) {
      const std::string name = locale.text("report.objective." + check.objective);
      // A latency objective cannot be judged when nothing was answered: the check then holds no duration.
      const bool judged = check.wanted.index() == check.got.index();
      const std::string key = !judged ? "unknown" : check.met ? "met" : "missed";
      const bool precise = judged && !check.met &&
                           objective_value(check.got, locale, false) == objective_value(check.wanted, locale, false);
      page.paragraph(locale.text("report.objective." + key,
                                 {{"objective", name},
                                  {"got", judged ? objective_value(check.got, locale, precise) : std::string()},
                                  {"wanted", objective_value(check.wanted, locale, precise)}}),
                     2);
    }
  }
}

/// A deployment, or a link of one: then `chain` is set and the name is `deployment.link`.
struct Part {
  const Deployment* deployment;
  std::string name;
  const Deployment* chain = nullptr;
  std::size_t link = 0;
};

std::vector<Part> parts_of(const RunResult& run) {
  std::vector<Part> parts;
  for (const Deployment& deployment : run.deployments) {
    parts.push_back({&deployment, deployment.name});
    for (std::size_t i = 0; i < deployment.links.size(); ++i) {
      parts.push_back({&deployment.links[i], deployment.name + "." + deployment.links[i].name, &deployment, i});
    }
  }
  return parts;
}

/// Link beside link, as deployments are compared.
void write_links(TextPage& page, const RunResult& run) {
  for (const Deployment& chain : run.deployments) {
    if (chain.links.empty()) continue;
    page.heading(page.locale().text("report.heading.links", {{"deployment", chain.name}}));
    RunResult links;
    links.deployments = chain.links;
    write_comparison(page, report::compare(links));
  }
}

void write_story(TextPage& page, const Part& part, const RunResult& run, int verbosity) {
  const narrative::Locale& locale = page.locale();
  const Deployment& deployment = *part.deployment;
  page.heading(
      locale.text("report.heading.story", {{"deployment", part.name}, {"service", service_name(deployment, locale)}}));
  if (part.chain != nullptr) page.paragraph(narrative::place_link(*part.chain, part.link, locale), 0, 2);
  const std::vector<narrative::Beat> beats =
      verbosity >= 2 ? narrative::tell_everything(deployment, run, locale) : narrative::tell(deployment, run, locale);
  for (const narrative::Beat& beat : beats) page.paragraph(beat.text, 0, 2);
  if (!run.statistics) return;
  const std::string certainty = narrative::tell_certainty(deployment, run, locale);
  if (!certainty.empty()) page.paragraph(certainty, 0, 2);
}

/// Every value used, once, in the order in which deployments used them.
std::vector<result::Assumption> assumptions_of(const RunResult& run) {
  std::vector<result::Assumption> all;
  for (const Deployment& deployment : run.deployments) {
    for (const result::Assumption& assumption : deployment.assumptions) {
      if (std::find(all.begin(), all.end(), assumption) == all.end()) all.push_back(assumption);
    }
  }
  return all;
}

void write_assumptions(TextPage& page, const RunResult& run) {
  const narrative::Locale& locale = page.locale();
  const std::vector<result::Assumption> all = assumptions_of(run);
  if (all.empty()) return;
  page.heading(locale.text("report.heading.assumptions"));
  page.paragraph(locale.text("report.assumption.intro"));
  for (const result::Assumption& assumption : all) {
    const std::string key = "report.confidence." + assumption.confidence;
    const std::string confidence = locale.has(key) ? locale.text(key) : assumption.confidence;
    const bool named = !assumption.source.empty() && assumption.source != assumption.confidence;
    const std::string source = named ? assumption.source + ", " + confidence : confidence;
    page.paragraph(locale.text("report.assumption.line",
                               {{"parameter", assumption.parameter}, {"value", assumption.value}, {"source", source}}),
                   2, 2);
  }
}

void write_price_list(TextPage& page, const BillHeading& prices) {
  const narrative::Locale& locale = page.locale();
  page.paragraph(locale.text(prices.as_of.empty() ? "report.run.prices_undated" : "report.run.prices",
                             {{"list", prices.price_list}, {"region", prices.region}, {"date", prices.as_of}}));
  if (prices.free_tier) page.paragraph(locale.text("report.run.free_tier"));
  if (prices.invoice_rounding) page.paragraph(locale.text("report.run.invoice_rounding"));
}

void write_provenance(TextPage& page, const RunResult& run) {
  const narrative::Locale& locale = page.locale();
  const result::Provenance& from = run.provenance;
  page.heading(locale.text("report.heading.run"));
  page.paragraph(locale.text("report.run.scenario", {{"scenario", from.scenario},
                                                     {"seed", std::to_string(from.seed)},
                                                     {"duration", run.duration},
                                                     {"version", from.version}}));
  write_price_list(page,
                   {"", from.price_list, from.price_region, from.price_as_of, from.free_tier, from.invoice_rounding});
  page.paragraph(locale.text("report.run.effort", {{"list", from.effort_list}}));
  if (from.overrides.empty()) return;
  std::vector<std::string> settings;
  for (const auto& [path, value] : from.overrides) settings.push_back(path + "=" + value);
  page.paragraph(locale.text("report.run.overrides", {{"settings", settings}}));
}

}  // namespace

std::string text_report(const RunResult& run, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  const std::string title = locale.choose(run.title);
  page.line(page.bold(title.empty() ? run.provenance.scenario : title));
  if (run.deployments.empty()) return page.take();

  page.heading(locale.text("report.heading.verdict"));
  page.paragraph(narrative::verdict(run, locale));
  page.heading(locale.text("report.heading.comparison"));
  write_comparison(page, report::compare(run));
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
