// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenario/load.hpp"

namespace scenario_test {

using namespace cloudsim;

inline const std::filesystem::path kRoot = CLOUDSIM_SOURCE_DIR;

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::shared_ptr<const Source> source(std::string text, std::string name = "test.yaml") {
  return std::make_shared<const Source>(Source{std::move(name), std::move(text)});
}

/// Files by path, as a caller's disk would give them.
inline scenario::FileReader files(std::map<std::string, std::string> contents) {
  return [contents = std::move(contents)](const std::string& path) -> std::shared_ptr<const Source> {
    const auto found = contents.find(path);
    return found == contents.end() ? nullptr : source(found->second, path);
  };
}

/// "line:column code suggestion", the way the files of bad/ write what they expect.
inline std::string brief(const Diagnostic& diagnostic) {
  std::string text = std::to_string(diagnostic.location.line) + ":" + std::to_string(diagnostic.location.column) + " " +
                     diagnostic.code;
  return diagnostic.suggestion.empty() ? text : text + " " + diagnostic.suggestion;
}

inline std::vector<std::string> brief(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) lines.push_back(brief(diagnostic));
  return lines;
}

/// The scenario, which must be fine.
inline scenario::Scenario load_fine(const std::string& text, const std::vector<scenario::Override>& overrides = {},
                                    const scenario::FileReader& reader = {}) {
  const auto loaded = scenario::load(source(text), overrides, reader);
  if (!loaded) {
    for (const std::string& line : brief(loaded.error())) FAIL_CHECK(line);
  }
  REQUIRE(loaded.has_value());
  return loaded->scenario;
}

/// What is wrong with it, which must be something.
inline std::vector<std::string> problems(const std::string& text,
                                         const std::vector<scenario::Override>& overrides = {}) {
  const auto loaded = scenario::load(source(text), overrides, {});
  REQUIRE_FALSE(loaded.has_value());
  return brief(loaded.error());
}

/// A small scenario around one deployment, one workload entry, or both.
inline std::string with_deployment(const std::string& deployment) {
  return "cloudsim: 1\nduration: 1h\nworkload:\n  - {name: visits, arrivals: {poisson: 5/s}}\ndeployments:\n  - " +
         deployment + "\n";
}
inline std::string with_arrivals(const std::string& arrivals, const std::string& work = "{}") {
  return "cloudsim: 1\nduration: 1h\nworkload:\n  - {name: visits, arrivals: " + arrivals + ", work: " + work +
         "}\ndeployments:\n  - {name: servers, ec2: {instance: t3.micro}}\n";
}

template <class Spec>
const Spec& only(const scenario::Scenario& scenario) {
  REQUIRE(scenario.deployments.size() == 1);
  return std::get<Spec>(scenario.deployments[0].service);
}

/// The catalogue rows that a deployment used.
inline std::vector<std::string> used(const scenario::DeploymentSpec& deployment) {
  std::vector<std::string> names;
  for (const auto& use : deployment.parameters) names.push_back(use.parameter);
  for (const auto& link : deployment.links) {
    for (const auto& use : link.parameters) names.push_back(use.parameter);
  }
  return names;
}

inline bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace scenario_test
