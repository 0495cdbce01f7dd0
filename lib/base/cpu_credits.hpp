// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/money.hpp"  // int128
#include "base/time.hpp"

namespace cloudsim {

/// What a burstable (T) instance does when its credits are used up.
enum class CreditMode : std::uint8_t {
  Unlimited,  ///< borrows up to 24 hours of earnings; what goes beyond is charged
  Standard,   ///< falls to its baseline
};

/// The CPU-credit account of a burstable instance. One credit = one vCPU at 100 % for one minute. The instance earns at
/// its baseline and spends what it uses; the account sees the difference, exactly (integers: vCPU × millionths of full
/// load × nanoseconds), so it is as fine as its caller.
///
/// A surplus of earnings first repays borrowed (surplus) credits, then fills the balance up to 24 hours of earnings;
/// more is lost. A surplus of spending first empties the balance. Then, in unlimited mode, it borrows up to 24 hours of
/// earnings, and what goes beyond is charged; in standard mode it is owed and taken from the next earnings.
/// Source: EC2 user guide, unlimited-mode-concepts and unlimited-mode-examples (2023-06-15).
class CreditAccount {
 public:
  /// Starts empty: T3, T3a and T4g launch without credits.
  /// Requires: vcpu >= 1, 0 < baseline_millionths <= 1,000,000 (share of each vCPU).
  CreditAccount(std::int64_t vcpu, std::int64_t baseline_millionths, CreditMode mode = CreditMode::Unlimited);

  /// A time at constant load. Requires: 0 <= cpu_millionths <= 1,000,000 (share of each vCPU), time >= 0.
  void run(std::int64_t cpu_millionths, Duration time);
  /// A time in which so much was used, in vCPU-nanoseconds. Requires: used_ns >= 0, time >= 0.
  void use(std::int64_t used_ns, Duration time);

  /// Stop, terminate or switch to standard mode: what is still borrowed is charged.
  void close();

  // In vCPU × millionths × nanoseconds; kCredit of them are one credit, kVcpuHour one vCPU-hour.
  int128 balance() const { return balance_; }  ///< below 0: owed (standard mode)
  int128 borrowed() const { return borrowed_; }
  int128 charged() const { return charged_; }  ///< since it was opened
  static constexpr int128 kCredit = int128{60} * 1'000'000'000 * 1'000'000;
  static constexpr int128 kVcpuHour = 60 * kCredit;

 private:
  void settle(int128 net);

  std::int64_t vcpu_;
  std::int64_t baseline_;
  CreditMode mode_;
  int128 limit_;  ///< of balance and of borrowing: 24 hours of earnings
  int128 balance_ = 0;
  int128 borrowed_ = 0;
  int128 charged_ = 0;
};

}  // namespace cloudsim
