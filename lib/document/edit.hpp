// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"
#include "document/value.hpp"

namespace cloudsim::document {

/// The name of the pseudo-file that values set from outside point into; its text is "a.b=c".
inline constexpr std::string_view kSetSource = "--set";

/// Sets the value at a dotted path: `deployments.servers.ec2.workers` = `4`. A step names a mapping's key, or an item
/// of a list by its `name` or by its number from 0. Mapping keys that are not there are made (whether they are allowed,
/// the Reader decides); list items are not. The value is YAML: a word, a number, `[1, 2]`, `{a: 1}`; nothing is Null.
/// Returns what went wrong, and then leaves `root` as it was: the parser's codes for the value, and for the path
/// set_bad_path, set_no_such_item, set_no_such_number, set_not_a_mapping.
Diagnostics set_value(Value& root, std::string_view path, std::string_view value);

}  // namespace cloudsim::document
