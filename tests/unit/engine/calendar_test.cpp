// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "base/check.hpp"

using namespace cloudsim;
using engine::Calendar;
using engine::Event;
using engine::EventId;
using engine::Order;
using engine::Phase;

namespace {

/// The slow twin: a vector that is searched from end to end.
class NaiveCalendar {
 public:
  void insert(const Order& order, const Event& event, std::uint64_t name) { entries_.push_back({order, event, name}); }

  bool cancel(std::uint64_t name) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
    if (found == entries_.end()) return false;
    entries_.erase(found);
    return true;
  }

  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }

  Event pop() {
    const auto first = std::min_element(entries_.begin(), entries_.end(),
                                        [](const Entry& a, const Entry& b) { return a.order < b.order; });
    const Event event = first->event;
    entries_.erase(first);
    return event;
  }

 private:
  struct Entry {
    Order order;
    Event event;
    std::uint64_t name;
  };
  std::vector<Entry> entries_;
};

}  // namespace

TEST_CASE("time, then phase, then sequence") {
  const Order early{5, Order::make_tie(Phase::Observation, 9)};
  const Order late{6, Order::make_tie(Phase::Completion, 0)};
  CHECK(early < late);
  const Order completion{5, Order::make_tie(Phase::Completion, 1000)};
  CHECK(completion < early);
  CHECK(Order{5, Order::make_tie(Phase::Arrival, 1)} < Order{5, Order::make_tie(Phase::Arrival, 2)});
  CHECK(early.phase() == Phase::Observation);
  CHECK(completion.phase() == Phase::Completion);
  // The largest sequence number does not spill into the phase.
  CHECK(Order{0, Order::make_tie(Phase::Control, (std::uint64_t{1} << 62) - 1)}.phase() == Phase::Control);
}

TEST_CASE("a stale id is recognised") {
  Calendar calendar;
  const auto insert = [&](std::int64_t at, std::uint64_t sequence) {
    Event event;
    event.at = SimTime{at};
    event.data = sequence;
    return calendar.insert({at, Order::make_tie(Phase::Arrival, sequence)}, event);
  };
  const EventId first = insert(10, 0);
  CHECK(first.valid());
  CHECK_FALSE(EventId{}.valid());
  CHECK_FALSE(calendar.cancel(EventId{}));
  CHECK_FALSE(calendar.cancel(EventId{77, 1}));
  CHECK(calendar.cancel(first));
  CHECK_FALSE(calendar.cancel(first));
  CHECK(calendar.empty());
  CHECK(calendar.top() == nullptr);
  CHECK_THROWS_AS(calendar.pop(), InternalError);
  const EventId second = insert(20, 1);  // takes the slot over
  CHECK_FALSE(calendar.cancel(first));
  CHECK(calendar.size() == 1);
  CHECK(calendar.pop().data == 1);
  CHECK_FALSE(calendar.cancel(second));  // it fired
}

TEST_CASE("the calendar agrees with its slow twin on random input, ties and cancels included") {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    std::mt19937 bits(seed);
    Calendar calendar;
    NaiveCalendar twin;
    std::vector<EventId> ids;  // index = name; every event that ever was
    std::int64_t now = 0;
    for (std::uint64_t step = 0; step < 6'000; ++step) {
      const auto dice = bits() % 10;
      if (dice < 5) {
        // Few distinct times and phases, so that ties are the rule.
        const std::int64_t at = now + static_cast<std::int64_t>(bits() % 8);
        const auto phase = static_cast<Phase>(bits() % 4);
        const Order order{at, Order::make_tie(phase, ids.size())};
        Event event;
        event.at = SimTime{at};
        event.phase = phase;
        event.data = ids.size();
        twin.insert(order, event, ids.size());
        ids.push_back(calendar.insert(order, event));
      } else if (dice < 7 && !ids.empty()) {
        const std::uint64_t name = bits() % ids.size();  // often one that fired long ago
        REQUIRE(calendar.cancel(ids[name]) == twin.cancel(name));
      } else if (!twin.empty()) {
        REQUIRE(calendar.top() != nullptr);
        REQUIRE(calendar.top()->at == calendar.top_event().at.ns);
        const Event expected = twin.pop();
        const Event got = calendar.pop();
        REQUIRE(got.data == expected.data);
        REQUIRE(got.at == expected.at);
        REQUIRE(got.phase == expected.phase);
        now = got.at.ns;
      }
      REQUIRE(calendar.size() == twin.size());
      REQUIRE(calendar.empty() == twin.empty());
    }
    while (!twin.empty()) REQUIRE(calendar.pop().data == twin.pop().data);
    CHECK(calendar.top() == nullptr);
  }
}
