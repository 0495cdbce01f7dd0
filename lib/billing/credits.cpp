// SPDX-License-Identifier: Apache-2.0
// What it does: follows the credits of one T instance in unlimited mode, and what of them is charged.
// What it assumes: load is constant within a phase; an instance starts without credits (unlimited mode gives none).
// What it leaves out: standard mode, launch credits of T2, credits kept over a stop; charging at the end of an hour is
// summed over the phase.
#include "billing/credits.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::billing {

CreditAccount::CreditAccount(std::int64_t vcpu, std::int64_t baseline_millionths)
    : vcpu_(vcpu), baseline_(baseline_millionths), limit_(int128{vcpu} * baseline_millionths * Duration::hours(24).ns) {
  CLOUDSIM_CHECK(vcpu >= 1 && baseline_millionths > 0 && baseline_millionths <= 1'000'000);
}

void CreditAccount::run(std::int64_t cpu_millionths, Duration time) {
  int128 net = int128{vcpu_} * (baseline_ - cpu_millionths) * time.ns;
  if (net >= 0) {
    const int128 repaid = std::min(net, borrowed_);
    borrowed_ -= repaid;
    balance_ = std::min(limit_, balance_ + net - repaid);
    return;
  }
  net = -net;
  const int128 from_balance = std::min(net, balance_);
  balance_ -= from_balance;
  const int128 lent = std::min(net - from_balance, limit_ - borrowed_);
  borrowed_ += lent;
  charged_ += net - from_balance - lent;
}

void CreditAccount::close() {
  charged_ += borrowed_;
  borrowed_ = 0;
}

}  // namespace cloudsim::billing
