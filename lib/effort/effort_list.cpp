// SPDX-License-Identifier: Apache-2.0
#include "effort/effort_list.hpp"

#include <utility>

#include "base/text.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

namespace cloudsim::effort {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

constexpr const char* kAssumption = "assumption";

void report(Diagnostics& diagnostics, const Location& where, std::string code, Arguments arguments,
            std::string suggestion = {}) {
  Diagnostic problem;
  problem.code = std::move(code);
  problem.arguments = std::move(arguments);
  problem.location = where;
  problem.suggestion = std::move(suggestion);
  diagnostics.push_back(std::move(problem));
}

template <class Enum, std::size_t N>
Enum read_word(Reader& reader, const char* key, const std::pair<const char*, Enum> (&words)[N], bool is_required) {
  Rule rule;
  for (const auto& [word, value] : words) rule.choices.emplace_back(word);
  std::string text = words[0].first;
  is_required ? reader.required(key, text, rule) : reader.optional(key, text, rule);
  for (const auto& [word, value] : words) {
    if (text == word) return value;
  }
  return words[0].second;
}

constexpr std::pair<const char*, When> kWhen[] = {{"once", When::Once},
                                                  {"monthly", When::Monthly},
                                                  {"per_release", When::PerRelease},
                                                  {"per_incident", When::PerIncident}};
constexpr std::pair<const char*, Each> kEach[] = {
    {"deployment", Each::Deployment}, {"host", Each::Host}, {"container", Each::Container}};
constexpr std::pair<const char*, Needs> kNeeds[] = {
    {"nothing", Needs::Nothing}, {"load_balancer", Needs::LoadBalancer}, {"scaling", Needs::Scaling}};
constexpr std::pair<const char*, Incident> kIncident[] = {
    {"repair", Incident::Repair}, {"no_room", Incident::NoRoom}, {"drift", Incident::Drift}};

void check_source(const Duty& duty, const Value& row, const EffortList& list, Diagnostics& diagnostics) {
  const Value* source = row.find("source");
  if (source == nullptr || duty.source == kAssumption || list.sources.find(duty.source) != list.sources.end()) return;
  std::vector<std::string> known{kAssumption};
  for (const auto& [key, what] : list.sources) known.push_back(key);
  report(diagnostics, source->location, "unknown_effort_source", {{"source", duty.source}},
         closest(duty.source, known));
}

/// One row; it stands for one duty in each of its services.
void read_duty(Reader& reader, EffortList& list) {
  Duty duty;
  std::vector<std::string> services;
  const std::vector<std::string> known{"ec2", "lambda", "ecs-ec2", "ecs-fargate", "docker"};
  Rule positive;
  positive.minimum = 0;
  positive.maximum = 1e6;
  Rule groups;
  groups.choices = {"provision", "upload", "manage", "check"};
  reader.required("id", duty.id);
  reader.list_of_values(
      "services", true,
      [&](const Value& value, Diagnostics& diagnostics) {
        for (const std::string& name : known) {
          if (value.text == name) {
            services.push_back(name);
            return;
          }
        }
        report(diagnostics, value.location, "unknown_effort_service", {{"service", value.text}},
               closest(value.text, known));
      },
      "string");
  reader.required("group", duty.group, groups);
  duty.when = read_word(reader, "when", kWhen, true);
  duty.each = read_word(reader, "each", kEach, false);
  duty.incident = read_word(reader, "incident", kIncident, false);
  duty.needs = read_word(reader, "needs", kNeeds, false);
  reader.required("minutes", duty.minutes, positive);
  reader.optional("times", duty.times, positive);
  reader.required("source", duty.source);
  reader.finish();
  check_source(duty, reader.value(), list, reader.diagnostics());
  for (const std::string& service : services) {
    duty.service = service;
    list.duties.push_back(duty);
  }
}

}  // namespace

std::optional<EffortList> read_effort_list(std::string name, std::shared_ptr<const Source> source,
                                           Diagnostics& diagnostics) {
  const document::Parsed parsed = document::parse(std::move(source));
  Diagnostics problems = parsed.diagnostics;
  EffortList list;
  list.name = std::move(name);
  if (!has_errors(problems)) {
    Reader reader(parsed.root, problems);
    std::int64_t version = 1;
    Rule only_one;
    only_one.minimum = 1;
    only_one.maximum = 1;
    Rule positive;
    positive.minimum = 0;
    positive.maximum = 1e6;
    reader.required("effort", version, only_one);
    reader.required("releases_per_month", list.releases_per_month, positive);
    reader.required("automatic_repair_within", list.automatic_repair_within);
    reader.required("stuck_after", list.stuck_after);
    reader.optional_object("sources", [](Reader& part) { part.accept_any_key(); });
    if (const Value* sources = parsed.root.find("sources")) {
      for (const Value::Member& member : sources->members) list.sources.emplace(member.key, member.value.text);
    }
    reader.required_list("duties", 1, [&](Reader& item, std::size_t) { read_duty(item, list); });
    reader.finish();
  }
  const bool failed = has_errors(problems);
  diagnostics.insert(diagnostics.end(), problems.begin(), problems.end());
  if (failed) return std::nullopt;
  return list;
}

}  // namespace cloudsim::effort
