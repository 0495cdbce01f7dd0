// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"  // uint128
#include "base/time.hpp"

namespace cloudsim::engine {

/// At one instant: servers are freed, then controllers decide, then requests arrive, then observers look.
enum class Phase : std::uint8_t { Completion, Control, Arrival, Observation };

/// Sorts by (time, phase, sequence): one total order, given by the model and never by the data structure.
struct Order {
  std::int64_t at = 0;
  std::uint64_t tie = 0;  ///< phase in the top 2 bits, sequence below
  static constexpr std::uint64_t make_tie(Phase phase, std::uint64_t sequence) {
    return (static_cast<std::uint64_t>(phase) << 62) | sequence;
  }
  constexpr Phase phase() const { return static_cast<Phase>(tie >> 62); }
  friend constexpr bool operator<(const Order& a, const Order& b) { return a.at != b.at ? a.at < b.at : a.tie < b.tie; }
  friend constexpr bool operator==(const Order&, const Order&) = default;
};

/// A small value, no allocation: the calendar holds nothing else.
struct Event {
  SimTime at;
  Phase phase{};
  std::uint16_t kind = 0;  ///< the target's own enum
  ComponentId target;
  std::uint64_t data = 0;  ///< an id of the target's
};

/// Names a scheduled event until it fires or is cancelled; a stale id is recognised, never misread.
struct EventId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;  ///< 0 = no event
  constexpr bool valid() const { return generation != 0; }
};

/// The event list: a 4-ary heap of 24-byte nodes; payloads stay in slots and never move. Amortised O(log n), no
/// allocation once it has grown to the run's largest number of pending events (at most 2³²−1).
class Calendar {
 public:
  EventId insert(const Order& order, const Event& event);
  bool cancel(EventId id);  ///< false when it already fired or was cancelled
  bool empty() const { return live_ == 0; }
  std::size_t size() const { return live_; }
  const Order* top();  ///< null when empty; drops cancelled events on the way
  const Event& top_event() const { return slots_[heap_.front().slot].event; }  ///< after top()
  Event pop();                                                                 ///< Requires: !empty()

 private:
  struct Node {
    Order order;
    std::uint32_t slot;
  };
  struct Slot {
    Event event;
    std::uint32_t generation = 1;
    bool live = false;
  };
  void sift_up(std::size_t index, const Node& node);
  void remove_top();

  std::vector<Node> heap_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
  std::size_t live_ = 0;
};

}  // namespace cloudsim::engine
