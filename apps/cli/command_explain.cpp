// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "explain_json.hpp"
#include "files.hpp"
#include "instant.hpp"
#include "page/explain.hpp"
#include "report/read_result.hpp"
#include "scenario/catalog.hpp"

namespace cloudsim::cli {
namespace {

using narrative::Article;
using narrative::Glossary;
using narrative::Locale;
using narrative::ParameterFacts;
using scenario::ParameterCatalog;

constexpr std::size_t kMostSuggestions = 5;

int complain(const Locale& locale, const std::string& text) {
  std::fputs(("cloudsim: " + text + "\n" + locale.text("cli.error.see_help") + "\n").c_str(), stderr);
  return kBadInput;
}

/// "BREV26, DAEM21" spelled out; a source that the file does not list stands for itself.
std::vector<std::string> spelled_out(const std::string& sources, const ParameterCatalog& catalog) {
  std::vector<std::string> texts;
  if (sources == "assumption") return texts;
  for (const std::string_view part : split(sources, ',')) {
    const std::string_view name = trim(part);
    const auto& known = catalog.sources();
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& source) { return source.first == name; });
    if (found == known.end()) return {sources};  // no list of keys, but a description
    texts.push_back(found->second);
  }
  return texts;
}

ParameterFacts facts_of(const ParameterCatalog::Row& row, const ParameterCatalog& catalog) {
  return {row.name, row.written, row.unit, row.confidence, row.as_of, row.key, spelled_out(row.source, catalog)};
}

// ---- names

struct Names {
  const ParameterCatalog& parameters;
  const Glossary& glossary;
  const Locale& locale;

  /// Everything that goes by this name: a parameter, terms, names of results and messages.
  std::vector<Article> find(const std::string& name) const {
    std::vector<Article> articles;
    if (const auto* row = parameters.find(name)) articles.push_back(article_of(facts_of(*row, parameters), locale));
    for (const Glossary::Term* term : glossary.find(name)) articles.push_back(article_of(*term, locale));
    for (Article& article : articles_of_code(name, locale)) articles.push_back(std::move(article));
    return articles;
  }

  std::vector<Article> all() const {
    std::vector<Article> articles;
    for (const Glossary::Term& term : glossary.terms()) articles.push_back(article_of(term, locale));
    for (const char* kind : narrative::kCodeKinds) {
      for (const std::string& code : narrative::codes_of(kind, locale)) {
        for (Article& article : articles_of_code(code, locale)) {
          if (article.kind == kind) articles.push_back(std::move(article));
        }
      }
    }
    for (const ParameterCatalog::Row& row : parameters.rows())
      articles.push_back(article_of(facts_of(row, parameters), locale));
    return articles;
  }

  std::vector<ParameterFacts> parameters_below(const std::string& prefix) const {
    std::vector<ParameterFacts> found;
    for (const ParameterCatalog::Row& row : parameters.rows()) {
      if (row.name.compare(0, prefix.size() + 1, prefix + ".") == 0) found.push_back(facts_of(row, parameters));
    }
    return found;
  }

  /// Names that hold the word or are close to it, at most five.
  std::vector<std::string> similar(const std::string& name) const {
    std::vector<std::string> known = glossary.names();
    for (const ParameterCatalog::Row& row : parameters.rows()) known.push_back(row.name);
    for (const char* kind : narrative::kCodeKinds) {
      for (const std::string& code : narrative::codes_of(kind, locale)) known.push_back(code);
    }
    const std::string wanted = narrative::folded(name);
    std::vector<std::string> found;
    for (const std::string& guess : {closest(wanted, known), closest(name, known)}) {
      if (!guess.empty() && std::find(found.begin(), found.end(), guess) == found.end()) found.push_back(guess);
    }
    for (const std::string& each : known) {
      const bool holds = wanted.size() > 2 && narrative::folded(each).find(wanted) != std::string::npos;
      const bool is_new = std::find(found.begin(), found.end(), each) == found.end();
      if (holds && is_new && found.size() < kMostSuggestions) found.push_back(each);
    }
    return found;
  }
};

int explain_name(const Options& options, const Names& names) {
  const std::vector<Article> articles = names.find(options.input);
  for (const auto& [option, value] : {std::pair("--at", options.at), std::pair("--deployment", options.deployment)}) {
    if (!value.empty())
      return complain(names.locale, names.locale.text("cli.error.needs_result", {{"option", option}}));
  }
  if (!articles.empty()) {
    deliver(options.format == Format::Json ? to_json(articles)
                                           : page::text_articles(articles, names.locale, text_options(options)),
            options);
    return kFine;
  }
  const std::vector<ParameterFacts> below = names.parameters_below(options.input);
  if (!below.empty()) {
    std::vector<Article> all;
    for (const ParameterFacts& facts : below) all.push_back(article_of(facts, names.locale));
    deliver(options.format == Format::Json
                ? to_json(all)
                : page::text_parameters(options.input, below, names.locale, text_options(options)),
            options);
    return kFine;
  }
  std::string text = names.locale.text("cli.error.nothing_to_explain", {{"text", options.input}});
  const std::vector<std::string> similar = names.similar(options.input);
  if (!similar.empty()) text += " " + names.locale.text("cli.error.similar", {{"names", similar}});
  std::fputs(("cloudsim: " + text + "\n" + names.locale.text("cli.error.see_explain") + "\n").c_str(), stderr);
  return kBadInput;
}

// ---- runs

bool is_path(const std::string& name) {
  constexpr std::string_view kEnding = ".json";
  const bool json = name.size() > kEnding.size() && name.substr(name.size() - kEnding.size()) == kEnding;
  return name == "-" || json || name.find('/') != std::string::npos;
}

int explain_result(const Options& options, const std::shared_ptr<const Source>& source, const Locale& locale) {
  Diagnostics diagnostics;
  const auto run = report::read_result(source, diagnostics);
  if (!run) {
    print_diagnostics(diagnostics, options, locale);
    return kBadInput;
  }
  std::optional<SimTime> at;
  if (!options.at.empty()) {
    at = parse_instant(options.at);
    if (!at) return complain(locale, locale.text("cli.error.bad_instant", {{"text", options.at}}));
    if (*at > kTimeZero + run->duration) {
      return complain(locale,
                      locale.text("cli.error.outside_run", {{"duration", run->duration}, {"at", *at - kTimeZero}}));
    }
  }
  std::vector<narrative::Explanation> explanations;
  std::vector<std::string> known;
  for (const result::Deployment& deployment : run->deployments) {
    known.push_back(deployment.name);
    if (!options.deployment.empty() && deployment.name != options.deployment) continue;
    explanations.push_back(at ? narrative::explain_instant(deployment, *run, *at, locale)
                              : narrative::explain_turning_points(deployment, locale));
  }
  if (explanations.empty() && !options.deployment.empty()) {
    std::string text = locale.text("cli.error.no_deployment", {{"text", options.deployment}, {"known", known}});
    const std::string suggestion = closest(options.deployment, known);
    if (!suggestion.empty()) text += " " + locale.text("cli.error.did_you_mean", {{"suggestion", suggestion}});
    return complain(locale, text);
  }
  deliver(options.format == Format::Json ? to_json(explanations)
                                         : page::text_explanations(explanations, *run, locale, text_options(options)),
          options);
  return kFine;
}

}  // namespace

int explain_command(const Options& options, const Locale& locale) {
  if (is_path(options.input)) {
    const auto source = read_file(options.input);
    if (source == nullptr) return complain(locale, locale.text("cli.error.cannot_read", {{"path", options.input}}));
    return explain_result(options, source, locale);
  }
  Diagnostics diagnostics;
  const scenario::Catalog catalog =
      *scenario::load_catalog(file_reader_for(Source{}, options.data_folder), diagnostics);
  print_diagnostics(diagnostics, options, locale);
  if (has_errors(diagnostics)) return kBadInput;
  const Glossary glossary = Glossary::load();
  const Names names{catalog.parameters, glossary, locale};
  if (!options.input.empty()) {
    if (names.find(options.input).empty()) {
      if (const auto source = read_file(options.input)) return explain_result(options, source, locale);
    }
    return explain_name(options, names);
  }
  if (options.format == Format::Json) {
    deliver(to_json(names.all()), options);
    return kFine;
  }
  std::vector<std::string> parameter_names;
  for (const ParameterCatalog::Row& row : catalog.parameters.rows()) parameter_names.push_back(row.name);
  deliver(page::text_overview(glossary, parameter_names, locale, text_options(options)), options);
  return kFine;
}

}  // namespace cloudsim::cli
