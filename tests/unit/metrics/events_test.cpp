// SPDX-License-Identifier: Apache-2.0
// The timeline: which events, with which numbers, because of what.
#include <doctest/doctest.h>

#include "metrics/surge.hpp"
#include "unit/metrics/scene.hpp"

using namespace metrics_test;
namespace event = cloudsim::result::event;

TEST_CASE("A server of one's own: ordered, running without code, ready, crashed, repaired (lesson 1)") {
  Scene scene(options("instance", 10800, 60));
  const FactId call = scene.api(0, trace::ApiCall::RunInstances, 1, 1);
  const FactId order = scene.server(0, 0, ServerState::Ordered, ServerState::Ordered, call);
  std::size_t lost = 0;
  const auto lose_until = [&](double from, double until, Reason reason, FactId cause) {
    for (double t = from; t < until; t += 0.5, ++lost) scene.lose(t, Outcome::Rejected, reason, cause);
  };
  lose_until(0, 45, Reason::NoServer, order);
  scene.server(45, 0, ServerState::Ordered, ServerState::Booting, order);
  scene.state(45, trace::OperationDone{trace::Operation::Bootstrapped, ServerId{0}}, order);
  lose_until(45, 75, Reason::NoCode, order);
  scene.state(75, trace::OperationDone{trace::Operation::CodeUploaded, ServerId{0}}, order);
  scene.server(75, 0, ServerState::Booting, ServerState::Ready, order);
  for (double t = 75; t < 3600; t += 0.5) scene.answer(t, t, t + 0.1);
  const FactId crash = scene.state(3600, trace::Crashed{ServerId{0}, ServerKind::Instance, 0, 0});
  scene.server(3600, 0, ServerState::Ready, ServerState::Failed, crash);
  lose_until(3600, 3690, Reason::ServerCrashed, crash);
  const FactId repair =
      scene.state(3690, trace::Repaired{ServerId{0}, ServerKind::Instance, Duration::seconds(90)}, crash);
  scene.server(3690, 0, ServerState::Failed, ServerState::Ready, repair);
  for (double t = 3690; t < 10800; t += 0.5) scene.answer(t, t, t + 0.1);

  const result::Deployment out = scene.result();
  CHECK(well_formed(out.events));
  CHECK(lost == 330);
  CHECK(out.requests.lost() == 330);
  CHECK(out.milestones.first_answer == Duration::seconds(75));
  CHECK(out.milestones.longest_shortage == Duration::milliseconds(89'500));  // first loss to last loss

  const auto called = events(out, event::kApiCalled);
  REQUIRE(called.size() == 1);
  CHECK(called[0].operator_action);
  CHECK(number(called[0], "calls") == 1);
  CHECK(number(called[0], "count") == 1);
  CHECK(argument<std::string>(called[0], "call") == "RunInstances");
  const auto ordered = events(out, event::kLaunchOrdered);
  REQUIRE(ordered.size() == 1);
  CHECK(ordered[0].cause == called[0].id);
  const auto bare = events(out, event::kRunningWithoutCode);
  REQUIRE(bare.size() == 1);
  CHECK(bare[0].subject == "web-1");
  CHECK(argument<Duration>(bare[0], "after") == Duration::seconds(45));
  CHECK(bare[0].cause == ordered[0].id);
  CHECK(events(out, event::kCodeUploaded).size() == 1);
  const auto ready = events(out, event::kReady);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].cause == ordered[0].id);
  CHECK(argument<Duration>(ready[0], "after") == Duration::seconds(75));
  const auto answer = events(out, event::kFirstAnswer);
  REQUIRE(answer.size() == 1);
  CHECK(number(answer[0], "lost_before") == 150);
  CHECK(answer[0].cause == ready[0].id);
  const auto crashed = events(out, event::kCrashed);
  REQUIRE(crashed.size() == 1);
  CHECK(crashed[0].subject == "web-1");
  const auto repaired = events(out, event::kRepaired);
  REQUIRE(repaired.size() == 1);
  CHECK(repaired[0].cause == crashed[0].id);
  CHECK(argument<Duration>(repaired[0], "after") == Duration::seconds(90));
  const auto spells = events(out, event::kLost);
  REQUIRE(spells.size() == 3);
  CHECK(number(spells[0], "count") == 90);
  CHECK(argument<std::string>(spells[0], "reason") == "no_server");
  CHECK(spells[0].cause == ordered[0].id);
  CHECK(argument<std::string>(spells[1], "reason") == "no_code");
  CHECK(number(spells[1], "count") == 60);
  CHECK(number(spells[2], "count") == 180);
  CHECK(number(spells[2], "requests") == 180);
  CHECK(spells[2].cause == crashed[0].id);
  CHECK(spells[2].at == at(3600));
  const auto low = events(out, event::kRunningLow);
  REQUIRE(low.size() == 1);
  CHECK(low[0].cause == crashed[0].id);
  CHECK(number(low[0], "from") == 1);
  CHECK(number(low[0], "to") == 0);
  const auto again = events(out, event::kRunningAgain);
  REQUIRE(again.size() == 1);
  CHECK(again[0].cause == low[0].id);
  CHECK(argument<Duration>(again[0], "after") == Duration::seconds(90));
}

TEST_CASE("A host takes 8 of 100 tasks with it: 92, back to 96, 4 wait for room (lesson 11)") {
  Scene scene(options("task", 600, 10));
  const FactId service = scene.api(0, trace::ApiCall::CreateService, 1, 100);
  scene.server(0, 0, ServerState::Ordered, ServerState::Ordered, {}, ServerKind::Host, {}, 2000, 4096);
  scene.server(0, 0, ServerState::Ordered, ServerState::Ready, {}, ServerKind::Host, {}, 2000, 4096);
  const auto task = [&](double t, std::uint32_t id, ServerState from, ServerState to, FactId cause) {
    scene.server(t, id, from, to, cause, ServerKind::Task, ServerId{0}, 250, 512);
  };
  for (std::uint32_t id = 1; id <= 100; ++id) task(1, id, ServerState::Ordered, ServerState::Ordered, service);
  for (std::uint32_t id = 1; id <= 100; ++id) task(30, id, ServerState::Ordered, ServerState::Ready, service);
  const FactId crash = scene.state(300, trace::Crashed{ServerId{0}, ServerKind::Host, 0, 8});
  scene.server(300, 0, ServerState::Ready, ServerState::Failed, crash, ServerKind::Host, {}, 2000, 4096);
  for (std::uint32_t id = 1; id <= 8; ++id) task(300, id, ServerState::Ready, ServerState::Gone, crash);
  for (std::uint32_t id = 101; id <= 108; ++id) {
    task(301, id, ServerState::Ordered, ServerState::Ordered, crash);
    const bool fits = id <= 104;
    scene.state(301,
                trace::PlacementDecided{ServerId{id}, fits ? ServerId{0} : ServerId::none(),
                                        fits ? trace::Shortage::None : trace::Shortage::Cpu, 12, 0, 0},
                crash);
  }
  for (std::uint32_t id = 101; id <= 104; ++id) task(330, id, ServerState::Ordered, ServerState::Ready, crash);

  const result::Deployment out = scene.result();
  CHECK(well_formed(out.events));
  CHECK(out.capacity.minimum_running == 92);
  CHECK(out.capacity.waiting_for_room == 4);
  CHECK(out.capacity.desired == 100);
  CHECK(out.milestones.all_desired_ready == Duration::seconds(30));
  const auto ready = events(out, event::kReady);
  REQUIRE(ready.size() == 2);
  CHECK(number(ready[0], "count") == 100);
  CHECK(number(ready[1], "count") == 4);
  CHECK(argument<Duration>(ready[1], "after") == Duration::seconds(29));
  const auto crashed = events(out, event::kCrashed);
  REQUIRE(crashed.size() == 1);
  CHECK(crashed[0].subject == "host-1");
  CHECK(number(crashed[0], "lost_tasks") == 8);
  const auto low = events(out, event::kRunningLow);
  REQUIRE(low.size() == 1);
  CHECK(number(low[0], "from") == 100);
  CHECK(number(low[0], "to") == 92);
  CHECK(low[0].cause == crashed[0].id);
  const auto again = events(out, event::kRunningAgain);
  REQUIRE(again.size() == 1);
  CHECK(number(again[0], "to") == 96);
  CHECK(number(again[0], "desired") == 100);
  const auto none = events(out, event::kNoRoom);
  REQUIRE(none.size() == 1);
  CHECK(number(none[0], "count") == 4);
  CHECK(argument<std::string>(none[0], "shortage") == "cpu");
  CHECK(none[0].cause == crashed[0].id);
  CHECK(events(out, event::kTerminated).empty());  // the crash says it
}

TEST_CASE("A surge explains the cold starts, and a limit the rejections (lesson 3)") {
  Scene scene(options("environment", 180, 5));
  std::uint32_t opened = 0;
  const auto open = [&](double t) {
    scene.server(t, opened, ServerState::Starting, ServerState::Starting, {}, ServerKind::Environment);
    scene.server(t, opened++, ServerState::Starting, ServerState::Ready, {}, ServerKind::Environment);
  };
  FactId limit;
  for (int i = 0; i < 600; ++i) {
    const double t = 0.1 * i;
    if (i < 3) open(t);
    trace::RequestRecord record = scene.served(t, t, t);
    record.cold = i < 3;
    record.initialization = Duration::milliseconds(record.cold ? 500 : 0);
    scene.tracer.finished(record);
  }
  for (int i = 0; i < 12'000; ++i) {
    const double t = 60 + 0.005 * i;
    if (i < 17) open(t);
    if (i == 17) limit = scene.state(t, trace::LimitReached{Reason::ConcurrencyLimit, true, 20});
    if (i >= 17 && i % 5 < 3) {
      scene.lose(t, Outcome::Rejected, Reason::ConcurrencyLimit, limit);
    } else {
      trace::RequestRecord record = scene.served(t, t, t);
      record.cold = i < 17;
      record.initialization = Duration::milliseconds(record.cold ? 500 : 0);
      scene.tracer.finished(record);
    }
  }
  scene.state(121, trace::LimitReached{Reason::ConcurrencyLimit, false, 20}, limit);
  for (int i = 0; i < 600; ++i) scene.answer(120 + 0.1 * i, 120 + 0.1 * i, 120 + 0.1 * i);

  const result::Deployment out = scene.result();
  CHECK(well_formed(out.events));
  const auto surge = events(out, event::kSurge);
  REQUIRE(surge.size() == 1);
  CHECK(surge[0].at == at(60));
  CHECK(argument<double>(surge[0], "from_rate") == doctest::Approx(10));
  CHECK(argument<double>(surge[0], "to_rate") == doctest::Approx(200));
  CHECK(argument<double>(surge[0], "factor") == doctest::Approx(20));
  const auto calm = events(out, event::kCalmAgain);
  REQUIRE(calm.size() == 1);
  CHECK(calm[0].at == at(120));
  const auto cold = events(out, event::kColdStarts);
  REQUIRE(cold.size() == 2);
  CHECK(number(cold[0], "count") == 3);
  CHECK(cold[0].cause == 0);
  CHECK(number(cold[1], "count") == 17);
  CHECK(number(cold[1], "environments") == 20);
  CHECK(argument<Duration>(cold[1], "init") == Duration::milliseconds(500));
  CHECK(cold[1].cause == surge[0].id);
  const auto limits = events(out, event::kLimitReached);
  REQUIRE(limits.size() == 1);
  CHECK(number(limits[0], "limit") == 20);
  CHECK(limits[0].until == at(121));
  const auto lost = events(out, event::kLost);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].cause == limits[0].id);
  CHECK(number(lost[0], "count") == static_cast<std::int64_t>(out.requests.rejected));
  const auto peak = events(out, event::kPeak);
  REQUIRE(peak.size() == 1);
  CHECK(number(peak[0], "count") == 20);
  CHECK(events(out, event::kLaunchOrdered).empty());
}

TEST_CASE("Scaling out is told with its numbers; a maximum that binds is one event") {
  Scene scene(options("instance", 3600, 60));
  trace::ScalingDecided decided;
  decided.kind = ServerKind::Instance;
  decided.signal = trace::Signal::CpuUtilization;
  decided.measured = 0.83;
  decided.threshold = 0.5;
  decided.points = 3;
  decided.from = 2;
  decided.to = 4;
  decided.wanted = 4;
  const FactId out_fact = scene.state(300, decided);
  scene.server(300, 0, ServerState::Ordered, ServerState::Ordered, out_fact);
  scene.server(300, 1, ServerState::Ordered, ServerState::Ordered, out_fact);
  decided.from = decided.to = 4;
  for (int i = 0; i < 3; ++i) {
    decided.wanted = 5 + i;
    scene.state(600 + 60 * i, decided);
  }
  const result::Deployment out = scene.result();
  CHECK(well_formed(out.events));
  const auto scaled = events(out, event::kScaleOut);
  REQUIRE(scaled.size() == 1);
  CHECK(argument<double>(scaled[0], "measured") == doctest::Approx(0.83));
  CHECK(number(scaled[0], "points") == 3);
  CHECK(argument<std::string>(scaled[0], "signal") == "cpu_utilization");
  const auto ordered = events(out, event::kLaunchOrdered);
  REQUIRE(ordered.size() == 1);
  CHECK(number(ordered[0], "count") == 2);
  CHECK(ordered[0].cause == scaled[0].id);
  const auto full = events(out, event::kAtMaximum);
  REQUIRE(full.size() == 1);
  CHECK(number(full[0], "maximum") == 4);
  CHECK(number(full[0], "wanted") == 7);
}

TEST_CASE("Requests that wait make one spell, with the longest wait") {
  Scene scene(options("instance", 1000, 1));
  for (int i = 0; i < 10; ++i) scene.answer(100, 100 + i, 101 + i);
  scene.answer(900, 902, 903);
  const result::Deployment out = scene.result();
  const auto spells = events(out, event::kQueueing);
  REQUIRE(spells.size() == 2);
  CHECK(spells[0].at == at(100));
  CHECK(spells[0].until == at(109));
  CHECK(argument<Duration>(spells[0], "longest_wait") == Duration::seconds(9));
  CHECK(number(spells[0], "longest_queue") == 9);  // at 101 s: those who begin at 101, 102, …, 109 s
  CHECK(argument<Duration>(spells[1], "longest_wait") == Duration::seconds(2));
}

TEST_CASE("What ran before the run began is no news") {
  Scene scene(options("instance", 100, 10));
  for (const std::uint32_t id : {0U, 1U}) {
    scene.server(0, id, ServerState::Ordered, ServerState::Ordered);
    scene.server(0, id, ServerState::Ordered, ServerState::Ready);
  }
  const result::Deployment out = scene.result();
  CHECK(events(out, event::kLaunchOrdered).empty());
  CHECK(events(out, event::kReady).empty());
  CHECK(out.capacity.desired == 2);
  CHECK(out.capacity.minimum_running == 2);
  CHECK(out.milestones.first_server_ready == Duration{});
}

TEST_CASE("A timeline is capped; causes, firsts and people's deeds stay, and counts are not lost") {
  metrics::EventList list(Duration::seconds(1));
  const auto cause = list.add(event::kApiCalled, at(0), 0, {{"call", std::string("CreateService")}});
  std::int64_t told = 0;
  for (int i = 0; i < 1000; ++i, told += 2) {
    const auto launch = list.add(event::kLost, at(10 + i), i == 500 ? cause : 0,
                                 {{"count", std::int64_t{2}}, {"reason", std::string("queue_full")}});
    if (i == 700) list.add(event::kScaleOut, at(10 + i), launch);
  }
  const auto kept = list.finish(100);
  CHECK(kept.size() <= 100);
  CHECK(kept.size() > 90);
  CHECK(well_formed(kept));
  std::int64_t counted = 0;
  bool explained = false;
  for (const result::Event& each : kept) {
    if (each.kind == event::kLost) counted += number(each, "count");
    if (each.kind == event::kScaleOut) explained = kept[each.cause - 1].at == at(710);
  }
  CHECK(counted == told);
  CHECK(explained);
  CHECK(list.finish(2000).size() == 1002);
}

TEST_CASE("A jump needs a factor of two and more than chance; the beginning is none") {
  const auto find = [](std::initializer_list<std::uint32_t> arrivals) {
    std::vector<result::Sample> samples;
    for (const std::uint32_t count : arrivals) {
      result::Sample sample;
      sample.arrived = count;
      samples.push_back(sample);
    }
    return metrics::find_demand_changes(samples, Duration::seconds(10),
                                        at(10.0 * static_cast<double>(arrivals.size())));
  };
  CHECK(find({100, 100, 100, 100}).empty());
  CHECK(find({100, 190, 100}).empty());   // less than twice
  CHECK(find({4, 8, 4, 9, 3}).empty());   // twice, but that is chance: 5 sigma of 4 is 10
  CHECK(find({0, 0, 500, 500}).empty());  // an arrival after none at all is a beginning
  const auto changes = find({100, 100, 400, 500, 450, 100, 100});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].up);
  CHECK(changes[0].at == at(20));
  CHECK(changes[0].until == at(50));
  CHECK(changes[0].from_rate == doctest::Approx(10));
  CHECK(changes[0].to_rate == doctest::Approx(50));
  CHECK_FALSE(changes[1].up);
  CHECK(changes[1].at == at(50));
  CHECK(changes[1].until == at(70));
}
