// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/cpu_credits.hpp"
#include "base/time.hpp"
#include "services/ec2/ec2_spec.hpp"

namespace cloudsim::services {

/// The credit accounts of a fleet of burstable instances, settled whenever the load of one changes, so that credits are
/// earned and spent without a grid. Instances are numbered by their owner.
///
/// What it assumes: the speed falls at once when the credits are used up (AWS lowers it gradually, within some
/// minutes). With CPU shared over time that is exact: lasts() says when. Where a request keeps what it finds,
/// computing() says how long it takes: at full speed until the requests running then would have used the credits up,
/// and at its part of the baseline after that; those already running are not slowed down, and what they use beyond the
/// balance is owed. What it leaves out: launch credits of T2, switching the mode while running.
class BurstCredits {
 public:
  BurstCredits(const InstanceType& type, const Ec2Credits& rules);

  /// It runs from now on. One that was stopped for longer than credits are kept starts without any.
  void start(std::uint32_t index, SimTime now);
  /// `cpu_ns` = vCPU-nanoseconds used since it serves; starts again from 0 with serve().
  void serve(std::uint32_t index) { accounts_[index].cpu_seen = 0; }
  void settle(std::uint32_t index, SimTime now, std::int64_t cpu_ns);
  /// Stopped or terminated: what is still borrowed is charged.
  void stop(std::uint32_t index, SimTime now, std::int64_t cpu_ns);

  /// How long `cpu` takes for a request that begins now as one of `busy`, given the time at full speed. Settle first.
  Duration computing(std::uint32_t index, Duration cpu, std::uint32_t busy, Duration at_full_speed) const;
  /// Standard mode: how long the credits last while `computing` requests compute at full speed; 0: there are none,
  /// none: for ever. Less than a millisecond's worth is none, so that the speed does not flutter. Settle first.
  std::optional<Duration> lasts(std::uint32_t index, std::uint32_t computing) const;
  /// Charged since the last call, in the units of CreditAccount.
  int128 take_charged(std::uint32_t index);
  const CreditAccount& account(std::uint32_t index) const { return accounts_[index].account; }
  bool runs(std::uint32_t index) const { return index < accounts_.size() && accounts_[index].runs; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(accounts_.size()); }
  SimTime started(std::uint32_t index) const { return accounts_[index].started; }

 private:
  struct Account {
    CreditAccount account;
    SimTime until{};  // settled
    SimTime started{};
    SimTime stopped = kNever;
    std::int64_t cpu_seen = 0;
    int128 charged_seen = 0;
    bool runs = false;
  };
  std::int64_t vcpu_;
  std::int64_t baseline_;  // millionths of each vCPU
  CreditMode mode_;
  Duration kept_;
  std::vector<Account> accounts_;
};

}  // namespace cloudsim::services
