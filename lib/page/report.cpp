// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "narrative/certainty.hpp"
#include "narrative/chain.hpp"
#include "narrative/story.hpp"
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

/// An event's kind, or the place of what frames the story.
std::string objective_over_runs(const result::ObjectiveCheck& check, const std::string& name,
                                const narrative::Locale& locale) {
  const result::ObjectiveOverRuns& over = *check.over_runs;
  const bool spread = over.half_width && over.half_width->index() == check.got.index();
  return locale.text("report.objective.over_runs",
                     {{"verdict", over.verdict},
                      {"objective", name},
                      {"got", narrative::with_half_width(
                                  objective_value(check.got, locale, false),
                                  spread ? objective_value(*over.half_width, locale, false) : std::string(), locale)},
                      {"wanted", objective_value(check.wanted, locale, false)},
                      {"met", static_cast<std::int64_t>(over.runs_met)},
                      {"count", static_cast<std::int64_t>(over.runs)}});
}

std::string part_of(const narrative::Beat& beat, const Deployment& deployment) {
  if (beat.event == 0) return beat.role;
  const auto event = std::find_if(deployment.events.begin(), deployment.events.end(),
                                  [&](const result::Event& each) { return each.id == beat.event; });
  return event == deployment.events.end() ? beat.role : event->kind;
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

}  // namespace

void write_objectives(Sheet& page, const RunResult& run) {
  const narrative::Locale& locale = page.locale();
  const bool any = std::any_of(run.deployments.begin(), run.deployments.end(),
                               [](const Deployment& deployment) { return !deployment.objectives.empty(); });
  if (!any) return;
  page.heading(locale.text("report.heading.objectives"));
  for (const Deployment& deployment : run.deployments) {
    page.subheading(deployment.name);
    for (const result::ObjectiveCheck& check : deployment.objectives) {
      const std::string name = locale.text("report.objective." + check.objective);
      if (check.over_runs && check.wanted.index() == check.got.index()) {
        page.paragraph(objective_over_runs(check, name, locale), 2);
        continue;
      }
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

void write_links(Sheet& page, const RunResult& run) {
  for (const Deployment& chain : run.deployments) {
    if (chain.links.empty()) continue;
    page.heading(page.locale().text("report.heading.links", {{"deployment", chain.name}}));
    RunResult links;
    links.deployments = chain.links;
    page.table(report::compare(links));
  }
}

void write_story(Sheet& page, const Part& part, const RunResult& run, int verbosity, const Withholding& withheld) {
  const narrative::Locale& locale = page.locale();
  const Deployment& deployment = *part.deployment;
  page.heading(
      locale.text("report.heading.story", {{"deployment", part.name}, {"service", service_name(deployment, locale)}}));
  if (part.chain != nullptr) page.paragraph(narrative::place_link(*part.chain, part.link, locale), 0, 2);
  const std::vector<narrative::Beat> beats =
      verbosity >= 2 ? narrative::tell_everything(deployment, run, locale) : narrative::tell(deployment, run, locale);
  std::string said;  // what is left out is said once in a row
  for (const narrative::Beat& beat : beats) {
    const Withheld* hidden = withheld.find("story." + part_of(beat, deployment), deployment.name);
    const std::string& text = hidden == nullptr ? beat.text : hidden->note;
    if (hidden == nullptr || text != said) page.paragraph(text, 0, 2);
    said = hidden == nullptr ? std::string() : text;
  }
  if (!run.statistics) return;
  const std::string certainty = narrative::tell_certainty(deployment, run, locale);
  if (!certainty.empty()) page.paragraph(certainty, 0, 2);
}

void write_assumptions(Sheet& page, const RunResult& run) {
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

void write_price_list(Sheet& page, const BillHeading& prices) {
  const narrative::Locale& locale = page.locale();
  page.paragraph(locale.text(prices.as_of.empty() ? "report.run.prices_undated" : "report.run.prices",
                             {{"list", prices.price_list}, {"region", prices.region}, {"date", prices.as_of}}));
  if (prices.free_tier) page.paragraph(locale.text("report.run.free_tier"));
  if (prices.invoice_rounding) page.paragraph(locale.text("report.run.invoice_rounding"));
}

void write_provenance(Sheet& page, const RunResult& run) {
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

}  // namespace cloudsim::page
