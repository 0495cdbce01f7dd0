// SPDX-License-Identifier: Apache-2.0
#include "narrative/article.hpp"

#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "narrative/sample.hpp"

namespace cloudsim::narrative {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// "cold_start" as one types it: "cold-start".
std::string typed(std::string id) {
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

/// Who uses the parameters whose names begin so; the first that fits counts.
struct Users {
  std::string_view prefix;
  std::vector<std::string> services;
};

const std::vector<Users>& users() {
  static const std::vector<Users> rows = {
      {"ec2.", {"ec2"}},
      {"alb.", {"ec2"}},
      {"lambda.", {"lambda"}},
      {"ecs.host.", {"ecs-ec2"}},
      {"ecs.pull_rate.hosts", {"ecs-ec2"}},
      {"ecs.limit.", {"ecs-ec2"}},
      {"ecs.setup", {"ecs-fargate"}},
      {"ecs.pull_rate.fargate", {"ecs-fargate"}},
      {"ecs.fargate_", {"ecs-fargate"}},
      {"ecs.spot.", {"ecs-fargate"}},
      {"ecs.", {"ecs-ec2", "ecs-fargate"}},
      {"docker.", {"docker"}},
      {"hazard.host", {"ecs-ec2", "docker"}},
      {"hazard.server", {"ec2", "ecs-ec2", "ecs-fargate", "docker"}},
      {"", {"ec2", "lambda", "ecs-ec2", "ecs-fargate", "docker"}},
  };
  return rows;
}

/// The path that --set takes for a key: below a deployment, except what belongs to callers, hazards and chains.
std::string path_of_key(const std::string& key) {
  if (starts_with(key, "hazards.") || starts_with(key, "chain.")) return key;
  return (starts_with(key, "client.") ? "workload.NAME." : "deployments.NAME.") + key;
}

/// Filled with the samples that its schema declares.
std::string sample_text(const std::string& key, const Locale& locale) {
  Arguments arguments = {{"suggestion", std::string()}};
  const auto schema = locale.catalogue().schemas.find(key);
  if (schema != locale.catalogue().schemas.end()) {
    for (const auto& [name, texts] : schema->second.samples) {
      const Kind* kind = schema->second.kind_of(name);
      if (kind != nullptr && !texts.empty()) arguments.push_back({name, sample_value(*kind, texts.front())});
    }
  }
  return locale.text(key, arguments);
}

Article error_article(const std::string& code, const Locale& locale) {
  Article article{"error", code, code, locale.text("explain.message", {{"text", sample_text("error." + code, locale)}}),
                  {},      {},   {}};
  article.remarks.push_back(locale.text("explain.error_next"));
  return article;
}

}  // namespace

std::string parameter_words(std::string_view name, const Locale& locale) {
  for (std::string_view family = name; !family.empty(); family = family.substr(0, family.rfind('.'))) {
    const std::string key = "parameter." + std::string(family);
    if (locale.has(key)) return locale.text(key);
    if (family.find('.') == std::string_view::npos) break;
  }
  return {};
}

std::vector<std::string> users_of_parameter(std::string_view name) {
  for (const Users& row : users()) {
    if (starts_with(name, row.prefix)) return row.services;
  }
  return {};
}

Article article_of(const ParameterFacts& parameter, const Locale& locale) {
  Article article{"parameter", parameter.name, parameter.name, parameter_words(parameter.name, locale), {}, {}, {}};
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) article.facts.push_back({key, locale.text(std::string("explain.label.") + key), value});
  };
  const auto words = [&locale](const std::string& key, const std::string& otherwise) {
    return locale.has(key) ? locale.text(key) : otherwise;
  };
  add("value", parameter.value);
  add("unit", words("explain.unit." + parameter.unit, parameter.unit));
  add("confidence", words("report.confidence." + parameter.confidence, parameter.confidence));
  add("as_of", parameter.as_of);
  std::vector<std::string> services;
  for (const std::string& service : users_of_parameter(parameter.name))
    services.push_back(words("service." + service, service));
  add("used_by", locale.show("list(and)", services));
  for (const std::string& source : parameter.sources)
    article.remarks.push_back(locale.text("explain.source", {{"text", source}}));
  if (parameter.sources.empty()) article.remarks.push_back(locale.text("explain.source_assumption"));
  if (parameter.key.empty()) {
    article.remarks.push_back(locale.text("explain.change_file"));
  } else {
    article.remarks.push_back(locale.text("explain.change_key", {{"key", parameter.key}}));
    article.remarks.push_back(locale.text("explain.change_set", {{"path", path_of_key(parameter.key)}}));
  }
  return article;
}

Article article_of(const Glossary::Term& term, const Locale& locale) {
  const std::string key = "glossary." + term.id;
  Article article{"term", term.id, locale.text(key + ".name"), locale.text(key + ".means"), {}, {}, {}};
  article.remarks.push_back(locale.text("explain.example", {{"text", locale.text(key + ".example")}}));
  const auto add = [&](const char* label, const std::string& value) {
    article.facts.push_back({label, locale.text(std::string("explain.label.") + label), value});
  };
  for (const auto& [language, name] : term.names) {
    if (language != locale.language()) add("other_language", name);
  }
  if (locale.has(key + ".aws")) add("aws", locale.text(key + ".aws"));
  for (const std::string& id : term.see) article.see.push_back(typed(id));
  return article;
}

std::vector<std::string> codes_of(std::string_view kind, const Locale& locale) {
  const bool is_error = kind == "error";
  const std::string prefix = is_error ? "error." : "explain." + std::string(kind) + ".";
  constexpr std::string_view kMeans = ".means";
  std::vector<std::string> codes;
  for (const Catalogue::Layer& layer : locale.catalogue().layers) {
    for (auto entry = layer.messages.lower_bound(prefix); entry != layer.messages.end(); ++entry) {
      if (!starts_with(entry->first, prefix)) break;
      std::string code = entry->first.substr(prefix.size());
      if (!is_error) {
        if (code.size() <= kMeans.size() || code.substr(code.size() - kMeans.size()) != kMeans) continue;
        code.resize(code.size() - kMeans.size());
      }
      codes.push_back(std::move(code));
    }
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

std::vector<Article> articles_of_code(std::string_view code, const Locale& locale) {
  std::string name(code);
  std::replace(name.begin(), name.end(), '-', '_');
  std::vector<Article> articles;
  for (const std::string kind : kCodeKinds) {
    if (kind == "error") {
      if (locale.has("error." + name)) articles.push_back(error_article(name, locale));
      continue;
    }
    const std::string key = "explain." + kind + "." + name;
    if (!locale.has(key + ".means")) continue;
    Article article{kind, name, name, locale.text(key + ".means"), {}, {}, {}};
    if (locale.has(key + ".next"))
      article.remarks.push_back(locale.text("explain.next", {{"text", locale.text(key + ".next")}}));
    articles.push_back(std::move(article));
  }
  return articles;
}

}  // namespace cloudsim::narrative
