// SPDX-License-Identifier: Apache-2.0
// IndexSet with more than one word.
#include "base/index_set.hpp"

namespace cloudsim::base {

void IndexSet::insert_in_levels(std::uint32_t index) {
  while (index >> 6 >> (6 * levels_.size()) != 0) grow();
  for (std::vector<std::uint64_t>& level : levels_) {
    level[index / 64] |= bit(index);
    index /= 64;
  }
  root_ |= bit(index);
}

void IndexSet::erase_in_levels(std::uint32_t index) {
  if (index >> 6 >> (6 * levels_.size()) != 0) return;
  for (std::vector<std::uint64_t>& level : levels_) {
    std::uint64_t& word = level[index / 64];
    word &= ~bit(index);
    if (word != 0) return;
    index /= 64;
  }
  root_ &= ~bit(index);
}

std::uint32_t IndexSet::first_below(std::uint32_t index) const {
  for (std::size_t i = levels_.size(); i-- > 0;) {
    index = index * 64 + static_cast<std::uint32_t>(__builtin_ctzll(levels_[i][index]));
  }
  return index;
}

std::uint32_t IndexSet::last_below(std::uint32_t index) const {
  for (std::size_t i = levels_.size(); i-- > 0;) {
    index = index * 64 + static_cast<std::uint32_t>(63 - __builtin_clzll(levels_[i][index]));
  }
  return index;
}

// Each level becomes 64 times as long, and the root a word of a new one.
void IndexSet::grow() {
  for (std::vector<std::uint64_t>& level : levels_) level.resize(level.size() * 64, 0);
  levels_.emplace_back(64, 0).front() = root_;
  root_ = root_ != 0 ? 1 : 0;
}

}  // namespace cloudsim::base
