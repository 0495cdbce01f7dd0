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

TEST_CASE("one server whose services have another shape is an M/G/1, by the spread of its work") {
  // Uniform from 0 to 1 s: variance 1/12, mean 1/2, so cv = 1/sqrt(3). rho = 0.5: Wq = rho × (1 + cv²) ÷ (2 (1 − rho))
  // × mean service time = 0.5 × (4/3) ÷ 1 × 0.5 = 1/3 s.
  const std::string one = "ec2: {instance: t3.micro, image: baked, already_running: true, fleet: 1, workers: 1}";
  const result::RunResult run = run_text("{poisson: 1/s}", "{io: {uniform: [0s, 1s]}}", one,
                                         "{replications: 10, warm_up: 10min, confidence: 99.9%}");
  REQUIRE(run.deployments[0].theory);
  const result::Theory& theory = *run.deployments[0].theory;
  CHECK(theory.model == "mg1");
  CHECK(theory.service_cv == doctest::Approx(0.57735));
  CHECK(figure(theory, "waiting_time_s").formula == doctest::Approx(1.0 / 3).epsilon(0.05));  // service time measured
  CHECK(figure(theory, "waiting_time_s").holds());
  CHECK(!has(theory.broken, "service"));
}

TEST_CASE("a single run has theory beside its own intervals, where arrivals are random") {
  const std::string one = "ec2: {instance: t3.micro, image: baked, already_running: true, fleet: 1, workers: 1}";
  const auto single = [&](const std::string& arrivals) {
    const scenario::Scenario scenario = test::scenario_of(
        "cloudsim: 1\nduration: 10h\nworkload:\n  - {name: visits, source: http, arrivals: " + arrivals +
        ", work: {io: {exponential: 500ms}}}\ndeployments:\n  - {name: one, " + one + "}\n");
    const auto data = session::load_data(scenario, {});
    REQUIRE(data.has_value());
    return session::run(scenario, *data);
  };
  const result::RunResult run = single("{poisson: 1/s}");
  REQUIRE(run.deployments[0].theory);
  const result::Theory& theory = *run.deployments[0].theory;
  CHECK(theory.model == "mm1");
  CHECK(has(theory.broken, "start"));
  const result::TheoryFigure& wait = figure(theory, "waiting_time_s");
  REQUIRE(wait.half_width);  // 36,000 requests of M/M/1 at one half
  REQUIRE(wait.simulated);
  CHECK(*wait.half_width < 0.1 * *wait.simulated);
  CHECK(wait.formula == doctest::Approx(0.5).epsilon(0.1));  // rho ÷ (1 − rho) × 500 ms
  CHECK(*wait.simulated == doctest::Approx(wait.formula).epsilon(0.15));
  CHECK(!single("{constant: 1/s}").deployments[0].theory);
}
