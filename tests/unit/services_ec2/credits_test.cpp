// SPDX-License-Identifier: Apache-2.0
// CPU credits. A request of c seconds of CPU and 1 − c seconds of waiting, every second, keeps c of one vCPU busy all
// the time, so credits can be worked out by hand: 1 credit = 1 vCPU for 1 minute.
#include <doctest/doctest.h>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::HaltInstances;
using services::StartInstances;
using services::StopInstances;
using trace::ServerState;

namespace {

/// One that serves from t = 0.
services::Ec2Spec burstable(const char* name, std::uint32_t baseline_percent, CreditMode mode) {
  services::Ec2Spec spec = small_fleet(1);
  spec.instance = {name, 2, Bytes::gigabytes(1), false, true, baseline_percent};
  spec.already_running = true;
  spec.workers = 2;
  spec.credits = services::Ec2Credits{mode, "ec2.surplus.t3", Duration::hours(168)};
  return spec;
}

/// `milli` thousandths of each of two vCPUs, all the time: two requests a second.
void steady(Ec2Rig& rig, std::int64_t from, std::int64_t hours, std::int64_t milli) {
  for (std::int64_t s = from; s < from + hours * 3600; ++s) {
    rig.advance(s);
    if (milli == 0) continue;
    rig.submit(milliseconds(milli), milliseconds(1000 - milli));
    rig.submit(milliseconds(milli), milliseconds(1000 - milli));
  }
}

/// Thousandths of a vCPU × hours, with its parts.
double surplus_hours(const Ec2Rig& rig) {
  double sum = 0;
  for (const auto& used : rig.usage("ec2.surplus.t3")) {
    const double milli = static_cast<double>(used.amount) + used.millionths / 1e6;
    sum += milli / 1000 * to_seconds(used.to - used.from) / 3600;
  }
  return sum;
}

std::vector<trace::LimitReached> limits(const Ec2Rig& rig, trace::Reason reason) {
  std::vector<trace::LimitReached> found;
  for (const auto& [fact, limit] : rig.sink.all<trace::LimitReached>()) {
    if (limit.limit == reason) found.push_back(limit);
  }
  return found;
}

}  // namespace

// EC2 user guide, unlimited-mode-examples: 6 credits an hour, 144 at most. 24 h idle: 144. 12 h at 2.5 % earn what is
// lost above 144. 24 h at 7 % spend 8.4 and earn 6 an hour: 144 − 57.6 = 86.4. 12 h at 2.5 %: + 36 = 122.4. 5 h at
// 100 %: 600 spent, 30 earned: 122.4 from the balance, 144 borrowed, 303.6 charged = 5.06 vCPU-hours. Then 13 h at 5 %
// change nothing and 24 h idle repay.
TEST_CASE("a t3.nano in unlimited mode is charged 303.6 credits, as in AWS's own example") {
  Ec2Rig rig(burstable("t3.nano", 5, CreditMode::Unlimited));
  std::int64_t at = 0;
  const std::pair<std::int64_t, std::int64_t> phases[] = {{24, 0},   {12, 25}, {24, 70}, {12, 25},
                                                          {5, 1000}, {13, 50}, {24, 0}};
  for (const auto& [hours, milli] : phases) {
    steady(rig, at, hours, milli);
    at += hours * 3600;
  }
  rig.finish(at);
  // By the hour: the first of the fifth phase takes 114 of 122.4, the second 8.4 and borrows 105.6, the third borrows
  // 38.4 and is charged 75.6 credits = 1,260 thousandths of a vCPU for an hour; then 114 = 1,900 twice.
  const auto used = rig.usage("ec2.surplus.t3");
  REQUIRE(used.size() == 3);
  CHECK(used[0].from == at_second((72 + 2) * 3600));
  CHECK(used[0].to == at_second((72 + 3) * 3600));
  CHECK(used[0].amount == 1260);
  CHECK(used[1].amount == 1900);
  CHECK(used[2].amount == 1900);
  for (const auto& hour : used) CHECK(hour.millionths == 0);
  CHECK(surplus_hours(rig) == doctest::Approx(5.06));
  // Told once when it starts and once when it stops; nothing became slower.
  REQUIRE(limits(rig, trace::Reason::SurplusCredits).size() == 2);
  CHECK(limits(rig, trace::Reason::SurplusCredits)[0].binding);
  CHECK_FALSE(limits(rig, trace::Reason::SurplusCredits)[1].binding);
  CHECK(rig.sink.count(trace::Outcome::Completed) == rig.submitted);
  for (const auto& record : rig.sink.records) CHECK(record.finished - record.started == seconds(1));
}

// Ten hours at the baseline and ten idle ones cost nothing; a day at 100 % right after the launch borrows a day's
// earnings first: t3.micro, 12 an hour, 288. 120 − 12 = 108 an hour: 2 h 40 min until 288 are borrowed.
TEST_CASE("unlimited mode bursts from the first second without launch credits, and pays when the instance ends") {
  Ec2Rig rig(burstable("t3.micro", 10, CreditMode::Unlimited));
  steady(rig, 0, 2, 1000);
  rig.advance(2 * 3600);
  CHECK(rig.usage("ec2.surplus.t3").empty());  // 216 borrowed, none charged so far
  rig.act(StopInstances{});
  rig.finish(3 * 3600);
  CHECK(surplus_hours(rig) == doctest::Approx(216.0 / 60));
}

// t3.micro: 0.2 vCPU for ever. It earns 12 credits in the first, idle hour. Then it is asked for 1 vCPU: net 0.8 a
// minute, so they last 15 min. After that each request of 1 s takes 1 s ÷ 0.2 = 5 s.
TEST_CASE("standard mode falls to the baseline when the credits are used up, and earns again when idle") {
  services::Ec2Spec spec = burstable("t3.micro", 10, CreditMode::Standard);
  spec.workers = 1;
  spec.queue_limit = 10;
  Ec2Rig rig(spec);
  rig.load(at_second(3600), at_second(7200), seconds(1), seconds(1));
  rig.finish(7200);
  CHECK(rig.usage("ec2.surplus.t3").empty());
  std::int64_t full_speed = 0;
  std::int64_t slow = 0;
  for (const auto& record : rig.sink.records) {
    if (record.outcome != trace::Outcome::Completed) continue;
    const Duration took = record.finished - record.started;
    CHECK(took >= seconds(1));
    CHECK(took <= seconds(5));
    full_speed += took == seconds(1);
    slow += took == seconds(5);
  }
  CHECK(full_speed == 15 * 60);
  // 45 min at 5 s each; the last one is still running.
  CHECK(slow == 45 * 60 / 5 - 1);
  const auto bound = limits(rig, trace::Reason::CpuCredits);
  REQUIRE(bound.size() == 1);
  CHECK(bound[0].binding);
  CHECK(bound[0].value == 10);
}

// With no credits at all, 30 s of one vCPU take 30 ÷ 0.2 = 150 s. A request that begins with 6 credits (30 min idle):
// 6 × 60 ÷ 0.8 = 450 s at full speed, then the rest at a fifth: 500 s of work → 450 + 50 × 5 = 700 s.
TEST_CASE("a long request is slowed down when its credits end, not before") {
  Ec2Rig rig(burstable("t3.micro", 10, CreditMode::Standard));
  rig.submit(seconds(30));
  rig.advance(150);
  rig.advance(150 + 1800);
  rig.submit(seconds(500));
  rig.finish(5000);
  REQUIRE(rig.sink.records.size() == 2);
  CHECK(rig.sink.records[0].finished == at_second(150));
  CHECK(rig.sink.records[1].finished == at_second(150 + 1800 + 700));
}

TEST_CASE("the balance never grows beyond what a day earns") {
  // 24 h idle: 288 credits; 48 h idle: the same. At 1 vCPU they last 288 ÷ 0.8 = 360 min.
  for (const std::int64_t hours : {24, 48}) {
    Ec2Rig rig(burstable("t3.micro", 10, CreditMode::Standard));
    rig.advance(hours * 3600);
    rig.submit(seconds(360 * 60));
    rig.submit({}, milliseconds(1));
    rig.finish(hours * 3600 + 360 * 60 + 1);
    CHECK(rig.sink.records[1].finished == at_second(hours * 3600 + 360 * 60));
  }
}

// Stopped for six days the instance still has its 12 credits, after eight it has none: 60 s of work right after its
// start take 60 s, or 60 ÷ 0.2 = 300 s (less what it earns while it boots: 20 + 30 s at 0.2 vCPU, 10 s of work which
// last 12.5 s; 12.5 + (60 − 12.5) × 5 = 250 s).
TEST_CASE("credits are kept for seven days while the instance is stopped") {
  for (const std::int64_t days : {6, 8}) {
    Ec2Rig rig(burstable("t3.micro", 10, CreditMode::Standard));
    rig.advance(3600);
    rig.act(HaltInstances{});
    const std::int64_t again = 3600 + days * 86400;
    rig.advance(again);
    rig.act(StartInstances{});
    rig.advance(again + 60);  // 10 s pending, 20 s boot, 30 s start of the application
    rig.submit(seconds(60));
    rig.finish(again + 1000);
    REQUIRE(rig.sink.records.size() == 1);
    CHECK(rig.sink.records[0].finished == at_second(again + 60) + (days == 6 ? seconds(60) : seconds(250)));
  }
}

// 100 % of two vCPU spend 120 credits an hour, 12 are earned: 108 an hour are borrowed, and 288 may be. After three
// hours that is 324: 36 too many, charged at 3:00, not before, and for that hour. The fourth hour costs 108. Idle from
// 4:00 on it pays back and is charged no more.
TEST_CASE("surplus beyond a day's earnings is charged at the end of each hour") {
  Ec2Rig rig(burstable("t3.micro", 10, CreditMode::Unlimited));
  steady(rig, 0, 4, 1000);
  rig.advance(6 * 3600);
  const auto charged = rig.usage("ec2.surplus.t3");
  REQUIRE(charged.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t hour = 2 + static_cast<std::int64_t>(i);
    CHECK(charged[i].from == at_second(hour * 3600));
    CHECK(charged[i].to == at_second((hour + 1) * 3600));
    const double vcpu_hours = (static_cast<double>(charged[i].amount) + charged[i].millionths / 1e6) / 1000;
    CHECK(vcpu_hours == doctest::Approx((i == 0 ? 36.0 : 108.0) / 60).epsilon(1e-6));
  }
  rig.finish(6 * 3600);
}

TEST_CASE("what is still borrowed is charged when an instance stops, not when the run ends") {
  for (const bool stops : {true, false}) {
    Ec2Rig rig(burstable("t3.micro", 10, CreditMode::Unlimited));
    steady(rig, 0, 1, 1000);
    rig.advance(3600);
    if (stops) rig.act(HaltInstances{});
    rig.finish(3601);
    CHECK(surplus_hours(rig) == doctest::Approx(stops ? 108.0 / 60 : 0));
  }
}
