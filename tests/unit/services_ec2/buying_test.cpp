// SPDX-License-Identifier: Apache-2.0
// Stop and start, reservations, Spot, the vCPU quota: what runs when, and what is used.
#include <doctest/doctest.h>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::Crash;
using services::HaltInstances;
using services::SetDesiredCapacity;
using services::StartInstances;
using trace::Outcome;
using trace::Reason;
using trace::ServerState;
using Times = std::vector<SimTime>;

namespace {

std::int64_t used_seconds(const Ec2Rig& rig, const char* meter) {
  std::int64_t sum = 0;
  for (const auto& used : rig.usage(meter)) sum += used.amount * (used.to - used.from).ns / 1'000'000'000;
  return sum;
}

services::Ec2Spec spot(std::uint32_t count, std::int64_t every, double together) {
  services::Ec2Spec spec = small_fleet(count);
  spec.already_running = true;
  spec.replace_failed = true;
  spec.spot = services::Ec2Spot{always(every), together, seconds(120), {}};
  return spec;
}

}  // namespace

// ---- stop and start -------------------------------------------------------------------------------------------------

TEST_CASE("a stopped instance costs its disk only; each start is an interval of its own") {
  services::Ec2Spec spec = small_fleet(1);
  spec.already_running = true;
  spec.code_upload = always(100);
  Ec2Rig rig(spec);
  rig.advance(1000);
  rig.submit({}, seconds(30));  // answered before it stops
  rig.act(HaltInstances{});
  rig.submit({}, seconds(1));
  rig.advance(2000);
  rig.act(StartInstances{});
  rig.finish(3000);
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  CHECK(rig.entered(0, ServerState::Stopped) == Times{at_second(1030)});
  // Pending 10 s, boot 20 s, start of the application 30 s; the code is on its disk.
  CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(0), at_second(2060)});
  for (const char* meter : {"ec2.instance.test.one", "ipv4.address"}) {
    const auto used = rig.usage(meter);
    REQUIRE(used.size() == 2);
    CHECK(used[0].to == at_second(1030));
    CHECK(used[1].from == at_second(2010));
    CHECK(used[1].to == at_second(3000));
  }
  REQUIRE(rig.usage("ebs.gp3").size() == 1);
  CHECK(rig.usage("ebs.gp3")[0].from == at_second(0));
  CHECK(rig.usage("ebs.gp3")[0].to == at_second(3000));
  const auto calls = rig.sink.all<trace::ApiCalled>();
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].second.call == trace::ApiCall::StopInstances);
  CHECK(calls[1].second.call == trace::ApiCall::StartInstances);
  CHECK(calls[1].second.count == 1);
}

TEST_CASE("an instance made by user data does not install again when it starts again") {
  services::Ec2Spec spec = small_fleet(1);
  spec.image = services::Ec2Image::UserData;
  spec.code_upload = always(100);
  Ec2Rig rig(spec);
  rig.advance(1000);
  rig.act(HaltInstances{});
  rig.advance(2000);
  rig.act(StartInstances{});
  rig.advance(3000);
  CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(160), at_second(2030)});
}

TEST_CASE("what is stopped or failed can be started; a stop during the boot stops it at once") {
  services::Ec2Spec spec = small_fleet(2);
  Ec2Rig rig(spec);
  rig.advance(30);
  rig.act(HaltInstances{});
  CHECK(rig.entered(0, ServerState::Stopped) == Times{at_second(30)});
  rig.act(StartInstances{});
  rig.advance(100);
  CHECK(rig.model.view().servers_ready == 2);
  rig.act(Crash{1, false, {}});
  rig.act(HaltInstances{});
  rig.act(StartInstances{});
  rig.advance(200);
  CHECK(rig.model.view().servers_ready == 2);  // a restart is a repair
}

// ---- reservations ---------------------------------------------------------------------------------------------------

// Two of three are reserved: 2 × 1,000 s whether used or not. One at a time is on demand: the third until 400 s, when
// one of the others goes and it takes the reservation.
TEST_CASE("reserved instances are paid all the time, and cover as many as run") {
  services::Ec2Spec spec = small_fleet(3);
  spec.minimum = 0;
  spec.maximum = 3;
  spec.already_running = true;
  spec.reserved = 2;
  Ec2Rig rig(spec);
  rig.advance(400);
  rig.act(SetDesiredCapacity{2});
  rig.advance(600);
  rig.act(SetDesiredCapacity{0});
  rig.finish(1000);
  CHECK(used_seconds(rig, "ec2.reserved_1y.test.one") == 2000);
  CHECK(used_seconds(rig, "ec2.instance.test.one") == 400);
  CHECK(used_seconds(rig, "ipv4.address") == 3 * 400 + 2 * 200);
}

// ---- Spot -----------------------------------------------------------------------------------------------------------

TEST_CASE("a reclaim: two minutes of notice, no new requests, then the end; the group orders another one") {
  services::Ec2Spec spec = spot(2, 1000, 1.0);
  Ec2Rig rig(spec);
  rig.advance(999);
  rig.submit({}, seconds(60));   // instance 0 finishes it within the notice
  rig.submit({}, seconds(600));  // instance 1 does not
  rig.advance(1001);
  rig.submit({}, seconds(1));  // nobody takes it
  rig.finish(1900);
  CHECK(rig.entered(0, ServerState::Draining) == Times{at_second(1000)});
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(1120)});  // not before, though it was idle
  CHECK(rig.entered(1, ServerState::Gone) == Times{at_second(1120)});
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  CHECK(rig.sink.count(Outcome::Failed, Reason::SpotReclaimed) == 1);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  CHECK(rig.entered(2, ServerState::Ready) == Times{at_second(1180)});
  CHECK(rig.entered(3, ServerState::Ready) == Times{at_second(1180)});
  for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
    if (change.to == ServerState::Draining) CHECK(change.reason == Reason::SpotReclaimed);
  }
  CHECK(rig.usage("ec2.instance.test.one").empty());
  CHECK(used_seconds(rig, "ec2.spot.test.one") == 2 * 1120 + 2 * (1900 - 1130));
}

TEST_CASE("an instance reclaimed in its first hour costs no computing") {
  services::Ec2Spec spec = spot(1, 3000, 1.0);
  spec.spot->free_within = seconds(3600);
  Ec2Rig rig(spec);
  rig.finish(3500);
  // 0 … 3,120 s is free; the next one runs from 3,130 s.
  CHECK(used_seconds(rig, "ec2.spot.test.one") == 3500 - 3130);
  CHECK(used_seconds(rig, "ebs.gp3") / (8 * 1024) == 3120 + 3500 - 3130);
}

TEST_CASE("reclaims come by zone, and take a share of it") {
  services::Ec2Spec spec = spot(2000, 1000, 0.3);
  spec.spot->reclaim = random::Constant{1e12};  // every 1,000 s in each zone
  spec.zones = 2;
  spec.replace_failed = false;
  Ec2Rig rig(spec);
  rig.advance(1500);
  std::int64_t gone = 0;
  for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) gone += change.to == ServerState::Gone;
  // Of 1,000 per zone 30 %: 300, standard deviation √210 ≈ 14.5; both together within five of 20.5.
  CHECK(gone > 600 - 103);
  CHECK(gone < 600 + 103);
}

// ---- quota ----------------------------------------------------------------------------------------------------------

// 5 vCPU, as a new account has: two instances of 2 vCPU fit, a third does not.
TEST_CASE("a group gets as much as the quota allows, and the rest when there is room") {
  services::Ec2Spec spec = small_fleet(2);
  spec.instance.vcpu = 2;
  spec.minimum = 1;
  spec.maximum = 4;
  spec.already_running = true;
  spec.vcpu_quota = 5;
  spec.replace_failed = true;
  Ec2Rig rig(spec);
  rig.advance(100);
  rig.act(SetDesiredCapacity{4});
  rig.act(SetDesiredCapacity{3});
  rig.advance(200);
  CHECK(rig.model.view().servers_ready == 2);
  const auto limits = rig.sink.all<trace::LimitReached>();
  REQUIRE(limits.size() == 1);  // told once
  CHECK(limits[0].second.limit == Reason::VcpuQuota);
  CHECK(limits[0].second.value == 5);
  CHECK(limits[0].first.cause == rig.sink.all<trace::ScalingDecided>()[0].first.id);
}

TEST_CASE("RunInstances launches all or nothing") {
  services::Ec2Spec spec = small_fleet(3);
  spec.instance.vcpu = 2;
  spec.vcpu_quota = 5;
  Ec2Rig rig(spec);
  rig.advance(100);
  rig.submit(seconds(1));
  rig.finish(200);
  CHECK(rig.sink.all<trace::ServerChanged>().empty());
  REQUIRE(rig.sink.all<trace::LimitReached>().size() == 1);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  CHECK(rig.sink.records[0].cause == rig.sink.all<trace::LimitReached>()[0].first.id);
}

TEST_CASE("stopped instances do not count against the quota") {
  services::Ec2Spec spec = small_fleet(2);
  spec.instance.vcpu = 2;
  spec.vcpu_quota = 4;
  Ec2Rig rig(spec);
  rig.advance(100);
  rig.act(HaltInstances{});
  rig.act(StartInstances{});
  rig.advance(200);
  CHECK(rig.model.view().servers_ready == 2);
  CHECK(rig.sink.all<trace::LimitReached>().empty());
}
