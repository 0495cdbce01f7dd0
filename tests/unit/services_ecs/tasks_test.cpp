// SPDX-License-Identifier: Apache-2.0
// The life of tasks: launch rates, pulls, stops, what is paid.
#include <doctest/doctest.h>

#include "unit/services_ecs/ecs_specs.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::ApiCall;
using trace::Outcome;
using trace::Reason;
using trace::ServerKind;
using trace::ServerState;

TEST_CASE("setting up a service is one call whatever the desired count; RunTask takes ten tasks per call") {
  EcsSpec spec = on_fargate(100);
  spec.scaling.emplace();
  spec.minimum = spec.maximum = 100;
  EcsRig rig(spec);
  rig.advance(at_second(60));
  for (const ApiCall call :
       {ApiCall::CreateCluster, ApiCall::RegisterTaskDefinition, ApiCall::CreateService, ApiCall::PutScalingPolicy}) {
    REQUIRE(rig.calls(call).size() == 1);
    CHECK(rig.calls(call)[0].second.calls == 1);
    CHECK(rig.calls(call)[0].second.actor == trace::Actor::Operator);
  }
  CHECK(rig.calls(ApiCall::CreateService)[0].second.count == 100);
  CHECK(rig.calls(ApiCall::CreateAutoScalingGroup).empty());

  rig.act(RunTask{100});  // L11.E2: 10 calls
  rig.act(RunTask{25});   // 3 calls: 10 + 10 + 5
  rig.act(RunTask{1});
  const auto runs = rig.calls(ApiCall::RunTask);
  REQUIRE(runs.size() == 3);
  CHECK(runs[0].second.calls == 10);
  CHECK(runs[0].second.count == 100);
  CHECK(runs[1].second.calls == 3);
  CHECK(runs[2].second.calls == 1);
  rig.finish(at_second(120));
}

TEST_CASE("a cluster without a service has none to create until somebody asks for one") {
  EcsRig rig(on_fargate(0));
  CHECK(rig.calls(ApiCall::CreateService).empty());
  rig.act(RunTask{3});
  rig.advance(at_second(1));
  CHECK(rig.model.view().servers_ready == 3);
  rig.act(UpdateService{2});
  rig.act(UpdateService{1});
  CHECK(rig.calls(ApiCall::CreateService).size() == 1);
  CHECK(rig.calls(ApiCall::UpdateService).size() == 1);
  rig.advance(at_second(10));
  CHECK(rig.model.view().servers_ready == 4);
  rig.finish(at_second(20));
}

TEST_CASE("from 10 to 1,000 tasks at 500 a minute takes 118.8 s, with one call") {
  // L11.E5: 990 tasks × 60 s ÷ 500 = 118.8 s. Fargate's own 20/s does not bind.
  EcsSpec spec = on_fargate(10);
  spec.already_running = true;
  EcsRig rig(spec);
  CHECK(rig.model.view().servers_ready == 10);
  rig.advance(at_second(100));
  rig.act(UpdateService{1000});
  rig.advance(at_ms(218'799));
  CHECK(rig.model.view().servers_ready == 999);
  rig.advance(at_ms(218'800));
  CHECK(rig.model.view().servers_ready == 1000);
  CHECK(rig.calls(ApiCall::UpdateService).size() == 1);
  rig.finish(at_second(300));
  const std::vector<SimTime> orders = rig.entered(ServerKind::Task, ServerState::Ordered);
  CHECK(orders.size() == 1000);
  CHECK(orders.back() == at_ms(218'800));
}

TEST_CASE("desired count 0 stops everything with one call, and what is paid ends there") {
  EcsSpec spec = on_fargate(100);
  spec.already_running = true;
  EcsRig rig(spec);
  rig.advance(at_second(50));
  rig.act(UpdateService{0});  // L11.E4
  CHECK(rig.model.view().servers_ready == 0);
  rig.submit(milliseconds(10));
  rig.finish(at_second(3600));
  REQUIRE(rig.calls(ApiCall::UpdateService).size() == 1);
  CHECK(rig.usage("fargate.vcpu_hour.x86").size() == 100);
  for (const trace::UsageRecorded& used : rig.usage("fargate.gb_hour.x86")) {
    CHECK(used.from == kTimeZero);
    CHECK(used.to == at_second(50));
    CHECK(used.amount == 512);
  }
  REQUIRE(rig.sink.records.size() == 1);
  CHECK(rig.sink.records[0].reason == Reason::NoServer);
  CHECK(rig.sink.records[0].cause == rig.calls(ApiCall::UpdateService)[0].first.id);
}

TEST_CASE("Fargate: set-up is free, the pull is whole every time and paid from its start") {
  EcsSpec spec = on_fargate(2);
  spec.arm = true;
  spec.setup = always(seconds(20));
  spec.image = Bytes::megabytes(150);
  spec.pull_rate = Bandwidth{15 << 20};  // 10 s
  spec.start = always(seconds(5));
  spec.load_balancer = true;
  EcsRig rig(spec);
  rig.submit(milliseconds(1));
  rig.finish(at_second(60));
  // Launched 0.12 s and 0.24 s after the call.
  const ServerId first = rig.server(ServerKind::Task, 1);
  const ServerId second = rig.server(ServerKind::Task, 2);
  CHECK(rig.entered(first, ServerState::Ordered) == std::vector{at_ms(120)});
  CHECK(rig.entered(first, ServerState::Pulling) == std::vector{at_ms(20'120)});
  CHECK(rig.entered(first, ServerState::Starting) == std::vector{at_ms(30'120)});
  CHECK(rig.entered(first, ServerState::Ready) == std::vector{at_ms(35'120)});
  CHECK(rig.entered(second, ServerState::Ready) == std::vector{at_ms(35'240)});
  const auto pulls = rig.sink.all<trace::ImagePulled>();
  REQUIRE(pulls.size() == 2);
  for (const auto& [fact, pull] : pulls) {
    CHECK(pull.bytes == Bytes::megabytes(150));
    CHECK(pull.took == seconds(10));
    CHECK_FALSE(pull.host.valid());
  }
  const auto cpu = rig.usage("fargate.vcpu_hour.arm");
  REQUIRE(cpu.size() == 2);
  CHECK(cpu[0].amount == 250);
  CHECK(cpu[0].from == at_ms(20'120));
  CHECK(cpu[0].to == at_second(60));
  const auto memory = rig.usage("fargate.gb_hour.arm");
  REQUIRE(memory.size() == 2);
  CHECK(memory[1].amount == 512);
  CHECK(memory[1].from == at_ms(20'240));
  REQUIRE(rig.usage("alb.hour").size() == 1);
  CHECK(rig.usage("alb.hour")[0].to == at_second(60));
  // Who came at 0 was refused before any task had been launched.
  REQUIRE(rig.sink.records.size() == 1);
  CHECK(rig.sink.records[0].reason == Reason::NoServer);
  CHECK(rig.sink.records[0].cause.valid());
}

TEST_CASE("Fargate's launch quota: a burst of 100, then 20 a second") {
  EcsRig rig(on_fargate(0));
  rig.advance(at_second(10));
  rig.act(RunTask{130});
  rig.advance(at_second(10));
  CHECK(rig.model.view().servers_ready == 100);
  rig.advance(at_ms(10'050));
  CHECK(rig.model.view().servers_ready == 101);
  rig.advance(at_ms(11'499));
  CHECK(rig.model.view().servers_ready == 129);
  rig.advance(at_ms(11'500));  // 30 more × 50 ms
  CHECK(rig.model.view().servers_ready == 130);
  // Half a second refills 10.
  rig.advance(at_second(12));
  rig.act(RunTask{12});
  rig.advance(at_second(12));
  CHECK(rig.model.view().servers_ready == 140);
  rig.advance(at_ms(12'100));
  CHECK(rig.model.view().servers_ready == 142);
  rig.finish(at_second(20));
}

TEST_CASE("on a host the first pull moves the image, the others share it or find it") {
  EcsSpec spec = fixed_hosts(0, 1);
  spec.hosts.already_running = false;
  spec.desired = 2;
  spec.already_running = false;
  spec.image = Bytes::megabytes(400);
  spec.pull_rate = Bandwidth{40 << 20};  // 10 s
  spec.start = always(seconds(2));
  EcsRig rig(spec);
  rig.advance(at_second(120));
  rig.act(RunTask{1});
  rig.finish(at_second(200));
  const auto pulls = rig.sink.all<trace::ImagePulled>();
  REQUIRE(pulls.size() == 3);
  CHECK(pulls[0].first.at == at_second(100));  // host there at 90 s, both tasks placed then
  CHECK(pulls[0].second.bytes == Bytes::megabytes(400));
  CHECK(pulls[0].second.took == seconds(10));
  CHECK(pulls[1].first.at == at_second(100));
  CHECK(pulls[1].second.bytes == Bytes{0});
  CHECK(pulls[1].second.took == seconds(10));
  CHECK(pulls[2].first.at == at_second(120));
  CHECK(pulls[2].second.bytes == Bytes{0});
  CHECK(pulls[2].second.took == Duration{});
  const std::vector<SimTime> ready = rig.entered(ServerKind::Task, ServerState::Ready);
  CHECK(ready == std::vector{at_second(102), at_second(102), at_second(122)});
  CHECK(rig.usage("fargate.vcpu_hour.x86").empty());
}

TEST_CASE("StopTask: stand-alone tasks first, newest first; the service replaces what was its own") {
  EcsSpec spec = on_fargate(2);
  spec.already_running = true;
  EcsRig rig(spec);
  rig.act(RunTask{3});
  rig.advance(at_second(10));
  CHECK(rig.model.view().servers_ready == 5);
  rig.act(StopTask{2});
  CHECK(rig.entered(rig.server(ServerKind::Task, 5), ServerState::Gone) == std::vector{at_second(10)});
  CHECK(rig.entered(rig.server(ServerKind::Task, 4), ServerState::Gone) == std::vector{at_second(10)});
  rig.advance(at_second(20));
  CHECK(rig.model.view().servers_ready == 3);  // stand-alone ones are not replaced
  rig.act(StopTask{2});                        // the last stand-alone one and the service's newest
  CHECK(rig.entered(rig.server(ServerKind::Task, 3), ServerState::Gone) == std::vector{at_second(20)});
  CHECK(rig.entered(rig.server(ServerKind::Task, 2), ServerState::Gone) == std::vector{at_second(20)});
  CHECK(rig.model.view().servers_ready == 1);
  rig.advance(at_ms(21'119));  // noticed after 1 s, launched 0.12 s later
  CHECK(rig.model.view().servers_ready == 1);
  rig.advance(at_ms(21'120));
  CHECK(rig.model.view().servers_ready == 2);
  rig.act(StopTask{50});  // there are only two
  const auto stops = rig.calls(ApiCall::StopTask);
  REQUIRE(stops.size() == 3);
  for (const auto& [fact, call] : stops) {
    CHECK(call.calls == 2);
    CHECK(call.count == 2);
  }
  rig.finish(at_second(60));
  CHECK(rig.model.view().servers_ready == 2);
}

TEST_CASE("a task that is let go finishes its requests first") {
  EcsSpec spec = on_fargate(2);
  spec.already_running = true;
  spec.task_cpu_milli = 1000;
  EcsRig rig(spec);
  rig.submit(seconds(5));
  rig.act(UpdateService{0});
  CHECK(rig.model.view().servers_ready == 0);
  rig.submit(seconds(5));
  rig.finish(at_second(30));
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  const ServerId busy = rig.server(ServerKind::Task, 1);
  CHECK(rig.entered(busy, ServerState::Draining) == std::vector{kTimeZero});
  CHECK(rig.entered(busy, ServerState::Gone) == std::vector{at_second(5)});
  REQUIRE(rig.usage("fargate.vcpu_hour.x86").size() == 1);  // the idle one went at once, before any time had passed
  CHECK(rig.usage("fargate.vcpu_hour.x86")[0].to == at_second(5));
}

TEST_CASE("raising and lowering the desired count while tasks are still to be launched") {
  EcsRig rig(on_fargate(100));
  rig.advance(at_second(6));  // 50 launched
  CHECK(rig.model.view().servers_ready == 50);
  rig.act(UpdateService{60});  // 40 of the 50 launches to come are given up
  rig.advance(at_second(60));
  CHECK(rig.model.view().servers_ready == 60);
  rig.act(UpdateService{10});
  CHECK(rig.model.view().servers_ready == 10);
  CHECK(rig.entered(rig.server(ServerKind::Task, 10), ServerState::Gone).empty());  // the newest went
  rig.act(UpdateService{12});
  rig.finish(at_second(120));
  CHECK(rig.model.view().servers_ready == 12);
}

TEST_CASE("a crash of a task loses its requests and the service replaces it") {
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.setup = always(seconds(30));
  EcsRig rig(spec);
  rig.submit(seconds(10));
  rig.submit(seconds(10));  // waits
  rig.advance(at_second(1));
  rig.act(Crash{1, false, seconds(5)});  // nobody repairs a task: it is replaced
  rig.submit(seconds(1));
  rig.advance(at_ms(32'120));  // 1 + restart delay 1 + 0.12 + set-up 30
  CHECK(rig.model.view().servers_ready == 1);
  rig.submit(milliseconds(250));
  rig.finish(at_second(60));
  const auto crashes = rig.sink.all<trace::Crashed>();
  REQUIRE(crashes.size() == 1);
  CHECK(crashes[0].second.kind == ServerKind::Task);
  CHECK(crashes[0].second.lost_requests == 2);
  CHECK(crashes[0].second.lost_tasks == 0);
  CHECK(rig.sink.count(Outcome::Failed, Reason::ServerCrashed) == 2);
  CHECK(rig.sink.count(Outcome::Rejected, Reason::NoServer) == 1);
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  for (const trace::RequestRecord& record : rig.sink.records) {
    if (record.outcome != Outcome::Completed) CHECK(record.cause == crashes[0].first.id);
  }
  // Every "because" is an edge: the replacement's order has the crash as its cause, its readiness the order.
  const ServerId replacement = rig.server(ServerKind::Task, 2);
  FactId order;
  for (const auto& [fact, change] : rig.sink.all<trace::ServerChanged>()) {
    if (change.server != replacement) continue;
    if (change.to == ServerState::Ordered) {
      order = fact.id;
      CHECK(fact.cause == crashes[0].first.id);
    }
    if (change.to == ServerState::Ready) CHECK(fact.cause == order);
  }
  CHECK(order.valid());
  CHECK(rig.count<trace::Repaired>() == 0);
}

TEST_CASE("a stand-alone task that dies is not replaced") {
  EcsRig rig(on_fargate(0));
  rig.act(RunTask{2});
  rig.advance(at_second(1));
  rig.act(Crash{0, false, {}});
  rig.act(Crash{7, false, {}});  // there is no seventh: nothing happens
  rig.finish(at_second(600));
  CHECK(rig.model.view().servers_ready == 1);
  CHECK(rig.count<trace::Crashed>() == 1);
}

TEST_CASE("Fargate's CPU is a wall, shared by what a task serves at once") {
  EcsSpec spec = on_fargate(1);
  spec.already_running = true;
  spec.task_cpu_milli = 2000;
  spec.workers = 3;
  EcsRig rig(spec);
  rig.submit(milliseconds(100), milliseconds(10));  // one whole vCPU: 110 ms
  rig.submit(milliseconds(100), milliseconds(10));  // the other: 110 ms
  rig.submit(milliseconds(100), milliseconds(10));  // 2 vCPU for 3: 10 + 150 ms
  rig.advance(at_second(1));
  rig.submit(milliseconds(1), {}, Bytes::megabytes(513).count);
  rig.finish(at_second(2));
  REQUIRE(rig.sink.records.size() == 4);
  CHECK(rig.sink.records[0].finished == at_ms(110));
  CHECK(rig.sink.records[1].finished == at_ms(110));
  CHECK(rig.sink.records[2].finished == at_ms(160));
  CHECK(rig.sink.records[3].reason == Reason::OutOfMemory);
}

TEST_CASE("on a host idle CPU is borrowed, and never less than the reservation is there") {
  EcsSpec spec = fixed_hosts(4, 1);
  spec.task_cpu_milli = 500;  // four tasks fill the host's two vCPUs
  EcsRig rig(spec);
  for (int i = 0; i < 4; ++i) rig.submit(milliseconds(120));
  rig.finish(at_second(1));
  REQUIRE(rig.sink.records.size() == 4);
  // Busy tasks as each begins: 1 and 2 share two vCPUs, at most one each: 120 ms. Three: 2/3 each, 180 ms. Four: 1/2
  // each, their reservation: 240 ms.
  CHECK(rig.sink.records[0].finished == at_ms(120));
  CHECK(rig.sink.records[1].finished == at_ms(120));
  CHECK(rig.sink.records[2].finished == at_ms(180));
  CHECK(rig.sink.records[3].finished == at_ms(240));
}
