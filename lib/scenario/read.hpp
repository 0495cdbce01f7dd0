// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "document/reader.hpp"
#include "scenario/catalog.hpp"
#include "scenario/draft.hpp"

/// The definition of the scenario language: each function reads one mapping and, with a describing Reader, writes its
/// schema. None branches on what it has read.
namespace cloudsim::scenario {

void read_scenario(document::Reader& reader, ScenarioDraft& draft, const Catalog& catalog);

void read_workload(document::Reader& reader, WorkloadDraft& draft);
void read_ec2(document::Reader& reader, Ec2Draft& draft, const Catalog& catalog);
void read_lambda(document::Reader& reader, LambdaDraft& draft, const Catalog& catalog);
void read_dslab(document::Reader& reader, LambdaDraft& draft);
void read_ecs(document::Reader& reader, EcsDraft& draft, const Catalog& catalog);
void read_docker(document::Reader& reader, DockerDraft& draft, const Catalog& catalog);
void read_deployment(document::Reader& reader, DeploymentDraft& draft, const Catalog& catalog);
void read_action(document::Reader& reader, ActionDraft& draft);
void read_hazard(document::Reader& reader, HazardDraft& draft);

void read_alarm(document::Reader& reader, AlarmDraft& draft);
/// `failure: 2%` or `failure: {share: 2%, requests: [3, 17]}`.
void read_failure(document::Reader& reader, workload::FailureSpec& failure);

/// Reads an optional value whose default is not the language's but a row of the parameter catalogue, or another key.
/// (The starting values say "no default" to a describing Reader.)
template <class T>
void read_maybe(document::Reader& reader, std::string_view key, std::optional<T>& out,
                const document::Rule& rule = {}) {
  T value{};
  if (reader.optional(key, value, rule)) out = value;
}
void read_maybe(document::Reader& reader, std::string_view key, std::optional<std::uint32_t>& out, document::Rule rule);
void read_maybe(document::Reader& reader, std::string_view key, std::optional<double>& out,
                const document::Rule& rule = {});
void read_maybe_ratio(document::Reader& reader, std::string_view key, std::optional<double>& out,
                      const document::Rule& rule = {});

void read_sweep(document::Reader& item, SweepAxis& axis);
/// `steps` evenly spaced values from `from` to `to`, exactly: spread("1/s", "2/s", 3) is 1/s, 1.5/s, 2/s. Empty when
/// one is no plain number with a unit, or the units differ, or there are fewer than two steps.
std::vector<std::string> spread(const std::string& from, const std::string& to, std::uint32_t steps);

/// A word of a closed list → its value; the list is also the rule's choices.
template <class T>
struct Word {
  const char* text;
  T value;
};
template <class T, std::size_t N>
void read_word(document::Reader& reader, std::string_view key, const Word<T> (&words)[N], T& out, bool is_required,
               std::string doc) {
  document::Rule rule;
  rule.doc = std::move(doc);
  std::string text;
  for (const Word<T>& word : words) {
    rule.choices.emplace_back(word.text);
    if (word.value == out) text = word.text;
  }
  const bool fine = is_required ? reader.required(key, text, rule) : reader.optional(key, text, rule);
  if (!fine) return;
  for (const Word<T>& word : words) {
    if (text == word.text) out = word.value;
  }
}

}  // namespace cloudsim::scenario
