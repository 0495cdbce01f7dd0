// SPDX-License-Identifier: Apache-2.0
// Launch, code, service, crash and repair, stop, usage. Expected values are worked out in the comments.
#include <doctest/doctest.h>

#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using services::Crash;
using services::Ec2Image;
using services::SetDesiredCapacity;
using services::StopInstances;
using trace::Outcome;
using trace::Reason;
using trace::ServerState;
using Times = std::vector<SimTime>;

// 45 s until the instance runs, 30 s until the code is on it, two requests a second: those of the first 75 s are lost
// (150). The process crashes at 1 h and is restarted after 90 s: 180 more. First answer: the request that arrives at 75
// s.
TEST_CASE("three duties: provision, upload the code, keep it running") {
  services::Ec2Spec spec = small_fleet(1);
  spec.instance = {"t3.micro", 2, Bytes::gigabytes(1), false, true, 10};
  spec.launch = always(45);
  spec.boot = always(0);
  spec.bootstrap = always(0);
  spec.code_upload = always(30);
  spec.image = Ec2Image::UserData;
  Ec2Rig rig(spec);
  rig.load(at_second(0), at_second(3600), milliseconds(500), milliseconds(100));
  rig.advance(3600);
  rig.act(Crash{1, false, seconds(90)});
  rig.load(at_second(3600), at_second(3 * 3600), milliseconds(500), milliseconds(100));
  rig.finish(86400);

  CHECK(rig.submitted == 21600);
  CHECK(rig.sink.records.size() == 21600);
  CHECK(rig.sink.count(Outcome::Completed) == 21600 - 330);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 90 + 180);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoCode) == 60);
  SimTime first = kNever;
  for (const auto& record : rig.sink.records) {
    if (record.outcome == Outcome::Completed && record.started < first) first = record.started;
  }
  CHECK(first == at_second(75));

  const auto orders = rig.sink.all<trace::ServerChanged>();
  CHECK(orders[0].second.from == ServerState::Ordered);
  CHECK(orders[0].second.to == ServerState::Ordered);
  const auto calls = rig.sink.all<trace::ApiCalled>();
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].second.call == trace::ApiCall::RunInstances);
  CHECK(orders[0].first.cause == calls[0].first.id);
  CHECK(rig.sink.records[0].cause == orders[0].first.id);
  const auto uploads = rig.sink.all<trace::OperationDone>();
  REQUIRE(uploads.size() == 2);
  CHECK(uploads[0].first.at == at_second(45));
  CHECK(uploads[1].second.operation == trace::Operation::CodeUploaded);
  CHECK(uploads[1].first.at == at_second(75));

  const auto crashes = rig.sink.all<trace::Crashed>();
  const auto repairs = rig.sink.all<trace::Repaired>();
  REQUIRE(crashes.size() == 1);
  REQUIRE(repairs.size() == 1);
  CHECK(crashes[0].second.lost_requests == 0);  // 100 ms of work arrived at 3,599.5 s
  CHECK(repairs[0].first.cause == crashes[0].first.id);
  CHECK(repairs[0].second.out_of_service == seconds(90));
  std::size_t because_of_it = 0;
  for (const auto& record : rig.sink.records) because_of_it += record.cause == crashes[0].first.id;
  CHECK(because_of_it == 180);
  CHECK(rig.entered(0, ServerState::Ready) == Times{at_second(75), at_second(3690)});

  // Paid from `running` to the end, crash or not.
  const auto hours = rig.usage("ec2.instance.t3.micro");
  REQUIRE(hours.size() == 1);
  CHECK(hours[0].amount == 1);
  CHECK(hours[0].from == at_second(45));
  CHECK(hours[0].to == at_second(86400));
  REQUIRE(rig.usage("ebs.gp3").size() == 1);
  CHECK(rig.usage("ebs.gp3")[0].amount == 8 * 1024);
  CHECK(rig.usage("ipv4.address").size() == 1);
  CHECK(rig.usage("alb.hour").empty());
}

TEST_CASE("a baked image boots, starts and serves") {
  Ec2Rig rig(small_fleet(2));
  CHECK(rig.model.view().servers_starting == 2);
  rig.advance(59);
  CHECK(rig.model.view().servers_ready == 0);
  rig.advance(60);
  CHECK(rig.model.view().servers_ready == 2);
  CHECK(rig.model.view().servers_starting == 0);
  CHECK(rig.entered(1, ServerState::Booting) == Times{at_second(10)});
  CHECK(rig.entered(1, ServerState::Ready) == Times{at_second(60)});
  for (const auto& entry : rig.sink.all<trace::OperationDone>()) {
    CHECK(entry.second.operation == trace::Operation::Bootstrapped);
  }
}

TEST_CASE("yesterday's fleet serves from the first instant and nobody called an API") {
  services::Ec2Spec spec = small_fleet(2);
  spec.already_running = true;
  Ec2Rig rig(spec);
  rig.submit(seconds(1));
  CHECK(rig.model.view().in_service == 1);
  rig.finish(100);
  CHECK(rig.sink.all<trace::ApiCalled>().empty());
  REQUIRE(rig.usage("ec2.instance.test.one").size() == 2);
  CHECK(rig.usage("ec2.instance.test.one")[0].from == at_second(0));
}

TEST_CASE("stopping: no new requests, those in service are answered, then the meter stops") {
  Ec2Rig rig(small_fleet(2));
  rig.advance(100);
  rig.submit({}, seconds(5));
  rig.act(StopInstances{});
  rig.submit({}, seconds(5));
  rig.finish(1000);
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  const auto calls = rig.sink.all<trace::ApiCalled>();
  REQUIRE(calls.size() == 2);
  CHECK(calls[1].second.call == trace::ApiCall::TerminateInstances);
  CHECK(calls[1].second.count == 2);
  CHECK(rig.sink.records[0].cause == calls[1].first.id);
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(105)});
  CHECK(rig.entered(1, ServerState::Gone) == Times{at_second(100)});
  REQUIRE(rig.usage("ec2.instance.test.one").size() == 2);
  for (const auto& usage : rig.usage("ec2.instance.test.one")) {
    CHECK(usage.from == at_second(10));
    CHECK(usage.to == (usage.server == ServerId{0} ? at_second(105) : at_second(100)));
  }
}

TEST_CASE("an instance that never got as far as running costs nothing") {
  Ec2Rig rig(small_fleet(1));
  rig.advance(9);
  rig.act(StopInstances{});
  rig.finish(1000);
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(9)});
  CHECK(rig.entered(0, ServerState::Booting).empty());
  CHECK(rig.usage("ec2.instance.test.one").empty());
}

TEST_CASE("a crash takes what is served and what waits with it") {
  Ec2Rig rig(small_fleet(1));
  rig.advance(60);
  for (int i = 0; i < 3; ++i) rig.submit({}, seconds(10));  // one served, two wait
  rig.advance(62);
  rig.act(Crash{0, false, {}});  // 0: the one that has been up longest
  rig.submit({}, seconds(1));
  rig.finish(100);
  const auto crashes = rig.sink.all<trace::Crashed>();
  REQUIRE(crashes.size() == 1);
  CHECK(crashes[0].second.server == ServerId{0});
  CHECK(crashes[0].second.lost_requests == 3);
  CHECK(rig.sink.count(Outcome::Failed, Reason::ServerCrashed) == 3);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  for (const auto& record : rig.sink.records) CHECK(record.cause == crashes[0].first.id);
  CHECK(rig.entered(0, ServerState::Ready).size() == 1);  // nobody repaired it
  CHECK(rig.usage("ec2.instance.test.one")[0].to == at_second(100));
}

TEST_CASE("a crash of an instance that does not serve changes nothing") {
  Ec2Rig rig(small_fleet(1));
  rig.advance(30);
  rig.act(Crash{1, false, seconds(5)});
  rig.act(Crash{7, false, seconds(5)});
  rig.act(Crash{0, false, seconds(5)});
  rig.advance(60);
  CHECK(rig.model.view().servers_ready == 1);
  CHECK(rig.sink.all<trace::Crashed>().empty());
}

TEST_CASE("requests share the CPU of an instance as seen when they begin") {
  services::Ec2Spec spec = small_fleet(1);
  spec.instance.vcpu = 2;
  spec.workers = 4;
  Ec2Rig rig(spec);
  rig.advance(60);
  for (int i = 0; i < 4; ++i) rig.submit(seconds(1), seconds(1));
  rig.finish(100);
  REQUIRE(rig.sink.records.size() == 4);
  // 1 and 2 at once: a vCPU each, 1 + 1 s. The third finds 3 on 2 vCPU: 1.5 + 1 s. The fourth 4 on 2: 2 + 1 s.
  CHECK(rig.sink.records[0].finished == at_second(62));
  CHECK(rig.sink.records[1].finished == at_second(62));
  CHECK(rig.sink.records[2].finished == at_second(62) + milliseconds(500));
  CHECK(rig.sink.records[3].finished == at_second(63));
}

TEST_CASE("a request that needs more memory than the instance has is refused") {
  Ec2Rig rig(small_fleet(1));
  rig.advance(60);
  rig.submit(seconds(1), {}, Bytes::gigabytes(1).count);
  rig.submit(seconds(1), {}, Bytes::gigabytes(1).count + 1);
  rig.finish(100);
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  CHECK(rig.sink.count(Outcome::Failed, Reason::OutOfMemory) == 1);
}

TEST_CASE("the desired capacity can be set by hand, within the bounds of the group") {
  services::Ec2Spec spec = small_fleet(2);
  spec.maximum = 4;
  Ec2Rig rig(spec);
  rig.advance(100);
  rig.act(SetDesiredCapacity{9});
  const auto decisions = rig.sink.all<trace::ScalingDecided>();
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].second.signal == trace::Signal::DesiredCount);
  CHECK(decisions[0].second.from == 2);
  CHECK(decisions[0].second.to == 4);
  CHECK(decisions[0].second.wanted == 9);
  const auto calls = rig.sink.all<trace::ApiCalled>();
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].second.call == trace::ApiCall::CreateAutoScalingGroup);
  CHECK(decisions[0].first.cause == calls[1].first.id);
  rig.advance(160);
  CHECK(rig.model.view().servers_ready == 4);
  for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
    if (change.server.value >= 2 && change.to == ServerState::Ordered) CHECK(fact.cause == decisions[0].first.id);
  }
  rig.act(SetDesiredCapacity{0});
  CHECK(rig.model.view().servers_ready == 2);
  CHECK(rig.entered(0, ServerState::Gone) == Times{at_second(160)});  // oldest first
  CHECK(rig.entered(3, ServerState::Gone).empty());
}

TEST_CASE("every delay has its own stream: the same seed repeats a run, another one changes each of them") {
  const auto times = [](std::uint64_t seed) {
    services::Ec2Spec spec = small_fleet(3);
    spec.launch = spec.boot = spec.bootstrap = spec.code_upload = random::Uniform{1e9, 60e9};
    Ec2Rig rig(spec, seed);
    rig.advance(1000);
    std::vector<std::int64_t> at;
    for (const auto& fact : rig.sink.facts) at.push_back(fact.at.ns);
    return at;
  };
  CHECK(times(1) == times(1));
  const auto one = times(1);
  const auto two = times(2);
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i] != 0) CHECK(one[i] != two[i]);
  }
}
