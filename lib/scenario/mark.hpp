// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string_view>

#include "document/value.hpp"

namespace cloudsim::scenario {

/// Where the value at this path of keys stands; where the path ends early, the last value found: a check always has a
/// place to point to. Requires: value != nullptr.
inline Location mark(const document::Value* value, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) {
    const document::Value* next = value->find(key);
    if (next == nullptr) break;
    value = next;
  }
  return value->location;
}

}  // namespace cloudsim::scenario
