// SPDX-License-Identifier: Apache-2.0
// Requests of several attempts, and batches: the request counts once, by its end; load and invocations count per run.
#include <doctest/doctest.h>

#include "unit/metrics/scene.hpp"

using namespace metrics_test;
using trace::RecordOf;

TEST_CASE("A request with three attempts is one request, three invocations, and its own latency") {
  // Attempts [0, 1), [61, 62) and [182, 183), the first two fail; the request lasts 183 s.
  Scene scene(options("environment", 200, 10));
  trace::RequestRecord record = scene.served(0, 0, 1);
  record.of = RecordOf::Attempt;
  record.outcome = Outcome::Failed;
  record.reason = Reason::FunctionError;
  record.cold = true;
  record.handler_billed = Duration::seconds(1);
  scene.tracer.finished(record);
  record.cold = false;
  record.attempts = 2;
  record.arrived = record.started = at(61);
  record.finished = at(62);
  scene.tracer.finished(record);
  record.attempts = 3;
  record.arrived = record.started = at(182);
  record.finished = at(183);
  record.outcome = Outcome::Completed;
  record.reason = Reason::None;
  scene.tracer.finished(record);
  record.of = RecordOf::Request;
  record.arrived = at(0);
  record.handler_billed = Duration{};
  scene.tracer.finished(record);

  const result::Deployment out = scene.result();
  CHECK(out.requests.arrived == 1);
  CHECK(out.requests.completed == 1);
  CHECK(out.requests.failed == 0);
  CHECK(out.requests.by_reason.empty());
  CHECK(out.requests.invocations == 3);
  CHECK(out.requests.cold_starts == 1);
  CHECK(out.latency->maximum == Duration::seconds(183));
  CHECK(out.billed.handler == Duration::seconds(3));
  CHECK(out.queueing.busy_servers == doctest::Approx(3.0 / 200));
  CHECK(out.queueing.number_in_system == doctest::Approx(183.0 / 200));
  CHECK(out.capacity.peak_busy == 1);
  std::uint32_t arrived = 0, completed = 0, lost = 0;
  std::int32_t busy = 0;
  for (const result::Sample& sample : out.samples) {
    arrived += sample.arrived;
    completed += sample.completed;
    lost += sample.lost;
    busy += sample.busy;
    CHECK(sample.waiting == 0);
  }
  CHECK(arrived == 1);
  CHECK(completed == 1);
  CHECK(lost == 0);
  CHECK(busy == 0);  // no run is on at the end of a step of 10 s
  CHECK(events(out, result::event::kLost).empty());
}

TEST_CASE("A request that its last attempt does not save is lost once, with the reason of its end") {
  Scene scene(options("environment", 200, 10));
  trace::RequestRecord record = scene.served(0, 0, 1);
  record.of = RecordOf::Attempt;
  record.outcome = Outcome::Failed;
  record.reason = Reason::FunctionError;
  scene.tracer.finished(record);
  record.of = RecordOf::Request;
  record.reason = Reason::DeadLettered;
  scene.tracer.finished(record);
  const result::Deployment out = scene.result();
  CHECK(out.requests.arrived == 1);
  CHECK(out.requests.failed == 1);
  CHECK(out.requests.by_reason == std::map<std::string, std::uint64_t>{{"dead_lettered", 1}});
  const auto lost = events(out, result::event::kLost);
  REQUIRE(lost.size() == 1);
  CHECK(number(lost[0], "count") == 1);
}

TEST_CASE("A batch is one invocation and keeps one server busy, however many requests it answers") {
  Scene scene(options("environment", 100, 10));
  for (int i = 0; i < 10; ++i) {
    trace::RequestRecord record = scene.served(0, 5, 15);
    if (i > 0) record.ran_on = trace::RanOn::Shared;
    scene.tracer.finished(record);
  }
  const result::Deployment out = scene.result();
  CHECK(out.requests.arrived == 10);
  CHECK(out.requests.completed == 10);
  CHECK(out.requests.invocations == 1);
  CHECK(out.capacity.peak_busy == 1);
  CHECK(out.queueing.busy_servers == doctest::Approx(10.0 / 100));
  CHECK(out.queueing.queue_length == doctest::Approx(10 * 5 / 100.0));
  CHECK(out.samples[0].busy == 1);
  CHECK(out.samples[0].waiting == 0);
}
