// SPDX-License-Identifier: Apache-2.0
#include "services/ec2/burst_credits.hpp"

#include <algorithm>

namespace cloudsim::services {

namespace {
constexpr std::int64_t kMillion = 1'000'000;
}

BurstCredits::BurstCredits(const InstanceType& type, const Ec2Credits& rules)
    : vcpu_(type.vcpu),
      baseline_(std::int64_t{type.baseline_percent} * (kMillion / 100)),
      mode_(rules.mode),
      kept_(rules.kept) {}

void BurstCredits::start(std::uint32_t index, SimTime now) {
  const CreditAccount empty(vcpu_, baseline_, mode_);
  while (accounts_.size() <= index) accounts_.push_back({empty});
  Account& entry = accounts_[index];
  if (entry.stopped != kNever && now - entry.stopped > kept_) {
    entry.account = empty;
    entry.charged_seen = 0;
  }
  entry.until = entry.started = now;
  entry.stopped = kNever;
  entry.cpu_seen = 0;
  entry.runs = true;
}

void BurstCredits::settle(std::uint32_t index, SimTime now, std::int64_t cpu_ns) {
  Account& entry = accounts_[index];
  if (!entry.runs) return;
  entry.account.use(std::max<std::int64_t>(0, cpu_ns - entry.cpu_seen), now - entry.until);
  entry.cpu_seen = cpu_ns;
  entry.until = now;
}

void BurstCredits::stop(std::uint32_t index, SimTime now, std::int64_t cpu_ns) {
  settle(index, now, cpu_ns);
  Account& entry = accounts_[index];
  entry.account.close();
  entry.stopped = now;
  entry.runs = false;
}

Duration BurstCredits::computing(std::uint32_t index, Duration cpu, std::uint32_t busy, Duration at_full_speed) const {
  if (mode_ == CreditMode::Unlimited) return at_full_speed;
  const int128 baseline = int128{vcpu_} * baseline_;  // millionths of a vCPU
  const int128 spending = std::min<int128>(busy, vcpu_) * kMillion - baseline;
  if (spending <= 0) return at_full_speed;
  const int128 fast = std::max<int128>(0, accounts_[index].account.balance()) / spending;
  if (at_full_speed.ns <= fast) return at_full_speed;
  const int128 rest = cpu.ns - cpu.ns * fast / at_full_speed.ns;
  return Duration{static_cast<std::int64_t>(fast + (rest * busy * kMillion + baseline - 1) / baseline)};
}

std::optional<Duration> BurstCredits::lasts(std::uint32_t index, std::uint32_t computing) const {
  const int128 spending = std::min<int128>(computing, vcpu_) * kMillion - int128{vcpu_} * baseline_;
  if (spending <= 0) return std::nullopt;
  const int128 balance = accounts_[index].account.balance();
  if (balance < spending * Duration::milliseconds(1).ns) return Duration{};
  return Duration{static_cast<std::int64_t>((balance + spending - 1) / spending)};
}

int128 BurstCredits::take_charged(std::uint32_t index) {
  Account& entry = accounts_[index];
  const int128 fresh = entry.account.charged() - entry.charged_seen;
  entry.charged_seen = entry.account.charged();
  return fresh;
}

}  // namespace cloudsim::services
