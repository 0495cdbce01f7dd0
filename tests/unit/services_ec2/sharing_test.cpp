// SPDX-License-Identifier: Apache-2.0
// CPU of an instance shared over time. All values follow from the rule: those who compute at once get the same, one
// vCPU at most; a request computes first and waits for its I/O then.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::CpuSharing;

namespace {

/// One instance with one vCPU that serves from t = 0.
services::Ec2Spec sharing(CpuSharing how = CpuSharing::OverTime) {
  services::Ec2Spec spec = small_fleet(1);
  spec.already_running = true;
  spec.workers = 10;
  spec.cpu_sharing = how;
  return spec;
}

/// A type of two vCPUs with a baseline of a tenth of each.
services::Ec2Spec burstable(CreditMode mode) {
  services::Ec2Spec spec = sharing();
  spec.instance = {"t3.micro", 2, Bytes::gigabytes(1), false, true, 10};
  spec.credits = services::Ec2Credits{mode, "ec2.surplus.t3", Duration::hours(168)};
  return spec;
}

/// When each request ended, in order of its arrival, in ns.
std::vector<std::int64_t> ends(const Ec2Rig& rig) {
  std::vector<std::int64_t> when(rig.submitted, -1);
  for (const trace::RequestRecord& record : rig.sink.records) when[record.id.value] = record.finished.ns;
  return when;
}
constexpr std::int64_t kSecond = 1'000'000'000;

std::vector<std::pair<SimTime, bool>> bindings(const Ec2Rig& rig) {
  std::vector<std::pair<SimTime, bool>> found;
  for (const auto& [fact, limit] : rig.sink.all<trace::LimitReached>()) {
    if (limit.limit == trace::Reason::CpuCredits) found.emplace_back(fact.at, limit.binding);
  }
  return found;
}

}  // namespace

// A (1 s) from 0, B (1 s) from 0.5 s. Over time: A has had 0.5 s at 0.5 s, the rest at half speed: 1.5 s; B has had 0.5
// s by then and goes on alone: 2 s. At start: A finds nobody and takes 1 s; B finds A and takes 2 s.
TEST_CASE("a request slows down those before it, and speeds up when they are done") {
  const auto run = [](CpuSharing how) {
    Ec2Rig rig(sharing(how));
    rig.submit(seconds(1));
    rig.advance(at_second(0) + milliseconds(500));
    rig.submit(seconds(1));
    rig.finish(10);
    return ends(rig);
  };
  CHECK(run(CpuSharing::OverTime) == std::vector<std::int64_t>{3 * kSecond / 2, 2 * kSecond});
  CHECK(run(CpuSharing::AtStart) == std::vector<std::int64_t>{kSecond, 5 * kSecond / 2});
}

// A: 1 s of CPU, then 10 s of I/O: 11 s. B comes at 5 s, when A only waits, and has the CPU alone: 6 s. Where every
// request in service counts as computing, B takes 2 s.
TEST_CASE("waiting for I/O needs no CPU") {
  const auto run = [](CpuSharing how) {
    Ec2Rig rig(sharing(how));
    rig.submit(seconds(1), seconds(10));
    rig.advance(5);
    rig.submit(seconds(1));
    rig.finish(20);
    return ends(rig);
  };
  CHECK(run(CpuSharing::OverTime) == std::vector<std::int64_t>{11 * kSecond, 6 * kSecond});
  CHECK(run(CpuSharing::AtStart) == std::vector<std::int64_t>{11 * kSecond, 7 * kSecond});
}

TEST_CASE("requests without CPU work, and without any, end when they should") {
  Ec2Rig rig(sharing());
  rig.submit({}, seconds(3));
  rig.submit({}, {});
  rig.finish(10);
  CHECK(ends(rig) == std::vector<std::int64_t>{3 * kSecond, 0});
}

// 30 s of CPU, then 60 s of I/O, from the begin of a minute: half of that minute's CPU, none of the next one's.
// With one worker nobody shares, and the end is known at the begin: the same.
TEST_CASE("the CPU metric is what was used when it was used") {
  std::uint32_t workers = 10;
  SUBCASE("several workers") {}
  SUBCASE("one worker") { workers = 1; }
  services::Ec2Spec spec = sharing();
  spec.workers = workers;
  services::TargetTracking tracking;
  tracking.target_cpu = 0.4;
  tracking.alarms.high_points = 1;
  spec.scaling = tracking;
  spec.maximum = 2;
  Ec2Rig rig(spec);
  rig.submit(seconds(30), seconds(60));
  rig.finish(100);
  const auto decided = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decided.size() == 1);
  CHECK(decided[0].first.at == at_second(60));
  CHECK(decided[0].second.measured == doctest::Approx(0.5));
}

// 1,000 s idle earn 0.2 × 1,000 = 200 vCPU-seconds of credits. A request of 300 s of CPU spends 0.8 of them a second:
// at 1,250 s they are spent, and it has had 250 s. The remaining 50 s at the baseline of 0.2 vCPU take 250 s: 1,500 s.
TEST_CASE("credits exhausted: the baseline from that very instant, and all of the CPU again when there are some") {
  Ec2Rig rig(burstable(CreditMode::Standard));
  rig.advance(1000);
  rig.submit(seconds(300));
  rig.finish(1700);
  CHECK(ends(rig) == std::vector<std::int64_t>{1500 * kSecond});
  // The limit is told when it begins to bind, and when a whole minute has passed without it.
  REQUIRE(bindings(rig).size() == 2);
  CHECK(bindings(rig)[0] == std::pair(at_second(1250), true));
  CHECK(bindings(rig)[1] == std::pair(at_second(1560), false));
}

// From empty: 0.2 vCPU for two requests, a tenth each; 10 s of CPU take 100 s. At 100 s one more of 10 s: alone, 50 s.
TEST_CASE("without credits those who compute share the baseline") {
  Ec2Rig rig(burstable(CreditMode::Standard));
  rig.submit(seconds(10));
  rig.submit(seconds(10));
  rig.advance(100);
  rig.submit(seconds(10));
  rig.finish(1000);
  CHECK(ends(rig) == std::vector<std::int64_t>{100 * kSecond, 100 * kSecond, 150 * kSecond});
}

// Unlimited: full speed whatever the balance. 100 s on one vCPU from empty, then the account is settled by what was
// used: 100 − 0.2 × 100 = 80 vCPU-seconds borrowed, repaid by 400 s of earnings; nothing is charged if it then stops.
TEST_CASE("an unlimited instance is never slowed, and its account follows the CPU time used") {
  const auto charged = [](std::int64_t until) {
    Ec2Rig rig(burstable(CreditMode::Unlimited));
    rig.submit(seconds(100));
    rig.advance(until);
    rig.act(services::StopInstances{});
    rig.finish(until + 1);
    CHECK(ends(rig) == std::vector<std::int64_t>{100 * kSecond});
    CHECK(bindings(rig).empty());
    double sum = 0;  // vCPU-seconds
    for (const auto& used : rig.usage("ec2.surplus.t3")) {
      sum += (static_cast<double>(used.amount) + used.millionths / 1e6) / 1000 * to_seconds(used.to - used.from);
    }
    return sum;
  };
  CHECK(charged(500) == 0);
  CHECK(charged(300) == doctest::Approx(40));  // 80 − 0.2 × 200
}

// Two instances with a request of 10 s each; the first crashes at 2 s and is repaired at 4 s. The other one is not
// touched; a new request on the repaired one has all of its CPU.
TEST_CASE("what a crash loses computes no more") {
  services::Ec2Spec spec = sharing();
  spec.desired = spec.minimum = spec.maximum = 2;
  Ec2Rig rig(spec);
  for (int i = 0; i < 3; ++i) rig.submit(seconds(10));  // the third beside the first
  rig.advance(2);
  rig.act(services::Crash{1, false, seconds(2), 0});
  rig.advance(5);
  rig.submit(seconds(3));  // the second one's turn
  rig.submit(seconds(3));  // the first one's
  rig.finish(100);
  CHECK(rig.sink.count(trace::Outcome::Failed, trace::Reason::ServerCrashed) == 2);
  // On the second: 5 s of 10 done at 5 s; then two at half speed: the new one 6 s, until 11 s, the old one has 2 s
  // left.
  CHECK(ends(rig) == std::vector<std::int64_t>{2 * kSecond, 13 * kSecond, 2 * kSecond, 11 * kSecond, 8 * kSecond});
}

// Time-outs hold: 3 s from arrival. Three requests of 2 s on one vCPU would end at 6 s.
TEST_CASE("a request that is too slow is given up, and its worker computes on") {
  services::Ec2Spec spec = sharing();
  spec.timeout = seconds(3);
  Ec2Rig rig(spec);
  for (int i = 0; i < 3; ++i) rig.submit(seconds(2));
  rig.advance(6);
  rig.submit(seconds(2));  // alone again
  rig.finish(100);
  CHECK(rig.sink.count(trace::Outcome::TimedOut, trace::Reason::RunTimeout) == 3);
  CHECK(ends(rig) == std::vector<std::int64_t>{3 * kSecond, 3 * kSecond, 3 * kSecond, 8 * kSecond});
}
