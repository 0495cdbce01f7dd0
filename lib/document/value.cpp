// SPDX-License-Identifier: Apache-2.0
#include "document/value.hpp"

namespace cloudsim::document {

const Value* Value::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) {
  for (Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

}  // namespace cloudsim::document
