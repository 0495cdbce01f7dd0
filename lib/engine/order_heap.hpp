// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/order.hpp"

namespace cloudsim::engine {

/// A pending event in a list: its place in the total order, and where its payload lies.
struct OrderedSlot {
  Order order;
  std::uint32_t slot = 0;
};

/// A 4-ary heap, earliest on top. Amortised O(log n); no allocation once it has grown.
class OrderHeap {
 public:
  bool empty() const { return nodes_.empty(); }
  std::size_t size() const { return nodes_.size(); }
  const OrderedSlot& top() const { return nodes_.front(); }         ///< Requires: !empty()
  const std::vector<OrderedSlot>& nodes() const { return nodes_; }  ///< in no order
  void clear() { nodes_.clear(); }

  void push(const OrderedSlot& node) {
    nodes_.push_back(node);
    sift_up(nodes_.size() - 1, node);
  }

  /// Requires: !empty(). Bottom-up: the hole sinks to a leaf along the smallest children, then the last node climbs
  /// from there. Fewer comparisons than sifting the last node down, because it nearly always belongs near a leaf.
  void pop() {
    const OrderedSlot last = nodes_.back();
    nodes_.pop_back();
    const std::size_t size = nodes_.size();
    if (size == 0) return;
    std::size_t hole = 0;
    for (;;) {
      const std::size_t first = hole * 4 + 1;
      if (first >= size) break;
      std::size_t best = first;
      const std::size_t end = std::min(first + 4, size);
      for (std::size_t child = first + 1; child < end; ++child) {
        best = nodes_[child].order < nodes_[best].order ? child : best;
      }
      nodes_[hole] = nodes_[best];
      hole = best;
    }
    sift_up(hole, last);
  }

 private:
  void sift_up(std::size_t index, const OrderedSlot& node) {
    while (index > 0) {
      const std::size_t parent = (index - 1) / 4;
      if (!(node.order < nodes_[parent].order)) break;
      nodes_[index] = nodes_[parent];
      index = parent;
    }
    nodes_[index] = node;
  }

  std::vector<OrderedSlot> nodes_;
};

}  // namespace cloudsim::engine
