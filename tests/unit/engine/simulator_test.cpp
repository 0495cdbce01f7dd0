// SPDX-License-Identifier: Apache-2.0
#include "engine/simulator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/check.hpp"

using namespace cloudsim;
using engine::Component;
using engine::Event;
using engine::EventId;
using engine::Phase;
using engine::Simulator;
using engine::TimerId;

namespace {

/// Writes down what it handles, and does what the test wants inside an event.
class Notebook final : public Component {
 public:
  void handle(const Event& event) override {
    log.emplace_back(event.at.ns, event.data);
    if (then) then(event);
  }
  const char* label(std::uint16_t kind) const override { return kind == 0 ? "test.zero" : "test.other"; }

  std::vector<std::pair<std::int64_t, std::uint64_t>> log;
  std::function<void(const Event&)> then;
};

std::vector<std::uint64_t> names(const Notebook& notebook) {
  std::vector<std::uint64_t> all;
  for (const auto& entry : notebook.log) all.push_back(entry.second);
  return all;
}

/// A run that feeds itself from its events: schedules, cancels and timers by a fixed recipe of random numbers.
class Churn {
 public:
  explicit Churn(std::uint32_t seed) : bits_(seed) {
    target_ = simulator.add(notebook);
    for (int i = 0; i < 3; ++i) timers_.push_back(simulator.add_timer(static_cast<Phase>(i), target_, 1));
    notebook.then = [this](const Event&) { act(); };
    for (int i = 0; i < 20; ++i) act();
  }

  Simulator simulator;
  Notebook notebook;

 private:
  void act() {
    const SimTime at = simulator.now() + Duration{static_cast<std::int64_t>(bits_() % 50)};
    const auto phase = static_cast<Phase>(bits_() % 4);
    const auto dice = bits_() % 8;
    if (dice < 5) ids_.push_back(simulator.schedule_at(at, phase, target_, 0, name_++));
    if (dice == 5) simulator.arm(timers_[bits_() % 3], at, name_++);
    if (dice == 6) simulator.disarm(timers_[bits_() % 3]);
    if (dice == 7 && !ids_.empty()) simulator.cancel(ids_[bits_() % ids_.size()]);
    if (dice < 3) ids_.push_back(simulator.schedule_in(Duration{100}, phase, target_, 0, name_++));
  }

  std::mt19937 bits_;
  ComponentId target_;
  std::vector<TimerId> timers_;
  std::vector<EventId> ids_;
  std::uint64_t name_ = 0;
};

}  // namespace

TEST_CASE("at one instant: completion, control, arrival, observation; then first scheduled first") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  const SimTime t{100};
  simulator.schedule_at(t, Phase::Observation, target, 0, 6);
  simulator.schedule_at(t, Phase::Arrival, target, 0, 4);
  simulator.schedule_at(t, Phase::Control, target, 0, 3);
  simulator.schedule_at(t, Phase::Completion, target, 0, 1);
  simulator.schedule_at(t, Phase::Arrival, target, 0, 5);
  simulator.schedule_at(t, Phase::Completion, target, 0, 2);
  simulator.schedule_at(SimTime{99}, Phase::Observation, target, 0, 0);
  CHECK(simulator.run_until(SimTime{101}) == 7);
  CHECK(names(notebook) == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 6});
}

TEST_CASE("an event of the same instant but an earlier phase still runs next") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  notebook.then = [&](const Event& event) {
    if (event.data == 1) simulator.schedule_in(Duration{}, Phase::Completion, target, 0, 2);
  };
  simulator.schedule_at(SimTime{5}, Phase::Arrival, target, 0, 1);
  simulator.schedule_at(SimTime{5}, Phase::Observation, target, 0, 3);
  simulator.run_until(SimTime{6});
  CHECK(names(notebook) == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("run_until is half-open") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  simulator.schedule_at(SimTime{10}, Phase::Arrival, target, 0, 1);
  CHECK(simulator.run_until(SimTime{10}) == 0);
  CHECK(simulator.now() == SimTime{10});
  CHECK(simulator.run_until(SimTime{10}) == 0);
  CHECK(simulator.run_until(SimTime{11}) == 1);
  CHECK(simulator.now() == SimTime{11});
  CHECK(simulator.events_run() == 1);
  CHECK_THROWS_AS(simulator.run_until(SimTime{10}), InternalError);  // time does not go back
}

TEST_CASE("step, run_until in pieces and run_until at once are the same run") {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    const SimTime end{600};
    Churn at_once(seed);
    at_once.simulator.run_until(end);
    REQUIRE(at_once.notebook.log.size() > 50);

    Churn in_pieces(seed);
    std::mt19937 bits(seed + 1000);
    while (in_pieces.simulator.now() < end) {
      const std::int64_t to = in_pieces.simulator.now().ns + static_cast<std::int64_t>(bits() % 17);
      in_pieces.simulator.run_until(SimTime{std::min(to, end.ns)});
    }
    CHECK(in_pieces.notebook.log == at_once.notebook.log);

    Churn by_step(seed);
    while (true) {
      const auto pending = by_step.simulator.next();
      if (!pending || !(pending->at < end)) break;
      const std::size_t before = by_step.notebook.log.size();
      REQUIRE(by_step.simulator.step());
      REQUIRE(by_step.notebook.log.size() == before + 1);
      REQUIRE(by_step.notebook.log.back().first == pending->at.ns);
    }
    CHECK(by_step.notebook.log == at_once.notebook.log);

    std::int64_t before = 0;
    for (const auto& entry : at_once.notebook.log) {
      REQUIRE(entry.first >= before);
      before = entry.first;
    }
  }
}

TEST_CASE("stepping from inside an event is a checked error, and the simulator survives it") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  int refused = 0;
  notebook.then = [&](const Event&) {
    CHECK_THROWS_AS(simulator.step(), InternalError);
    CHECK_THROWS_AS(simulator.run_until(SimTime{100}), InternalError);
    ++refused;
  };
  simulator.schedule_at(SimTime{1}, Phase::Arrival, target, 0);
  CHECK(simulator.step());
  CHECK(refused == 1);
  // Also after a component that throws.
  notebook.then = [](const Event&) { throw 7; };
  simulator.schedule_at(SimTime{2}, Phase::Arrival, target, 0);
  CHECK_THROWS_AS(simulator.step(), int);
  notebook.then = nullptr;
  simulator.schedule_at(SimTime{3}, Phase::Arrival, target, 0);
  CHECK(simulator.step());
  CHECK_FALSE(simulator.step());
}

TEST_CASE("the past cannot be scheduled") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  const TimerId timer = simulator.add_timer(Phase::Control, target, 0);
  simulator.run_until(SimTime{10});
  CHECK_THROWS_AS(simulator.schedule_at(SimTime{9}, Phase::Arrival, target, 0), InternalError);
  CHECK_THROWS_AS(simulator.arm(timer, SimTime{9}), InternalError);
  simulator.schedule_at(SimTime{10}, Phase::Arrival, target, 0, 1);  // now is fine
  CHECK(simulator.step());
}

TEST_CASE("timers and calendar share one order") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  const TimerId arrival = simulator.add_timer(Phase::Arrival, target, 0);
  const TimerId control = simulator.add_timer(Phase::Control, target, 1);
  simulator.arm(arrival, SimTime{5}, 3);
  simulator.schedule_at(SimTime{5}, Phase::Arrival, target, 0, 4);  // same phase, scheduled later
  simulator.arm(control, SimTime{5}, 2);
  simulator.schedule_at(SimTime{5}, Phase::Completion, target, 0, 1);
  const auto next = simulator.next();
  REQUIRE(next.has_value());
  CHECK(next->phase == Phase::Completion);
  simulator.run_until(SimTime{6});
  CHECK(names(notebook) == std::vector<std::uint64_t>{1, 2, 3, 4});
  CHECK_FALSE(simulator.next().has_value());  // a timer fires once
}

TEST_CASE("re-arming replaces, disarming removes") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  const TimerId timer = simulator.add_timer(Phase::Control, target, 1);
  CHECK_FALSE(simulator.next().has_value());
  simulator.arm(timer, SimTime{5}, 1);
  simulator.arm(timer, SimTime{8}, 2);
  REQUIRE(simulator.next().has_value());
  CHECK(simulator.next()->at == SimTime{8});
  CHECK(std::string(simulator.next()->label) == "test.other");
  simulator.disarm(timer);
  CHECK_FALSE(simulator.next().has_value());
  simulator.arm(timer, SimTime{7}, 3);
  CHECK(simulator.run_until(SimTime{10}) == 1);
  CHECK(names(notebook) == std::vector<std::uint64_t>{3});
}

TEST_CASE("a timer may arm itself from its own event") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  const TimerId tick = simulator.add_timer(Phase::Control, target, 0);
  notebook.then = [&](const Event& event) { simulator.arm(tick, event.at + Duration{60}, event.data + 1); };
  simulator.arm(tick, SimTime{0}, 0);
  CHECK(simulator.run_until(SimTime{300}) == 5);  // at 0, 60, 120, 180 and 240
  CHECK(notebook.log.back() == std::pair<std::int64_t, std::uint64_t>{240, 4});
}

TEST_CASE("cancelled events do not run") {
  Simulator simulator;
  Notebook notebook;
  const ComponentId target = simulator.add(notebook);
  const EventId first = simulator.schedule_at(SimTime{1}, Phase::Arrival, target, 0, 1);
  simulator.schedule_at(SimTime{2}, Phase::Arrival, target, 0, 2);
  CHECK(simulator.cancel(first));
  CHECK_FALSE(simulator.cancel(first));
  CHECK(simulator.run_until(SimTime{3}) == 1);
  CHECK(names(notebook) == std::vector<std::uint64_t>{2});
}
