// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "scenario/scenario.hpp"
#include "tl/expected.hpp"

namespace cloudsim::scenario {

/// How other files are reached: relative to the scenario, from the embedded data, or not at all (browser). The scenario
/// module opens nothing itself.
class FileReader {
 public:
  using Read = std::function<std::shared_ptr<const Source>(const std::string& path)>;
  using Locate = std::function<std::string(const std::string& path)>;

  FileReader() = default;
  /// `locate`, where there are files on disk: see on_disk().
  template <typename F, typename = std::enable_if_t<std::conjunction_v<
                            std::negation<std::is_same<std::decay_t<F>, FileReader>>, std::is_convertible<F, Read>>>>
  FileReader(F read, Locate locate = {})  // NOLINT: a function that reads is a reader
      : read_(std::move(read)), locate_(std::move(locate)) {}

  explicit operator bool() const { return static_cast<bool>(read_); }
  /// The file's text, or null when there is none.
  std::shared_ptr<const Source> operator()(const std::string& path) const { return read_(path); }
  /// Where the file can be opened, for one that is too large to hold; empty when it is not on disk.
  std::string on_disk(const std::string& path) const { return locate_ ? locate_(path) : std::string(); }

 private:
  Read read_;
  Locate locate_;
};

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

/// What somebody does at the moment `now` of a run of this scenario: one item of `actions:` as YAML, without `at`
/// (which is `now`). A fault without a deployment gives one action for each that it can concern. Problems of the text,
/// and of what cannot be done to that deployment. Requires: load() takes the scenario, now < its end.
tl::expected<std::vector<services::Action>, Diagnostics> load_action(const std::shared_ptr<const Source>& action,
                                                                     SimTime now,
                                                                     const std::shared_ptr<const Source>& scenario,
                                                                     const std::vector<Override>& overrides,
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
