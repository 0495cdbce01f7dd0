// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "run_text.hpp"
#include "session/break_even.hpp"
#include "session/optimise.hpp"

using namespace cloudsim;

namespace {

// A function is paid per request, a fleet that is there anyway is not: the difference rises with the rate, and single
// runs a little to the left and to the right of its zero must disagree.
std::shared_ptr<const Source> shop() {
  return std::make_shared<const Source>(Source{"shop.yaml", R"(cloudsim: 1
duration: 10min
run: {replications: 3}
workload:
  - {name: visits, source: http, arrivals: {constant: 5/s}, work: {io: 100ms}}
deployments:
  - {name: functions, lambda: {memory: 1024MB, runtime: python3.13}}
  - {name: servers, ec2: {instance: t3.micro, image: baked, fleet: 2}}
  - {name: more, ec2: {instance: t3.micro, image: baked, fleet: 3}}
objectives: {latency_p95: 150ms}
)"});
}

session::BreakEvenOptions between(const char* first, const char* second) {
  session::BreakEvenOptions options;
  options.first = first;
  options.second = second;
  options.path = "rate";
  options.from = "1/s";
  options.to = "33/s";
  return options;
}

}  // namespace

TEST_CASE("the break-even is where single runs to its left and right disagree") {
  const auto found = session::break_even(shop(), {}, between("functions", "servers"));
  REQUIRE(found.has_value());
  CHECK(found->path == "workload.0.arrivals.constant");
  CHECK(found->curve.size() == 9);
  CHECK(found->curve.front().value == "1/s");
  CHECK(found->curve.back().value == "33/s");
  REQUIRE(found->crossing);
  CHECK(found->crossing->first_below);
  const double value = std::stod(found->crossing->value);
  const auto difference = [&](double rate) {
    const auto loaded = scenario::load(
        shop(), {{"workload.0.arrivals.constant", std::to_string(rate) + "/s"}, {"run.replications", "2"}}, {});
    const auto data = session::load_data(loaded->scenario, {});
    const result::RunResult run = session::run(loaded->scenario, *data);
    return run.deployments[0].bill.total - run.deployments[1].bill.total;
  };
  CHECK(difference(value - 0.2) < Money{});
  CHECK(difference(value + 0.2) > Money{});

  const auto reversed = session::break_even(shop(), {}, between("servers", "functions"));
  REQUIRE(reversed->crossing);
  CHECK(reversed->crossing->value == found->crossing->value);
  CHECK(!reversed->crossing->first_below);
}

TEST_CASE("without a change of sign there is no break-even; wrong words are refused") {
  const auto found = session::break_even(shop(), {}, between("servers", "more"));
  REQUIRE(found.has_value());
  CHECK(!found->crossing);
  CHECK(found->curve.front().mean < 0);
  CHECK(session::break_even(shop(), {}, between("servers", "nobody")).error().front().code == "unknown_deployment");
  auto options = between("functions", "servers");
  options.to = "33/min";
  CHECK(session::break_even(shop(), {}, options).error().front().code == "bad_range");
}

TEST_CASE("the frontier holds what nothing beats, and the objectives what is in it") {
  session::OptimiseOptions options;
  options.deployment = "functions";
  options.axes = {{"deployments.functions.lambda.memory", {"512MB", "1024MB", "9MB"}},
                  {"workload.0.work.io", {"100ms", "200ms"}}};
  const auto found = session::optimise(shop(), {}, options);
  REQUIRE(found.has_value());
  CHECK(found->objectives);
  CHECK(found->left_out == 2);
  REQUIRE(found->candidates.size() == 4);
  for (const result::Candidate& each : found->candidates) {
    CHECK(each.deployment == "functions");
    // Waiting for others takes as long with any memory, so the smallest memory with the short wait beats all; 200 ms
    // misses the objective of 150 ms.
    const bool quick = each.settings[1].second == "100ms";
    CHECK(each.objectives_met == quick);
    CHECK(each.frontier == (quick && each.settings[0].second == "512MB"));
  }
  options.axes.clear();
  options.deployment = "nobody";
  CHECK(session::optimise(shop(), {}, options).error().front().code == "unknown_deployment");
}

TEST_CASE("usual sizes: memory of a function, family and number of a fleet") {
  const scenario::Scenario scenario = test::scenario_of(shop()->text);
  std::vector<services::InstanceType> types(3);
  types[0].name = "t3.micro";
  types[1].name = "t3.small";
  types[2].name = "m5.large";
  const auto memories = session::usual_sizes(scenario.deployments[0], types);
  CHECK(memories.size() == 9);
  CHECK(memories.front().front().path == "deployments.functions.lambda.memory");
  const auto fleets = session::usual_sizes(scenario.deployments[1], types);
  CHECK(fleets.size() == 2 * 4);  // two sizes of the family, one to four of them
  CHECK(fleets.back()[0].value == "t3.small");
  CHECK(fleets.back()[1].value == "4");
}
