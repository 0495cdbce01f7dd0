// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/load.hpp"
#include "scenario/parameters.hpp"

namespace cloudsim::scenario {

/// What scenarios may name: the shipped data of scenarios/catalog/, or a reader's own copy of it.
struct Catalog {
  ParameterCatalog parameters;
  std::vector<services::InstanceType> instance_types;
  std::vector<std::string> runtimes;

  const services::InstanceType* instance_type(std::string_view name) const;
  std::vector<std::string> instance_type_names() const;
};

/// Reads both files through `files`, or from the embedded data where it gives none.
std::shared_ptr<const Catalog> load_catalog(const FileReader& files, Diagnostics& diagnostics);

}  // namespace cloudsim::scenario
