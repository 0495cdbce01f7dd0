// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::engine {

EventId Calendar::insert(const Order& order, const Event& event) {
  std::uint32_t slot = 0;
  if (free_.empty()) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  slots_[slot].event = event;
  slots_[slot].live = true;
  const Node node{order, slot};
  heap_.push_back(node);
  sift_up(heap_.size() - 1, node);
  ++live_;
  return {slot, slots_[slot].generation};
}

bool Calendar::cancel(EventId id) {
  if (!id.valid() || id.slot >= slots_.size()) return false;
  Slot& slot = slots_[id.slot];
  if (slot.generation != id.generation || !slot.live) return false;
  slot.live = false;  // its node leaves the heap when it reaches the top
  --live_;
  return true;
}

const Order* Calendar::top() {
  while (!heap_.empty() && !slots_[heap_.front().slot].live) remove_top();
  return heap_.empty() ? nullptr : &heap_.front().order;
}

Event Calendar::pop() {
  const Order* order = top();
  CLOUDSIM_CHECK(order != nullptr);
  const Event event = slots_[heap_.front().slot].event;
  slots_[heap_.front().slot].live = false;
  --live_;
  remove_top();
  return event;
}

void Calendar::sift_up(std::size_t index, const Node& node) {
  while (index > 0) {
    const std::size_t parent = (index - 1) / 4;
    if (!(node.order < heap_[parent].order)) break;
    heap_[index] = heap_[parent];
    index = parent;
  }
  heap_[index] = node;
}

// Bottom-up: the hole sinks to a leaf along the smallest children, then the last node climbs from there. Fewer
// comparisons than sifting the last node down, because it nearly always belongs near a leaf.
void Calendar::remove_top() {
  const std::uint32_t slot = heap_.front().slot;
  slots_[slot].generation += 1;
  if (slots_[slot].generation == 0) slots_[slot].generation = 1;
  free_.push_back(slot);

  const Node last = heap_.back();
  heap_.pop_back();
  const std::size_t size = heap_.size();
  if (size == 0) return;
  std::size_t hole = 0;
  for (;;) {
    const std::size_t first = hole * 4 + 1;
    if (first >= size) break;
    std::size_t best = first;
    const std::size_t end = std::min(first + 4, size);
    for (std::size_t child = first + 1; child < end; ++child) {
      if (heap_[child].order < heap_[best].order) best = child;
    }
    heap_[hole] = heap_[best];
    hole = best;
  }
  sift_up(hole, last);
}

}  // namespace cloudsim::engine
