// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "scenario/scenario.hpp"
#include "tl/expected.hpp"

namespace cloudsim::scenario {

/// How other files are reached: relative to the scenario, from the embedded data, or not at all (browser). Returns null
/// when there is none. The scenario module opens nothing itself.
using FileReader = std::function<std::shared_ptr<const Source>(const std::string& path)>;

/// One `--set a.b=c`: path and value text. List items by name (`deployments.servers.ec2.workers=4`) or by number from
/// 0.
struct Override {
  std::string path;
  std::string value;
};

struct Loaded {
  Scenario scenario;
  Diagnostics warnings;
};

/// Text → valid scenario, or every problem at once, sorted by position. Never throws on bad input.
tl::expected<Loaded, Diagnostics> load(std::shared_ptr<const Source> source, const std::vector<Override>& overrides,
                                       const FileReader& files);

/// Where the lists that a scenario names are found: "aws" → "scenarios/prices/aws.yaml"; a path stays as it is.
std::string price_list_path(const std::string& name);
std::string effort_list_path(const std::string& name);

/// A file by the caller's reader, else an embedded one: as named, or beside the embedded scenario `beside`. Null when
/// there is none.
std::shared_ptr<const Source> find_file(const std::string& path, const FileReader& files, std::string_view beside = {});

/// The JSON Schema (draft 2020-12) of the scenario language, generated from the same definitions that load() reads by.
std::string schema_json();

}  // namespace cloudsim::scenario
