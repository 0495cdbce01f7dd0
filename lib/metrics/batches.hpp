// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/money.hpp"  // int128
#include "metrics/confidence.hpp"

namespace cloudsim::metrics {

/// Sums over consecutive requests.
struct Batch {
  std::uint64_t requests = 0, completed = 0, lost = 0;
  int128 stayed_ns = 0, waited_ns = 0;  ///< of completed requests
  std::int64_t until_ns = 0;            ///< when the last of them ended, as far as whoever fills it says so

  void add(const Batch& other);
};

/// Requests in batches of one size. When 64 are full, neighbours are joined and 32 of twice the size remain: so a run
/// of any length ends with 32 to 63 batches, in constant memory, without knowing its length beforehand. What does not
/// fill a batch at the end does not count.
class Batches {
 public:
  /// The first batches hold so many requests. Requires: >= 1.
  explicit Batches(std::uint64_t size = 1) : size_(size) {}
  /// One request, or several in a row that no batch shall part: then a batch may hold a few more than its size.
  void add(const Batch& request);
  std::span<const Batch> full() const { return full_; }
  std::uint64_t size() const { return size_; }  ///< requests in a batch

 private:
  static constexpr std::size_t kMost = 64;
  std::vector<Batch> full_;
  Batch open_;
  std::uint64_t size_;
};

/// How many leading values to drop so that the rest has the smallest standard error: the marginal standard error rule
/// (MSER; White 1997). At most half of them are dropped; empty when the rule would want that half or more, which means
/// that no steady state was seen. Requires: two values.
std::optional<std::size_t> truncation(std::span<const double> series);

/// The same, but 0 unless what would be dropped is clearly another thing: its mean lies further from the mean of the
/// rest than `clear` standard errors of that difference, which allow for the correlation of neighbours. The plain rule
/// also cuts away a busy stretch that happens to lie at the start of a steady series, and so makes its mean too low.
/// Requires: at least six values.
std::optional<std::size_t> clear_truncation(std::span<const double> series, double clear);

/// Half the width of the interval around the mean of consecutive batches' means. Student's t, and where neighbours are
/// correlated wider by √((1 + r) ÷ (1 − r)), as for an autoregressive series of first order (Steiger, Lada, Wilson et
/// al. 2005); r is the correlation with the value before, corrected for its bias of −1 ÷ n, and at most 0.9. Requires:
/// three values.
double batch_half_width(std::span<const double> means, Confidence confidence);

/// Correlation of each value with the one before it, −1 to 1; 0 when all are equal. Requires: three values.
double lag_one_correlation(std::span<const double> series);

}  // namespace cloudsim::metrics
