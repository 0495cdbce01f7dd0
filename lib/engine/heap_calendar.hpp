// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/check.hpp"
#include "engine/event_slots.hpp"
#include "engine/order_heap.hpp"

namespace cloudsim::engine {

/// The event list as a plain heap: the twin that Calendar is tested against, with the same functions. Slower from a
/// few dozen pending events on, and too simple to be wrong.
class HeapCalendar {
 public:
  EventId insert(const Order& order, const Event& event) {
    const std::uint32_t slot = slots_.add(order, event);
    heap_.push({order, slot});
    ++live_;
    return slots_.id(slot);
  }
  bool cancel(EventId id) {
    if (!slots_.end(id)) return false;
    --live_;  // its node leaves the heap when it reaches the top
    return true;
  }
  bool empty() const { return live_ == 0; }
  std::size_t size() const { return live_; }
  const Order* top() {
    while (!heap_.empty() && !slots_.pending(heap_.top().slot)) drop_top();
    return heap_.empty() ? nullptr : &heap_.top().order;
  }
  const Event& top_event() const { return slots_.event(heap_.top().slot); }  ///< after top()
  Event pop() {                                                              ///< Requires: !empty()
    CLOUDSIM_CHECK(top() != nullptr);
    const Event event = top_event();
    slots_.end(slots_.id(heap_.top().slot));
    --live_;
    drop_top();
    return event;
  }

 private:
  void drop_top() {
    slots_.free(heap_.top().slot);
    heap_.pop();
  }

  EventSlots slots_;
  OrderHeap heap_;
  std::size_t live_ = 0;
};

}  // namespace cloudsim::engine
