// SPDX-License-Identifier: Apache-2.0
// Provisioned concurrency (Lambda Developer Guide, configuring provisioned concurrency).
#include <doctest/doctest.h>

#include <algorithm>

#include "unit/services_lambda/driver.hpp"

using namespace lambda_test;
using trace::RanOn;

namespace {

/// 10 environments, asked for at 0 s, set up in exactly 90 s.
services::LambdaSpec provisioned_spec(std::uint32_t count = 10) {
  services::LambdaSpec spec = plain_spec();
  spec.init = random::Constant{1e9};
  services::ProvisionedConcurrency provisioned;
  provisioned.count = provisioned.maximum = count;
  provisioned.setup = random::Constant{90e9};
  spec.provisioned = provisioned;
  return spec;
}

std::int64_t metered(const Run& run, const std::string& name) {
  std::int64_t used = 0;
  for (const trace::Fact& fact : run.recorder.of<trace::UsageRecorded>()) {
    const auto& body = std::get<trace::UsageRecorded>(fact.body);
    if (run.tracer.meters().name(body.meter) == name) used += body.amount * (body.to - body.from).ns / 1'000'000'000;
  }
  return used;
}

std::uint64_t ran_on(const Recorder& seen, RanOn where) {
  return static_cast<std::uint64_t>(
      std::count_if(seen.records.begin(), seen.records.end(), [&](const auto& r) { return r.ran_on == where; }));
}

}  // namespace

TEST_CASE("Nothing is usable before all of it is ready: set-up, then 6,000 per minute") {
  // 300 environments: 90 s + 300 ÷ 100 per second = 93 s. A request just before is cold, 300 at 93 s are not.
  std::vector<Arrival> arrivals{{seconds(92.9), {}, Duration::seconds(10), 0}};
  for (int i = 0; i < 300; ++i) arrivals.push_back({seconds(93), {}, Duration::seconds(10), 0});
  Run run(provisioned_spec(300), arrivals, seconds(200));
  const Recorder& seen = run.run();
  CHECK(seen.cold() == 1);
  CHECK(ran_on(seen, RanOn::Provisioned) == 300);
  const auto ready = seen.changes(trace::ServerState::Ready);
  CHECK(std::count(ready.begin(), ready.end(), seconds(93)) == 300);
  CHECK(run.model->view().servers_starting == 0);
}

TEST_CASE("What does not fit spills over to on-demand environments, within the limit") {
  services::LambdaSpec spec = provisioned_spec();
  spec.concurrency = 15;
  Run run(spec, std::vector<Arrival>(20, {seconds(100), {}, Duration::seconds(10), 0}), seconds(200));
  const Recorder& seen = run.run();
  CHECK(ran_on(seen, RanOn::Provisioned) == 10);
  CHECK(seen.cold() == 5);
  CHECK(seen.count(Reason::ConcurrencyLimit) == 5);
}

TEST_CASE("Provisioned environments that are idle still take their share of the limit") {
  // 10 of 15 are provisioned, so at most 5 run elsewhere. Five cold ones begin before the 10 are ready and run on; at
  // 100 s the 10 are used, and the next finds no room.
  services::LambdaSpec spec = provisioned_spec();
  spec.concurrency = 15;
  std::vector<Arrival> arrivals(5, {seconds(50), {}, Duration::seconds(100), 0});
  for (int i = 0; i < 11; ++i) arrivals.push_back({seconds(100), {}, Duration::seconds(1), 0});
  Run run(spec, arrivals, seconds(200));
  const Recorder& seen = run.run();
  CHECK(ran_on(seen, RanOn::Provisioned) == 10);
  CHECK(seen.count(Reason::ConcurrencyLimit) == 1);
}

TEST_CASE("Ten provisioned environments begin 100 runs a second; more spill over") {
  // 1 ms runs at 300 per second for 1 s: never two at once, but the bucket holds 100 and refills by 100 per second. At
  // the last arrival, after 0.9967 s, it has had 100 + 99.67 tokens.
  std::vector<Arrival> arrivals;
  for (int i = 0; i < 300; ++i) {
    arrivals.push_back({seconds(100) + Duration::nanoseconds(3'333'333LL * i), {}, Duration::milliseconds(1), 0});
  }
  Run run(provisioned_spec(), arrivals, seconds(200));
  CHECK(ran_on(run.run(), RanOn::Provisioned) == 199);
}

TEST_CASE("It is paid from the request on, used or not, and what runs on it has a meter of its own") {
  services::LambdaSpec spec = provisioned_spec();
  spec.provisioned->requested = seconds(60);
  Run run(spec, {{seconds(200), {}, Duration::seconds(1), 0}}, seconds(1060));
  const Recorder& seen = run.run();
  CHECK(metered(run, "lambda.provisioned.allocation.x86") == 10 * 1769 * 1000);
  const auto body = std::get<trace::InvocationMetered>(seen.of<trace::InvocationMetered>().at(0).body);
  CHECK(run.tracer.meters().name(body.provisioned_duration) == "lambda.provisioned.duration.x86");
  // No keep-alive ends them.
  CHECK(seen.changes(trace::ServerState::Gone).empty());
}

TEST_CASE("A run that ends badly resets a provisioned environment, which stays") {
  services::LambdaSpec spec = provisioned_spec(1);
  spec.timeout = Duration::seconds(3);
  Run run(spec, {{seconds(100), {}, Duration::seconds(5), 0}, {seconds(200), {}, Duration::seconds(1), 0}},
          seconds(300));
  const Recorder& seen = run.run();
  REQUIRE(seen.records.size() == 2);
  CHECK(seen.records[1].ran_on == RanOn::Provisioned);
  CHECK(seen.records[1].handler_billed == Duration::seconds(2));  // 1 s of initialization inside the run
}

TEST_CASE("Scaling at 70 %: three minutes above it add, fifteen below 63 % take away") {
  // Ready at 90.1 s. From 120 to 1,200 s 9 of 10 are busy: the minutes that end at 180, 240 and 300 s are at 90 %, so
  // at 300 s 10 × 0.9 ÷ 0.7 = 12.9 → 13 are asked for, and ready at 390.03 s. The minute that ends at 420 s had 10 of
  // them for 30.03 s and 13 for 29.97 s: 540 ÷ 689.91 = 78.3 %, 13 × 0.783 ÷ 0.7 = 14.5 → 15, ready at 510.02 s. From
  // then on 9 ÷ 15 = 60 %: below 63 % in the minutes that end at 600, 660, …, 1,440 s, the last of which has no load:
  // back to 10.
  services::LambdaSpec spec = provisioned_spec();
  spec.provisioned->maximum = 100;
  services::TargetTracking scaling;
  scaling.target_cpu = 0.7;
  scaling.alarms.low_ratio = 0.9;
  spec.provisioned->scaling = scaling;
  std::vector<Arrival> arrivals;
  for (double at = 120; at < 1200; at += 60) {
    for (int i = 0; i < 9; ++i) arrivals.push_back({seconds(at), {}, Duration::seconds(60), 0});
  }
  Run run(spec, arrivals, seconds(2400));
  const Recorder& seen = run.run();
  const auto decisions = seen.of<trace::ScalingDecided>();
  REQUIRE(decisions.size() >= 3);
  const auto& out = std::get<trace::ScalingDecided>(decisions[0].body);
  CHECK(decisions[0].at == seconds(300));
  CHECK(out.signal == trace::Signal::ProvisionedUse);
  CHECK(out.from == 10);
  CHECK(out.to == 13);
  CHECK(out.points == 3);
  const auto& again = std::get<trace::ScalingDecided>(decisions[1].body);
  CHECK(decisions[1].at == seconds(420));
  CHECK(again.from == 13);
  CHECK(again.to == 15);
  const auto& in = std::get<trace::ScalingDecided>(decisions[2].body);
  CHECK(decisions[2].at == seconds(1440));
  CHECK(in.points == 15);
  CHECK(in.to == 10);  // never below what was asked for
  CHECK(decisions.size() == 3);
  CHECK(metered(run, "lambda.provisioned.allocation.x86") == 1769 * (10 * 2400 + 3 * 1140 + 2 * 1020));
}

TEST_CASE("A burst shorter than three minutes does not scale: the average hides it") {
  services::LambdaSpec spec = provisioned_spec();
  spec.provisioned->maximum = 100;
  spec.provisioned->scaling = services::TargetTracking{};
  spec.provisioned->scaling->target_cpu = 0.7;
  std::vector<Arrival> arrivals(10, {seconds(120), {}, Duration::seconds(119), 0});
  Run run(spec, arrivals, seconds(600));
  CHECK(run.run().of<trace::ScalingDecided>().empty());
}
