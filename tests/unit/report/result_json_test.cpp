// SPDX-License-Identifier: Apache-2.0
#include "report/result_json.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "support/sample_run.hpp"

using namespace cloudsim;
using Json = nlohmann::ordered_json;

namespace {

void keys_of(const Json& json, std::set<std::string>& keys) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      keys.insert(key);
      keys_of(value, keys);
    }
  } else if (json.is_array()) {
    for (const Json& item : json) keys_of(item, keys);
  }
}

/// Names of the data members in a header: the word before `;`, `=`, `{` or `,` of a declaration.
std::set<std::string> members_of(const std::string& header) {
  std::ifstream file(std::string(CLOUDSIM_SOURCE_DIR) + "/lib/result/" + header);
  std::stringstream whole;
  whole << file.rdbuf();
  std::string text = std::regex_replace(whole.str(), std::regex("//[^\n]*"), "");
  std::set<std::string> names;
  const std::regex declaration(
      "\n +(?:std::[a-z_0-9]+(?:<[^;=]*>)?|u?int128|Money|Duration|SimTime|double|bool|Requests|Queueing|Capacity|"
      "Milestones|Effort|Billed|Bill|Provenance|ArgumentValue|Arguments)\\s+([a-z_0-9, ={}]+);");
  for (std::sregex_iterator at(text.begin(), text.end(), declaration), end; at != end; ++at) {
    const std::string declared = (*at)[1];
    const std::regex name("(^|, )([a-z_0-9]+)");
    for (std::sregex_iterator one(declared.begin(), declared.end(), name); one != std::sregex_iterator(); ++one)
      names.insert((*one)[2]);
  }
  return names;
}

}  // namespace

TEST_CASE("the result is valid JSON with its version first and exact values") {
  const std::string text = report::to_json(test::sample_run());
  const Json json = Json::parse(text);
  CHECK(json.begin().key() == "schema");
  CHECK(json["schema"] == "cloudsim.result/1");
  CHECK(json["title"]["es"] == "Tres tareas");
  CHECK(json["duration_ns"] == 86'400'000'000'000);
  CHECK(json["provenance"]["seed"] == 42);
  CHECK(json["provenance"]["overrides"][0]["path"] == "seed");
  const Json& servers = json["deployments"][0];
  CHECK(servers["requests"]["lost"] == 330);
  CHECK(servers["requests"]["by_reason"]["no_server"] == 270);
  CHECK(servers["latency"]["p95_ns"] == 80'000'000);
  CHECK(servers["milestones"]["first_answer_ns"] == 75'000'000'000);
  CHECK(servers["milestones"]["longest_shortage_ns"].is_null());
  CHECK(servers["bill"]["total_usd"] == "0.3694075");
  CHECK(servers["bill"]["lines"][0]["quantity"] == "23.9875");
  CHECK(servers["bill"]["lines"][0]["price_usd"] == "0.0104");
  CHECK(servers["events"][6]["cause"] == 6);
  CHECK(servers["events"][5]["cause"].is_null());
  CHECK(servers["events"][6]["arguments"]["reason"]["text"] == "no_server");
  CHECK(servers["events"][4]["arguments"]["after"]["duration_ns"] == 75'000'000'000);
  CHECK(servers["fingerprint"] == "0123456789abcdef");
  CHECK(json["deployments"][1]["events"][0]["arguments"]["to_rate"]["number"] == 200.0);
}

TEST_CASE("what is not there is null, and doubles are the shortest that read back") {
  result::RunResult run = test::sample_run();
  run.deployments[0].latency.reset();
  run.deployments[0].queueing.arrival_rate = 0.1;
  run.deployments[0].queueing.utilization = 1.0 / 3;
  const std::string text = report::to_json(run);
  CHECK(Json::parse(text)["deployments"][0]["latency"].is_null());
  CHECK(text.find("\"arrival_rate\": 0.1,") != std::string::npos);
  CHECK(text.find("\"utilization\": 0.3333333333333333") != std::string::npos);
}

TEST_CASE("every field of a result is in the JSON") {
  result::RunResult run = test::sample_run();
  run.deployments[0].by_class["visits"] = run.deployments[0].requests;
  run.deployments[0].objectives = {{"errors", 0.005, 0.015, false}};
  // What only some results have.
  run.deployments[0].objectives[0].over_runs = result::ObjectiveOverRuns{"missed", 0.001, 10, 2};
  run.deployments[0].no_interval = "too_few";
  run.deployments[0].functions.emplace();
  run.deployments[0].links = {run.deployments[1]};
  run.deployments[0].links[0].fed_by = "direct";
  run.statistics.emplace();
  run.statistics->differences = {{"bill_usd", "servers", "functions", 1, 0.1, 10}};
  run.deployments[0].estimates = {{"bill_usd", 1, 0.1, 10, {}, 0, false}};
  result::TheoryFigure figure;
  figure.simulated = figure.half_width = 1;
  run.deployments[0].theory.emplace().figures = {figure};
  std::set<std::string> keys;
  keys_of(Json::parse(report::to_json(run)), keys);
  std::set<std::string> members = members_of("run_result.hpp");
  members.merge(members_of("bill.hpp"));
  members.merge(members_of("statistics.hpp"));
  members.merge(members_of("theory.hpp"));
  CHECK(members.size() > 100);
  for (const std::string& member : members) {
    CAPTURE(member);
    const bool present = keys.count(member) > 0 || keys.count(member + "_ns") > 0 || keys.count(member + "_usd") > 0;
    CHECK(present);
  }
}

TEST_CASE("text that is no UTF-8 or needs escapes stays JSON") {
  result::RunResult run = test::sample_run();
  run.provenance.scenario = "a\"b\\c\n\xff.yaml";
  CHECK(Json::parse(report::to_json(run))["provenance"]["scenario"] == "a\"b\\c\n\xEF\xBF\xBD.yaml");
}

TEST_CASE("a bill alone has its own schema") {
  const Json json = Json::parse(report::to_json(test::server_deployment().bill));
  CHECK(json["schema"] == "cloudsim.bill/1");
  CHECK(json["total_usd"] == "0.3694075");
  CHECK(json["lines"].size() == 2);
}
