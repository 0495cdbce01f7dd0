// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/calendar.hpp"

namespace cloudsim::engine {

/// Events of which nothing needs to be known but when they are and a number. A few stand in order in one place, the
/// earliest at the back; as soon as there are more, all are in a ring of buckets, until only very few are left.
class CompletionList {
 public:
  void insert(const Order& order, std::uint64_t number) {  ///< Requires: order.at >= 0
    if (few_ == kMostInOrder || !many_.empty()) return insert_many(order, number);
    Node* hole = nodes_.data() + few_++;
    for (; hole != nodes_.data() && hole[-1].order < order; --hole) *hole = hole[-1];
    *hole = {order, number};
  }
  const Order* top() { return few_ != 0 ? &nodes_[few_ - 1].order : many_.top(); }  ///< null when empty
  std::uint64_t take() { return few_ != 0 ? nodes_[--few_].number : take_many(); }  ///< Requires: top() is not null

 private:
  static constexpr std::size_t kMostInOrder = 24;  // a ring handles more of them as fast
  static constexpr std::size_t kFewInRing = 8;     // well below, so that they do not move to and fro
  struct Node {
    Order order;
    std::uint64_t number = 0;
  };
  void insert_many(const Order& order, std::uint64_t number);
  std::uint64_t take_many();

  std::array<Node, kMostInOrder> nodes_;  // only one of the two is in use
  std::size_t few_ = 0;
  NumberList many_;
};

}  // namespace cloudsim::engine
