// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "services/token_bucket.hpp"
#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;

TEST_CASE("A token bucket holds its capacity and refills exactly") {
  services::TokenBucket bucket(2, 0.5);  // one more every 2 s
  const auto take = [&](SimTime at) {
    if (!bucket.available(at)) return false;
    bucket.take();
    return true;
  };
  CHECK(take(seconds(0)));
  CHECK(take(seconds(0)));
  CHECK_FALSE(take(seconds(0)));
  CHECK_FALSE(take(SimTime{1'999'999'999}));
  CHECK(take(seconds(2)));
  CHECK(take(seconds(1000)));  // never more than two saved
  CHECK(take(seconds(1000)));
  CHECK_FALSE(take(seconds(1001)));
}

TEST_CASE("Memory buys CPU: half the memory, twice the time; the init phase does not care") {
  // 800 ms at 512 MB is 800 × 512 ÷ 1769 = 231.543 ms on one full vCPU.
  // 231,543,244 ns × 1769 ÷ 512 = 799,999,997.4 → 799,999,998 ns, billed 800 ms; at 1,024 MB half of that.
  const Duration cpu = Duration::nanoseconds(231'543'244);
  struct Case {
    std::int64_t memory_mb;
    std::int64_t handler_ns;
    std::int64_t billed_ms;
  };
  // 3,538 MB are two vCPUs, of which one request can use one.
  for (const Case& expected : {Case{512, 799'999'998, 800}, Case{1024, 399'999'999, 400}, Case{1769, 231'543'244, 232},
                               Case{3538, 231'543'244, 232}}) {
    services::LambdaSpec spec = plain_spec(expected.memory_mb);
    spec.init = random::Constant{500e6};
    Run run(spec, {{seconds(0), cpu, {}, 0}}, seconds(60));
    const Recorder& seen = run.run();
    REQUIRE(seen.records.size() == 1);
    const auto& record = seen.records[0];
    CHECK(record.initialization == Duration::milliseconds(500));
    CHECK(record.finished - record.started == Duration::nanoseconds(500'000'000 + expected.handler_ns));
    CHECK(record.handler_billed == Duration::milliseconds(expected.billed_ms));
  }
}

TEST_CASE("Two cores are used only by a request that can") {
  services::LambdaSpec spec = plain_spec(3538);
  spec.max_useful_vcpu = 2;
  Run run(spec, {{seconds(0), Duration::milliseconds(100), Duration::milliseconds(7), 0}}, seconds(60));
  const auto& record = run.run().records.at(0);
  CHECK(record.finished - record.started == Duration::milliseconds(57));
}

TEST_CASE("Init and handler are rounded up once, together") {
  // 500.4 + 100.4 = 600.8 → 601 ms; the handler alone 101 ms, so 500 ms are the init phase's.
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{500.4e6};
  const Arrival arrival{seconds(0), {}, Duration::microseconds(100'400), 0};
  CHECK(Run(spec, {arrival}, seconds(9)).run().records.at(0).handler_billed == Duration::milliseconds(101));
  CHECK(Run(spec, {arrival}, seconds(9)).run().records.at(0).init_billed == Duration::milliseconds(500));
  spec.bill_init = false;
  CHECK(Run(spec, {arrival}, seconds(9)).run().records.at(0).init_billed == Duration{});
}

TEST_CASE("Of 3,000 at once 1,000 run; then 100 new environments per second") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 100'000;
  std::vector<Arrival> arrivals(3000, {seconds(0), {}, Duration::seconds(600), 0});
  for (int second = 1; second <= 5; ++second) {
    for (int i = 0; i < 300; ++i) arrivals.push_back({seconds(second), {}, Duration::seconds(600), 0});
  }
  Run run(spec, arrivals, seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.changes(trace::ServerState::Starting).size() == 1000 + 5 * 100);
  CHECK(seen.count(Reason::ScalingRate) == 2000 + 5 * 200);
  CHECK(seen.count(Outcome::InFlight) == 1500);
  for (const auto& record : seen.records) {
    if (record.outcome == Outcome::InFlight) CHECK(record.finished == seconds(60));
  }
}

TEST_CASE("The allowance binds before the concurrency limit only when it is smaller") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 1000;
  Run run(spec, std::vector<Arrival>(1500, {seconds(0), {}, Duration::seconds(10), 0}), seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.count(Reason::ConcurrencyLimit) == 500);
  CHECK(seen.count(Reason::ScalingRate) == 0);
}

TEST_CASE("Ten times the concurrency limit may begin per second, warm or not") {
  // Limit 10: 100 requests per second. 1 ms runs, 1,000 arrivals per second for 3 s: the bucket's 100 and 3 × 100 more,
  // less the token that would be whole only at 3 s: the last one used came at 2.99 s.
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 10;
  std::vector<Arrival> arrivals;
  add_even(arrivals, seconds(0), seconds(3), Duration::milliseconds(1), Duration::microseconds(500));
  Run run(spec, arrivals, seconds(10));
  const Recorder& seen = run.run();
  // Refill by 2.999 s: 299.9 tokens.
  CHECK(seen.count(Outcome::Completed) == 100 + 299);
  CHECK(seen.count(Reason::ConcurrencyLimit) == 3000 - 399);
  CHECK(seen.changes(trace::ServerState::Starting).size() == 1);
}

TEST_CASE("A limit of zero switches the function off") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 0;
  Run run(spec, {{seconds(1), {}, {}, 0}}, seconds(9));
  CHECK(run.run().count(Reason::ConcurrencyLimit) == 1);
}

TEST_CASE("An environment is kept up to its keep-alive, not a nanosecond more") {
  // The first run ends at 1 s; kept until 301 s exclusive.
  for (const std::int64_t late : {-1, 0}) {
    const SimTime again = seconds(301) + Duration::nanoseconds(late);
    Run run(plain_spec(), {{seconds(0), {}, Duration::seconds(1), 0}, {again, {}, Duration::seconds(1), 0}},
            seconds(1000));
    const Recorder& seen = run.run();
    CHECK(seen.cold() == (late < 0 ? 1U : 2U));
    const auto gone = seen.changes(trace::ServerState::Gone);
    REQUIRE(gone.size() == (late < 0 ? 1U : 2U));
    CHECK(gone.back() == again + Duration::seconds(301));
  }
}

TEST_CASE("The most recently used environment serves, so the others expire at their own time") {
  // Three at once at 0 s; then one request every 100 s: always the same environment, the other two go at 301 s.
  std::vector<Arrival> arrivals(3, {seconds(0), {}, Duration::seconds(1), 0});
  for (int i = 1; i <= 10; ++i) arrivals.push_back({seconds(100.0 * i), {}, Duration::seconds(1), 0});
  Run run(plain_spec(), arrivals, seconds(1200));
  const Recorder& seen = run.run();
  const auto gone = seen.changes(trace::ServerState::Gone);
  REQUIRE(gone.size() == 2);
  CHECK(gone[0] == seconds(301));
  CHECK(gone[1] == seconds(301));
  for (std::size_t i = 4; i < seen.records.size(); ++i) CHECK(seen.records[i].server == seen.records[3].server);
  CHECK(run.model->view().servers_ready == 1);
}

TEST_CASE("Without keep-alive every request is cold, even one that arrives when another ends") {
  services::LambdaSpec spec = plain_spec();
  spec.keep_alive = random::Constant{0};
  std::vector<Arrival> arrivals;
  add_even(arrivals, seconds(0), seconds(10), Duration::seconds(1), Duration::seconds(1));
  Run run(spec, arrivals, seconds(20));
  CHECK(run.run().cold() == 10);
}

TEST_CASE("A random keep-alive expires each environment at its own drawn time, facts in order of time") {
  services::LambdaSpec spec = plain_spec();
  spec.keep_alive = random::Uniform{300e9, 420e9};
  std::vector<Arrival> arrivals(200, {seconds(0), {}, Duration::seconds(1), 0});
  for (int i = 2; i < 600; ++i) arrivals.push_back({seconds(0.5 * i), {}, Duration::milliseconds(100), 0});
  Run run(spec, arrivals, seconds(2000));
  const Recorder& seen = run.run();
  const auto gone = seen.changes(trace::ServerState::Gone);
  REQUIRE(gone.size() == 200);
  std::size_t distinct = 0;
  for (std::size_t i = 0; i < gone.size(); ++i) {
    if (i > 0) CHECK(gone[i] >= gone[i - 1]);
    if (i > 0 && gone[i] != gone[i - 1]) ++distinct;
    CHECK(gone[i] >= seconds(301));
    CHECK(gone[i] < seconds(300 + 1 + 420));
  }
  CHECK(distinct == 199);
  // 199 were used once, until 1 s: kept 5 to 7 min. One served all the others, last at 299.5 + 0.1 s.
  CHECK(gone[198] < seconds(421));
  CHECK(gone[199] >= seconds(599.6));
  SimTime last{};
  for (const trace::Fact& fact : seen.facts) {
    CHECK(fact.at >= last);
    last = fact.at;
  }
  CHECK(run.model->view().servers_ready == 0);
}

TEST_CASE(
    "A run over the time-out is cut and billed up to it; the next one on its environment begins with an init phase") {
  services::LambdaSpec spec = plain_spec();
  spec.timeout = Duration::seconds(3);
  spec.init = random::Constant{500e6};
  Run run(spec,
          {{seconds(0), {}, Duration::seconds(3), 0},
           {seconds(10), {}, Duration::milliseconds(3001), 0},
           {seconds(20), {}, Duration::seconds(1), 0}},
          seconds(60));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 3);
  CHECK(seen.records[0].outcome == Outcome::Completed);  // exactly 3 s is in time
  CHECK(seen.records[1].outcome == Outcome::TimedOut);
  CHECK(seen.records[1].reason == Reason::RunTimeout);
  CHECK_FALSE(seen.records[1].cold);
  CHECK(seen.records[1].finished == seconds(13));
  CHECK(seen.records[1].handler_billed == Duration::seconds(3));
  CHECK(seen.changes(trace::ServerState::Failed).at(0) == seconds(13));
  CHECK(seen.changes(trace::ServerState::Gone).empty());
  // The init phase is part of the run: 500 ms + 1 s, none of it billed as initialization.
  CHECK(seen.records[2].server == seen.records[1].server);
  CHECK(seen.records[2].cold);
  CHECK(seen.records[2].finished == seconds(21.5));
  CHECK(seen.records[2].handler_billed == Duration::milliseconds(1500));
  CHECK(seen.records[2].init_billed == Duration{});
  CHECK(seen.changes(trace::ServerState::Ready).back() == seconds(20.5));
}

TEST_CASE("A request that needs more memory than there is resets its environment") {
  services::LambdaSpec spec = plain_spec(128);
  Run run(spec,
          {{seconds(0), {}, Duration::seconds(1), 128 << 20},
           {seconds(5), {}, Duration::seconds(1), (128 << 20) + 1},
           {seconds(10), {}, Duration::seconds(1), 0}},
          seconds(60));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 3);
  CHECK(seen.records[0].outcome == Outcome::Completed);
  CHECK(seen.records[1].outcome == Outcome::Failed);
  CHECK(seen.records[1].reason == Reason::OutOfMemory);
  CHECK(seen.records[1].finished == seconds(5));
  CHECK(seen.records[2].cold);
}

TEST_CASE("A warm request states nothing but its record and costs one event") {
  std::vector<Arrival> arrivals;
  add_even(arrivals, seconds(0), seconds(100), Duration::seconds(1), Duration::milliseconds(100));
  Run run(plain_spec(), arrivals, seconds(100));
  const Recorder& seen = run.run();
  // InvocationMetered, CreateFunction, CodeUploaded, CreateTrigger, TriggerSet, Starting, Ready.
  CHECK(seen.facts.size() == 7);
  CHECK(run.simulator.events_run() == 200);  // 100 arrivals, 100 ends
  const auto metered = seen.of<trace::InvocationMetered>();
  REQUIRE(metered.size() == 1);
  const auto& body = std::get<trace::InvocationMetered>(metered[0].body);
  CHECK(run.tracer.meters().name(body.count) == "lambda.request");
  CHECK(run.tracer.meters().name(body.duration) == "lambda.gb_second.x86");
  CHECK(body.memory_mb == 1769);
}

TEST_CASE("A cold start is Starting until its init phase is over") {
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{500e6};
  Run run(spec, {{seconds(2), {}, Duration::seconds(1), 0}}, seconds(60));
  run.model->start();
  run.simulator.run_until(seconds(2.2));
  CHECK(run.model->view().servers_starting == 1);
  CHECK(run.model->view().in_service == 1);
  run.simulator.run_until(seconds(2.6));
  CHECK(run.model->view().servers_starting == 0);
  CHECK(run.model->view().servers_ready == 1);
  CHECK(run.recorder.changes(trace::ServerState::Starting).at(0) == seconds(2));
  CHECK(run.recorder.changes(trace::ServerState::Ready).at(0) == seconds(2.5));
}
