// SPDX-License-Identifier: Apache-2.0
#include "lessons/coverage.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"
#include "lessons/read_common.hpp"

namespace cloudsim::lessons {
namespace {

constexpr const char* kFile = "scenarios/lessons/coverage.yaml";

bool has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void report(Diagnostics& problems, const char* code, const Location& where, Arguments arguments,
            std::string suggestion = {}) {
  problems.push_back({Severity::Error, code, std::move(arguments), where, std::move(suggestion)});
}

/// One row: its scenarios and exercises are there, and the exercises name the claim.
void check_claim(const Library& library, const Claim& claim, const std::vector<std::string>& known,
                 Diagnostics& problems) {
  Diagnostics ignored;
  for (const std::string& id : claim.lessons) {
    const auto lesson = library.lesson(id, ignored);
    if (lesson == nullptr) {
      report(problems, "unknown_lesson", claim.location, {{"id", id}});
    } else if (!has(lesson->claims, claim.id)) {
      report(problems, "claim_not_named", claim.location, {{"name", claim.id}, {"id", id}});
    }
  }
  if (claim.lessons.empty() || claim.exercises.empty())
    report(problems, "claim_uncovered", claim.location, {{"name", claim.id}});
  for (const std::string& name : claim.scenarios) {
    if (library.scenario(name) == nullptr) report(problems, "exercise_scenario", claim.location, {{"name", name}});
  }
  for (const std::string& id : claim.exercises) {
    if (!has(known, id)) {
      report(problems, "unknown_exercise", claim.location, {{"id", id}}, closest(id, known));
      continue;
    }
    const auto exercise = library.exercise(id, ignored);
    if (exercise != nullptr && !has(exercise->claims, claim.id))
      report(problems, "claim_not_named", claim.location, {{"name", claim.id}, {"id", id}});
  }
}

}  // namespace

std::vector<Claim> read_claims(const Library& library, Diagnostics& problems) {
  const auto source = library.find(kFile);
  if (source == nullptr) {
    report(problems, "no_coverage", {}, {{"path", std::string(kFile)}});
    return {};
  }
  const document::Parsed parsed = document::parse(source);
  problems.insert(problems.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  if (has_errors(parsed.diagnostics)) return {};
  std::vector<Claim> claims;
  document::Reader reader(parsed.root, problems);
  std::int64_t version = 1;
  reader.required("cloudsim_coverage", version);
  reader.required_object("claims", [&claims](document::Reader& all) {
    all.accept_any_key();
    for (const document::Value::Member& member : all.value().members) {
      document::Reader item(member.value, all.diagnostics());
      Claim claim;
      claim.id = member.key;
      claim.location = member.key_location;
      read_words(item, "lessons", true, claim.lessons);
      read_words(item, "scenarios", true, claim.scenarios);
      read_words(item, "exercises", true, claim.exercises);
      item.finish();
      claims.push_back(std::move(claim));
    }
  });
  reader.finish();
  return claims;
}

Diagnostics check_coverage(const Library& library, const std::vector<Claim>& claims) {
  Diagnostics problems;
  const std::vector<std::string> known = library.exercise_ids();
  for (const Claim& claim : claims) check_claim(library, claim, known, problems);
  for (const std::string& id : known) {
    Diagnostics ignored;
    const auto exercise = library.exercise(id, ignored);
    if (exercise == nullptr || exercise->is_private) continue;
    for (const std::string& name : exercise->claims) {
      const auto row = std::find_if(claims.begin(), claims.end(), [&](const Claim& each) { return each.id == name; });
      if (row == claims.end()) {
        report(problems, "unknown_claim", {exercise->source, 1, 1, 1}, {{"name", name}});
      } else if (!has(row->exercises, id)) {
        report(problems, "claim_not_listed", row->location, {{"name", name}, {"id", id}});
      }
    }
  }
  sort_by_position(problems);
  return problems;
}

}  // namespace cloudsim::lessons
