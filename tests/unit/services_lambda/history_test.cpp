// SPDX-License-Identifier: Apache-2.0
// The scaling rules of 2019 to 2023, and how fast a function goes from nothing to 3,500 environments.
#include <doctest/doctest.h>

#include <algorithm>

#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;
using queueing::Delivery;

namespace {

services::LambdaSpec historic_spec() {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 10'000;
  spec.scaling_burst = 3000;             // us-east-1
  spec.scaling_per_second = 500.0 / 60;  // 500 per minute
  return spec;
}

}  // namespace

TEST_CASE("The old burst rule: of 10,000 at once 3,000 are served cold and 7,000 throttled") {
  Run run(historic_spec(), std::vector<Arrival>(10'000, {seconds(0), {}, Duration::seconds(10), 0}), seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.cold() == 3000);
  CHECK(seen.count(Outcome::Completed) == 3000);
  CHECK(seen.count(Reason::ScalingRate) == 7000);
}

TEST_CASE("After the burst 500 more per minute") {
  // A request per 10 ms that runs on: 3,000 at once, then one allowance per 120 ms: 3,500 after a minute (measured
  // 2022: 3,000 at once, then 3,500), 4,000 after two.
  std::vector<Arrival> arrivals(3000, {seconds(0), {}, Duration::seconds(800), 0});
  add_even(arrivals, seconds(0), seconds(180), Duration::milliseconds(10), Duration::seconds(800));
  Run run(historic_spec(), arrivals, seconds(180));
  const auto opened = run.run().changes(trace::ServerState::Starting);
  const auto by = [&](double at) {
    return std::count_if(opened.begin(), opened.end(), [&](SimTime t) { return t <= seconds(at); });
  };
  CHECK(by(0) == 3000);
  CHECK(by(60) >= 3499);  // the six decimals of 8.333333 per second cost less than one
  CHECK(by(60) <= 3500);
  CHECK(by(120) >= 3999);
  CHECK(by(120) <= 4000);
}

TEST_CASE("From 0 to 3,500 events: 3,000 environments at once under the old rule, 1,000 per 10 s under the new one") {
  const std::vector<Arrival> events(3500, {seconds(0), {}, Duration::seconds(800), 0, Delivery::Event});
  const auto count = [&](const services::LambdaSpec& spec, double at) {
    Run run(spec, events, seconds(700));
    const auto opened = run.run().changes(trace::ServerState::Starting);
    return std::count_if(opened.begin(), opened.end(), [&](SimTime t) { return t <= seconds(at); });
  };
  CHECK(count(historic_spec(), 0) == 3000);
  // 500 more need a minute of allowances; an event tries again at 1, 3, 7, 15, 31, 63, 127 s, so all run by 63 s.
  CHECK(count(historic_spec(), 62) < 3500);
  CHECK(count(historic_spec(), 63) == 3500);
  services::LambdaSpec today = plain_spec();
  today.concurrency = 10'000;
  CHECK(count(today, 0) == 1000);
  // Allowances of 100 per second, taken at 1, 3, 7, 15 and 31 s: 100, 200, 400, 800, and the last 1,000 of 1,600.
  CHECK(count(today, 7) == 1700);
  CHECK(count(today, 15) == 2500);
  CHECK(count(today, 31) == 3500);
}
