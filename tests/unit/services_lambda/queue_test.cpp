// SPDX-License-Identifier: Apache-2.0
// Polled queues (Lambda Developer Guide, using Lambda with Amazon SQS).
#include <doctest/doctest.h>

#include <algorithm>

#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;
using queueing::Delivery;
using trace::RanOn;
using trace::RecordOf;

namespace {

Arrival message(double at, Duration io = Duration::seconds(1), std::uint8_t failing = 0) {
  return {seconds(at), {}, io, 0, Delivery::Queued, failing};
}

std::vector<Arrival> messages(std::size_t count, Duration io) { return std::vector<Arrival>(count, message(0, io)); }

}  // namespace

TEST_CASE("Messages are taken in batches of 10 by 5 pollers, one after the other within a batch") {
  // 50 messages at once, 100 ms each: 5 batches of 10, each 1 s, all at 0 s; billed 5 × 1 s, 5 invocations.
  Run run(plain_spec(), messages(50, Duration::milliseconds(100)), seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.ended() == 50);
  CHECK(seen.count(Outcome::Completed) == 50);
  CHECK(seen.invocations() == 5);
  CHECK(seen.cold() == 5);
  Duration billed{};
  for (const auto& record : seen.records) {
    CHECK(record.started == seconds(0));
    CHECK(record.finished == seconds(1));
    billed += record.handler_billed;
  }
  CHECK(billed == Duration::seconds(5));
}

TEST_CASE("A message alone is not kept waiting, unless a window says so") {
  services::LambdaSpec spec = plain_spec();
  Run at_once(spec, {message(1), message(3)}, seconds(60));
  CHECK(at_once.run().records.at(0).started == seconds(1));
  CHECK(at_once.recorder.invocations() == 2);
  // With a window of 5 s the first waits until 6 s, and the second goes with it.
  spec.queue.batch_window = Duration::seconds(5);
  Run window(spec, {message(1), message(3)}, seconds(60));
  const Recorder& seen = window.run();
  CHECK(seen.records.at(0).started == seconds(6));
  CHECK(seen.records.at(1).started == seconds(6));
  CHECK(seen.invocations() == 1);
}

TEST_CASE("While messages wait, 300 more batches per minute may run") {
  // Runs longer than the test: batches begun = 5 + one every 200 ms, so 5 + 5 × 10 at 10 s, and 5 + 300 at 60 s.
  services::LambdaSpec spec = plain_spec();
  spec.queue.batch_size = 1;
  Run run(spec, messages(2000, Duration::seconds(800)), seconds(600));
  const Recorder& seen = run.run();
  const auto opened = seen.changes(trace::ServerState::Starting);
  const auto by = [&](double at) {
    return std::count_if(opened.begin(), opened.end(), [&](SimTime t) { return t <= seconds(at); });
  };
  CHECK(by(0) == 5);
  CHECK(by(0.199) == 5);
  CHECK(by(0.2) == 6);
  CHECK(by(10) == 55);
  CHECK(by(60) == 305);
  CHECK(by(600) == 1000);  // the most
}

TEST_CASE("The rule of 2018: 335 environments after 5.5 minutes") {
  // Measured: 5 + 60 × minutes, exactly linear: 5 + 60 × 5.5 = 335.
  services::LambdaSpec spec = plain_spec();
  spec.queue.pollers_per_minute = 60;
  Run run(spec, messages(100'000, Duration::seconds(1)), seconds(330.5));
  const Recorder& seen = run.run();
  CHECK(seen.changes(trace::ServerState::Starting).size() == 335);
}

TEST_CASE("Pollers begin again with 5 when the queue was empty") {
  services::LambdaSpec spec = plain_spec();
  spec.queue.batch_size = 1;
  std::vector<Arrival> arrivals = messages(100, Duration::seconds(1));
  for (int i = 0; i < 100; ++i) arrivals.push_back(message(120));
  Run run(spec, arrivals, seconds(240));
  const Recorder& seen = run.run();
  std::size_t second_wave = 0;
  for (const auto& record : seen.records) second_wave += record.started == seconds(120) ? 1 : 0;
  CHECK(second_wave == 5);
}

TEST_CASE("A batch with a bad message comes back whole after its visibility time-out, until it is dead-lettered") {
  // 10 messages of 100 ms, the 4th always fails: the run ends after 400 ms, at the first failure. Visible again 18 s
  // after it was received: runs at 0, 18, 36 s; with 3 receives allowed all 10 are dead-lettered at 36.4 s.
  services::LambdaSpec spec = plain_spec();
  spec.events.dead_letter_queue = true;
  spec.queue.visibility = Duration::seconds(18);
  spec.queue.maximum_receives = 3;
  std::vector<Arrival> arrivals = messages(10, Duration::milliseconds(100));
  arrivals[3].failing_attempts = queueing::kAlwaysFails;
  Run run(spec, arrivals, seconds(600));
  const Recorder& seen = run.run();
  CHECK(seen.invocations() == 3);
  CHECK(seen.ended() == 10);
  const auto attempts = seen.records_of(RecordOf::Attempt);
  REQUIRE(attempts.size() == 30);
  CHECK(attempts[0].finished == seconds(0.4));
  CHECK(attempts[0].handler_billed == Duration::milliseconds(400));
  CHECK(attempts[1].ran_on == RanOn::Shared);
  CHECK(attempts[1].handler_billed == Duration{});
  CHECK(attempts[10].started == seconds(18));
  CHECK(attempts[20].started == seconds(36));
  for (const auto& end : seen.records_of(RecordOf::Request)) {
    CHECK(end.reason == Reason::DeadLettered);
    CHECK(end.finished == seconds(36.4));
    CHECK(end.arrived == seconds(0));
  }
}

TEST_CASE("With partial responses only the bad message comes back, and the run goes on after it") {
  services::LambdaSpec spec = plain_spec();
  spec.queue.partial_responses = true;
  spec.queue.visibility = Duration::seconds(18);
  std::vector<Arrival> arrivals = messages(10, Duration::milliseconds(100));
  arrivals[3].failing_attempts = 1;
  Run run(spec, arrivals, seconds(600));
  const Recorder& seen = run.run();
  CHECK(seen.invocations() == 2);
  CHECK(seen.count(Outcome::Completed) == 9 + 2);  // nine at once; the tenth by its second attempt, told twice
  CHECK(seen.records_of(RecordOf::Request).at(0).finished == seconds(18.1));
  CHECK(seen.records_of(RecordOf::Whole).at(0).finished == seconds(1));
}

TEST_CASE("Without a dead-letter queue a bad message comes back for ever") {
  services::LambdaSpec spec = plain_spec();
  spec.queue.visibility = Duration::seconds(10);
  Run run(spec, {message(0, Duration::seconds(1), queueing::kAlwaysFails)}, seconds(105));
  const Recorder& seen = run.run();
  CHECK(seen.invocations() == 11);  // at 0, 10, …, 100 s
  CHECK(seen.ended() == 1);
  CHECK(seen.count(Outcome::InFlight) == 1);
}

TEST_CASE("A queue keeps its messages until somebody polls it") {
  services::LambdaSpec spec = plain_spec();
  spec.trigger_set = seconds(30);
  Run run(spec, messages(10, Duration::milliseconds(100)), seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.count(Outcome::Completed) == 10);
  CHECK(seen.records.at(0).started == seconds(30));
}

TEST_CASE("At the concurrency limit pollers slow down and lose nothing") {
  services::LambdaSpec spec = plain_spec();
  spec.concurrency = 2;
  spec.queue.batch_size = 1;
  Run run(spec, messages(20, Duration::seconds(1)), seconds(600));
  const Recorder& seen = run.run();
  CHECK(seen.count(Outcome::Completed) == 20);
  CHECK(seen.records.back().finished == seconds(10));  // two at a time
  CHECK(seen.changes(trace::ServerState::Starting).size() == 2);
  CHECK(seen.of<trace::LimitReached>().size() >= 2);
}
