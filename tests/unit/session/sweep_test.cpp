// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "run_text.hpp"
#include "scenario/read.hpp"
#include "session/experiment.hpp"

using namespace cloudsim;

namespace {

std::shared_ptr<const Source> source_of(const std::string& more) {
  return std::make_shared<const Source>(Source{"test.yaml", R"(cloudsim: 1
duration: 5min
workload:
  - {name: visits, source: http, arrivals: {poisson: 2/s}, work: {io: 100ms}}
deployments:
  - {name: a, lambda: {memory: 512MB, runtime: python3.13}}
  - {name: b, ec2: {instance: t3.micro, image: baked}}
)" + more});
}

const std::string kSweep = R"(sweep:
  - {set: workload.0.work.io, values: [50ms, 100ms]}
  - {set: deployments.a.lambda.memory, range: {from: 512MB, to: 1024MB, steps: 3}}
)";

}  // namespace

TEST_CASE("even steps are exact, keep their unit, and end at both ends") {
  using Texts = std::vector<std::string>;
  CHECK(scenario::spread("1/s", "2/s", 3) == Texts{"1/s", "1.5/s", "2/s"});
  CHECK(scenario::spread("512MB", "1024MB", 3) == Texts{"512MB", "768MB", "1024MB"});
  CHECK(scenario::spread("3", "1", 3) == Texts{"3", "2", "1"});
  CHECK(scenario::spread("0.1s", "0.3s", 3) == Texts{"0.1s", "0.2s", "0.3s"});
  CHECK(scenario::spread("1ms", "1s", 3).empty());
  CHECK(scenario::spread("python3.13", "python3.14", 2).empty());
  CHECK(scenario::spread("1", "2", 1).empty());
}

TEST_CASE("a grid has all combinations, the last axis fastest") {
  const auto points = session::grid({{"x", {"1", "2"}}, {"y", {"a", "b", "c"}}});
  REQUIRE(points.size() == 6);
  CHECK(points[1][0].value == "1");
  CHECK(points[1][1].value == "b");
  CHECK(points[5][0].value == "2");
  CHECK(points[5][1].path == "y");
  CHECK(session::grid({{"x", std::vector<std::string>(200, "1")}, {"y", std::vector<std::string>(200, "1")}}).size() ==
        session::kMostPoints + 1);
}

TEST_CASE("each row is the run with those values, whatever the number of threads") {
  session::SweepOptions options;
  const auto one = session::sweep(source_of(kSweep), {}, options);
  REQUIRE(one.has_value());
  REQUIRE(one->rows.size() == 12);
  options.jobs = 8;
  std::vector<std::size_t> order;
  options.ready = [&](std::size_t point, const std::vector<result::SweepRow>& rows) {
    order.push_back(point);
    CHECK(rows.size() == 2);
  };
  const auto many = session::sweep(source_of(kSweep), {}, options);
  CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(many->rows[i].values == one->rows[i].values);
    for (std::size_t f = 0; f < one->rows[i].figures.size(); ++f) {
      CHECK(many->rows[i].figures[f].mean == one->rows[i].figures[f].mean);
    }
  }
  // Point 4: io 100 ms, memory 768 MB; the bill of `a` is that of a run of its own.
  const auto loaded = scenario::load(source_of(kSweep),
                                     {{"workload.0.work.io", "100ms"}, {"deployments.a.lambda.memory", "768MB"}}, {});
  const auto data = session::load_data(loaded->scenario, {});
  const result::RunResult run = session::run(loaded->scenario, *data);
  CHECK(one->rows[8].values == std::vector<std::string>{"100ms", "768MB"});
  for (const result::Estimate& each : one->rows[8].figures) {
    if (each.name == "bill_usd") CHECK(each.mean == static_cast<double>(run.deployments[0].bill.total.pico) / 1e12);
    if (each.name == "response_time_s") CHECK(each.mean == run.deployments[0].queueing.response_time_s);
  }
}

TEST_CASE("a sweep goes on where it ended, and tells other inputs apart") {
  session::SweepOptions options;
  std::uint64_t inputs = 0;
  options.resume = [&](const result::Sweep& sweep) {
    inputs = sweep.inputs;
    CHECK(sweep.deployments == 2);
    return std::size_t{4};
  };
  const auto rest = session::sweep(source_of(kSweep), {}, options);
  REQUIRE(rest.has_value());
  REQUIRE(rest->rows.size() == 4);
  CHECK(rest->rows[0].values == std::vector<std::string>{"100ms", "768MB"});
  const std::uint64_t before = inputs;
  options.overrides = {{"seed", "2"}};
  CHECK(session::sweep(source_of(kSweep), {}, options).has_value());
  CHECK(inputs != before);
}

TEST_CASE("bad points are refused before one is run") {
  session::SweepOptions options;
  options.ready = [](std::size_t, const std::vector<result::SweepRow>&) { FAIL("nothing may run"); };
  CHECK(session::sweep(source_of(""), {}, options).error().front().code == "no_sweep");
  options.axes = {{"deployments.a.lambda.memory", {"512MB", "9MB"}}};
  CHECK(!session::sweep(source_of(""), {}, options).has_value());
  options.axes = {{"seed", std::vector<std::string>(101, "1")}, {"duration", std::vector<std::string>(100, "1min")}};
  CHECK(session::sweep(source_of(""), {}, options).error().front().code == "too_many_points");
}
