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
  CompletionList() { set(0, kAfterAll, 0); }

  void insert(const Order& order, std::uint64_t number) {  ///< Requires: order.at >= 0
    if (few_ >= room_) return insert_many(order, number);
    std::size_t hole = ++few_;
    for (; this->order(hole - 1) < order; --hole) set(hole, this->order(hole - 1), number_[hole - 1]);
    set(hole, order, number);
  }
  bool empty() const { return few_ == 0 && room_ != 0; }
  Order top() const { return order(few_); }  ///< kAfterAll when empty
  std::uint64_t take() {                     ///< Requires: !empty()
    return few_ != 0 ? number_[few_--] : take_many();
  }

 private:
  static constexpr std::size_t kMostInOrder = 24;  // a ring handles more of them as fast
  static constexpr std::size_t kFewInRing = 8;     // well below, so that they do not move to and fro
  Order order(std::size_t place) const { return {at_[place], tie_[place]}; }
  void set(std::size_t place, const Order& order, std::uint64_t number) {
    at_[place] = order.at;
    tie_[place] = order.tie;
    number_[place] = number;
  }
  void insert_many(const Order& order, std::uint64_t number);
  std::uint64_t take_many();

  // In use from 1 to few_. Place 0 stands for what is in the ring: the earliest of them, or kAfterAll, where the search
  // for a place ends. Only one of the two is in use. Each field has an array of its own, so that what was just written
  // is read in the same pieces: else the processor waits for the memory.
  std::array<std::int64_t, kMostInOrder + 1> at_;
  std::array<std::uint64_t, kMostInOrder + 1> tie_, number_;
  std::size_t few_ = 0;
  std::size_t room_ = kMostInOrder;  // 0 while all are in the ring
  NumberList many_;
};

}  // namespace cloudsim::engine
