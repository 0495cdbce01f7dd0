// SPDX-License-Identifier: Apache-2.0
#include "report/compare_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "report/comparison_json.hpp"
#include "result/events.hpp"
#include "support/sample_run.hpp"

using namespace cloudsim;
using result::DeploymentChange;
using result::FigureChange;
using result::RunComparison;
using result::RunResult;

namespace {

RunComparison compare(const RunResult& before, const RunResult& after) {
  return report::compare_runs(before, after, "before.json", "after.json");
}

const FigureChange& figure(const DeploymentChange& change, const std::string& name) {
  const auto found = std::find_if(change.figures.begin(), change.figures.end(),
                                  [&](const FigureChange& each) { return each.name == name; });
  REQUIRE(found != change.figures.end());
  return *found;
}

Money usd(const char* text) { return *Money::from_decimal(text); }

}  // namespace

TEST_CASE("a result does not differ from itself") {
  const RunResult run = test::sample_run();
  const RunComparison same = compare(run, run);
  CHECK(same.inputs.empty());
  CHECK_FALSE(same.differs());
  REQUIRE(same.deployments.size() == 2);
  CHECK(same.deployments[0].same_run);
  CHECK(figure(same.deployments[0], "arrived").before == figure(same.deployments[0], "arrived").after);
}

TEST_CASE("inputs: each one that differs, and whether somebody chose it") {
  const RunResult before = test::sample_run();
  RunResult after = before;
  after.provenance.seed = 43;
  after.provenance.overrides = {
      {"seed", "43"}, {"deployments.servers.ec2.count", "2"}, {"deployments.servers.ec2.count", "3"}};
  after.provenance.free_tier = true;
  after.duration = Duration::hours(12);
  after.deployments[0].assumptions[0].value = "45s";
  const RunComparison found = compare(before, after);
  REQUIRE(found.inputs.size() == 5);
  // The last value that was set counts; the seed is an input of its own.
  CHECK(found.inputs[0] == result::InputChange{"override", "deployments.servers.ec2.count", "", "3", true});
  CHECK(found.inputs[1] == result::InputChange{"seed", "", "42", "43", true});
  CHECK(found.inputs[2] == result::InputChange{"free_tier", "", "no", "yes", true});
  CHECK(found.inputs[3] == result::InputChange{"duration_ns", "", "86400000000000", "43200000000000", false});
  CHECK(found.inputs[4].input == "assumption");
  CHECK(found.inputs[4].name == "ec2.boot");
  CHECK(found.inputs[4].after == "45s");
  CHECK_FALSE(found.inputs[4].chosen);
}

TEST_CASE("lines of the bill add up to its difference, the largest first") {
  const RunResult before = test::sample_run();
  RunResult after = before;
  result::Bill& bill = after.deployments[1].bill;
  bill.lines[1].quantity *= 2;  // twice the GB-seconds at the same price: 0.018000036 more
  bill.lines[1].amount = usd("0.036000072");
  bill.lines.erase(bill.lines.begin());  // and no requests: 0.00432 less
  bill.lines.push_back({"ipv4.address", "address_hour", 24'000'000, 0, usd("0.005"), 1, usd("0.12"), "ipv4.address"});
  bill.total = usd("0.156000072");
  const DeploymentChange change = compare(before, after).deployments.at(1);
  REQUIRE(change.lines.size() == 3);
  CHECK(change.lines[0].meter == "ipv4.address");
  CHECK_FALSE(change.lines[0].in_before);
  CHECK(change.lines[1].meter == "lambda.gb_second.x86");
  CHECK(change.lines[1].quantity_after == 2 * change.lines[1].quantity_before);
  CHECK_FALSE(change.lines[2].in_after);
  Money sum;
  for (const result::LineChange& line : change.lines) sum += line.after - line.before;
  CHECK(sum == change.bill_after - change.bill_before);
  CHECK(sum == usd("0.133680036"));  // 0.12 + 0.018000036 − 0.00432
}

TEST_CASE("losses by reason add up, and name the event that tells of most of them") {
  const RunResult before = test::sample_run();
  RunResult after = before;
  result::Deployment& server = after.deployments[0];
  const std::uint64_t lost = server.requests.lost();
  server.requests.rejected += 30;
  server.requests.by_reason["queue_full"] += 30;
  result::Event event;
  event.id = static_cast<std::uint32_t>(server.events.size() + 1);
  event.kind = result::event::kLost;
  event.arguments = {
      {"count", std::int64_t{30}}, {"requests", std::int64_t{90}}, {"reason", std::string("queue_full")}};
  server.events.push_back(event);
  const DeploymentChange change = compare(before, after).deployments.at(0);
  REQUIRE(change.losses.size() == 1);
  CHECK(change.losses[0].name == "queue_full");
  CHECK(change.losses[0].after - change.losses[0].before == 30);
  CHECK(change.losses[0].example == event.id);
  CHECK(*figure(change, "lost").after == static_cast<double>(lost + 30));
}

TEST_CASE("with intervals in both files, a difference is held against chance") {
  RunResult before = test::sample_run();
  result::Statistics statistics;
  statistics.replications = 10;
  statistics.method = "replications";
  statistics.confidence = 0.95;
  before.statistics = statistics;
  const auto estimate = [](const char* name, double mean, double half_width) {
    result::Estimate out;
    out.name = name;
    out.mean = mean;
    out.half_width = half_width;
    out.n = 10;
    return out;
  };
  before.deployments[0].estimates = {estimate("bill_usd", 10, 3), estimate("response_time_s", 0.5, 0.03),
                                     estimate("waiting_time_s", 0.2, 0.03)};
  RunResult after = before;
  after.deployments[0].estimates = {estimate("bill_usd", 14, 4), estimate("response_time_s", 0.7, 0.04),
                                    estimate("waiting_time_s", 0.3, 0.04)};
  const RunComparison found = compare(before, after);
  CHECK(found.confidence == 0.95);
  const FigureChange& bill = figure(found.deployments[0], "bill_usd");
  CHECK(*bill.before == 10);
  CHECK(*bill.spread == doctest::Approx(5));  // √(3² + 4²)
  CHECK(bill.sure() == false);                // 4 ≤ 5
  const FigureChange& response = figure(found.deployments[0], "response_time_s");
  CHECK(*response.spread == doctest::Approx(0.05));
  CHECK(response.sure() == true);  // 0.2 > 0.05
  // Work is the rest of the same means, not of a single run: 0.5 − 0.2 and 0.7 − 0.3.
  CHECK(*figure(found.deployments[0], "service_time_s").before == doctest::Approx(0.3));
  CHECK(*figure(found.deployments[0], "service_time_s").after == doctest::Approx(0.4));
  CHECK_FALSE(figure(found.deployments[0], "launched").sure().has_value());

  after.statistics->confidence = 0.99;  // intervals of two kinds cannot be held against each other
  const RunComparison mixed = compare(before, after);
  CHECK(mixed.confidence == 0);
  CHECK_FALSE(figure(mixed.deployments[0], "bill_usd").sure().has_value());
}

TEST_CASE("deployments are matched by name; links by their chain's name and theirs") {
  RunResult before = test::sample_run();
  before.deployments[0].links = {test::function_deployment()};
  RunResult after = before;
  after.deployments[0].links[0].requests.cold_starts = 1;
  after.deployments[1].name = "new";
  const RunComparison found = compare(before, after);
  CHECK(found.only_first == std::vector<std::string>{"functions"});
  CHECK(found.only_second == std::vector<std::string>{"new"});
  REQUIRE(found.deployments.size() == 2);
  CHECK(found.deployments[1].name == "servers.functions");
  CHECK(found.deployments[1].differs());
  CHECK(found.differs());
}

TEST_CASE("as JSON: values, differences, ratios, and nothing where there is none") {
  const RunResult before = test::sample_run();
  RunResult after = before;
  after.deployments[0].requests.arrived *= 2;
  result::Comparison comparison;
  comparison.pairs.push_back(compare(before, after));
  const std::string json = report::to_json(comparison);
  CHECK(json.find("\"schema\": \"cloudsim.comparison/1\"") != std::string::npos);
  CHECK(json.find("\"ratio\": 2.0") != std::string::npos);
  CHECK(json.find("\"confidence\": null") != std::string::npos);
  CHECK(json.back() == '\n');
}
