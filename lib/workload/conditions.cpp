// SPDX-License-Identifier: Apache-2.0
#include "workload/conditions.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::workload {

void Conditions::slow_down(SimTime until, std::uint32_t factor_permille, Duration extra) {
  CLOUDSIM_CHECK(extra.ns >= 0);
  slow_.push_back({until, factor_permille, extra});
}

void Conditions::break_code(SimTime until, std::uint32_t failing_permille, FactId cause) {
  broken_until_ = until;
  failing_permille_ = failing_permille;
  broken_by_ = cause;
}

void Conditions::submit(const queueing::Request& request) {
  const SimTime now = simulator_.now();
  slow_.erase(std::remove_if(slow_.begin(), slow_.end(), [now](const Slowness& s) { return s.until <= now; }),
              slow_.end());
  queueing::Request sent = request;
  for (const Slowness& slowness : slow_) {
    const int128 longer = int128{sent.io.ns} * slowness.factor_permille / 1000 + slowness.extra.ns;
    constexpr int128 kLongest = std::numeric_limits<std::int64_t>::max() / 4;  // still leaves room for a clock
    sent.io = Duration{static_cast<std::int64_t>(std::min(longer, kLongest))};
  }
  if (now < broken_until_ && failures_.below(1000) < failing_permille_) {
    sent.failing_attempts = queueing::kAlwaysFails;
    sent.failure_cause = broken_by_;
    sent.failing_until = broken_until_;
  }
  service_.submit(sent);
}

}  // namespace cloudsim::workload
