// SPDX-License-Identifier: Apache-2.0
#include "document/schema.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/units.hpp"
#include "document/guess.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

using namespace cloudsim;
using document::Reader;
using document::Rule;
using document::ScalarType;
using document::SchemaNode;
using Json = nlohmann::ordered_json;

namespace {

struct Fleet {
  std::int64_t minimum = 1;
  double target = 0.5;
  Duration timeout = Duration::seconds(30);
  std::string launch = "ec2";
};

/// One function reads and describes.
void read_demo(Reader& reader, Fleet& fleet) {
  Duration duration;
  reader.required("duration", duration, {.minimum = 1, .doc = "How long the run takes."});
  reader.required_object(
      "fleet",
      [&](Reader& r) {
        r.optional("min", fleet.minimum, {.minimum = 1, .maximum = 1000});
        r.optional_ratio("target_cpu", fleet.target, {.maximum = 1});
        r.optional("launch", fleet.launch, {.choices = {"ec2", "fargate"}});
      },
      "The servers.");
  std::optional<Duration> timeout = fleet.timeout;
  reader.optional_duration_or("timeout", timeout, {.keyword = "none"});
  Rate rate;
  Duration until;
  std::string file;
  reader.one_of({{"constant",
                  [&](Reader& r) {
                    r.scalar_or_object(
                        "constant", true, [&](Reader& s, std::string_view self) { s.required(self, rate); },
                        [&](Reader& l) {
                          l.required("rate", rate);
                          l.optional("until", until);
                        });
                  }},
                 {"trace", [&](Reader& r) {
                    r.required("trace", file);
                    r.required("format", file);
                  }}});
  reader.optional_list("tags", [](Reader& item, std::size_t) {
    std::string name;
    item.required("name", name);
  });
  reader.list_of_values(
      "points", false, [](const document::Value&, Diagnostics&) {}, "[duration, rate]");
}

Json describe(const std::function<void(Reader&)>& body) {
  SchemaNode node;
  Diagnostics unused;
  Reader reader = Reader::describe(node, unused);
  CHECK(reader.describing());
  body(reader);
  reader.finish();
  CHECK(unused.empty());
  return Json::parse(document::to_json(node, "demo"));
}

Json demo() {
  return describe([](Reader& reader) {
    Fleet fleet;
    read_demo(reader, fleet);
  });
}

}  // namespace

TEST_CASE("the reading function describes itself") {
  const Json schema = demo();
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["title"] == "demo");
  CHECK(schema["type"] == "object");
  CHECK(schema["additionalProperties"] == false);
  CHECK(schema["required"] == Json({"duration", "fleet"}));
  const Json& properties = schema["properties"];
  CHECK(properties["duration"]["$ref"] == "#/$defs/duration");
  CHECK(properties["duration"]["description"] == "How long the run takes.");
  CHECK(properties["duration"]["x-minimum"] == "1s");
  CHECK_FALSE(properties["duration"].contains("default"));
  const Json& fleet = properties["fleet"];
  CHECK(fleet["description"] == "The servers.");
  CHECK(fleet["properties"]["min"] == Json({{"type", "integer"}, {"minimum", 1}, {"maximum", 1000}, {"default", 1}}));
  CHECK(fleet["properties"]["target_cpu"]["default"] == "50%");
  CHECK(fleet["properties"]["target_cpu"]["maximum"] == 1);
  CHECK(fleet["properties"]["launch"]["enum"] == Json({"ec2", "fargate"}));
  CHECK(fleet["properties"]["launch"]["default"] == "ec2");
  CHECK_FALSE(fleet.contains("required"));
  CHECK(properties["timeout"]["anyOf"][1]["const"] == "none");
  CHECK(properties["timeout"]["default"] == "30s");
}

TEST_CASE("alternatives, short forms and lists in the schema") {
  const Json schema = demo();
  REQUIRE(schema["oneOf"].size() == 2);
  CHECK(schema["oneOf"][0]["required"] == Json({"constant"}));
  CHECK(schema["oneOf"][1]["required"] == Json({"trace", "format"}));
  const Json& constant = schema["properties"]["constant"];
  REQUIRE(constant["anyOf"].size() == 2);
  CHECK(constant["anyOf"][0]["$ref"] == "#/$defs/rate");
  CHECK(constant["anyOf"][1]["required"] == Json({"rate"}));
  CHECK(schema["properties"]["tags"]["items"]["required"] == Json({"name"}));
  const Json& point = schema["properties"]["points"]["items"];
  CHECK(point["prefixItems"][0]["$ref"] == "#/$defs/duration");
  CHECK(point["prefixItems"][1]["$ref"] == "#/$defs/rate");
  CHECK(point["minItems"] == 2);
  CHECK(point["maxItems"] == 2);
  CHECK(schema["$defs"].contains("duration"));
  CHECK_FALSE(schema["$defs"].contains("bandwidth"));  // only what is used
}

TEST_CASE("optional groups, several groups, nested groups") {
  const auto nothing = [](Reader&) {};
  const Json several = describe([&](Reader& reader) {
    reader.one_of({{"a", nothing}, {"b", nothing}}, false);
    reader.one_of({{"c", [&](Reader& r) { r.one_of({{"d", nothing}, {"e", nothing}}); }}});
    reader.optional_object("free", [](Reader& r) { r.accept_any_key(); });
  });
  CHECK_FALSE(several.contains("oneOf"));
  REQUIRE(several["allOf"].size() == 2);
  const Json& optional = several["allOf"][0]["oneOf"];
  REQUIRE(optional.size() == 3);  // a, b, or neither
  CHECK(optional[2]["not"]["anyOf"].size() == 2);
  CHECK(several["allOf"][1]["oneOf"][0]["oneOf"].size() == 2);
  CHECK(several["properties"]["free"]["additionalProperties"] == true);
}

TEST_CASE("the text is stable") {
  CHECK(demo().dump() == demo().dump());
  SchemaNode node;
  node.kind = SchemaNode::Kind::Object;
  CHECK(document::to_json(node) ==
        "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"type\": \"object\",\n"
        "  \"properties\": {},\n  \"additionalProperties\": false\n}\n");
}

TEST_CASE("the reading function that described also reads") {
  const document::Parsed parsed =
      document::parse("f.yaml", "duration: 1h\nfleet: {min: 2, target_cpu: 60%}\nconstant: {rate: 2/s}\n");
  Diagnostics diagnostics;
  Reader reader(parsed.root, diagnostics);
  Fleet fleet;
  read_demo(reader, fleet);
  reader.finish();
  CHECK(diagnostics.empty());
  CHECK(fleet.minimum == 2);
  CHECK(fleet.target == 0.6);
}

TEST_CASE("the patterns accept exactly what the readers accept") {
  const Json schema = describe([](Reader& reader) {
    Duration duration;
    Bytes bytes;
    Rate rate;
    Bandwidth bandwidth;
    double ratio = 0;
    Money money;
    reader.required("duration", duration);
    reader.required("bytes", bytes);
    reader.required("rate", rate);
    reader.required("bandwidth", bandwidth);
    reader.required_ratio("ratio", ratio);
    reader.required("money", money);
  });
  const Json& defs = schema["$defs"];
  const auto matches = [](const Json& pattern, const std::string& text) {
    return std::regex_search(text, std::regex(pattern.get<std::string>()));
  };
  const std::vector<std::string> texts{
      "5s",      "5 s",    "1.5h",         "05s",     "5",    "5 sec",          "5m",    ".5s",   "5.s",
      "-5s",     "5min",   "2d",           "7us",     "7µs",  "7\u03BCs",       "7ns",   "250ms", "1GB",
      "1.5 GiB", "1gb",    "1 B",          "5/s",     "5 /s", "5/ s",           "5/day", "5/d",   "5/sec",
      "5/ms",    "50MB/s", "50MB",         "50 MB/s", "50%",  "50 %",           "5e1%",  "0.25",  "1e5",
      "",        "x",      "0.0000166667", "1.2.3",   "-1",   "0.0000000000001"};
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(matches(defs["duration"]["anyOf"][0]["pattern"], text) == (parse_duration(text).has_value()));
    CHECK(matches(defs["bytes"]["pattern"], text) == parse_bytes(text).has_value());
    CHECK(matches(defs["rate"]["pattern"], text) == parse_rate(text).has_value());
    CHECK(matches(defs["bandwidth"]["pattern"], text) == parse_bandwidth(text).has_value());
    const bool percent = text.ends_with('%');
    CHECK(matches(defs["ratio"]["anyOf"][1]["pattern"], text) == (percent && parse_ratio(text).has_value()));
    CHECK(matches(defs["money"]["anyOf"][1]["pattern"], text) == Money::from_decimal(text).has_value());
  }
}

TEST_CASE("short notations of items") {
  CHECK(document::parse_item_schema("bytes").type == ScalarType::Bytes);
  CHECK(document::parse_item_schema("millicpu").type == ScalarType::Millicpu);
  const SchemaNode pair = document::parse_item_schema("[ratio, duration]");
  REQUIRE(pair.kind == SchemaNode::Kind::Tuple);
  CHECK(pair.items[1].type == ScalarType::Duration);
  CHECK(document::parse_item_schema("{\"type\": \"null\"}").kind == SchemaNode::Kind::Raw);
  CHECK_THROWS_AS(document::parse_item_schema("colour"), InternalError);
}

TEST_CASE("a guess is offered only when it reads") {
  using document::guess;
  CHECK(guess(ScalarType::Duration, "5 segundos") == "5s");
  CHECK(guess(ScalarType::Duration, "3 días") == "3d");
  CHECK(guess(ScalarType::Duration, "0.3 nanoseconds") == "");  // no whole nanosecond
  CHECK(guess(ScalarType::Bytes, "2G") == "2GB");
  CHECK(guess(ScalarType::Rate, "600 rpm") == "600/min");
  CHECK(guess(ScalarType::Rate, "7/days") == "7/day");
  CHECK(guess(ScalarType::Ratio, "12,5 %") == "12.5%");
  CHECK(guess(ScalarType::Ratio, "50 percent") == "50%");
  CHECK(guess(ScalarType::Integer, "007") == "7");
  CHECK(guess(ScalarType::Integer, "1'000") == "1000");
  CHECK(guess(ScalarType::Number, "5.") == "5");
  CHECK(guess(ScalarType::Number, "1,234") == "");  // a thousand to some, one to others
  CHECK(guess(ScalarType::Number, "abc") == "");
  CHECK(guess(ScalarType::String, "5") == "");
}
