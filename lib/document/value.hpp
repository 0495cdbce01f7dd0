// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace cloudsim::document {

/// A parsed YAML or JSON document: a tree of mappings, sequences and scalars with positions. Scalars stay text: what a
/// number or a duration is, the Reader decides. Mapping order is the file's order; keys are unique (checked when
/// parsed).
class Value {
 public:
  enum class Kind { Null, Scalar, Sequence, Mapping };
  struct Member;

  Kind kind = Kind::Null;
  std::string text;             ///< Scalar only
  bool quoted = false;          ///< Scalar only: "5" and 5 differ for a few rules
  std::vector<Value> items;     ///< Sequence only
  std::vector<Member> members;  ///< Mapping only
  Location location;            ///< where the value starts

  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_sequence() const { return kind == Kind::Sequence; }
  bool is_mapping() const { return kind == Kind::Mapping; }
};

struct Value::Member {
  std::string key;
  Location key_location;
  Value value;
};

}  // namespace cloudsim::document
