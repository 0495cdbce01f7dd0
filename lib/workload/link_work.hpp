// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "queueing/request.hpp"
#include "random/distribution.hpp"
#include "workload/chain_spec.hpp"

namespace cloudsim::workload {

/// What a request asks of a later link of a chain. It depends on the seed, the link and the arrival alone: streams
/// "link.cpu", "link.io", "link.memory" and "link.failure", one for each arrival and link. So every attempt and every
/// copy of a request asks for the same, whenever it comes, and two chains with the same link see the same work.
class LinkWork {
 public:
  static constexpr std::uint32_t kMostLinks = 16;

  /// `link` counts from 0; < kMostLinks.
  LinkWork(std::uint64_t seed, std::uint32_t link, const LinkSpec& spec);

  /// Sets cpu, io, memory_bytes and failing_attempts of the request, by its origin.
  void fill(queueing::Request& request) const;

 private:
  std::int64_t draw(const random::Distribution& distribution, const char* stream, std::uint64_t index) const;

  std::uint64_t seed_;
  std::uint32_t link_;
  random::Distribution cpu_, io_, memory_;
  FailureSpec failure_;
};

}  // namespace cloudsim::workload
