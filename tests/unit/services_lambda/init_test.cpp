// SPDX-License-Identifier: Apache-2.0
// Init phases that are not the usual one.
#include <doctest/doctest.h>

#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;

TEST_CASE("An init phase over 10 s is begun again inside the first run, under its time-out") {
  // 10 s are lost, then 12 s of initialization and 1 s of work count as the run: 13 s billed as duration. Rounded
  // together with the 10 s before it: 10 s as initialization.
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{12e9};
  spec.timeout = Duration::seconds(20);
  Run run(spec, {{seconds(0), {}, Duration::seconds(1), 0}, {seconds(30), {}, Duration::seconds(1), 0}}, seconds(60));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 2);
  CHECK(seen.records[0].outcome == Outcome::Completed);
  CHECK(seen.records[0].finished == seconds(23));
  CHECK(seen.records[0].initialization == Duration::seconds(22));
  CHECK(seen.records[0].handler_billed == Duration::seconds(13));
  CHECK(seen.records[0].init_billed == Duration::seconds(10));
  CHECK(seen.changes(trace::ServerState::Ready).at(0) == seconds(22));
  CHECK_FALSE(seen.records[1].cold);
}

TEST_CASE("A second init phase that does not end in time times out the run, and nothing is kept") {
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{12e9};
  spec.timeout = Duration::seconds(3);
  Run run(spec, {{seconds(0), {}, Duration::seconds(1), 0}}, seconds(60));
  const Recorder& seen = run.run();
  CHECK(seen.records.at(0).reason == Reason::RunTimeout);
  CHECK(seen.records.at(0).finished == seconds(13));
  CHECK(seen.records.at(0).handler_billed == Duration::seconds(3));
  CHECK(seen.changes(trace::ServerState::Ready).empty());
  CHECK(seen.changes(trace::ServerState::Gone).at(0) == seconds(13));
  CHECK(run.model->view().servers_starting == 0);
}

TEST_CASE("An init phase of exactly 10 s is in time") {
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{10e9};
  Run run(spec, {{seconds(0), {}, Duration::seconds(1), 0}}, seconds(60));
  CHECK(run.run().records.at(0).finished == seconds(11));
}

TEST_CASE("An environment that has reached its maximum age is not used again, however busy the function") {
  // One request every 10 s, 1 s each, maximum age 60 s: the first environment serves at 0, 10, …, 50 s and is gone at
  // 60 s, before the request of that instant.
  services::LambdaSpec spec = plain_spec();
  spec.maximum_age = random::Constant{60e9};
  std::vector<Arrival> arrivals;
  add_even(arrivals, seconds(0), seconds(120), Duration::seconds(10), Duration::seconds(1));
  Run run(spec, arrivals, seconds(119));
  const Recorder& seen = run.run();
  CHECK(seen.cold() == 2);
  const auto gone = seen.changes(trace::ServerState::Gone);
  REQUIRE(gone.size() == 1);
  CHECK(gone[0] == seconds(60));
  // Without a maximum age one environment serves all day.
  spec.maximum_age.reset();
  CHECK(Run(spec, arrivals, seconds(119)).run().cold() == 1);
}

TEST_CASE("A run that is on when its environment grows too old is finished first") {
  services::LambdaSpec spec = plain_spec();
  spec.maximum_age = random::Constant{60e9};
  Run run(spec, {{seconds(0), {}, Duration::seconds(90), 0}}, seconds(119));
  const Recorder& seen = run.run();
  CHECK(seen.records.at(0).outcome == Outcome::Completed);
  CHECK(seen.changes(trace::ServerState::Gone).at(0) == seconds(90));
}

TEST_CASE("SnapStart: each restore is metered by memory, the snapshot as long as the code is there") {
  services::LambdaSpec spec = plain_spec(2048);
  spec.init = random::Constant{200e6};
  spec.bill_init = false;
  spec.bill_snapshot = true;
  Run run(spec, std::vector<Arrival>(3, {seconds(1), {}, Duration::seconds(1), 0}), seconds(100));
  const Recorder& seen = run.run();
  std::int64_t restored = 0;
  std::int64_t kept = 0;
  for (const trace::Fact& fact : seen.of<trace::UsageRecorded>()) {
    const auto& used = std::get<trace::UsageRecorded>(fact.body);
    const std::string& name = run.tracer.meters().name(used.meter);
    if (name == "lambda.snapstart.restore_gb") restored += used.amount;
    if (name == "lambda.snapstart.cache_gb_second") kept += used.amount * (used.to - used.from).ns / 1'000'000'000;
  }
  CHECK(restored == 3 * (std::int64_t{2} << 30));  // bytes
  CHECK(kept == 2048 * 100);                       // MB-seconds
  for (const auto& record : seen.records) CHECK(record.init_billed == Duration{});
}
