// SPDX-License-Identifier: Apache-2.0
// What a scenario can say of a function: keys, defaults by date, package and history, and what does not fit together.
#include "unit/scenario/support.hpp"

using namespace scenario_test;

namespace {

std::string with_function(const std::string& keys, const std::string& source = "http",
                          const std::string& prices = "{list: aws}") {
  return "cloudsim: 1\nduration: 1h\nprices: " + prices + "\nworkload:\n  - {name: visits, source: " + source +
         ", arrivals: {poisson: 5/s}}\ndeployments:\n  - name: f\n    lambda: {memory: 512MB" +
         (keys.empty() ? "" : ", ") + keys + "}\n";
}

services::LambdaSpec function(const std::string& keys, const std::string& source = "http",
                              const std::string& prices = "{list: aws}") {
  return std::get<services::LambdaSpec>(load_fine(with_function(keys, source, prices)).deployments.at(0).service);
}

bool uses(const std::string& keys, const std::string& source, const std::string& prefix) {
  const auto names = used(load_fine(with_function(keys, source)).deployments.at(0));
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.rfind(prefix, 0) == 0; });
}

double mean_init(const std::string& keys) { return random::mean_of(function(keys).init); }

}  // namespace

TEST_CASE("a function without new keys follows today's rules") {
  const auto spec = function("");
  CHECK(spec.scaling_burst == 1000);
  CHECK(spec.scaling_per_second == 100);
  CHECK(spec.requests_per_second_factor == 10);
  CHECK(spec.init_limit == Duration::seconds(10));
  CHECK_FALSE(spec.provisioned);
  CHECK_FALSE(spec.simfaas);
  CHECK_FALSE(spec.maximum_age);
}

TEST_CASE("rows about events and queues are assumptions only where there are any") {
  CHECK_FALSE(uses("", "http", "lambda.events."));
  CHECK_FALSE(uses("", "http", "lambda.queue."));
  CHECK(uses("", "object-created", "lambda.events."));
  CHECK(uses("", "schedule", "lambda.events."));
  CHECK(uses("", "queue", "lambda.queue."));
  CHECK_FALSE(uses("", "queue", "lambda.events."));
}

TEST_CASE("the historic rules: a burst by region, then 500 per minute, and 60 pollers per minute") {
  const std::string rules = "scaling_rules: historic";
  CHECK(function(rules).scaling_burst == 3000);
  CHECK(function(rules, "http", "{list: aws, region: eu-west-1}").scaling_burst == 3000);
  CHECK(function(rules, "http", "{list: aws, region: sa-east-1}").scaling_burst == 500);
  CHECK(function(rules).scaling_per_second == doctest::Approx(500.0 / 60));
  CHECK(function(rules, "queue").queue.pollers_per_minute == 60);
  CHECK(function("", "queue").queue.pollers_per_minute == 300);
  CHECK(function(rules + ", scaling_burst: 7").scaling_burst == 7);
}

TEST_CASE("an image starts later than a zip archive, ARM and SnapStart earlier") {
  // Published medians for python3.12: zip 86 ms, image 166 ms, ARM 81 ms. A log-normal's mean lies above its median.
  const std::string runtime = "runtime: python3.12";
  CHECK(mean_init(runtime) == doctest::Approx(87.2e6));
  CHECK(mean_init(runtime + ", package_type: image") == doctest::Approx(180.8e6));
  CHECK(mean_init(runtime + ", architecture: arm64") == doctest::Approx(81.3e6));
  CHECK(mean_init("runtime: java21, snapstart: on") == doctest::Approx(245e6));  // uniform from 90 to 400 ms
  // Not measured on ARM: the value for x86.
  CHECK(mean_init("runtime: nodejs24, architecture: arm64") == mean_init("runtime: nodejs24"));
}

TEST_CASE("initialization is billed since 2025-08-01; for images and custom runtimes it always was") {
  CHECK(function("").bill_init);
  CHECK(function("billing_date: 2025-08-01").bill_init);
  CHECK_FALSE(function("billing_date: 2025-07-31").bill_init);
  CHECK(function("billing_date: 2025-07-31, package_type: image").bill_init);
  CHECK(function("billing_date: 2025-07-31, runtime: rust").bill_init);
  CHECK(function("billing_date: 2025-07-31, bill_init: on").bill_init);
  CHECK_FALSE(function("runtime: java21, snapstart: on").bill_init);
  CHECK_FALSE(function("runtime: java21, snapstart: on").bill_snapshot);
  CHECK(function("runtime: python3.13, snapstart: on").bill_snapshot);
  CHECK(problems(with_function("billing_date: 2025-13-01"))[0].find(" bad_date") != std::string::npos);
  CHECK(problems(with_function("billing_date: today"))[0].find(" bad_date") != std::string::npos);
}

TEST_CASE("events: retries, age and dead-letter queue") {
  const auto spec = function("retries: 0, event_age: 10min, dead_letter_queue: on", "object-created");
  CHECK(spec.events.retries == 0);
  CHECK(spec.events.maximum_age == Duration::minutes(10));
  CHECK(spec.events.dead_letter_queue);
  const auto silent = function("", "schedule").events;
  CHECK(silent.retries == 2);
  CHECK(silent.first_retry == Duration::minutes(1));
  CHECK(silent.next_retry == Duration::minutes(2));
  CHECK(silent.backoff_maximum == Duration::minutes(5));
  CHECK(silent.maximum_age == Duration::hours(6));
}

TEST_CASE("a queue: visibility of six time limits unless it is set, and never below one") {
  CHECK(function("timeout: 30s", "queue").queue.visibility == Duration::seconds(180));
  CHECK(function("timeout: 30s, queue: {visibility: 30s}", "queue").queue.visibility == Duration::seconds(30));
  const auto spec =
      function("queue: {batch_size: 100, batch_window: 5s, max_concurrency: 50, partial_responses: on}", "queue");
  CHECK(spec.queue.batch_size == 100);
  CHECK(spec.queue.pollers_maximum == 50);
  CHECK(spec.queue.partial_responses);
  const auto short_visibility = problems(with_function("timeout: 30s, queue: {visibility: 29s}", "queue"));
  CHECK(short_visibility == std::vector<std::string>{"8:63 visibility_below_timeout"});
  const auto no_window = problems(with_function("queue: {batch_size: 11}", "queue"));
  CHECK(no_window == std::vector<std::string>{"8:49 batch_window_missing"});
}

TEST_CASE("provisioned concurrency: short, long, and within the limit") {
  const auto plain = function("provisioned: 20").provisioned;
  REQUIRE(plain);
  CHECK(plain->count == 20);
  CHECK(plain->per_minute == 6000);
  CHECK_FALSE(plain->scaling);
  const auto scaled = function("provisioned: {count: 20, requested: 10min, scaling: {max: 90}}").provisioned;
  REQUIRE(scaled);
  CHECK(scaled->requested == kTimeZero + Duration::minutes(10));
  CHECK(scaled->maximum == 90);
  CHECK(scaled->scaling->target_cpu == doctest::Approx(0.7));
  CHECK(scaled->scaling->alarms.high_points == 3);
  CHECK(scaled->scaling->alarms.low_points == 15);
  CHECK(scaled->scaling->alarms.low_ratio == doctest::Approx(0.9));
  CHECK(problems(with_function("concurrency: 10, provisioned: 11"))[0].find(" provisioned_above_concurrency") !=
        std::string::npos);
  CHECK(problems(with_function("provisioned: {count: 5, scaling: {max: 4}}"))[0].find(" bounds_reversed") !=
        std::string::npos);
}

TEST_CASE("SnapStart: not for every runtime, not with images or provisioned concurrency") {
  const auto refused = [](const std::string& keys) { return problems(with_function(keys))[0]; };
  CHECK(refused("runtime: nodejs22, snapstart: on").find(" snapstart_runtime") != std::string::npos);
  CHECK(refused("runtime: java21, snapstart: on, package_type: image").find(" snapstart_not_with") !=
        std::string::npos);
  CHECK(refused("runtime: java21, snapstart: on, provisioned: 3").find(" snapstart_not_with") != std::string::npos);
}

TEST_CASE("SimFaaS rules know a service time and no initialization") {
  const auto spec = function("simfaas: {warm: {exponential: 2s}, cold: 3s}");
  REQUIRE(spec.simfaas);
  CHECK(std::get<random::Exponential>(spec.simfaas->warm).mean == 2e9);
  CHECK(std::get<random::Constant>(spec.simfaas->cold).value == 3e9);
  CHECK_FALSE(uses("simfaas: {warm: 2s, cold: 3s}", "http", "lambda.init"));
}

TEST_CASE("failure: a share of attempts, requests by number, or both") {
  const auto failure = [](const std::string& value) {
    return load_fine(with_arrivals("{poisson: 5/s}", "{failure: " + value + "}")).workload.at(0).failure;
  };
  CHECK(failure("2%").share == doctest::Approx(0.02));
  CHECK(failure("{requests: [21, 7, 7]}").requests == std::vector<std::uint64_t>{7, 21});
  CHECK(failure("{share: 1%, requests: [3]}").share == doctest::Approx(0.01));
  CHECK_FALSE(problems(with_arrivals("{poisson: 5/s}", "{failure: 120%}")).empty());
  CHECK_FALSE(problems(with_arrivals("{poisson: 5/s}", "{failure: {requests: [0]}}")).empty());
}
