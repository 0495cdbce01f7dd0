// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "run_text.hpp"
#include "session/theory_models.hpp"
#include "theory/queues.hpp"

using namespace cloudsim;

namespace {

result::RunResult run_text(const std::string& arrivals, const std::string& work, const std::string& service,
                           const std::string& plan) {
  const scenario::Scenario scenario =
      test::scenario_of("cloudsim: 1\nduration: 2h\nrun: " + plan +
                        "\nworkload:\n  - {name: visits, source: http, arrivals: " + arrivals + ", work: " + work +
                        "}\ndeployments:\n  - {name: one, " + service + "}\n");
  const auto data = session::load_data(scenario, {});
  REQUIRE(data.has_value());
  return session::run(scenario, *data);
}

bool has(const std::vector<std::string>& list, const char* word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

const result::TheoryFigure& figure(const result::Theory& theory, const std::string& name) {
  for (const result::TheoryFigure& each : theory.figures) {
    if (each.name == name) return each;
  }
  FAIL("no figure of that name: ", name);
  return theory.figures.front();
}

const char* const kThree = "ec2: {instance: t3.micro, image: baked, fleet: 3, workers: 1, routing: central}";

}  // namespace

TEST_CASE("every model computes what the formulas give") {
  result::Theory theory;
  theory.arrival_rate = 0.2;
  theory.service_time_s = 10;
  theory.servers = 3;
  theory.model = "mmc";
  session::compute(theory);
  // Ciw's bank: lambda 0.2, mu 0.1, three clerks.
  CHECK(figure(theory, "waiting_time_s").formula == doctest::Approx(4.44444444));
  CHECK(figure(theory, "waiting_probability").formula == doctest::Approx(0.44444444));
  theory.model = "erlang-c";
  session::compute(theory);
  CHECK(figure(theory, "waiting_probability").formula == doctest::Approx(0.44444444));
  theory.model = "erlang-b";
  session::compute(theory);
  CHECK(figure(theory, "error_share").formula == doctest::Approx(0.21052632));  // A = 2, c = 3
  theory.model = "mmck";
  theory.capacity = 3;
  session::compute(theory);
  CHECK(figure(theory, "error_share").formula == doctest::Approx(0.21052632));
  theory.model = "little";
  session::compute(theory);
  CHECK(figure(theory, "number_in_system").formula == doctest::Approx(2));
  theory.model = "mm1";
  session::compute(theory);
  CHECK(!theory.stable);
  CHECK(theory.figures.empty());
  for (const session::TheoryModel& model : session::theory_models())
    CHECK(session::theory_model(model.name) != nullptr);
  CHECK(session::theory_model("mmx") == nullptr);
}

TEST_CASE("a bank is an M/M/3, and nothing but chance parts the two") {
  const result::RunResult run = run_text("{poisson: 2/s}", "{io: {exponential: 1s}}", kThree,
                                         "{replications: 10, warm_up: 10min, confidence: 99.9%}");
  REQUIRE(run.deployments[0].theory);
  const result::Theory& theory = *run.deployments[0].theory;
  CHECK(theory.model == "mmc");
  CHECK(theory.servers == 3);
  CHECK(theory.service_time_s == doctest::Approx(1).epsilon(0.02));
  CHECK(figure(theory, "waiting_time_s").holds());
  CHECK(figure(theory, "waiting_time_s").formula ==
        doctest::Approx(0.4444).epsilon(0.15));  // the measured service time
  CHECK(!has(theory.broken, "start"));
  CHECK(!has(theory.broken, "service"));
  CHECK(!has(theory.broken, "separate_queues"));
}

TEST_CASE("what parts a deployment from its model is named") {
  const std::string own_queues = "ec2: {instance: t3.micro, image: baked, fleet: 3, workers: 1}";
  const result::RunResult run =
      run_text("{constant: 2/s}", "{io: {uniform: [0s, 2s]}}", own_queues, "{replications: 3}");
  REQUIRE(run.deployments[0].theory);
  const result::Theory& theory = *run.deployments[0].theory;
  for (const char* what : {"arrivals", "service", "separate_queues", "start"}) CHECK(has(theory.broken, what));
  CHECK(!figure(theory, "waiting_time_s").holds());
}

TEST_CASE("one server with equal services is an M/D/1, a function an M/G/infinity, and at its limit Erlang's") {
  const std::string plan = "{replications: 3, warm_up: 10min}";
  const std::string one = "ec2: {instance: t3.micro, image: baked, fleet: 1, workers: 1}";
  CHECK(run_text("{poisson: 0.5/s}", "{io: 1s}", one, plan).deployments[0].theory->model == "md1");
  const std::string function = "lambda: {memory: 1769MB, runtime: python3.13}";
  CHECK(run_text("{poisson: 5/s}", "{io: 1s}", function, plan).deployments[0].theory->model == "mg-infinity");
  const std::string limited = "lambda: {memory: 1769MB, runtime: python3.13, concurrency: 5}";
  const result::RunResult busy = run_text("{poisson: 5/s}", "{io: 1s}", limited, plan);
  CHECK(busy.deployments[0].theory->model == "erlang-b");
  CHECK(busy.deployments[0].theory->servers == 5);
}

TEST_CASE("a fleet that scales, and arrivals that change, have no formula") {
  const std::string plan = "{replications: 2}";
  const std::string scaling = "ec2: {instance: t3.micro, fleet: {min: 1, max: 4, target_cpu: 50%}}";
  CHECK(!run_text("{poisson: 2/s}", "{cpu: 100ms}", scaling, plan).deployments[0].theory);
  CHECK(!run_text("{profile: {points: [[0s, 1/s], [1h, 3/s]]}}", "{io: 1s}", kThree, plan).deployments[0].theory);
}
