// SPDX-License-Identifier: Apache-2.0
#include "document/schema.hpp"

#include "scenario/load.hpp"
#include "scenario/read.hpp"

namespace cloudsim::scenario {

std::string schema_json() {
  Diagnostics unused;
  const auto catalog = load_catalog({}, unused);
  document::SchemaNode root;
  document::Reader reader = document::Reader::describe(root, unused);
  ScenarioDraft draft;
  read_scenario(reader, draft, *catalog);
  return document::to_json(root, "A scenario of cloudsim");
}

}  // namespace cloudsim::scenario
