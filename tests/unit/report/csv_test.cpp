// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "support/sample_run.hpp"

using namespace cloudsim;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line + ",");
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(field);
  return fields;
}

std::string field(const std::string& text, std::size_t row, const std::string& name) {
  const auto lines = lines_of(text);
  const auto names = fields_of(lines.at(0));
  const auto found = std::find(names.begin(), names.end(), name);
  REQUIRE(found != names.end());
  return fields_of(lines.at(row)).at(static_cast<std::size_t>(found - names.begin()));
}

}  // namespace

TEST_CASE("one row per deployment, every row as wide as the head") {
  const std::string csv = report::to_csv(test::sample_run());
  const auto lines = lines_of(csv);
  REQUIRE(lines.size() == 3);
  CHECK(fields_of(lines[1]).size() == fields_of(lines[0]).size());
  CHECK(field(csv, 1, "deployment") == "servers");
  CHECK(field(csv, 1, "rejected") == "330");
  CHECK(field(csv, 1, "latency_p95_s") == "0.08");
  CHECK(field(csv, 1, "first_answer_s") == "75");
  CHECK(field(csv, 1, "bill_usd") == "0.3694075");
  CHECK(field(csv, 2, "error_share") == "0");
}

TEST_CASE("nothing completed leaves the latency empty; names with commas are quoted") {
  result::RunResult run = test::sample_run();
  run.deployments.resize(1);
  run.deployments[0].latency.reset();
  CHECK(field(report::to_csv(run), 1, "latency_p95_s").empty());
  run.deployments[0].name = "a, \"b\"";
  CHECK(lines_of(report::to_csv(run))[1].find("\"a, \"\"b\"\"\",ec2,") == 0);
}

TEST_CASE("samples: one row per deployment and step") {
  const auto lines = lines_of(report::samples_csv(test::sample_run()));
  REQUIRE(lines.size() == 1 + 2 * 2);
  CHECK(lines[0] == "deployment,at_s,arrived,completed,lost,cold,servers,ready,busy,waiting,hosts,attempts");
  CHECK(lines[2] == "servers,120,120,90,30,0,1,1,0,0,0,0");
}

TEST_CASE("a bill as rows, exact") {
  const auto lines = lines_of(report::to_csv(test::function_deployment().bill));
  REQUIRE(lines.size() == 3);
  CHECK(lines[1] == "lambda.request,request,21600,0,0.20,1000000,0.00432");
  CHECK(lines[2] == "lambda.gb_second.x86,gb_second,1080,400,0.0000166667,1,0.018000036");
}
