// SPDX-License-Identifier: Apache-2.0
// A result that was written is read back without a loss, and whatever else a file holds is refused with its place.
#include "report/read_result.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "report/result_json.hpp"
#include "support/sample_run.hpp"

using namespace cloudsim;
using Json = nlohmann::ordered_json;

namespace {

std::optional<result::RunResult> read(const std::string& text, Diagnostics& diagnostics) {
  return report::read_result(std::make_shared<Source>(Source{"run.json", text}), diagnostics);
}

/// The code of the first problem, "" when there is none, and its path as it would be printed.
std::string first_problem(const std::string& text) {
  Diagnostics diagnostics;
  const auto run = read(text, diagnostics);
  CHECK(run.has_value() == diagnostics.empty());
  if (diagnostics.empty()) return "";
  std::string problem = diagnostics.front().code;
  for (const Argument& argument : diagnostics.front().arguments) {
    if (argument.key == "path") problem += " " + std::get<std::string>(argument.value);
  }
  return problem;
}

Json sample() { return Json::parse(report::to_json(test::sample_run())); }

template <class Change>
std::string changed(Change change) {
  Json json = sample();
  change(json);
  return first_problem(json.dump());
}

}  // namespace

TEST_CASE("what was written is read back byte for byte") {
  const std::string written = report::to_json(test::sample_run());
  Diagnostics diagnostics;
  const auto run = read(written, diagnostics);
  REQUIRE(run.has_value());
  CHECK(report::to_json(*run) == written);
}

TEST_CASE("a result says itself what it is") {
  CHECK(first_problem("") == "result_cut_off");
  CHECK(first_problem("duration: 1h") == "result_not_json");
  CHECK(first_problem("[1, 2]") == "result_is_other");
  CHECK(first_problem("null") == "result_is_other");
  CHECK(first_problem("{}") == "result_is_other");
  CHECK(first_problem(R"({"schema": 5})") == "result_is_other");
  CHECK(first_problem(R"({"schema": "cloudsim.bill/1"})") == "result_is_named_other");
  CHECK(first_problem(R"({"schema": "cloudsim.result/2"})") == "result_other_version");
  CHECK(first_problem(R"({"schema": "cloudsim.result/1"})") == "result_key_missing title");
  CHECK(first_problem("{\"schema\": \"\xff\"}") == "result_not_json");
}

TEST_CASE("text that is no JSON is shown with its line and column") {
  Diagnostics diagnostics;
  read("{\n  \"schema\": oops\n}", diagnostics);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].location.line == 2);
  CHECK(diagnostics[0].location.column == 13);  // the first byte that fits nothing: "o"
}

TEST_CASE("a value of the wrong type, range or order is refused with its path") {
  CHECK(changed([](Json& json) { json["duration_ns"] = "1h"; }) == "result_wrong_type duration_ns");
  CHECK(changed([](Json& json) { json["duration_ns"] = -1; }) == "result_out_of_range duration_ns");
  CHECK(changed([](Json& json) { json["deployments"] = 3; }) == "result_wrong_type deployments");
  CHECK(changed([](Json& json) { json["deployments"][0] = 3; }) == "result_wrong_type deployments[0]");
  const auto in_first = [](const char* key, Json value) {
    return changed([&](Json& json) { json["deployments"][0][key] = value; });
  };
  CHECK(in_first("name", 7) == "result_wrong_type deployments[0].name");
  CHECK(in_first("fingerprint", "12") == "result_out_of_range deployments[0].fingerprint");
  CHECK(in_first("spans_left_out", 5'000'000'000) == "result_out_of_range deployments[0].spans_left_out");
  CHECK(changed([](Json& json) { json["deployments"][0]["requests"].erase("failed"); }) ==
        "result_key_missing deployments[0].requests.failed");
  CHECK(changed([](Json& json) { json["deployments"][0]["bill"]["total_usd"] = "1,5"; }) ==
        "result_out_of_range deployments[0].bill.total_usd");
}

TEST_CASE("causes point backwards, so that a chain comes to an end") {
  const auto event = [](std::size_t position, const char* key, Json value) {
    return changed([&](Json& json) { json["deployments"][0]["events"][position][key] = value; });
  };
  CHECK(event(1, "cause", 2) == "result_out_of_range deployments[0].events[1].cause");
  CHECK(event(1, "cause", 1) == "");
  CHECK(event(1, "id", 7) == "result_out_of_range deployments[0].events[1].id");
  CHECK(event(1, "at_ns", 9'000'000'000'000'000'000) == "result_out_of_range deployments[0].events[1].at_ns");
  CHECK(event(1, "arguments", Json{{"count", {{"number", 1e300}}}}) ==
        "result_out_of_range deployments[0].events[1].arguments.count.number");
  CHECK(event(1, "arguments", Json{{"count", {{"kilo", 1}}}}) ==
        "result_unknown_type deployments[0].events[1].arguments.count.kilo");
  CHECK(event(1, "arguments", Json{{"count", Json::object()}}) ==
        "result_unknown_type deployments[0].events[1].arguments.count.");
}

TEST_CASE("a file that is cut off anywhere is refused, never read in part") {
  const std::string written = report::to_json(test::sample_run());
  for (std::size_t length = 0; length + 2 < written.size(); length += 37) {
    CAPTURE(length);
    CHECK(first_problem(written.substr(0, length)) != "");
  }
}

TEST_CASE("no more than ten problems are shown") {
  Json json = sample();
  for (Json& deployment : json["deployments"]) deployment = Json::object();
  Diagnostics diagnostics;
  CHECK_FALSE(read(json.dump(), diagnostics).has_value());
  CHECK(diagnostics.size() == 10);
}

TEST_CASE("deep nesting is refused without running out of stack") {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  CHECK(first_problem(deep) == "result_is_other");
  CHECK(first_problem(R"({"schema": "cloudsim.result/1", "title": )" + deep + "}") == "result_wrong_type title");
}
