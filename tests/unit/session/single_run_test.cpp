// SPDX-License-Identifier: Apache-2.0
// What one run tells of its own certainty, without being asked.
#include "session/single_run.hpp"

#include <doctest/doctest.h>

#include <string>

#include "run_text.hpp"
#include "session/stepper.hpp"

using namespace cloudsim;

namespace {

result::RunResult run_text(const std::string& text) {
  const scenario::Scenario scenario = test::scenario_of(text);
  const auto data = session::load_data(scenario, {});
  REQUIRE(data.has_value());
  return session::run(scenario, *data);
}

std::string bank(const std::string& duration, const std::string& arrivals, const std::string& work,
                 const std::string& more = {}) {
  return "cloudsim: 1\nduration: " + duration + "\nworkload:\n  - {name: visits, source: http, arrivals: " + arrivals +
         ", work: {io: " + work +
         "}}\ndeployments:\n  - {name: bank, ec2: {instance: t3.micro, image: baked, fleet: 3, " +
         "workers: 1, routing: central}}\n" + more;
}

std::string why(const std::string& text) {
  const result::RunResult run = run_text(text);
  CHECK(run.deployments[0].estimates.empty());
  return run.deployments[0].no_interval;
}

}  // namespace

TEST_CASE("no interval where nothing is random, where the load changes, where requests are too few") {
  CHECK(why(bank("2h", "{constant: 1/s}", "1s")) == "fixed");
  CHECK(why(bank("2h", "{profile: {points: [[0h, 1/s], [1h, 2/s]]}}", "{exponential: 1s}")) == "changing");
  CHECK(why(bank("2h", "{poisson: {rate: 1/s, until: 1h}}", "{exponential: 1s}")) == "changing");
  // 1.5/s and three servers of 1 s each: ρ = 0.5, and 2,000 ÷ 0.5² = 8,000 requests are enough; in an hour come 5,400.
  CHECK(why(bank("1h", "{poisson: 1.5/s}", "{exponential: 1s}")) == "too_few");
  CHECK(why(bank("10min", "{poisson: 1/s}", "{exponential: 1s}")) == "too_few");
}

TEST_CASE("no interval where the queue grows: there is nothing that the mean would settle at") {
  const std::string reason = why(bank("4h", "{poisson: 4/s}", "{exponential: 1s}"));
  CHECK((reason == "not_steady" || reason == "too_few"));
}

TEST_CASE("a long run of an even load has intervals of its means, without the start while servers boot") {
  const std::string text = bank("3h", "{poisson: 1.5/s}", "{exponential: 1s}");
  const result::RunResult run = run_text(text);
  CHECK(!run.statistics);
  const result::Deployment& found = run.deployments[0];
  CHECK(found.no_interval.empty());
  REQUIRE(found.estimates.size() == 3);
  for (const result::Estimate& each : found.estimates) {
    CHECK(each.half_width.has_value());
    CHECK(each.n >= 8);
    CHECK(each.n < 32);
    CHECK(each.warm_up >= Duration{});
    CHECK(each.warm_up < Duration::minutes(90));
  }
  // It says nothing about another run's fingerprint: the interval only reads.
  CHECK(found.fingerprint == run_text(text + "run: {replications: 2}\n").deployments[0].fingerprint);

  // Step by step, with records handed over whenever somebody looks: the same batches.
  const scenario::Scenario scenario = test::scenario_of(text);
  const auto data = session::load_data(scenario, {});
  session::Stepper stepper(scenario, *data, session::Stepper::Record::Facts);
  for (int i = 1; i <= 97; ++i) {
    stepper.run_until(kTimeZero + Duration{scenario.duration.ns / 97 * i});
    stepper.recorded();
  }
  const result::RunResult stepped = stepper.finish({});
  REQUIRE(stepped.deployments[0].estimates.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(stepped.deployments[0].estimates[i].mean == found.estimates[i].mean);
    CHECK(stepped.deployments[0].estimates[i].half_width == found.estimates[i].half_width);
  }
}

TEST_CASE("objectives over replications: met, missed or open by the whole interval, and how many runs meet it alone") {
  const std::string text = bank("20min", "{poisson: 1.5/s}", "{exponential: 1s}", "run: {replications: 8}\n");
  const result::RunResult plain = run_text(text);
  double p95 = 0, half = 0;
  for (const result::Estimate& each : plain.deployments[0].estimates) {
    if (each.name != "latency_p95_s") continue;
    p95 = each.mean;
    half = *each.half_width;
  }
  REQUIRE(half > 0);
  const auto judged = [&](double wanted) {
    const std::string objective = "objectives: {latency_p95: " + std::to_string(wanted) + "s}\n";
    const result::RunResult run = run_text(text + objective);
    const result::ObjectiveCheck& check = run.deployments[0].objectives.at(0);
    REQUIRE(check.over_runs.has_value());
    CHECK(check.over_runs->runs == 8);
    CHECK(run.objectives_met == (check.over_runs->verdict == "met"));
    CHECK(to_seconds(std::get<Duration>(check.got)) == doctest::Approx(p95));
    CHECK(to_seconds(std::get<Duration>(*check.over_runs->half_width)) == doctest::Approx(half));
    return check;
  };
  const result::ObjectiveCheck met = judged(p95 + half + 0.001);
  CHECK(met.over_runs->verdict == "met");
  const result::ObjectiveCheck open = judged(p95 + half / 2);
  CHECK(open.over_runs->verdict == "open");
  CHECK(!open.met);
  CHECK(open.over_runs->runs_met > 0);
  CHECK(open.over_runs->runs_met <= met.over_runs->runs_met);
  CHECK(judged(p95 - half - 0.001).over_runs->verdict == "missed");
  CHECK(judged(100 * p95).over_runs->runs_met == 8);
  CHECK(judged(p95 / 100).over_runs->runs_met == 0);
}

TEST_CASE("nobody is answered in any replication: a latency is missed, not fast") {
  const std::string text = bank("5s", "{poisson: 5/s}", "{exponential: 1s}",
                                "run: {replications: 3}\nobjectives: {latency_p95: 1s, errors: 100%}\n");
  const result::RunResult run = run_text(text);
  const auto& checks = run.deployments[0].objectives;
  REQUIRE(checks.size() == 2);
  CHECK(checks[0].over_runs->verdict == "missed");
  CHECK(checks[0].over_runs->runs_met == 0);
  CHECK(checks[1].over_runs->verdict == "met");
}

TEST_CASE("precision of p99.9: for its objective, or by name, which then is the only one that counts") {
  const std::string text = bank("20min", "{poisson: 1.5/s}", "{exponential: 1s}");
  const auto runs_for = [&](const std::string& more) { return run_text(text + more).statistics->replications; };
  const auto width_of = [&](const std::string& more) {
    const result::RunResult run = run_text(text + more);
    for (const result::Estimate& each : run.deployments[0].estimates) {
      if (each.name == "latency_p999_s") return *each.half_width / each.mean;
    }
    return 1.0;
  };
  const std::string usual = "run: {precision: 10%}\n";
  const std::string named = "run: {precision: 10%, precision_of: latency_p999}\n";
  const std::string headline = usual + "objectives: {latency_p999: 1s}\n";
  CHECK(width_of(named) <= 0.1);
  CHECK(width_of(headline) <= 0.1);
  CHECK(runs_for(headline) >= runs_for(usual));
  CHECK(runs_for("run: {precision: 10%, precision_of: utilization}\n") <= runs_for(usual));
}
