// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "engine/order_heap.hpp"

namespace cloudsim::engine {

/// A few nodes stand in order, the earliest at the back: to look and to take costs next to nothing, and to put one in
/// moves a handful. As soon as there are more, all are in a heap, until only very few are left. No allocation once it
/// has grown.
class EarliestFirst {
 public:
  bool empty() const { return number_ == 0 && heap_.empty(); }
  std::size_t size() const { return number_ + heap_.size(); }
  const OrderedSlot& top() const { return number_ == 0 ? heap_.top() : few_[number_ - 1]; }  ///< Requires: !empty()
  template <class Visit>
  void for_each(Visit visit) const {  ///< in no order
    for (std::size_t i = 0; i < number_; ++i) visit(few_[i]);
    for (const OrderedSlot& node : heap_.nodes()) visit(node);
  }
  void clear() {
    number_ = 0;
    heap_.clear();
  }

  void push(const OrderedSlot& node) {
    if (number_ == kMostInOrder || !heap_.empty()) return push_heap(node);
    OrderedSlot* hole = few_.data() + number_++;
    for (; hole != few_.data() && hole[-1].order < node.order; --hole) *hole = hole[-1];
    *hole = node;
  }

  void pop() {  ///< Requires: !empty()
    if (number_ != 0) {
      --number_;
    } else {
      pop_heap();
    }
  }

 private:
  static constexpr std::size_t kMostInOrder = 20;  // a heap handles more of them as fast
  static constexpr std::size_t kFewInHeap = 8;     // well below, so that they do not move to and fro

  void push_heap(const OrderedSlot& node) {
    for (; number_ != 0; --number_) heap_.push(few_[number_ - 1]);
    heap_.push(node);
  }
  void pop_heap() {
    heap_.pop();
    if (heap_.size() != kFewInHeap) return;
    for (std::size_t i = kFewInHeap; i-- > 0; heap_.pop()) few_[i] = heap_.top();
    number_ = kFewInHeap;
  }

  std::array<OrderedSlot, kMostInOrder> few_;  // only one of the two is in use
  std::size_t number_ = 0;
  OrderHeap heap_;
};

}  // namespace cloudsim::engine
