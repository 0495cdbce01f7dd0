// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "document/yaml_source.hpp"
#include "unit/scenario/support.hpp"

using namespace scenario_test;
using Json = nlohmann::json;

namespace {

/// The part of JSON Schema that ours uses, over a YAML tree. Collects paths of what it refuses.
class Checker {
 public:
  explicit Checker(const Json& root) : root_(root) {}
  std::vector<std::string> problems;

  bool accepts(const Json& schema, const document::Value& value, const std::string& path) {
    const std::size_t before = problems.size();
    check(schema, value, path);
    return problems.size() == before;
  }

 private:
  bool quietly(const Json& schema, const document::Value& value) {
    Checker inner(root_);
    return inner.accepts(schema, value, "");
  }

  void check(const Json& schema, const document::Value& value, const std::string& path) {
    if (schema.contains("$ref")) {
      const std::string name = schema["$ref"].get<std::string>().substr(8);  // "#/$defs/"
      if (!value.is_scalar() || !root_["$defs"].contains(name)) problems.push_back(path + ": " + name);
    }
    if (schema.contains("enum")) {
      bool known = false;
      for (const Json& choice : schema["enum"]) known = known || (choice.is_string() && choice == value.text);
      if (!known) problems.push_back(path + ": enum");
    }
    if (schema.contains("anyOf") && !any(schema["anyOf"], value)) problems.push_back(path + ": anyOf");
    if (schema.contains("oneOf")) one(schema["oneOf"], value, path);
    if (schema.contains("allOf")) {
      for (const Json& part : schema["allOf"]) check(part, value, path);
    }
    if (schema.value("type", Json()) == "object") object(schema, value, path);
    if (schema.value("type", Json()) == "array") array(schema, value, path);
    if (schema.contains("required")) {
      for (const Json& key : schema["required"]) {
        if (value.find(key.get<std::string>()) == nullptr) problems.push_back(path + ": no " + key.get<std::string>());
      }
    }
    if (schema.contains("not") && quietly(schema["not"], value)) problems.push_back(path + ": not");
  }

  bool any(const Json& parts, const document::Value& value) {
    return std::any_of(parts.begin(), parts.end(), [&](const Json& part) { return quietly(part, value); });
  }
  void one(const Json& parts, const document::Value& value, const std::string& path) {
    const auto fits = std::count_if(parts.begin(), parts.end(), [&](const Json& part) { return quietly(part, value); });
    if (fits != 1) problems.push_back(path + ": oneOf fits " + std::to_string(fits));
  }
  void object(const Json& schema, const document::Value& value, const std::string& path) {
    if (!value.is_mapping()) return problems.push_back(path + ": no mapping");
    for (const auto& member : value.members) {
      if (schema["properties"].contains(member.key)) {
        check(schema["properties"][member.key], member.value, path + "." + member.key);
      } else {
        problems.push_back(path + ": unknown " + member.key);
      }
    }
  }
  void array(const Json& schema, const document::Value& value, const std::string& path) {
    if (!value.is_sequence()) return problems.push_back(path + ": no list");
    if (value.items.size() < schema.value("minItems", 0U)) problems.push_back(path + ": too few");
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const std::string at = path + "[" + std::to_string(i) + "]";
      if (schema.contains("items")) check(schema["items"], value.items[i], at);
      if (schema.contains("prefixItems")) check(schema["prefixItems"].at(i), value.items[i], at);
    }
  }

  const Json& root_;
};

}  // namespace

TEST_CASE("the committed schema is the one that the reading functions describe") {
  CHECK(scenario::schema_json() == read_text(kRoot / "scenarios/scenario.schema.json"));
}

TEST_CASE("the schema accepts every shipped scenario and the specification's example") {
  const Json schema = Json::parse(scenario::schema_json());
  std::vector<std::filesystem::path> paths{kRoot / "tests/unit/scenario/issue-example.yaml"};
  for (const char* folder : {"scenarios", "scenarios/lessons"}) {
    for (const auto& entry : std::filesystem::directory_iterator(kRoot / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      if (read_text(entry.path()).find("\ncloudsim: ") == std::string::npos) continue;  // a lesson
      paths.push_back(entry.path());
    }
  }
  for (const auto& path : paths) {
    CAPTURE(path.string());
    const auto parsed = document::parse(source(read_text(path)));
    Checker checker(schema);
    checker.accepts(schema, parsed.root, "");
    for (const std::string& problem : checker.problems) FAIL_CHECK(problem);
  }
}

TEST_CASE("the schema refuses what an editor can see") {
  const Json schema = Json::parse(scenario::schema_json());
  for (const char* name : {"01-unknown-key", "03-missing-duration", "07-unknown-instance-type", "15-two-arrival-forms",
                           "16-no-arrivals", "23-unknown-call", "40-too-few-deployments"}) {
    CAPTURE(name);
    const auto parsed =
        document::parse(source(read_text(kRoot / "tests/unit/scenario/bad" / (std::string(name) + ".yaml"))));
    Checker checker(schema);
    CHECK_FALSE(checker.accepts(schema, parsed.root, ""));
  }
}

TEST_CASE("the schema tells units, bounds and words") {
  const Json schema = Json::parse(scenario::schema_json());
  const Json& deployment = schema["properties"]["deployments"]["items"]["properties"];
  CHECK(deployment["lambda"]["properties"]["memory"]["x-minimum"] == "128MB");
  CHECK(deployment["lambda"]["properties"]["memory"]["x-maximum"] == "10GB");
  CHECK(deployment["ec2"]["properties"]["image"]["default"] == "baked");
  CHECK_FALSE(deployment["ec2"]["properties"]["queue_limit"].contains("default"));  // a parameter, not the language
  CHECK(schema["properties"]["duration"]["$ref"] == "#/$defs/duration");
}
