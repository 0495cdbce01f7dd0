// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/money.hpp"  // int128

namespace cloudsim::metrics {

/// Sums over consecutive requests.
struct Batch {
  std::uint64_t requests = 0, completed = 0, lost = 0;
  int128 stayed_ns = 0, waited_ns = 0;  ///< of completed requests

  void add(const Batch& other);
};

/// Requests in batches of one size. When 64 are full, neighbours are joined and 32 of twice the size remain: so a run
/// of any length ends with 32 to 63 batches, in constant memory, without knowing its length beforehand. What does not
/// fill a batch at the end does not count.
class Batches {
 public:
  void add(const Batch& request);
  std::span<const Batch> full() const { return full_; }
  std::uint64_t size() const { return size_; }  ///< requests in a batch

 private:
  static constexpr std::size_t kMost = 64;
  std::vector<Batch> full_;
  Batch open_;
  std::uint64_t size_ = 1;
};

/// How many leading values to drop so that the rest has the smallest standard error: the marginal standard error rule
/// (MSER; White 1997). At most half of them are dropped; empty when the rule would want that half or more, which means
/// that no steady state was seen. Requires: two values.
std::optional<std::size_t> truncation(std::span<const double> series);

/// Correlation of each value with the one before it, −1 to 1; 0 when all are equal. Requires: three values.
double lag_one_correlation(std::span<const double> series);

}  // namespace cloudsim::metrics
