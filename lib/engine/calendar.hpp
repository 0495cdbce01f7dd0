// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/event_slots.hpp"
#include "engine/order.hpp"
#include "engine/order_heap.hpp"

namespace cloudsim::engine {

/// The event list: a ring of buckets, each a list of the events of 2^k nanoseconds. The next bucket in use is sorted
/// when the clock gets there. O(1) per event where a heap's cost grows with the number pending, and the order of events
/// is the same to the last tie: HeapCalendar is its twin.
///
/// A heap beside the ring takes what the ring is not good at: the events while there are only a few, those of the
/// bucket that is open already, and those beyond the ring's end. So a bucket never holds two turns of the ring. Width
/// and number of buckets follow the run's own pace, seen in simulated time only.
class Calendar {
 public:
  EventId insert(const Order& order, const Event& event) {  ///< Requires: order.at >= 0
    const std::uint32_t slot = slots_.add(order, event);
    place({order, slot});
    ++live_;
    return slots_.id(slot);
  }
  bool cancel(EventId id) {  ///< false when it already fired or was cancelled
    if (!slots_.end(id)) return false;
    --live_;  // its slot is freed when the clock gets there
    return true;
  }
  bool empty() const { return live_ == 0; }
  std::size_t size() const { return live_; }

  const Order* top() {  ///< null when empty; drops cancelled events on the way
    for (;;) {
      if (run_.empty() && in_ring_ != 0) open_bucket();
      if (run_.empty()) {
        if (heap_.empty()) return nullptr;
        first_ = &heap_.top();
      } else {
        first_ = heap_.empty() || run_.back().order < heap_.top().order ? &run_.back() : &heap_.top();
      }
      if (slots_.pending(first_->slot)) return &first_->order;
      drop_first();
    }
  }
  const Event& top_event() const { return slots_.event(first_->slot); }  ///< after top()
  Event take() {                                                         ///< Requires: top() has just returned an event
    const Event event = slots_.take(first_->slot);
    --live_;
    leave_first();
    // Only the heap is in use up to here: the ring begins here. (What it holds comes later, or it would be open.)
    if (run_.empty() && bucket_of(event.at.ns) > current_) current_ = bucket_of(event.at.ns);
    if (--until_check_ == 0) check_pace(event.at.ns);
    return event;
  }
  Event pop();  ///< Requires: !empty()

 private:
  static constexpr std::size_t kFew = 16;  // pending events that a heap handles as fast
  static constexpr std::size_t kSortable = 24;

  void place(const OrderedSlot& node) {
    const std::uint64_t ahead = bucket_of(node.order.at) - current_ - 1;  // of the first bucket that is not open
    if (ahead >= buckets_minus_one_ || live_ < kFew) {
      heap_.push(node);
      return;
    }
    const std::size_t index = static_cast<std::size_t>(current_ + 1 + ahead) & (heads_.size() - 1);
    slots_.next(node.slot) = heads_[index];
    heads_[index] = node.slot;
    used_[index / 64] |= std::uint64_t{1} << (index % 64);
    if (in_ring_++ == 0 || current_ + 1 + ahead < next_) next_ = current_ + 1 + ahead;
  }
  void drop_first() {
    slots_.free(first_->slot);
    leave_first();
  }
  void leave_first() {
    if (!run_.empty() && first_ == &run_.back()) {
      run_.pop_back();
    } else {
      heap_.pop();
    }
  }
  std::uint64_t bucket_of(std::int64_t at) const { return static_cast<std::uint64_t>(at) >> shift_; }
  void open_bucket();
  std::uint64_t find_bucket() const;
  void check_pace(std::int64_t now);
  void rebuild(std::int64_t now, unsigned shift, std::size_t buckets);

  EventSlots slots_;
  OrderHeap heap_;
  std::vector<OrderedSlot> run_;      // the open bucket, earliest at the back
  std::vector<std::uint32_t> heads_;  // of each bucket's list; a power of two of them, or none yet
  std::vector<std::uint64_t> used_;   // a bit per bucket
  const OrderedSlot* first_ = nullptr;
  std::uint64_t current_ = 0;            // number of the open bucket: the ring holds the numbers after it
  std::uint64_t buckets_minus_one_ = 0;  // how many numbers that are
  std::uint64_t next_ = 0;               // number of the first bucket in use; 0: not known
  unsigned shift_ = 0;                   // a bucket is 2^shift_ ns wide
  std::size_t in_ring_ = 0;
  std::size_t live_ = 0;
  std::int64_t checked_at_ = 0;
  std::uint64_t pops_ = 64;  // between two checks
  std::uint64_t until_check_ = 64;
};

}  // namespace cloudsim::engine
