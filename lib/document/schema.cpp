// SPDX-License-Identifier: Apache-2.0
#include "document/schema.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/check.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "document/read_scalar.hpp"

namespace cloudsim::document {
namespace {

using Json = nlohmann::ordered_json;

struct Named {
  ScalarType type;
  const char* name;
};
constexpr std::array<Named, 11> kNames{{{ScalarType::Boolean, "boolean"},
                                        {ScalarType::Integer, "integer"},
                                        {ScalarType::Number, "number"},
                                        {ScalarType::String, "string"},
                                        {ScalarType::Duration, "duration"},
                                        {ScalarType::Bytes, "bytes"},
                                        {ScalarType::Rate, "rate"},
                                        {ScalarType::Bandwidth, "bandwidth"},
                                        {ScalarType::Ratio, "ratio"},
                                        {ScalarType::Millicpu, "vcpu"},
                                        {ScalarType::Money, "money"}}};

const char* name_of(ScalarType type) {
  for (const Named& named : kNames) {
    if (named.type == type) return named.name;
  }
  return "";
}

Json pattern(const std::string& unit_part) {
  return Json{{"type", "string"}, {"pattern", "^(0|[1-9][0-9]*)(\\.[0-9]+)?" + unit_part + "$"}};
}

/// How a quantity is written; the patterns say what base/units reads.
Json definition(ScalarType type) {
  const std::string times = "(ns|us|\u00B5s|\u03BCs|ms|s|min|h|d";
  const std::string sizes = " *(B|KB|KiB|MB|MiB|GB|GiB|TB|TiB)";
  switch (type) {
    case ScalarType::Boolean:
      return {{"enum", {true, false, "on", "off", "yes", "no"}}};
    case ScalarType::Duration:
      return {{"anyOf", {pattern(" *" + times + ")"), Json{{"const", 0}}}}};
    case ScalarType::Bytes:
      return pattern(sizes);
    case ScalarType::Rate:
      return pattern(" */" + times + "|day)");
    case ScalarType::Bandwidth:
      return pattern(sizes + "/s");
    case ScalarType::Ratio:
      return {{"anyOf", {Json{{"type", "number"}, {"minimum", 0}}, pattern(" *%")}}};
    case ScalarType::Millicpu:
      return {{"type", "number"}, {"minimum", 0}};
    case ScalarType::Money:
      return {
          {"anyOf", {Json{{"type", "number"}}, Json{{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]{1,12})?$"}}}}};
    case ScalarType::Integer:
    case ScalarType::Number:
    case ScalarType::String:
      break;
  }
  return Json::object();
}

bool is_plain(ScalarType type) {
  return type == ScalarType::Integer || type == ScalarType::Number || type == ScalarType::String;
}

Json number(double value) {
  const bool whole = std::floor(value) == value && std::fabs(value) < 9e15;
  return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

class Writer {
 public:
  Json write(const SchemaNode& node) {
    Json json = shape(node);
    if (!node.doc.empty()) json["description"] = node.doc;
    return json;
  }

  Json definitions() const {
    Json json = Json::object();
    for (const Named& named : kNames) {
      if (used_.contains(named.type)) json[named.name] = definition(named.type);
    }
    return json;
  }

 private:
  Json shape(const SchemaNode& node) {
    switch (node.kind) {
      case SchemaNode::Kind::Scalar:
        return scalar(node);
      case SchemaNode::Kind::Object:
        return object(node);
      case SchemaNode::Kind::List: {
        Json json{{"type", "array"}, {"items", write(node.items.at(0))}};
        if (node.minimum_items > 0) json["minItems"] = node.minimum_items;
        return json;
      }
      case SchemaNode::Kind::Tuple: {
        Json json{{"type", "array"}};
        for (const SchemaNode& item : node.items) json["prefixItems"].push_back(write(item));
        json["minItems"] = node.items.size();
        json["maxItems"] = node.items.size();
        return json;
      }
      case SchemaNode::Kind::AnyOf: {
        Json json;
        for (const SchemaNode& item : node.items) json["anyOf"].push_back(write(item));
        return json;
      }
      case SchemaNode::Kind::Raw:
        return Json::parse(node.raw_json);
      case SchemaNode::Kind::Anything:
        break;
    }
    return Json::object();
  }

  Json scalar(const SchemaNode& node) {
    const Rule& rule = node.rule;
    Json json;
    if (!rule.choices.empty()) {
      json["enum"] = rule.choices;
    } else if (node.type == ScalarType::String) {
      json["type"] = {"string", "number"};  // a name like 2024 need not be quoted
    } else if (is_plain(node.type)) {
      json["type"] = name_of(node.type);
    } else {
      used_.insert(node.type);
      json["$ref"] = std::string("#/$defs/") + name_of(node.type);
    }
    bounds(node, json);
    if (!rule.keyword.empty()) json = {{"anyOf", {std::move(json), Json{{"const", rule.keyword}}}}};
    if (!rule.doc.empty()) json["description"] = rule.doc;
    if (node.default_text) json["default"] = default_of(node.type, *node.default_text);
    return json;
  }

  static void bounds(const SchemaNode& node, Json& json) {
    const bool numeric = node.type == ScalarType::Integer || node.type == ScalarType::Number ||
                         node.type == ScalarType::Ratio || node.type == ScalarType::Millicpu ||
                         node.type == ScalarType::Money;
    const std::string prefix = numeric ? "" : "x-";
    const auto shown = [&node, numeric](double bound) {
      return numeric ? number(bound) : Json(show_bound(node.type, bound));
    };
    const Rule& rule = node.rule;
    if (rule.minimum && rule.exclusive_minimum) {
      json[prefix + (numeric ? "exclusiveMinimum" : "exclusive-minimum")] = shown(*rule.minimum);
    } else if (rule.minimum) {
      json[prefix + "minimum"] = shown(*rule.minimum);
    }
    if (rule.maximum) json[prefix + "maximum"] = shown(*rule.maximum);
  }

  static Json default_of(ScalarType type, const std::string& text) {
    if (type == ScalarType::Boolean) return text == "true";
    if (type == ScalarType::Integer || type == ScalarType::Number || type == ScalarType::Millicpu) {
      if (const auto value = parse_number(text)) return number(*value);
    }
    return text;
  }

  Json object(const SchemaNode& node) {
    Json json{{"type", "object"}, {"properties", Json::object()}};
    Json required = Json::array();
    for (const SchemaNode::Property& property : node.properties) {
      json["properties"][property.name] = write(property.node);
      if (property.is_required) required.push_back(property.name);
    }
    if (!required.empty()) json["required"] = std::move(required);
    json["additionalProperties"] = node.is_open;
    add_groups(node.groups, json);
    return json;
  }

  static void add_groups(const std::vector<SchemaNode::Group>& groups, Json& json) {
    if (groups.size() == 1) json["oneOf"] = alternatives(groups[0]);
    for (std::size_t i = 0; groups.size() > 1 && i < groups.size(); ++i)
      json["allOf"].push_back(Json{{"oneOf", alternatives(groups[i])}});
  }

  static Json alternatives(const SchemaNode::Group& group) {
    Json json = Json::array();
    Json none = Json::array();
    for (const SchemaNode::Alternative& alternative : group.alternatives) {
      Json one{{"required", alternative.required}};
      add_groups(alternative.groups, one);
      json.push_back(std::move(one));
      none.push_back(Json{{"required", {alternative.key}}});
    }
    if (!group.is_required) json.push_back(Json{{"not", Json{{"anyOf", std::move(none)}}}});
    return json;
  }

  std::set<ScalarType> used_;
};

}  // namespace

SchemaNode parse_item_schema(std::string_view text) {
  SchemaNode node;
  text = trim(text);
  if (text.starts_with('{')) {
    node.kind = SchemaNode::Kind::Raw;
    node.raw_json = text;
    return node;
  }
  if (text.starts_with('[') && text.ends_with(']')) {
    node.kind = SchemaNode::Kind::Tuple;
    for (const std::string_view part : split(text.substr(1, text.size() - 2), ','))
      node.items.push_back(parse_item_schema(part));
    return node;
  }
  node.kind = SchemaNode::Kind::Scalar;
  for (const Named& named : kNames) {
    if (text != named.name && !(text == "millicpu" && named.type == ScalarType::Millicpu)) continue;
    node.type = named.type;
    return node;
  }
  CLOUDSIM_CHECK(text == "a known item schema");
  return node;
}

std::string to_json(const SchemaNode& root, std::string_view title) {
  Writer writer;
  Json json{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  if (!title.empty()) json["title"] = title;
  json.update(writer.write(root));
  Json definitions = writer.definitions();
  if (!definitions.empty()) json["$defs"] = std::move(definitions);
  return json.dump(2) + "\n";
}

}  // namespace cloudsim::document
