// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/index_set.hpp"

namespace cloudsim::queueing {

/// Which of many has the least load, the lowest number where several have: for each load the set of those that have it.
/// A change of one load and the question cost the same, however many there are.
class LeastLoaded {
 public:
  static constexpr std::uint32_t kNone = base::IndexSet::kNone;
  static constexpr std::uint32_t kMost = 256;  // a bound for memory: nobody counts requests in a queue that long

  /// From kMost on a load is not told apart; such a one is not in here, nor is one with load kNone.
  void set(std::uint32_t number, std::uint32_t load) {
    if (number >= loads_.size()) loads_.resize(std::size_t{number} + 1, kNone);
    const std::uint32_t before = loads_[number];
    if (before == load) return;
    loads_[number] = load;
    if (before < kMost) {
      with_load_[before].erase(number);
      if (with_load_[before].empty()) present_.erase(before);
    }
    if (load >= kMost) return;
    if (load >= with_load_.size()) with_load_.resize(std::size_t{load} + 1);
    with_load_[load].insert(number);
    present_.insert(load);
  }
  std::uint32_t first() const {  ///< kNone when there is none in here
    return present_.empty() ? kNone : with_load_[present_.first()].first();
  }

 private:
  std::vector<std::uint32_t> loads_;  // by number
  std::vector<base::IndexSet> with_load_;
  base::IndexSet present_;  // loads that somebody has
};

}  // namespace cloudsim::queueing
