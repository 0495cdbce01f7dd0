// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar.hpp"

#include <algorithm>

namespace cloudsim::engine {
namespace {

constexpr std::int64_t kEventsPerBucket = 3;
constexpr std::size_t kFewestBuckets = 64;
constexpr std::uint64_t kFewestPops = 512;

}  // namespace

// The first bucket after the open one that is in use. Requires: in_ring_ > 0
template <class Slots>
std::uint64_t EventList<Slots>::find_bucket() const {
  const std::size_t mask = heads_.size() - 1;
  const std::size_t start = static_cast<std::size_t>(current_ + 1) & mask;
  const std::size_t words = used_.size();
  std::size_t word = start / 64;
  std::uint64_t bits = used_[word] & (~std::uint64_t{0} << (start % 64));
  for (std::size_t i = 0; bits == 0 && i < words; ++i) {
    word = word + 1 == words ? 0 : word + 1;
    bits = used_[word];
  }
  const std::size_t index = word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits));
  return current_ + 1 + ((index - start) & mask);
}

// Sorts the next bucket in use, unless the heap's first event comes before all of it.
template <class Slots>
void EventList<Slots>::open_bucket() {
  if (next_ == 0) next_ = find_bucket();
  const std::uint64_t number = next_;
  if (!heap_.empty() && bucket_of(heap_.top().order.at) < number) return;
  current_ = number;
  next_ = 0;
  const std::size_t index = static_cast<std::size_t>(number) & (heads_.size() - 1);
  std::uint32_t slot = heads_[index];
  heads_[index] = EventSlots::kNone;
  used_[index / 64] &= ~(std::uint64_t{1} << (index % 64));
  for (; slot != EventSlots::kNone; slot = slots_.next(slot)) {
    const OrderedSlot node{slots_.order(slot), slot};
    run_.push_back(node);
    if (run_.size() > kSortable) continue;
    std::size_t hole = run_.size() - 1;
    for (; hole > 0 && run_[hole - 1].order < node.order; --hole) run_[hole] = run_[hole - 1];
    run_[hole] = node;
  }
  in_ring_ -= run_.size();
  if (run_.size() > kSortable) {
    std::sort(run_.begin(), run_.end(), [](const OrderedSlot& a, const OrderedSlot& b) { return b.order < a.order; });
  }
}

// How fast events fire decides how wide a bucket should be, their number how many buckets there should be. Changed only
// when far off, because every pending event is then placed anew.
template <class Slots>
void EventList<Slots>::check_pace(std::int64_t now) {
  const std::int64_t elapsed = now - checked_at_;
  const std::uint64_t pops = pops_;
  checked_at_ = now;
  pops_ = std::max<std::uint64_t>(kFewestPops, live_);
  until_check_ = pops_;
  if (elapsed <= 0 || live_ <= kFew) return;

  const std::int64_t width = elapsed / static_cast<std::int64_t>(pops) * kEventsPerBucket;
  unsigned shift = 0;
  while (shift < 62 && (std::int64_t{1} << shift) < width) ++shift;
  std::size_t buckets = kFewestBuckets;
  while (buckets < live_) buckets *= 2;
  const bool width_fits = shift <= shift_ + 1 && shift_ <= shift + 1;
  const bool number_fits = buckets <= heads_.size() * 2 && heads_.size() <= buckets * 4;
  const bool ring_in_use = heap_.size() <= live_ / 2 + kFew;
  if (!width_fits || !number_fits || !ring_in_use) rebuild(now, shift, buckets);
}

template <class Slots>
void EventList<Slots>::rebuild(std::int64_t now, unsigned shift, std::size_t buckets) {
  std::vector<OrderedSlot> all(run_);
  heap_.for_each([&all](const OrderedSlot& node) { all.push_back(node); });
  for (std::uint32_t slot : heads_) {
    for (; slot != EventSlots::kNone; slot = slots_.next(slot)) all.push_back({slots_.order(slot), slot});
  }
  heap_.clear();
  run_.clear();
  heads_.assign(buckets, EventSlots::kNone);
  used_.assign(buckets / 64, 0);
  in_ring_ = 0;
  next_ = 0;
  shift_ = shift;
  buckets_minus_one_ = buckets - 1;
  current_ = bucket_of(now);
  for (const OrderedSlot& node : all) place(node);
}

template void EventList<EventSlots>::open_bucket();
template void EventList<EventSlots>::check_pace(std::int64_t);
template void EventList<NumberSlots>::open_bucket();
template void EventList<NumberSlots>::check_pace(std::int64_t);

}  // namespace cloudsim::engine
