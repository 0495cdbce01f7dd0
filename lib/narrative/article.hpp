// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "narrative/glossary.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::narrative {

/// What is said about one name: finished text, not laid out.
struct Article {
  std::string kind;  ///< "parameter" | "term" | "event" | "reason" | "signal" | "shortage" | "state" | "error"
  std::string id;    ///< "ec2.boot", "cold_start", "no_server"
  std::string name;  ///< for people: "cold start"
  std::string means;
  /// Key for programs, label for people, value.
  struct Fact {
    std::string key, label, value;
  };
  std::vector<Fact> facts;
  std::vector<std::string> remarks;  ///< paragraphs: example, sources, what to do
  std::vector<std::string> see;      ///< names to ask for next: "warm-start"
};

/// A row of parameters.yaml, as the caller has read it.
struct ParameterFacts {
  std::string name, value, unit, confidence, as_of, key;
  std::vector<std::string> sources;  ///< spelled out; none when it is an assumption
};

Article article_of(const ParameterFacts& parameter, const Locale& locale);
Article article_of(const Glossary::Term& term, const Locale& locale);

/// Articles about a name that results and messages use: kinds of events, reasons, signals, shortages, states, and
/// problems in files. Several when it is used for several things, none when it is used for nothing.
std::vector<Article> articles_of_code(std::string_view code, const Locale& locale);

/// The names for which articles_of_code() has something, by kind, sorted.
std::vector<std::string> codes_of(std::string_view kind, const Locale& locale);
inline constexpr const char* kCodeKinds[] = {"event", "reason", "signal", "shortage", "state", "error"};

/// What words say about a parameter: those of its own name, else those of the family that it belongs to; empty when
/// there are none.
std::string parameter_words(std::string_view name, const Locale& locale);

/// The services that use a parameter: "ec2", "lambda", "ecs-ec2", "ecs-fargate", "docker".
std::vector<std::string> users_of_parameter(std::string_view name);

}  // namespace cloudsim::narrative
