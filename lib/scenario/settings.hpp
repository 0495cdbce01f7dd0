// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "document/value.hpp"

namespace cloudsim::scenario {

/// What a scenario says, as paths that --set takes and values as they stand in the file, overrides included: so two
/// results can tell what was changed in between, although neither holds its scenario. Left out is what does not steer a
/// run: version, title, description, sweep. A list of plain values is one value ("[[0h, 1/s], [9h, 20/s]]"); of a value
/// longer than 120 bytes the beginning and a hash of the whole remain.
std::vector<std::pair<std::string, std::string>> settings_of(const document::Value& root);

}  // namespace cloudsim::scenario
