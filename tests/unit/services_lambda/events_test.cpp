// SPDX-License-Identifier: Apache-2.0
// Asynchronous invocation (Lambda Developer Guide, error handling of asynchronous invocation): two retries after a
// function error, 1 and 2 minutes later; throttles retried for 6 hours with a backoff from 1 s to 5 min; then the
// dead-letter queue, or nothing.
#include <doctest/doctest.h>

#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;
using queueing::Delivery;
using trace::RecordOf;

namespace {

Arrival event(double at, Duration io = Duration::seconds(1), std::uint8_t failing = 0) {
  return {seconds(at), {}, io, 0, Delivery::Event, failing};
}

}  // namespace

TEST_CASE("An event whose code fails is tried again after 1 minute and, from then on, after 2") {
  // Attempts at 0, 61 (ends 1 + 60) and 182 s (ends 62 + 120), 1 s each.
  Run run(plain_spec(), {event(0, Duration::seconds(1), queueing::kAlwaysFails)}, seconds(600));
  const Recorder& seen = run.run();
  const auto attempts = seen.records_of(RecordOf::Attempt);
  REQUIRE(attempts.size() == 3);
  CHECK(attempts[0].started == seconds(0));
  CHECK(attempts[1].started == seconds(61));
  CHECK(attempts[2].started == seconds(182));
  for (const auto& attempt : attempts) {
    CHECK(attempt.reason == Reason::FunctionError);
    CHECK(attempt.handler_billed == Duration::seconds(1));  // each one is billed
  }
  CHECK_FALSE(attempts[1].cold);  // an error of the code leaves the environment warm
  const auto ends = seen.records_of(RecordOf::Request);
  REQUIRE(ends.size() == 1);
  CHECK(ends[0].outcome == Outcome::Failed);
  CHECK(ends[0].reason == Reason::FunctionError);
  CHECK(ends[0].arrived == seconds(0));
  CHECK(ends[0].finished == seconds(183));
  CHECK(ends[0].attempts == 3);
}

TEST_CASE(
    "An event that fails twice is answered by its third attempt; what is given up goes to the dead-letter queue") {
  services::LambdaSpec spec = plain_spec();
  spec.events.dead_letter_queue = true;
  Run run(spec, {event(0, Duration::seconds(1), 2), event(300, Duration::seconds(1), 3)}, seconds(900));
  const auto ends = run.run().records_of(RecordOf::Request);
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].outcome == Outcome::Completed);
  CHECK(ends[0].attempts == 3);
  CHECK(ends[1].outcome == Outcome::Failed);
  CHECK(ends[1].reason == Reason::DeadLettered);
}

TEST_CASE("L07 E2: 100 requests of which two events always fail are 104 invocations") {
  // 40 events, 25 from a mobile app and 35 HTTP calls; two events are tried three times: 38 + 2 × 3 + 60 = 104.
  std::vector<Arrival> arrivals;
  for (int i = 0; i < 40; ++i) arrivals.push_back(event(i, Duration::milliseconds(400), i == 6 || i == 20 ? 255 : 0));
  for (int i = 0; i < 60; ++i) arrivals.push_back({seconds(40 + i), {}, Duration::milliseconds(400), 0});
  Run run(plain_spec(), arrivals, seconds(600));
  const Recorder& seen = run.run();
  CHECK(seen.ended() == 100);
  CHECK(seen.invocations() == 104);
}

TEST_CASE("Who waits for the answer gets the error at once: no retry, no queue") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 1;
  const Duration second = Duration::seconds(1);
  Run run(spec, {{seconds(0), {}, second, 0, Delivery::Answered, 255}, {seconds(0), {}, second, 0}}, seconds(600));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 2);
  CHECK(seen.count(Reason::ConcurrencyLimit) == 1);
  CHECK(seen.count(Reason::FunctionError) == 1);
  CHECK(seen.invocations() == 1);
}

TEST_CASE("A throttled event waits 1, 2, 4, … s, at most 5 min, and is not lost") {
  // One environment, taken until 1,000 s. The second event comes at 0 s and is tried again after 1, 2, 4, …, 256, then
  // 300 s: at 1, 3, 7, 15, 31, 63, 127, 255, 511, 811 and 1,111 s.
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 1;
  spec.timeout = Duration::seconds(2000);
  Run run(spec, {event(0, Duration::seconds(1000)), event(0)}, seconds(2000));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 2);
  CHECK(seen.count(Outcome::Completed) == 2);
  CHECK(seen.records[1].started == seconds(1111));
  CHECK(seen.records[1].of == RecordOf::Whole);  // one run: a throttle is no attempt
  CHECK(seen.of<trace::LimitReached>().size() >= 2);
}

TEST_CASE("A throttled event is given up after 6 hours") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 0;
  for (const bool kept : {false, true}) {
    spec.events.dead_letter_queue = kept;
    Run run(spec, {event(10)}, seconds(7 * 3600));
    const Recorder& seen = run.run();
    REQUIRE(seen.records.size() == 1);
    CHECK(seen.records[0].outcome == Outcome::TimedOut);
    CHECK(seen.records[0].reason == (kept ? Reason::DeadLettered : Reason::EventExpired));
    CHECK(seen.records[0].finished == seconds(6 * 3600 + 10));
    CHECK(seen.invocations() == 0);
    CHECK(seen.records[0].cause.valid());  // the limit
  }
}

TEST_CASE("A time-out and a crash are errors of the function too") {
  services::LambdaSpec spec = plain_spec(128);
  spec.timeout = Duration::seconds(3);
  Arrival large = event(300, Duration::seconds(1));
  large.memory_bytes = std::int64_t{1} << 30;
  Run run(spec, {event(0, Duration::seconds(5)), large}, seconds(900));
  const Recorder& seen = run.run();
  CHECK(seen.invocations() == 6);
  const auto ends = seen.records_of(RecordOf::Request);
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].outcome == Outcome::TimedOut);
  CHECK(ends[1].reason == Reason::OutOfMemory);
}

TEST_CASE("Every event has one end, also when the run ends first") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 2;
  std::vector<Arrival> arrivals;
  for (int i = 0; i < 50; ++i) arrivals.push_back(event(i * 0.5, Duration::seconds(3), i % 5 == 0 ? 255 : 0));
  Run run(spec, arrivals, seconds(40));
  const Recorder& seen = run.run();
  CHECK(seen.ended() == 50);
  CHECK(seen.count(Outcome::InFlight) > 0);
}
