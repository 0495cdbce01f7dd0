// SPDX-License-Identifier: Apache-2.0
// Hand-written facts and records in, every number of a result out.
#include "metrics/collector.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/metrics/scene.hpp"

using namespace metrics_test;

TEST_CASE("Requests are counted by what became of them, in all and by class") {
  Scene scene(options("instance", 100, 10));
  scene.answer(0, 0, 1);
  scene.answer(1, 1, 2);
  scene.lose(3, Outcome::Rejected, Reason::QueueFull);
  scene.lose(4, Outcome::Rejected, Reason::NoServer);
  scene.lose(5, Outcome::Ignored, Reason::NoTrigger);
  trace::RequestRecord record = scene.served(6, 7, 8);
  record.outcome = Outcome::Failed;
  record.reason = Reason::ServerCrashed;
  record.request_class = ClassId{1};
  scene.tracer.finished(record);
  record = scene.served(6, 9, 9);
  record.server = ServerId::none();
  record.outcome = Outcome::TimedOut;
  record.reason = Reason::WaitTimeout;
  scene.tracer.finished(record);
  record = scene.served(90, 91, 100);
  record.outcome = Outcome::InFlight;
  record.cold = true;
  scene.tracer.finished(record);

  const result::Deployment out = scene.result();
  const result::Requests& all = out.requests;
  CHECK(all.arrived == 8);
  CHECK(all.completed == 2);
  CHECK(all.rejected == 2);
  CHECK(all.ignored == 1);
  CHECK(all.failed == 1);
  CHECK(all.timed_out == 1);
  CHECK(all.in_flight == 1);
  CHECK(all.arrived == all.completed + all.rejected + all.timed_out + all.failed + all.ignored + all.in_flight);
  CHECK(all.cold_starts == 1);
  CHECK(all.invocations == 4);
  CHECK(all.by_reason ==
        std::map<std::string, std::uint64_t>{
            {"queue_full", 1}, {"no_server", 1}, {"no_trigger", 1}, {"server_crashed", 1}, {"wait_timeout", 1}});
  CHECK(out.by_class.at("uploads").arrived == 7);
  CHECK(out.by_class.at("reads").arrived == 1);
  CHECK(out.by_class.at("reads").failed == 1);
}

TEST_CASE("L, Lq, busy servers and the two means are exact integrals") {
  Scene scene(options("instance", 100, 10, 2));
  scene.server(0, 0, ServerState::Ordered, ServerState::Ordered);
  scene.server(20, 0, ServerState::Ordered, ServerState::Ready);
  scene.answer(20, 20, 30);                                // waits 0, runs 10
  trace::RequestRecord second = scene.served(20, 25, 45);  // waits 5, runs 20
  second.beside = 2;
  scene.tracer.finished(second);
  scene.lose(50, Outcome::Rejected, Reason::QueueFull);
  const result::Deployment out = scene.result();
  CHECK(out.queueing.arrival_rate == doctest::Approx(0.03));
  CHECK(out.queueing.number_in_system == doctest::Approx((10 + 25) / 100.0));
  CHECK(out.queueing.queue_length == doctest::Approx(5 / 100.0));
  CHECK(out.queueing.busy_servers == doctest::Approx(30 / 100.0));
  CHECK(out.queueing.waiting_time_s == doctest::Approx(2.5));
  CHECK(out.queueing.response_time_s == doctest::Approx(17.5));
  CHECK(out.queueing.utilization == doctest::Approx(30 / (2 * 80.0)));  // two slots, ready for 80 s
  CHECK(out.capacity.peak_busy == 2);
  REQUIRE(out.latency.has_value());
  CHECK(out.latency->maximum == Duration::seconds(25));
  CHECK(out.latency->mean == Duration::milliseconds(17'500));
}

TEST_CASE("Little's law is an identity over the window: L = arrival rate × mean stay, from whole numbers") {
  Bits bits{11};
  Scene scene(options("instance", 1000, 10));
  std::vector<trace::RequestRecord> records;
  int128 stay = 0;
  for (int i = 0; i < 5000; ++i) {
    const double arrived = static_cast<double>(bits.next() % 900'000) / 1000;
    const double wait = static_cast<double>(bits.next() % 30'000) / 1000;
    const double run = static_cast<double>(bits.next() % 30'000) / 1000;
    records.push_back(scene.served(arrived, arrived + wait, arrived + wait + run));
    stay += (records.back().finished - records.back().arrived).ns;
  }
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.finished < b.finished; });
  for (const auto& record : records) scene.tracer.finished(record);
  const result::Deployment out = scene.result();
  const double mean_stay = static_cast<double>(stay) / 1e9 / 5000;
  CHECK(out.queueing.number_in_system == doctest::Approx(out.queueing.arrival_rate * mean_stay).epsilon(1e-12));
  CHECK(out.queueing.number_in_system ==
        doctest::Approx(out.queueing.queue_length + out.queueing.busy_servers).epsilon(1e-12));
}

TEST_CASE("Nothing arrived: no latency, no division by nothing") {
  Scene scene(options("environment", 100, 10));
  const result::Deployment out = scene.result();
  CHECK_FALSE(out.latency.has_value());
  CHECK(out.requests.error_share() == 0);
  CHECK(out.queueing.utilization == 0);
  CHECK(out.capacity.idle_share == 0);
  CHECK_FALSE(out.milestones.first_answer.has_value());
  CHECK(out.samples.size() == 10);
  CHECK(out.events.empty());
}

TEST_CASE("Servers: alive from order to end, paid from boot to end, ready in between") {
  Scene scene(options("instance", 100, 10));
  const FactId order = scene.api(0, trace::ApiCall::CreateAutoScalingGroup, 1, 2);
  for (const std::uint32_t id : {0U, 1U}) scene.server(0, id, ServerState::Ordered, ServerState::Ordered, order);
  for (const std::uint32_t id : {0U, 1U}) scene.server(10, id, ServerState::Ordered, ServerState::Booting, order);
  scene.server(20, 0, ServerState::Booting, ServerState::Ready, order);
  scene.server(30, 1, ServerState::Booting, ServerState::Ready, order);
  scene.answer(40, 40, 58);
  scene.server(70, 1, ServerState::Ready, ServerState::Draining);
  scene.server(80, 1, ServerState::Draining, ServerState::Gone);
  const result::Deployment out = scene.result();
  CHECK(out.capacity.unit == "instance");
  CHECK(out.capacity.peak == 2);
  CHECK(out.capacity.launched == 2);
  CHECK(out.capacity.at_end == 1);
  CHECK(out.capacity.mean == doctest::Approx((100 + 80) / 100.0));
  CHECK(out.capacity.desired == 2);
  CHECK(out.capacity.idle_share == doctest::Approx(1 - 18 / (90.0 + 70.0)));
  CHECK(out.queueing.utilization == doctest::Approx(18 / (80.0 + 50.0)));
  CHECK(out.milestones.first_server_ready == Duration::seconds(20));
  CHECK(out.milestones.all_desired_ready == Duration::seconds(30));
  CHECK(out.milestones.first_answer == Duration::seconds(40));
  CHECK_FALSE(out.milestones.longest_shortage.has_value());

  REQUIRE(out.spans.size() == 7);
  CHECK(out.spans[0].name == "web-1");
  CHECK(out.spans[0].kind == "instance");
  CHECK(out.spans[0].state == "ordered");
  CHECK(out.spans[0].to == at(10));
  CHECK(out.spans.back().state == "draining");
  CHECK(out.spans_left_out == 0);
}

TEST_CASE("A sample shows what happened in its step and the state at its end") {
  Scene scene(options("instance", 35, 10));
  scene.server(0, 0, ServerState::Ordered, ServerState::Ordered);
  scene.server(10, 0, ServerState::Ordered, ServerState::Ready);
  scene.answer(2, 12, 22);
  trace::RequestRecord cold = scene.served(20, 20, 30);
  cold.cold = true;
  scene.tracer.finished(cold);
  scene.lose(33, Outcome::Rejected, Reason::QueueFull);
  trace::RequestRecord open = scene.served(34, 34, 35);
  open.outcome = Outcome::InFlight;
  scene.tracer.finished(open);
  const std::vector<result::Sample> samples = scene.result().samples;
  REQUIRE(samples.size() == 4);
  CHECK(samples[0].at == at(10));
  CHECK(samples[3].at == at(35));
  CHECK(samples[0].arrived == 1);
  CHECK(samples[0].waiting == 1);  // arrived at 2 s, begins at 12 s
  CHECK(samples[0].busy == 0);
  CHECK(samples[0].servers == 1);
  CHECK(samples[0].ready == 0);  // becomes ready at 10 s: that is the next step
  CHECK(samples[1].ready == 1);
  CHECK(samples[1].busy == 1);
  CHECK(samples[1].waiting == 0);
  CHECK(samples[2].completed == 1);
  CHECK(samples[2].arrived == 1);
  CHECK(samples[2].cold == 1);
  CHECK(samples[2].busy == 1);
  CHECK(samples[3].completed == 1);
  CHECK(samples[3].lost == 1);
  CHECK(samples[3].busy == 1);  // in flight
}

TEST_CASE("Hosts: what is free and how many more tasks would fit") {
  // Two hosts of 4 vCPU / 8,192 MB, tasks of 0.5 vCPU / 1,536 MB: five fit on each. Six placed, one waits.
  Scene scene(options("task", 100, 10));
  const FactId service = scene.api(0, trace::ApiCall::CreateService, 1, 7);
  for (const std::uint32_t host : {0U, 1U}) {
    scene.server(0, host, ServerState::Ordered, ServerState::Ordered, {}, ServerKind::Host, {}, 4000, 8192);
    scene.server(0, host, ServerState::Ordered, ServerState::Ready, {}, ServerKind::Host, {}, 4000, 8192);
  }
  for (std::uint32_t task = 2; task < 8; ++task) {
    const ServerId host{task < 7 ? 0U : 1U};
    scene.server(1, task, ServerState::Ordered, ServerState::Ordered, service, ServerKind::Task, {}, 500, 1536);
    scene.state(1, trace::PlacementDecided{ServerId{task}, host, {}, 2, 0, 0});
    scene.server(2, task, ServerState::Ordered, ServerState::Ready, service, ServerKind::Task, host, 500, 1536);
  }
  scene.server(1, 8, ServerState::Ordered, ServerState::Ordered, service, ServerKind::Task, {}, 500, 1536);
  scene.state(3, trace::PlacementDecided{ServerId{8}, ServerId::none(), trace::Shortage::Memory, 2, 0, 0});
  scene.answer(10, 10, 50);
  const result::Deployment out = scene.result();
  CHECK(out.capacity.peak == 7);
  CHECK(out.capacity.hosts_peak == 2);
  CHECK(out.capacity.hosts_at_end == 2);
  CHECK(out.capacity.free_cpu_milli == 2 * 4000 - 6 * 500);
  CHECK(out.capacity.free_memory_mb == 2 * 8192 - 6 * 1536);
  CHECK(out.capacity.room_for_more == 4);
  CHECK(out.capacity.waiting_for_room == 1);
  CHECK(out.capacity.shortage == "memory");
  // Hosts are paid whole: half a vCPU for 40 s of 8 vCPU for 100 s was of use.
  CHECK(out.capacity.idle_share == doctest::Approx(1 - 0.5 * 40 / (8 * 100.0)));
}

TEST_CASE("Billed time adds up; idle environments are not paid") {
  Scene scene(options("environment", 100, 10));
  scene.server(0, 0, ServerState::Starting, ServerState::Starting, {}, ServerKind::Environment);
  scene.server(1, 0, ServerState::Starting, ServerState::Ready, {}, ServerKind::Environment);
  for (int i = 0; i < 3; ++i) {
    trace::RequestRecord record = scene.served(10.0 * i, 10.0 * i, 10.0 * i + 1);
    record.handler_billed = Duration::milliseconds(400);
    record.init_billed = Duration::milliseconds(i == 0 ? 600 : 0);
    scene.tracer.finished(record);
  }
  const result::Deployment out = scene.result();
  CHECK(out.billed.handler == Duration::milliseconds(1200));
  CHECK(out.billed.init == Duration::milliseconds(600));
  CHECK(out.capacity.idle_share == 0);
  CHECK(out.capacity.peak == 1);
}

TEST_CASE("The first 200 servers are told one by one, the rest counted") {
  Scene scene(options("environment", 100, 10));
  for (std::uint32_t id = 0; id < 250; ++id) {
    scene.server(id * 0.1, id, ServerState::Starting, ServerState::Starting, {}, ServerKind::Environment);
  }
  const result::Deployment out = scene.result();
  CHECK(out.spans.size() == 200);
  CHECK(out.spans_left_out == 50);
  CHECK(out.capacity.peak == 250);
}

TEST_CASE("Capacity asked for by people: groups, services and stand-alone tasks") {
  Scene scene(options("task", 100, 10));
  scene.api(0, trace::ApiCall::CreateAutoScalingGroup, 1, 13);  // of hosts
  scene.api(0, trace::ApiCall::CreateService, 1, 10);
  scene.api(10, trace::ApiCall::RunTask, 1, 5);
  scene.api(20, trace::ApiCall::UpdateService, 1, 20);
  scene.api(30, trace::ApiCall::StopTask, 3, 3);
  CHECK(scene.result().capacity.desired == 22);
}
