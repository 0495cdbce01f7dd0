// SPDX-License-Identifier: Apache-2.0
#include "document/edit.hpp"

#include <doctest/doctest.h>

#include <string>

#include "document/yaml_source.hpp"

using namespace cloudsim;
using document::parse;
using document::set_value;
using document::Value;

namespace {

Value tree() {
  return parse("f.yaml",
               "seed: 1\nworkload:\n  - name: web\n    arrivals: {constant: 2/s}\ndeployments:\n"
               "  - {name: servers, ec2: {fleet: {min: 1}}}\n  - {name: functions, lambda: {memory: 512MB}}\n"
               "points: [[0h, 1/s], [9h, 20/s]]\n")
      .root;
}

std::string code_of(const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return "";
  const Diagnostic& first = diagnostics.front();
  return first.code + "@" + std::to_string(first.location.line) + ":" + std::to_string(first.location.column) + "+" +
         std::to_string(first.location.length);
}

}  // namespace

TEST_CASE("a value is replaced, and its caret stands in what was typed") {
  Value root = tree();
  REQUIRE(set_value(root, "seed", "42").empty());
  CHECK(root.find("seed")->text == "42");
  const Location where = root.find("seed")->location;
  CHECK(where.source->name == "--set");
  CHECK(line_of(where) == "seed=42");
  CHECK(where.line == 1);
  CHECK(where.column == 6);
  CHECK(where.length == 2);
  CHECK(root.members[0].key_location.source->name == "f.yaml");
}

TEST_CASE("list items go by name or by number") {
  Value root = tree();
  REQUIRE(set_value(root, "deployments.functions.lambda.memory", "1024MB").empty());
  REQUIRE(set_value(root, "deployments.0.ec2.fleet.min", "3").empty());
  REQUIRE(set_value(root, "points.1.0", "10h").empty());
  const Value& deployments = *root.find("deployments");
  CHECK(deployments.items[1].find("lambda")->find("memory")->text == "1024MB");
  CHECK(deployments.items[0].find("ec2")->find("fleet")->find("min")->text == "3");
  CHECK(root.find("points")->items[1].items[0].text == "10h");
}

TEST_CASE("missing keys are made, with carets at their step") {
  Value root = tree();
  REQUIRE(set_value(root, "prices.region", "eu-west-1").empty());
  const Value* prices = root.find("prices");
  REQUIRE(prices != nullptr);
  CHECK(prices->is_mapping());
  CHECK(prices->find("region")->text == "eu-west-1");
  CHECK(prices->members[0].key_location.column == 8);
  CHECK(prices->members[0].key_location.length == 6);
  CHECK(root.members.back().key_location.column == 1);
  CHECK(root.members.back().key_location.source->name == "--set");
}

TEST_CASE("values are YAML") {
  Value root = tree();
  REQUIRE(set_value(root, "a", "[1, two, 'three']").empty());
  REQUIRE(set_value(root, "b", "{uniform: [5min, 7min]}").empty());
  REQUIRE(set_value(root, "c", "").empty());
  REQUIRE(set_value(root, "d", "x=y").empty());
  CHECK(root.find("a")->items.size() == 3);
  CHECK(root.find("a")->items[2].quoted);
  CHECK(root.find("a")->items[1].location.column == 7);  // a=[1, two
  CHECK(root.find("b")->find("uniform")->items[1].text == "7min");
  CHECK(root.find("c")->is_null());
  CHECK(root.find("d")->text == "x=y");
}

TEST_CASE("an empty document can be filled") {
  Value root;
  REQUIRE(set_value(root, "a.b", "1").empty());
  CHECK(root.find("a")->find("b")->text == "1");
}

TEST_CASE("bad paths say which step, and leave the tree alone") {
  Value root = tree();
  CHECK(code_of(set_value(root, "", "1")) == "set_bad_path@1:1+1");
  CHECK(code_of(set_value(root, "a..b", "1")) == "set_bad_path@1:3+1");
  CHECK(code_of(set_value(root, "a. b", "1")) == "set_bad_path@1:3+2");
  CHECK(code_of(set_value(root, "points.7", "1")) == "set_no_such_number@1:8+1");
  CHECK(code_of(set_value(root, "points.-1", "1")) == "set_no_such_number@1:8+2");
  CHECK(code_of(set_value(root, "seed.x", "1")) == "set_not_a_mapping@1:6+1");
  const Diagnostics named = set_value(root, "deployments.server.ec2", "1");
  CHECK(code_of(named) == "set_no_such_item@1:13+6");
  CHECK(named[0].suggestion == "servers");
  CHECK(code_of(set_value(root, "seed", "[1")) == "yaml_unclosed_bracket@1:6+1");
  CHECK(code_of(set_value(root, "seed", "\"x")) == "yaml_unclosed_quote@1:6+1");
  CHECK(code_of(set_value(root, "a\xFF", "1")) == "yaml_invalid_utf8@1:2+1");
  CHECK(code_of(set_value(root, "a\x1B", "1")) == "yaml_control_character@1:2+1");
  CHECK(code_of(set_value(root, "a\nb", "1")) == "set_bad_path@1:1+1");
  std::string deep = "a";
  for (int i = 0; i < 1'000; ++i) deep += ".a";
  CHECK(code_of(set_value(root, deep, "1")).starts_with("set_bad_path@1:"));
  CHECK(root.members.size() == 4);
  CHECK(root.find("seed")->text == "1");
}
