// SPDX-License-Identifier: Apache-2.0
// What it does: follows the credits of one T instance, and what of them is charged.
// What it assumes: load is constant within a call; an instance starts without credits (T3, T3a and T4g do).
// What it leaves out: launch credits of T2; charging at the end of an hour, which is its caller's business.
#include "base/cpu_credits.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim {

namespace {
constexpr std::int64_t kMillion = 1'000'000;
}

CreditAccount::CreditAccount(std::int64_t vcpu, std::int64_t baseline_millionths, CreditMode mode)
    : vcpu_(vcpu),
      baseline_(baseline_millionths),
      mode_(mode),
      limit_(int128{vcpu} * baseline_millionths * Duration::hours(24).ns) {
  CLOUDSIM_CHECK(vcpu >= 1 && baseline_millionths > 0 && baseline_millionths <= kMillion);
}

void CreditAccount::run(std::int64_t cpu_millionths, Duration time) {
  settle(int128{vcpu_} * (baseline_ - cpu_millionths) * time.ns);
}

void CreditAccount::use(std::int64_t used_ns, Duration time) {
  settle(int128{vcpu_} * baseline_ * time.ns - int128{used_ns} * kMillion);
}

void CreditAccount::settle(int128 net) {
  if (net >= 0) {
    const int128 repaid = std::min(net, borrowed_);
    borrowed_ -= repaid;
    balance_ = std::min(limit_, balance_ + net - repaid);
    return;
  }
  net = -net;
  if (mode_ == CreditMode::Standard) {
    balance_ -= net;
    return;
  }
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

}  // namespace cloudsim
