// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/rule.hpp"

namespace cloudsim::document {

enum class ScalarType {
  Boolean,
  Integer,
  Number,
  String,
  Duration,
  Bytes,
  Rate,
  Bandwidth,
  Ratio,
  Millicpu,
  Money,
};

/// What a describing Reader writes down: the shape of one value.
struct SchemaNode {
  enum class Kind {
    Anything,
    Scalar,
    Object,
    List,   ///< items[0] describes every item
    Tuple,  ///< items[i] describes item i
    AnyOf,  ///< items are the alternatives: written short or long
    Raw,    ///< raw_json, for what the Reader cannot know
  };
  struct Property;
  struct Alternative;
  /// Of the alternatives' keys exactly one is present (at most one when not required).
  struct Group {
    bool is_required = true;
    std::vector<Alternative> alternatives;
  };

  Kind kind = Kind::Anything;
  std::string doc;
  ScalarType type = ScalarType::String;     ///< Scalar
  Rule rule;                                ///< Scalar
  std::optional<std::string> default_text;  ///< Scalar: as it would be written in the file
  std::vector<SchemaNode> items;
  std::size_t minimum_items = 0;     ///< List
  std::vector<Property> properties;  ///< Object; any other key is refused
  bool is_open = false;              ///< Object: unless this says that keys are free
  std::vector<Group> groups;         ///< Object
  std::string raw_json;              ///< Raw
};

struct SchemaNode::Property {
  std::string name;
  bool is_required = false;
  SchemaNode node;
};

struct SchemaNode::Alternative {
  std::string key;
  std::vector<std::string> required;  ///< keys that come with it, itself included
  std::vector<Group> groups;          ///< choices that only this alternative offers
};

/// The node that a short notation stands for: a scalar's name ("duration", "bytes", "rate", "bandwidth", "ratio",
/// "money", "millicpu", "integer", "number", "boolean", "string"), a fixed list of them ("[ratio, duration]"), or raw
/// JSON ("{…}"). Requires: one of these.
SchemaNode parse_item_schema(std::string_view text);

/// JSON Schema, draft 2020-12, indented, in the order in which the keys were read. Bounds of quantities, which JSON
/// Schema cannot check in text, are written as "x-minimum" and "x-maximum".
std::string to_json(const SchemaNode& root, std::string_view title = {});

}  // namespace cloudsim::document
