// SPDX-License-Identifier: Apache-2.0
// The ring against the heap: the same events in the same order, whatever the pace. A wrong list of events gives
// plausible wrong results, so every kind of run that a ring may not like is here.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/heap_calendar.hpp"

using namespace cloudsim;
using engine::Event;
using engine::EventId;
using engine::Order;
using engine::Phase;

namespace {

/// Both lists at once: whatever is done to one is done to the other, and what comes out must be equal.
class Twins {
 public:
  std::int64_t now() const { return now_; }
  std::size_t size() const { return ring_.size(); }

  void insert(std::int64_t at, Phase phase) {
    const Order order{at, Order::make_tie(phase, sequence_)};
    const Event event{SimTime{at}, phase, 7, ComponentId{1}, sequence_++};
    ids_.emplace_back(ring_.insert(order, event), heap_.insert(order, event));
  }
  void cancel(std::uint64_t name) {
    const bool ring = ring_.cancel(ids_[name].first);
    const bool heap = heap_.cancel(ids_[name].second);
    REQUIRE(ring == heap);
  }
  std::uint64_t inserted() const { return sequence_; }

  void pop() {
    const Order* top = ring_.top();
    REQUIRE(top != nullptr);
    REQUIRE(*top == *heap_.top());
    const Event ring = ring_.take();
    const Event heap = heap_.pop();
    REQUIRE(ring.data == heap.data);
    REQUIRE(ring.at == heap.at);
    REQUIRE(ring.phase == heap.phase);
    REQUIRE(ring.at.ns >= now_);
    now_ = ring.at.ns;
  }
  void drain() {
    while (!heap_.empty()) pop();
    CHECK(ring_.empty());
    CHECK(ring_.top() == nullptr);
  }

 private:
  engine::Calendar ring_;
  engine::HeapCalendar heap_;
  std::vector<std::pair<EventId, EventId>> ids_;
  std::uint64_t sequence_ = 0;
  std::int64_t now_ = 0;
};

/// Hold model: so many pending events, each one that fires is followed by a new one after a random time.
void hold(std::size_t pending, std::size_t pops, const std::function<std::int64_t()>& increment) {
  Twins twins;
  for (std::size_t i = 0; i < pending; ++i) twins.insert(increment(), static_cast<Phase>(i % 4));
  for (std::size_t i = 0; i < pops; ++i) {
    twins.pop();
    twins.insert(twins.now() + increment(), static_cast<Phase>(i % 4));
  }
  twins.drain();
}

/// Random bits, and whole numbers from them.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}
  std::uint64_t below(std::uint64_t bound) { return bits_() % bound; }
  std::int64_t exponential(double mean) { return static_cast<std::int64_t>(-mean * std::log(uniform())); }
  /// Half of all draws below the median, one in a hundred a hundred times as long.
  std::int64_t heavy(double median) {
    const double u = uniform();
    return static_cast<std::int64_t>(median * std::min(1 / u - 1, 100.0));
  }

 private:
  double uniform() { return (static_cast<double>(bits_() >> 12) + 0.5) / 4503599627370496.0; }
  std::mt19937_64 bits_;
};

}  // namespace

TEST_CASE("ring and heap agree at every pace, from one event in a quarter of an hour to a million a second") {
  for (const double gap : {1e12, 1e9, 1e6, 1e3}) {  // ns between two events
    for (const std::size_t pending : {1U, 10U, 15U, 17U, 100U, 3000U}) {
      CAPTURE(gap);
      CAPTURE(pending);
      Dice dice(pending);
      const double mean = gap * static_cast<double>(pending);
      hold(pending, 12'000, [&] { return dice.exponential(mean); });
      hold(pending, 12'000, [&] { return dice.heavy(mean); });
    }
  }
}

TEST_CASE("ring and heap agree when increments are equal, all zero, or of two kinds far apart") {
  Dice dice(2);
  for (const std::size_t pending : {20U, 500U}) {
    CAPTURE(pending);
    hold(pending, 20'000, [] { return std::int64_t{1'000'000'000}; });
    hold(pending, 20'000, [] { return std::int64_t{0}; });
    hold(pending, 20'000,
         [&] { return dice.below(10) == 0 ? std::int64_t{600'000'000'000} : std::int64_t{1'000'000}; });
    hold(pending, 20'000, [&] { return static_cast<std::int64_t>(dice.below(3)); });
  }
}

TEST_CASE("ring and heap agree when the pace changes a millionfold, up and down, and in tie storms") {
  Twins twins;
  Dice dice(3);
  std::int64_t gap = 1'000;
  for (int phase = 0; phase < 12; ++phase) {
    gap = phase % 2 == 0 ? 1'000'000'000 : 1'000;
    for (int i = 0; i < 3'000; ++i) {
      twins.insert(twins.now() + static_cast<std::int64_t>(dice.below(static_cast<std::uint64_t>(gap) * 400)),
                   Phase::Completion);
      if (twins.size() > 400) twins.pop();
    }
    // Every minute at second 0: thousands at one instant, in all phases, and more of the same while they fire.
    const std::int64_t storm = (twins.now() / 60'000'000'000 + 1) * 60'000'000'000;
    for (int i = 0; i < 4'000; ++i) twins.insert(storm, static_cast<Phase>(dice.below(4)));
    for (int i = 0; i < 2'000; ++i) {
      twins.pop();
      if (i % 3 == 0) twins.insert(twins.now(), static_cast<Phase>(dice.below(4)));
    }
    if (phase % 3 == 2) {
      twins.drain();
      twins.insert(twins.now() + 86'400'000'000'000, Phase::Control);  // a long silence
    }
  }
  twins.drain();
}

TEST_CASE("ring and heap agree when most events are cancelled, as time-outs are") {
  Twins twins;
  Dice dice(4);
  std::vector<std::uint64_t> time_outs;
  for (int i = 0; i < 60'000; ++i) {
    twins.insert(twins.now() + dice.exponential(1e8), Phase::Completion);
    time_outs.push_back(twins.inserted());
    twins.insert(twins.now() + 30'000'000'000, Phase::Control);
    if (twins.size() > 600) {
      twins.pop();
      twins.cancel(time_outs[dice.below(time_outs.size())]);
      twins.cancel(time_outs[time_outs.size() / 2]);
    }
  }
  twins.drain();
}

TEST_CASE("ring and heap agree on instants near both ends of time") {
  Twins twins;
  for (int i = 0; i < 100; ++i) {
    twins.insert(0, Phase::Observation);
    twins.insert(kNever.ns - i, Phase::Completion);
    twins.insert(std::int64_t{1} << (i % 62), Phase::Arrival);
  }
  twins.drain();
}
