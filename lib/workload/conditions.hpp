// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/request.hpp"
#include "random/stream.hpp"

namespace cloudsim::workload {

/// What is wrong with what requests need, whichever service they reach: something that they all wait for is slow, or
/// the code that serves them is broken. Between the callers and the service; while nothing is wrong, requests pass as
/// they are.
///
/// What it does: lengthens the waiting of attempts that come while a dependency is slow; lets a share of the attempts
/// fail that come while a bad release is out (stream "release.failure"), and until it is over each attempt that the
/// service makes of its own at one of those.
/// What it assumes: all of a request's io is waiting for that one dependency; slow times that overlap act one after the
/// other, in the order in which they began; a bad release is everywhere at once.
/// What it leaves out: a dependency that slows down under load; attempts already in the service when it begins.
class Conditions final : public queueing::RequestTarget {
 public:
  /// `simulator` and `service` must outlive it.
  Conditions(const engine::Simulator& simulator, queueing::RequestTarget& service, std::uint64_t seed)
      : simulator_(simulator), service_(service), failures_(seed, "release.failure") {}

  /// Until then: io × factor ÷ 1000 + extra. Requires: extra >= 0
  void slow_down(SimTime until, std::uint32_t factor_permille, Duration extra);
  /// Until then, or until the next release, so many of a thousand attempts fail, because of this fact.
  void break_code(SimTime until, std::uint32_t failing_permille, FactId cause);
  void mend_code() { broken_until_ = kTimeZero; }

  void submit(const queueing::Request& request) override;

 private:
  struct Slowness {
    SimTime until;
    std::uint32_t factor_permille = 1000;
    Duration extra{};
  };
  const engine::Simulator& simulator_;
  queueing::RequestTarget& service_;
  std::vector<Slowness> slow_;
  SimTime broken_until_{};
  std::uint32_t failing_permille_ = 0;
  FactId broken_by_;
  random::Stream failures_;
};

}  // namespace cloudsim::workload
