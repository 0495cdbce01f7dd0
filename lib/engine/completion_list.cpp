// SPDX-License-Identifier: Apache-2.0
#include "engine/completion_list.hpp"

namespace cloudsim::engine {

void CompletionList::insert_many(const Order& order, std::uint64_t number) {
  many_.insert(order, number);
  if (room_ == 0) {
    if (order < top()) set(0, order, 0);
    return;
  }
  for (; few_ != 0; --few_) many_.insert(this->order(few_), number_[few_]);
  room_ = 0;
  set(0, *many_.top(), 0);
}

std::uint64_t CompletionList::take_many() {
  const std::uint64_t number = many_.take();
  if (many_.size() != kFewInRing) {
    set(0, *many_.top(), 0);
    return number;
  }
  for (std::size_t place = kFewInRing; place > 0; --place) {
    const Order order = *many_.top();
    set(place, order, many_.take());
  }
  few_ = kFewInRing;
  room_ = kMostInOrder;
  set(0, kAfterAll, 0);
  return number;
}

}  // namespace cloudsim::engine
