// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cloudsim::base {

/// A set of small whole numbers that tells its smallest and its largest in a few steps, whatever it holds: one bit per
/// number, and above every 64 words a word that says which of them are not zero. Up to 64 numbers are one word, without
/// a branch that depends on them. Memory follows the largest number that was ever in it.
class IndexSet {
 public:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

  bool empty() const { return root_ == 0; }
  bool contains(std::uint32_t index) const {
    if (index >> 6 >> (6 * levels_.size()) != 0) return false;
    const std::uint64_t word = levels_.empty() ? root_ : levels_.front()[index / 64];
    return (word >> (index % 64) & 1) != 0;
  }
  void insert(std::uint32_t index) {  ///< no harm if it is there. Requires: index < 2³⁰
    if (index >= 64 || !levels_.empty()) return insert_in_levels(index);
    root_ |= bit(index);
  }
  void erase(std::uint32_t index) {  ///< no harm if it is not there
    if (index >= 64 || !levels_.empty()) return erase_in_levels(index);
    root_ &= ~bit(index);
  }
  std::uint32_t first() const {  ///< kNone when empty
    if (root_ == 0) return kNone;
    const auto index = static_cast<std::uint32_t>(__builtin_ctzll(root_));
    return levels_.empty() ? index : first_below(index);
  }
  std::uint32_t last() const {  ///< kNone when empty
    if (root_ == 0) return kNone;
    const auto index = static_cast<std::uint32_t>(63 - __builtin_clzll(root_));
    return levels_.empty() ? index : last_below(index);
  }
  void clear() {
    root_ = 0;
    levels_.clear();
  }

 private:
  static constexpr std::uint64_t bit(std::uint32_t index) { return std::uint64_t{1} << (index % 64); }
  void insert_in_levels(std::uint32_t index);
  void erase_in_levels(std::uint32_t index);
  std::uint32_t first_below(std::uint32_t index) const;
  std::uint32_t last_below(std::uint32_t index) const;
  void grow();

  std::uint64_t root_ = 0;
  std::vector<std::vector<std::uint64_t>> levels_;  // the numbers themselves first; none up to 64 numbers
};

}  // namespace cloudsim::base
