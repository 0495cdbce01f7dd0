// SPDX-License-Identifier: Apache-2.0
#include "session/replications.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <set>
#include <stdexcept>

#include "run_text.hpp"
#include "session/parallel.hpp"
#include "session/statistics.hpp"

using namespace cloudsim;

namespace {

const std::string kTwoBanks = R"(cloudsim: 1
duration: 20min
workload:
  - {name: visits, source: http, arrivals: {poisson: 2/s}, work: {io: {exponential: 1s}}}
deployments:
  - {name: three, ec2: {instance: t3.micro, image: baked, fleet: 3, workers: 1, routing: central}}
  - {name: four, ec2: {instance: t3.micro, image: baked, fleet: 4, workers: 1, routing: central}}
)";

result::RunResult run_text(const std::string& text, unsigned jobs = 1) {
  const scenario::Scenario scenario = test::scenario_of(text);
  const auto data = session::load_data(scenario, {});
  REQUIRE(data.has_value());
  session::RunOptions options;
  options.jobs = jobs;
  return session::run(scenario, *data, options);
}

const result::Estimate& find(const result::Deployment& deployment, const std::string& name) {
  for (const result::Estimate& each : deployment.estimates) {
    if (each.name == name) return each;
  }
  FAIL("no estimate of that name: ", name);
  return deployment.estimates.front();
}

}  // namespace

TEST_CASE("every index runs once, whatever the number of threads; the first error leaves") {
  for (const unsigned jobs : {1u, 2u, 8u, 64u}) {
    std::vector<int> times(1'000, 0);
    std::size_t last = 0;
    bool rising = true, mine = true;
    session::for_each_index(
        times.size(), jobs, [&](std::size_t i) { ++times[i]; },
        [&](std::size_t through) {
          rising &= through >= last;
          mine &= session::on_calling_thread();
          last = through;
        });
    CHECK(std::count(times.begin(), times.end(), 1) == 1'000);
    CHECK(last == 1'000);
    CHECK(rising);
    CHECK(mine);
    const auto failing = [](std::size_t i) {
      if (i == 3 || i == 7) throw std::runtime_error(std::to_string(i));
    };
    CHECK_THROWS_WITH(session::for_each_index(10, jobs, failing), "3");
  }
  session::for_each_index(0, 4, [](std::size_t) { FAIL("there is nothing to do"); });
}

TEST_CASE("the first replication is the single run; the others differ from it and from each other") {
  CHECK(session::replication_seed(42, 1) == 42);
  std::set<std::uint64_t> seeds;
  for (std::uint32_t i = 1; i <= 1'000; ++i) seeds.insert(session::replication_seed(42, i));
  CHECK(seeds.size() == 1'000);

  const result::RunResult single = run_text(kTwoBanks);
  CHECK(!single.statistics);
  const result::RunResult many = run_text(kTwoBanks + "run: {replications: 5}\n");
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(single.deployments[i].fingerprint == many.deployments[i].fingerprint);
    CHECK(single.deployments[i].estimates.empty());
  }
  CHECK(find(many.deployments[0], "response_time_s").n == 5);
  CHECK(*find(many.deployments[0], "response_time_s").half_width > 0);
}

TEST_CASE("estimates and differences come from the replications' own runs") {
  const result::RunResult many = run_text(kTwoBanks + "run: {replications: 4, confidence: 99%}\n");
  const scenario::Scenario scenario = test::scenario_of(kTwoBanks);
  const auto data = session::load_data(scenario, {});
  metrics::Estimate response, difference;
  for (std::uint32_t r = 1; r <= 4; ++r) {
    double means[2];
    for (std::size_t d = 0; d < 2; ++d) {
      session::DeploymentRun run(scenario, d, *data, session::replication_seed(scenario.seed, r), Duration::minutes(1));
      means[d] = run.finish().queueing.response_time_s;
    }
    response.add(means[0]);
    difference.add(means[0] - means[1]);
  }
  const result::Estimate& found = find(many.deployments[0], "response_time_s");
  CHECK(found.mean == response.mean());
  CHECK(*found.half_width == response.half_width(metrics::Confidence::Percent99));
  for (const result::Difference& each : many.statistics->differences) {
    if (each.name != "response_time_s") continue;
    CHECK(each.mean == difference.mean());
    CHECK(*each.half_width == difference.half_width(metrics::Confidence::Percent99));
    // Common random numbers: the pair is known better than its parts.
    CHECK(*each.half_width < *found.half_width);
  }
}

TEST_CASE("one, two or eight threads give the same statistics") {
  const std::string text = kTwoBanks + "run: {replications: 12, warm_up: auto}\n";
  const result::RunResult one = run_text(text, 1);
  for (const unsigned jobs : {2u, 8u}) {
    const result::RunResult other = run_text(text, jobs);
    CHECK(other.statistics->fingerprint == one.statistics->fingerprint);
    CHECK(other.statistics->warm_up == one.statistics->warm_up);
    for (std::size_t d = 0; d < 2; ++d) {
      REQUIRE(other.deployments[d].estimates.size() == one.deployments[d].estimates.size());
      for (std::size_t i = 0; i < one.deployments[d].estimates.size(); ++i) {
        CHECK(other.deployments[d].estimates[i].mean == one.deployments[d].estimates[i].mean);
        CHECK(other.deployments[d].estimates[i].half_width == one.deployments[d].estimates[i].half_width);
      }
    }
  }
}

TEST_CASE("replications go on until every interval is narrow enough, or until the bound") {
  const result::RunResult rough = run_text(kTwoBanks + "run: {precision: 20%}\n", 0);
  REQUIRE(rough.statistics);
  CHECK(rough.statistics->precise);
  CHECK(rough.statistics->replications >= 10);
  for (const result::Deployment& deployment : rough.deployments) {
    const result::Estimate& p95 = find(deployment, "latency_p95_s");
    CHECK(*p95.half_width <= 0.2 * p95.mean);
  }
  const result::RunResult fine = run_text(kTwoBanks + "run: {precision: 8%}\n", 0);
  CHECK(fine.statistics->replications > rough.statistics->replications);
  const std::string small =
      "cloudsim: 1\nduration: 10s\nworkload:\n  - {name: visits, source: http, arrivals: {poisson: 2/s}, "
      "work: {io: {exponential: 1s}}}\ndeployments:\n  - {name: one, lambda: {memory: 128MB, "
      "runtime: python3.12}}\nrun: {precision: 0.01%}\n";
  const result::RunResult bounded = run_text(small, 0);
  CHECK(!bounded.statistics->precise);
  CHECK(bounded.statistics->replications == 1'000);
}

TEST_CASE("a warm-up leaves out the requests that came before it, and nothing else") {
  // The instances come up after minutes, so most early requests are lost; later ones are not.
  const result::RunResult whole = run_text(kTwoBanks + "run: {replications: 3}\n");
  const result::RunResult later = run_text(kTwoBanks + "run: {replications: 3, warm_up: 10min}\n");
  CHECK(find(whole.deployments[1], "error_share").mean > 0);
  CHECK(find(later.deployments[1], "error_share").mean == 0);
  CHECK(find(later.deployments[1], "error_share").warm_up == Duration::minutes(10));
  CHECK(find(whole.deployments[1], "bill_usd").mean == find(later.deployments[1], "bill_usd").mean);
  CHECK(whole.statistics->fingerprint == later.statistics->fingerprint);
}

TEST_CASE("one run gives batch means of what is a mean over requests") {
  const result::RunResult run = run_text(kTwoBanks + "run: {warm_up: 5min}\n");
  CHECK(run.statistics->method == "batch_means");
  CHECK(run.statistics->differences.empty());
  const result::Estimate& response = find(run.deployments[0], "response_time_s");
  CHECK(response.n >= 16);
  CHECK(response.n < 32);
  CHECK(response.warm_up == Duration::minutes(5));
  for (const result::Estimate& each : run.deployments[0].estimates) CHECK(each.name != "bill_usd");
}
