// SPDX-License-Identifier: Apache-2.0
#include "metrics/overlap.hpp"

#include <algorithm>

namespace cloudsim::metrics {

void Overlap::add(SimTime from, SimTime to) {
  if (to <= from) return;
  if (stack_.empty() || stack_.back().at < to) stack_.push_back({to, 0});
  // All instants after `from` count one more: the last count grows, and so the drop before the first of them shrinks.
  std::size_t first = stack_.size() - 1;
  if (first > 0 && stack_[first - 1].at > from) {
    std::size_t low = 0;  // a search without branches: what it finds is as good as random
    std::size_t length = first;
    while (length > 0) {
      const std::size_t half = length / 2;
      const bool not_after = stack_[low + half].at <= from;
      low += not_after ? length - half : 0;
      length = half;
    }
    first = low;
  }
  ++stack_.back().drop;
  while (first > 0 && stack_[first - 1].drop == 0) --first;
  if (first == 0) {
    ++peak_;
  } else if (--stack_[first - 1].drop == 0 && ++out_ * 2 > stack_.size() + 64) {
    compact();
  }
}

void Overlap::compact() {
  stack_.erase(std::remove_if(stack_.begin(), stack_.end(), [](const Instant& instant) { return instant.drop == 0; }),
               stack_.end());
  out_ = 0;
}

}  // namespace cloudsim::metrics
