// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cloudsim::embed {

/// The files of scenarios/ and locales/ as they were at build time, by path ("scenarios/prices/aws.yaml"). Valid for
/// ever.
std::optional<std::string_view> find(std::string_view path);

/// All embedded paths that start with `prefix`, sorted.
std::vector<std::string> list(std::string_view prefix);

}  // namespace cloudsim::embed
