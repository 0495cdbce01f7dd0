// SPDX-License-Identifier: Apache-2.0
// The values that the lessons derive by hand, from the model alone.
#include <doctest/doctest.h>

#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;

namespace {

// L03: 10 requests per second, from 60 s to 120 s 200 per second, 250 ms each, three minutes (and one second, for the
// last runs to end).
std::vector<Arrival> burst() {
  const Duration run = Duration::milliseconds(250);
  std::vector<Arrival> arrivals;
  add_even(arrivals, seconds(0), seconds(60), Duration::milliseconds(100), run);
  add_even(arrivals, seconds(60), seconds(120), Duration::milliseconds(5), run);
  add_even(arrivals, seconds(120), seconds(180), Duration::milliseconds(100), run);
  return arrivals;
}

std::size_t opened(const Recorder& seen) { return seen.changes(trace::ServerState::Starting).size(); }

}  // namespace

TEST_CASE("L03 E1: a burst of 200 per second at 250 ms needs 50 environments") {
  // Little: 200/s × 0.25 s = 50 at once; run i ends when run i + 50 arrives, and an end comes before an arrival.
  Run run(plain_spec(512), burst(), seconds(181));
  const Recorder& seen = run.run();
  CHECK(seen.records.size() == 13200);
  CHECK(seen.count(Outcome::Completed) == 13200);
  CHECK(opened(seen) == 50);
}

TEST_CASE("L03 E2: with 500 ms of initialization the same burst opens 134") {
  // Quiet minute: a cold run takes 750 ms, so the arrivals at 0, 0.1, …, 0.7 s find nothing warm: 8 environments.
  // At 60 s the runs of 59.8 s and 59.9 s still hold 2 of the 8. Every cold run takes 750 ms, so none of the burst's
  // own environments is back before 60.75 s: of the 150 arrivals before it, only the 8 warm ones serve. The 6 idle
  // ones begin at 60.000, 60.005, …, 60.025 s and, back after 250 ms, again 250 and 500 ms later: 3 runs each in
  // [60, 60.75) = 18. The other two are back at 60.05 and 60.15 s and begin then, and 250 and 500 ms later: at 60.05,
  // 60.30, 60.55 and 60.15, 60.40, 60.65 s, 6 runs. 150 − 18 − 6 = 126 cold starts, 8 + 126 = 134 environments; from
  // 60.75 s on, the first cold ones come back as fast as requests arrive.
  services::LambdaSpec spec = plain_spec(512);
  spec.init = random::Constant{500e6};
  Run run(spec, burst(), seconds(181));
  const Recorder& seen = run.run();
  CHECK(seen.cold() == 134);
  CHECK(opened(seen) == 134);
  std::uint64_t quiet = 0;
  for (const auto& record : seen.records) quiet += record.cold && record.started < seconds(60) ? 1 : 0;
  CHECK(quiet == 8);
}

TEST_CASE("L03 E4: a limit of 20 serves 80 per second and rejects 7,200 of 13,200") {
  // 20 environments ÷ 250 ms = 80/s. In the burst each of the 20 begins a run every 250 ms exactly, 240 in the minute:
  // 4,800 of 12,000 run, 7,200 get a 429. The quiet minutes never need more than 3.
  services::LambdaSpec spec = plain_spec(512);
  spec.concurrency = 20;
  Run run(spec, burst(), seconds(181));
  const Recorder& seen = run.run();
  CHECK(seen.records.size() == 13200);
  CHECK(seen.count(Outcome::Rejected) == 7200);
  CHECK(seen.count(Reason::ConcurrencyLimit) == 7200);
  CHECK(seen.count(Outcome::Completed) == 6000);
  CHECK(opened(seen) == 20);
  // The limit is stated once when it begins to bind and once a second after the last refusal.
  const auto limits = seen.of<trace::LimitReached>();
  REQUIRE(limits.size() == 2);
  CHECK(std::get<trace::LimitReached>(limits[0].body).value == 20);
  CHECK(std::get<trace::LimitReached>(limits[0].body).binding);
  CHECK_FALSE(std::get<trace::LimitReached>(limits[1].body).binding);
  CHECK(limits[1].cause == limits[0].id);
  SimTime last{};
  for (const auto& record : seen.records) {
    if (record.outcome != Outcome::Rejected) continue;
    CHECK(record.cause == limits[0].id);
    last = record.finished;
  }
  CHECK(limits[1].at == last + Duration::seconds(1));
}

TEST_CASE("L05: twelve uploads apart share an environment, twelve at once need twelve; billed 4.8 s either way") {
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{600e6};
  for (const bool at_once : {false, true}) {
    std::vector<Arrival> arrivals;
    for (int i = 0; i < 12; ++i)
      arrivals.push_back({seconds(at_once ? 0 : 2.0 * i), {}, Duration::milliseconds(400), 0});
    Run run(spec, arrivals, seconds(60));
    const Recorder& seen = run.run();
    CHECK(seen.count(Outcome::Completed) == 12);
    CHECK(seen.cold() == (at_once ? 12U : 1U));
    Duration handler{};
    Duration init{};
    for (const auto& record : seen.records) {
      handler += record.handler_billed;
      init += record.init_billed;
    }
    CHECK(handler == Duration::milliseconds(4800));
    CHECK(init == Duration::milliseconds(600) * (at_once ? 12 : 1));
  }
}

TEST_CASE("L05 E4 and L06 E1: no upload, or no trigger, no invocation") {
  services::LambdaSpec spec = plain_spec();
  CHECK(Run(spec, {}, seconds(60)).run().records.empty());

  spec.trigger_set.reset();
  std::vector<Arrival> arrivals;
  for (int i = 0; i < 20; ++i) arrivals.push_back({seconds(3.0 * i), {}, Duration::milliseconds(400), 0});
  Run run(spec, arrivals, seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.count(Outcome::Ignored) == 20);
  CHECK(seen.count(Reason::NoTrigger) == 20);
  CHECK(opened(seen) == 0);
}

TEST_CASE("L06 E2: a trigger set at 30 s sees the uploads at 30, 33, …, 57 s and does not look back") {
  services::LambdaSpec spec = plain_spec();
  spec.trigger_set = seconds(30);
  std::vector<Arrival> arrivals;
  for (int i = 0; i < 20; ++i) arrivals.push_back({seconds(3.0 * i), {}, Duration::milliseconds(400), 0});
  Run run(spec, arrivals, seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.count(Outcome::Completed) == 10);
  CHECK(seen.count(Outcome::Ignored) == 10);
  const auto done = seen.of<trace::OperationDone>();
  REQUIRE(done.size() == 2);
  CHECK(std::get<trace::OperationDone>(done[1].body).operation == trace::Operation::TriggerSet);
  CHECK(done[1].at == seconds(30));
}

TEST_CASE("Code that is not there yet answers with an error, trigger or not") {
  services::LambdaSpec spec = plain_spec();
  spec.code_uploaded = seconds(10);
  Run run(spec, {{seconds(5), {}, {}, 0}, {seconds(10), {}, {}, 0}}, seconds(60));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 2);
  CHECK(seen.records[0].outcome == Outcome::Rejected);
  CHECK(seen.records[0].reason == Reason::NoCode);
  CHECK(seen.records[1].outcome == Outcome::Completed);
}
