// SPDX-License-Identifier: Apache-2.0
#include "page/explain.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "narrative/format.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using narrative::Article;
using narrative::Explanation;
using narrative::ToldEvent;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void write_article(TextPage& page, const Article& article) {
  const narrative::Locale& locale = page.locale();
  page.heading(
      locale.text("explain.title", {{"name", article.name}, {"kind", locale.text("explain.kind." + article.kind)}}));
  page.paragraph(article.means);
  for (const Article::Fact& fact : article.facts) page.paragraph(fact.label + ": " + fact.value, 2, 2);
  for (const std::string& remark : article.remarks) page.paragraph(remark);
  if (!article.see.empty()) page.paragraph(locale.text("explain.see", {{"commands", article.see}}));
}

/// A chain goes to the right as it goes on: each event below what caused it.
void write_chain(TextPage& page, const std::vector<ToldEvent>& chain) {
  constexpr std::size_t kDeepest = 6;
  std::size_t depth = 0;
  for (const ToldEvent& told : chain) {
    page.paragraph(told.text, 2 + 2 * std::min(depth, kDeepest), 2);
    ++depth;
  }
}

void write_told(TextPage& page, const std::string& label, const std::vector<ToldEvent>& events) {
  if (events.empty()) return;
  page.line();
  page.line(page.bold(page.locale().text(label)));
  for (const ToldEvent& told : events) page.paragraph(told.text, 2, 2);
}

void write_explanation(TextPage& page, const Explanation& explanation) {
  const narrative::Locale& locale = page.locale();
  const std::string& name = explanation.deployment->name;
  if (explanation.at) {
    page.heading(locale.text("explain.run.at", {{"deployment", name}, {"at", *explanation.at - kTimeZero}}));
    page.line(page.bold(locale.text("explain.run.state")));
    for (const std::string& sentence : explanation.state) page.paragraph(sentence, 2, 2);
    page.line();
    page.line(page.bold(locale.text("explain.run.chains")));
  } else {
    page.heading(locale.text("explain.run.turning", {{"deployment", name}}));
  }
  if (explanation.chains.empty())
    page.paragraph(locale.text(explanation.at ? "explain.run.nothing_yet" : "explain.run.no_events"), 2, 2);
  for (const auto& chain : explanation.chains) write_chain(page, chain);
  write_told(page, "explain.run.decisions", explanation.decisions);
  write_told(page, "explain.run.losses", explanation.losses);
  if (explanation.at && explanation.losses.empty()) {
    page.line();
    page.paragraph(locale.text("explain.run.no_losses"));
  }
}

void write_names(TextPage& page, const std::string& heading, const std::vector<std::string>& names) {
  page.heading(heading);
  page.paragraph(joined(names), 2);
}

}  // namespace

std::string text_articles(const std::vector<Article>& articles, const narrative::Locale& locale,
                          const TextOptions& options) {
  TextPage page(locale, options);
  for (const Article& article : articles) write_article(page, article);
  return page.take();
}

std::string text_explanations(const std::vector<Explanation>& explanations, const result::RunResult& run,
                              const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  const std::string title = locale.choose(run.title);
  page.line(page.bold(locale.text("explain.run.title", {{"title", title.empty() ? run.provenance.scenario : title}})));
  bool whole_run = false;
  for (const Explanation& explanation : explanations) {
    write_explanation(page, explanation);
    whole_run = whole_run || !explanation.at;
  }
  if (whole_run) {
    page.line();
    const Duration middle = {run.duration.ns / 120'000'000'000 * 60'000'000'000};  // whole minutes
    std::string example;
    for (const auto& [digits, unit] : narrative::split_duration(middle)) example += digits + unit;
    page.paragraph(locale.text("explain.run.how_at", {{"example", example}}));
  }
  return page.take();
}

std::string text_parameters(const std::string& prefix, const std::vector<narrative::ParameterFacts>& parameters,
                            const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  page.heading(locale.text("explain.parameters_of", {{"prefix", prefix}}));
  for (const narrative::ParameterFacts& parameter : parameters) page.entry(parameter.name, parameter.value, 2);
  return page.take();
}

std::string text_overview(const narrative::Glossary& glossary, const std::vector<std::string>& parameter_names,
                          const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  page.paragraph(locale.text("explain.overview.about"));
  for (const std::string& group : glossary.groups()) {
    std::vector<std::string> names;
    for (const narrative::Glossary::Term& term : glossary.terms()) {
      if (term.group == group) names.push_back(locale.text("glossary." + term.id + ".name"));
    }
    write_names(page, locale.text("explain.overview.terms", {{"group", locale.text("explain.group." + group)}}), names);
  }
  write_names(page, locale.text("explain.overview.reasons"), narrative::codes_of("reason", locale));
  write_names(page, locale.text("explain.overview.events"), narrative::codes_of("event", locale));
  std::vector<std::string> others;
  for (const char* kind : {"signal", "shortage", "state"}) {
    for (const std::string& code : narrative::codes_of(kind, locale)) others.push_back(code);
  }
  write_names(page, locale.text("explain.overview.others"), others);

  page.heading(locale.text("explain.overview.parameters"));
  std::map<std::string, std::int64_t> counts;
  for (const std::string& name : parameter_names) ++counts[name.substr(0, name.find('.'))];
  std::vector<std::string> prefixes;
  for (const auto& [prefix, count] : counts)
    prefixes.push_back(locale.text("explain.overview.parameters_line", {{"prefix", prefix}, {"count", count}}));
  page.paragraph(joined(prefixes), 2);
  page.paragraph(locale.text("explain.overview.parameters_how"));
  page.heading(locale.text("explain.overview.errors"));
  const auto errors = static_cast<std::int64_t>(narrative::codes_of("error", locale).size());
  page.paragraph(locale.text("explain.overview.errors_how", {{"count", errors}}));
  return page.take();
}

}  // namespace cloudsim::page
