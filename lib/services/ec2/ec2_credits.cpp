// SPDX-License-Identifier: Apache-2.0
// Ec2Model: when the credit accounts of burstable instances are settled, and what is told and billed of them.
#include <algorithm>

#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"

namespace cloudsim::services {

namespace {
constexpr std::uint32_t kMinutesPerHour = 60;
constexpr Duration kHour = Duration::hours(1);
}  // namespace

void Ec2Model::settle(std::uint32_t index) {
  if (!credits_->runs(index)) return;
  const std::int64_t cpu = instances_[index].in_pool ? cpu_ns(index) : 0;
  credits_->settle(index, context_.simulator.now(), cpu);
}

// Computing ends. Before the pool forgets the instance.
void Ec2Model::close_credits(std::uint32_t index) {
  if (!credits_ || !credits_->runs(index)) return;
  const std::int64_t cpu = instances_[index].in_pool ? cpu_ns(index) : 0;
  credits_->stop(index, context_.simulator.now(), cpu);
}

// Of the clock hour that is over, or of its part until now.
bool Ec2Model::bill_credits(std::uint32_t index) {
  const int128 charged = credits_->take_charged(index);
  if (charged == 0) return false;
  const SimTime now = context_.simulator.now();
  const std::int64_t since_hour = (now - kTimeZero).ns % kHour.ns;
  const SimTime hour = now - (since_hour == 0 ? kHour : Duration::nanoseconds(since_hour));
  usage_.surplus(index, std::max(hour, credits_->started(index)), charged);
  return true;
}

// AWS charges surplus credits at the end of an hour.
void Ec2Model::credit_tick() {
  // Over time an instance may have been at its baseline since before this minute.
  for (const Instance& instance : instances_) slowed_ = slowed_ || instance.slow;
  bind(trace::Reason::CpuCredits, baseline_binds_, slowed_, spec_.instance.baseline_percent);
  slowed_ = false;
  if (++credit_minutes_ % kMinutesPerHour == 0) {
    bool any = false;
    for (std::uint32_t i = 0; i < credits_->size(); ++i) {
      settle(i);
      any = bill_credits(i) || any;
    }
    bind(trace::Reason::SurplusCredits, surplus_binds_, any, spec_.instance.baseline_percent);
  }
  if (!stopped_) context_.simulator.schedule_in(Duration::minutes(1), engine::Phase::Control, self_, ec2::kCreditTick);
}

// States a limit once when it starts to bind and once when it stops.
void Ec2Model::bind(trace::Reason limit, bool& bound, bool now, std::int64_t value) {
  if (bound == now) return;
  bound = now;
  context_.tracer.state(context_.simulator.now(), trace::LimitReached{limit, now, value});
}

}  // namespace cloudsim::services
