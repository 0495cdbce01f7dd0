// SPDX-License-Identifier: Apache-2.0
#include "workload/replay.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::workload {

TraceReplay::TraceReplay(const TraceArrivals& spec) : trace_(spec.trace), spacing_(spec.spacing) {
  CLOUDSIM_CHECK(trace_ != nullptr);
  CLOUDSIM_CHECK(trace_->bins.empty() || trace_->bin_width > Duration{});
}

Arrival TraceReplay::next(random::Stream& stream) {
  if (!trace_->invocations.empty()) {
    if (next_ == trace_->invocations.size()) return {};
    const Trace::Invocation& invocation = trace_->invocations[next_];
    ++next_;
    return {invocation.at, invocation.duration};
  }
  while (taken_ == opened_.size()) {
    if (next_ == trace_->bins.size()) return {};
    open_bins(stream);
  }
  const Placed& placed = opened_[taken_];
  ++taken_;
  const Duration duration = trace_->bins[placed.bin].duration;
  return {placed.at, duration > Duration{} ? std::optional<Duration>(duration) : std::nullopt};
}

/// Places the requests of all bins that begin with the next one.
void TraceReplay::open_bins(random::Stream& stream) {
  opened_.clear();
  taken_ = 0;
  const std::size_t first = next_;
  const SimTime from = trace_->bins[first].from;
  const std::int64_t width = trace_->bin_width.ns;
  for (; next_ < trace_->bins.size() && trace_->bins[next_].from == from; ++next_) {
    const std::uint32_t count = trace_->bins[next_].count;
    for (std::uint32_t i = 0; i < count; ++i) {
      std::int64_t offset = 0;
      if (spacing_ == Spacing::Even) {
        offset = static_cast<std::int64_t>(static_cast<int128>(width) * i / count);
      } else {
        offset = static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(width)));
      }
      opened_.push_back({from + Duration{offset}, static_cast<std::uint32_t>(next_)});
    }
  }
  if (spacing_ == Spacing::Even && next_ - first == 1) return;  // already sorted
  std::sort(opened_.begin(), opened_.end(),
            [](const Placed& a, const Placed& b) { return a.at != b.at ? a.at < b.at : a.bin < b.bin; });
}

}  // namespace cloudsim::workload
