// SPDX-License-Identifier: Apache-2.0
#include "engine/completion_list.hpp"

namespace cloudsim::engine {

void CompletionList::insert_many(const Order& order, std::uint64_t number) {
  for (; few_ != 0; --few_) many_.insert(nodes_[few_ - 1].order, nodes_[few_ - 1].number);
  many_.insert(order, number);
}

std::uint64_t CompletionList::take_many() {
  const std::uint64_t number = many_.take();
  if (many_.size() != kFewInRing) return number;
  for (std::size_t i = kFewInRing; i-- > 0;) {
    const Order order = *many_.top();
    nodes_[i] = {order, many_.take()};
  }
  few_ = kFewInRing;
  return number;
}

}  // namespace cloudsim::engine
