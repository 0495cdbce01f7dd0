// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "queueing/request.hpp"

namespace cloudsim::queueing {

/// First in, first out. A ring that doubles when full and never shrinks: no allocation per request once it has grown.
class RequestQueue {
 public:
  bool empty() const { return size_ == 0; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(size_); }

  /// Requires: !empty()
  const Request& front() const {
    CLOUDSIM_DCHECK(size_ > 0);
    return ring_[head_];
  }
  void push(const Request& request) {
    if (size_ == ring_.size()) grow();
    ring_[(head_ + size_) & (ring_.size() - 1)] = request;
    ++size_;
  }
  /// Requires: !empty()
  void pop() {
    CLOUDSIM_DCHECK(size_ > 0);
    head_ = (head_ + 1) & (ring_.size() - 1);
    --size_;
  }

 private:
  void grow() {
    std::vector<Request> larger(ring_.empty() ? 8 : ring_.size() * 2);  // a power of two, so that wrapping is a mask
    for (std::size_t i = 0; i < size_; ++i) larger[i] = ring_[(head_ + i) & (ring_.size() - 1)];
    ring_.swap(larger);
    head_ = 0;
  }

  std::vector<Request> ring_;
  std::size_t head_ = 0;
  std::size_t size_ = 0;
};

}  // namespace cloudsim::queueing
