// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "engine/earliest_first.hpp"
#include "engine/event_slots.hpp"
#include "engine/order.hpp"

namespace cloudsim::engine {

/// The event list: a ring of buckets, each a list of the events of 2^k nanoseconds. The next bucket in use is sorted
/// when the clock gets there. O(1) per event where a heap's cost grows with the number pending, and the order of events
/// is the same to the last tie: HeapCalendar is its twin.
///
/// A heap beside the ring takes what the ring is not good at: the events while there are only a few, those of the
/// bucket that is open already, and those beyond the ring's end. So a bucket never holds two turns of the ring. Width
/// and number of buckets follow the run's own pace, seen in simulated time only.
template <class Slots>
class EventList {
 public:
  using Payload = typename Slots::Payload;

  auto insert(const Order& order, const Payload& event) {  ///< its id. Requires: order.at >= 0
    const std::uint32_t slot = slots_.add(order, event);
    ++live_;
    if (order < first_.order) {
      place(first_);
      first_ = {order, slot};
    } else {
      place({order, slot});
    }
    return slots_.id(slot);
  }
  bool cancel(EventId id) {  ///< false when it already fired or was cancelled
    if (!slots_.end(id)) return false;
    --live_;
    if (id.slot == first_.slot) {
      slots_.free(id.slot);
      first_ = kNone;
    }  // else its slot is freed when the clock gets there
    return true;
  }
  bool empty() const { return live_ == 0; }
  std::size_t size() const { return live_; }

  const Order* top() {  ///< null when empty; drops cancelled events on the way
    return first_.slot != EventSlots::kNone || (live_ != 0 && find_first()) ? &first_.order : nullptr;
  }
  decltype(auto) top_event() const { return slots_.event(first_.slot); }  ///< after top()
  Payload take() {                                                        ///< Requires: top() has returned an event
    const std::int64_t now = first_.order.at;
    const Payload event = slots_.take(first_.slot);
    first_ = kNone;
    --live_;
    if (--until_check_ == 0) check_pace(now);
    return event;
  }
  Payload pop() {  ///< Requires: !empty()
    CLOUDSIM_CHECK(top() != nullptr);
    return take();
  }

 private:
  static constexpr std::size_t kFew = 16;  // pending events that a heap handles as fast
  static constexpr std::size_t kSortable = 24;
  static constexpr OrderedSlot kNone{{}, EventSlots::kNone};  // nothing comes before it

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
  bool find_first() {
    do {
      if (run_.empty() && in_ring_ != 0) open_bucket();
      if (!run_.empty() && (heap_.empty() || run_.back().order < heap_.top().order)) {
        first_ = run_.back();
        run_.pop_back();
        continue;
      }
      if (heap_.empty()) return false;
      first_ = heap_.top();
      heap_.pop();
      // Only the heap is in use up to here: the ring begins here. (What it holds comes later, or it would be open.)
      if (run_.empty() && bucket_of(first_.order.at) > current_) current_ = bucket_of(first_.order.at);
    } while (!keeps_first());
    return true;
  }
  bool keeps_first() {
    if (slots_.pending(first_.slot)) return true;
    slots_.free(first_.slot);
    first_ = kNone;
    return false;
  }
  std::uint64_t bucket_of(std::int64_t at) const { return static_cast<std::uint64_t>(at) >> shift_; }
  void open_bucket();
  std::uint64_t find_bucket() const;
  void check_pace(std::int64_t now);
  void rebuild(std::int64_t now, unsigned shift, std::size_t buckets);

  Slots slots_;
  EarliestFirst heap_;
  std::vector<OrderedSlot> run_;         // the open bucket, earliest at the back
  std::vector<std::uint32_t> heads_;     // of each bucket's list; a power of two of them, or none yet
  std::vector<std::uint64_t> used_;      // a bit per bucket
  OrderedSlot first_ = kNone;            // the earliest of all stands by itself, once it has been looked at
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

/// Of all sorts of events, which can be cancelled.
using Calendar = EventList<EventSlots>;
/// Of one component's events of one kind.
using NumberList = EventList<NumberSlots>;

}  // namespace cloudsim::engine
