// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/units.hpp"
#include "scenario/scenario.hpp"

namespace cloudsim::scenario {

/// A CPU size of Fargate with the memory sizes that go with it.
struct FargateSize {
  std::int64_t cpu_milli = 0;
  std::vector<std::int64_t> memory_mb;  ///< increasing
};

/// scenarios/catalog/parameters.yaml: every value that a deployment uses while the scenario is silent, with its source.
/// A teacher's copy of the file is read by the same rules; what is wrong or missing there becomes a diagnostic.
class ParameterCatalog {
 public:
  using Value =
      std::variant<Duration, random::DistributionSpec, Bytes, Bandwidth, std::int64_t, double, bool, std::string>;
  struct Row {
    std::string name;
    Value value;
    std::string written;  ///< for people: "triangular 3s 15s 25s"
    std::string source;
    std::string confidence;
    std::string unit;   ///< "time", "duration", "count", …
    std::string as_of;  ///< "2023-06"; empty when undated
    std::string key;    ///< of a scenario, that takes its place: "ec2.fleet.warm_up"; empty when there is none
    Location location;
    bool sound = true;  ///< false: its problem was reported, it cannot be used
  };

  static ParameterCatalog read(std::shared_ptr<const Source> source, Diagnostics& diagnostics);

  const Row* find(std::string_view name) const;
  const std::vector<Row>& rows() const { return rows_; }
  /// Short name → full description of each source, in the order of the file.
  const std::vector<std::pair<std::string, std::string>>& sources() const { return sources_; }
  /// What follows `prefix` in the names that start with it: names_after("lambda.init.") gives "python3.13", … The
  /// variants ".arm64" and ".image" are left out.
  std::vector<std::string> names_after(std::string_view prefix) const;
  const std::vector<FargateSize>& fargate_sizes() const { return fargate_sizes_; }
  Location location() const { return {source_, 0, 0, 1}; }

 private:
  std::shared_ptr<const Source> source_;
  std::vector<Row> rows_;
  std::vector<std::pair<std::string, std::string>> sources_;
  std::vector<FargateSize> fargate_sizes_;
};

/// Hands out default values and writes down each one used, so that a report can show what was assumed.
class Defaults {
 public:
  /// The references must outlive it.
  Defaults(const ParameterCatalog& catalog, std::vector<ParameterUse>& uses, Diagnostics& diagnostics)
      : catalog_(catalog), uses_(uses), diagnostics_(diagnostics) {}

  /// The value of a row, noted as used. A missing row or one of another unit is reported and gives T{}.
  template <class T>
  T use(std::string_view name);

  /// What the scenario says, else the row's value.
  template <class T>
  T choose(const std::optional<T>& given, std::string_view name) {
    return given ? *given : use<T>(name);
  }
  std::uint32_t choose_count(const std::optional<std::uint32_t>& given, std::string_view name) {
    return given ? *given : static_cast<std::uint32_t>(use<std::int64_t>(name));
  }

  const ParameterCatalog& catalog() const { return catalog_; }

 private:
  const ParameterCatalog::Row* row(std::string_view name);
  void wrong_unit(const ParameterCatalog::Row& row);

  const ParameterCatalog& catalog_;
  std::vector<ParameterUse>& uses_;
  Diagnostics& diagnostics_;
};

template <class T>
T Defaults::use(std::string_view name) {
  const ParameterCatalog::Row* found = row(name);
  if (found == nullptr) return T{};
  if (const T* value = std::get_if<T>(&found->value)) return *value;
  wrong_unit(*found);
  return T{};
}

}  // namespace cloudsim::scenario
