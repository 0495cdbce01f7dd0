// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "random/stream.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::workload {

struct Arrival {
  SimTime at = kNever;               ///< kNever: there are no more
  std::optional<Duration> duration;  ///< how long the trace says that it took, where it does
};

/// Replays a recorded log. Single invocations come when they came. Of a bin with c requests, request i comes at
/// i × width ÷ c into the bin (even spacing, rounded down), or all come at instants drawn uniformly (Poisson spacing: a
/// Poisson process, given its count). Bins that begin together (several functions' minutes) are merged in time order.
class TraceReplay {
 public:
  explicit TraceReplay(const TraceArrivals& spec);
  Arrival next(random::Stream& stream);

 private:
  struct Placed {
    SimTime at;
    std::uint32_t bin = 0;  ///< index in the trace; also decides between equal instants
  };
  void open_bins(random::Stream& stream);

  std::shared_ptr<const Trace> trace_;
  Spacing spacing_;
  std::size_t next_ = 0;        ///< bin or invocation
  std::vector<Placed> opened_;  ///< requests of the bins opened last; reused, so that replaying allocates rarely
  std::size_t taken_ = 0;
};

}  // namespace cloudsim::workload
