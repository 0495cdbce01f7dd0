// SPDX-License-Identifier: Apache-2.0
// Lanes and sources that run ahead are short cuts of the core loop: with and without them, at once, in pieces and step
// by step, the same events happen in the same order.
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <tuple>
#include <vector>

#include "engine/completion_list.hpp"
#include "engine/heap_calendar.hpp"
#include "engine/simulator.hpp"

using namespace cloudsim;
using engine::Component;
using engine::Event;
using engine::Order;
using engine::Phase;
using engine::Simulator;

namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}
  std::uint64_t below(std::uint64_t bound) { return bits_() % bound; }

 private:
  std::mt19937_64 bits_;
};

enum class Way { Calendar, Lanes, Ahead };

/// Two stations, a source, a clock that ticks and an alarm that is put off again and again: all at times of a few
/// units, so that much happens at one instant.
class World final : public Component {
 public:
  using Entry = std::tuple<std::int64_t, std::uint16_t, std::uint64_t>;
  World(Way way, std::uint64_t seed, std::int64_t unit)
      : way_(way),
        unit_(unit),
        bits_(seed),
        self_(simulator.add(*this)),
        source_(simulator.add_timer(Phase::Arrival, self_, kArrival)),
        tick_(simulator.add_timer(Phase::Control, self_, kTick)) {
    simulator.arm(source_, SimTime{0}, 0);
    simulator.arm(tick_, SimTime{5 * unit_}, 0);
    if (way_ == Way::Calendar) return;
    lanes_[0] = simulator.add_lane(self_, kDone);
    lanes_[1] = simulator.add_lane(self_, kOtherDone);
  }

  void handle(const Event& event) override {
    log.emplace_back(event.at.ns, event.kind, event.data);
    REQUIRE(simulator.now() == event.at);
    switch (event.kind) {
      case kArrival:
        return arrive();
      case kDone:
        if (event.data % 4 == 0) complete(kOtherDone, event.data);
        if (event.data % 5 == 0) alarm(event.data);
        return;
      case kTick:
        return simulator.arm(tick_, event.at + Duration{static_cast<std::int64_t>(1 + bits_.below(40)) * unit_}, 0);
      default:
        return;
    }
  }
  const char* label(std::uint16_t) const override { return "test"; }

  Simulator simulator;
  std::vector<Entry> log;

 private:
  enum Kind : std::uint16_t { kArrival, kDone, kOtherDone, kTick, kAlarm };

  SimTime soon(std::uint64_t units) {
    return simulator.now() + Duration{static_cast<std::int64_t>(bits_.below(units)) * unit_};
  }
  void complete(Kind kind, std::uint64_t data) {
    const SimTime at = soon(kind == kDone ? 30 : 3);
    if (way_ == Way::Calendar) {
      simulator.schedule_at(at, Phase::Completion, self_, kind, data);
    } else {
      simulator.schedule(lanes_[kind == kDone ? 0 : 1], at, data);
    }
  }
  void alarm(std::uint64_t data) {
    simulator.cancel(alarm_);
    alarm_ = simulator.schedule_at(soon(12), Phase::Completion, self_, kAlarm, data);
  }
  // Now and then a crowd of 60, so that lanes go from few events to many and back.
  void arrive() {
    for (;;) {
      const std::uint64_t number = arrived_++;
      const SimTime at = soon(number % 50 == 0 ? 200 : 3);
      const Order next = simulator.next_order(at, Phase::Arrival);
      if (way_ != Way::Ahead) simulator.arm(source_, next, number);
      for (std::uint64_t i = 0; i < (number % 97 == 0 ? 60U : 1U); ++i) complete(kDone, number + i);
      if (way_ != Way::Ahead) return;
      if (!simulator.run_ahead(source_, next)) return simulator.arm(source_, next, number);
      log.emplace_back(at.ns, kArrival, number);
    }
  }

  Way way_;
  std::int64_t unit_;
  Dice bits_;
  ComponentId self_;
  engine::TimerId source_, tick_;
  engine::LaneId lanes_[2];
  engine::EventId alarm_;
  std::uint64_t arrived_ = 0;
};

}  // namespace

TEST_CASE("lanes and running ahead change nothing, at once, in pieces and step by step") {
  for (const std::int64_t unit : {std::int64_t{1}, std::int64_t{1'000'000'000}}) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(unit);
      CAPTURE(seed);
      const SimTime end{3000 * unit};
      World plain(Way::Calendar, seed, unit);
      plain.simulator.run_until(end);
      REQUIRE(plain.log.size() > 2000);
      for (const Way way : {Way::Lanes, Way::Ahead}) {
        World at_once(way, seed, unit);
        at_once.simulator.run_until(end);
        CHECK(at_once.log == plain.log);
        CHECK(at_once.simulator.events_run() == plain.simulator.events_run());
        CHECK(at_once.simulator.now() == end);

        World in_pieces(way, seed, unit);
        for (int i = 1; i <= 700; ++i) in_pieces.simulator.run_until(SimTime{end.ns * i / 700});
        CHECK(in_pieces.log == plain.log);

        World by_step(way, seed, unit);
        while (true) {
          const auto pending = by_step.simulator.next();
          if (!pending || !(pending->at < end)) break;
          const std::size_t before = by_step.log.size();
          REQUIRE(by_step.simulator.step());
          REQUIRE(by_step.log.size() == before + 1);
          REQUIRE(std::get<0>(by_step.log.back()) == pending->at.ns);
        }
        CHECK(by_step.log == plain.log);
      }
    }
  }
}

TEST_CASE("a lane's list and the heap agree while events come and go, few and many") {
  Dice bits(9);
  engine::CompletionList list;
  engine::HeapCalendar heap;
  std::int64_t now = 0;
  std::uint64_t sequence = 0;
  std::size_t pending = 0;
  for (int round = 0; round < 400; ++round) {
    const std::size_t goal = bits.below(round % 4 == 0 ? 2000 : 40);  // across both thresholds again and again
    for (int i = 0; i < 200; ++i) {
      if (pending < goal) {
        const Order order{now + static_cast<std::int64_t>(bits.below(round % 7 == 0 ? 1 : 100'000)),
                          Order::make_tie(Phase::Completion, sequence)};
        list.insert(order, sequence);
        heap.insert(order, {SimTime{order.at}, Phase::Completion, 0, ComponentId{0}, sequence});
        ++sequence;
        ++pending;
      } else if (pending > 0) {
        REQUIRE(list.top() == *heap.top());
        now = list.top().at;
        REQUIRE(list.take() == heap.pop().data);
        --pending;
      }
    }
  }
  for (; pending > 0; --pending) {
    REQUIRE_FALSE(list.empty());
    REQUIRE(list.take() == heap.pop().data);
  }
  CHECK(list.empty());
  CHECK(list.top() == engine::kAfterAll);
}
