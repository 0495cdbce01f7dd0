// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/order.hpp"

namespace cloudsim::engine {

/// Where the payloads of pending events lie. They never move, a freed slot is the next one used, and nothing is
/// allocated once there are as many as the run's largest number of pending events (at most 2³²−2).
class EventSlots {
 public:
  using Payload = Event;
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

  std::uint32_t add(const Order& order, const Event& event) {
    std::uint32_t index = free_;
    if (index == kNone) {
      index = static_cast<std::uint32_t>(slots_.size());
      slots_.emplace_back();
    } else {
      free_ = slots_[index].next;
    }
    Slot& slot = slots_[index];
    slot.event = event;
    slot.tie = order.tie;
    ++slot.generation;
    return index;
  }
  /// Pending → fired or cancelled; its place stays taken until free(). False when it was not pending any more.
  bool end(EventId id) {
    if (!id.valid() || id.slot >= slots_.size() || slots_[id.slot].generation != id.generation) return false;
    ++slots_[id.slot].generation;
    return true;
  }
  /// The event, which fires: ended and freed at once. Requires: pending(index), and nobody points to it any more.
  Event take(std::uint32_t index) {
    Slot& slot = slots_[index];
    ++slot.generation;
    slot.next = free_;
    free_ = index;
    return slot.event;
  }
  /// Requires: it has ended, and nobody points to it any more.
  void free(std::uint32_t index) {
    slots_[index].next = free_;
    free_ = index;
  }

  bool pending(std::uint32_t index) const { return (slots_[index].generation & 1U) != 0; }
  EventId id(std::uint32_t index) const { return {index, slots_[index].generation}; }
  Order order(std::uint32_t index) const { return {slots_[index].event.at.ns, slots_[index].tie}; }
  const Event& event(std::uint32_t index) const { return slots_[index].event; }
  std::uint32_t& next(std::uint32_t index) { return slots_[index].next; }  ///< for whoever keeps lists of slots

 private:
  struct Slot {
    Event event;
    std::uint64_t tie = 0;
    std::uint32_t next = kNone;
    std::uint32_t generation = 0;  // odd while pending
  };
  std::vector<Slot> slots_;
  std::uint32_t free_ = kNone;
};

/// The same for events that differ in a number only, and are never cancelled.
class NumberSlots {
 public:
  using Payload = std::uint64_t;

  std::uint32_t add(const Order& order, std::uint64_t number) {
    std::uint32_t index = free_;
    if (index == EventSlots::kNone) {
      index = static_cast<std::uint32_t>(slots_.size());
      slots_.emplace_back();
    } else {
      free_ = slots_[index].next;
    }
    Slot& slot = slots_[index];
    slot.order = order;
    slot.number = number;
    return index;
  }
  std::uint64_t take(std::uint32_t index) {  ///< Requires: nobody points to it any more
    Slot& slot = slots_[index];
    slot.next = free_;
    free_ = index;
    return slot.number;
  }
  void free(std::uint32_t) {}

  static constexpr bool pending(std::uint32_t) { return true; }
  static constexpr std::uint32_t id(std::uint32_t index) { return index; }
  const Order& order(std::uint32_t index) const { return slots_[index].order; }
  std::uint64_t event(std::uint32_t index) const { return slots_[index].number; }
  std::uint32_t& next(std::uint32_t index) { return slots_[index].next; }

 private:
  struct Slot {
    Order order;
    std::uint64_t number = 0;
    std::uint32_t next = EventSlots::kNone;
  };
  std::vector<Slot> slots_;
  std::uint32_t free_ = EventSlots::kNone;
};

}  // namespace cloudsim::engine
