// SPDX-License-Identifier: Apache-2.0
#include "services/lambda/environments.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace cloudsim::services {

Environments::Environments(random::Distribution keep_alive, random::Stream stream)
    : keep_alive_(std::move(keep_alive)), stream_(stream) {}

Environments::Slot Environments::take() {
  const Slot slot = newest_;
  if (slot == kNone) return kNone;
  unlink(slot);
  environments_[slot].state = State::Busy;
  ++busy_;
  return slot;
}

Environments::Slot Environments::open() {
  Slot slot = 0;
  if (free_.empty()) {
    slot = slots();
    environments_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  Environment& environment = environments_[slot];
  environment.server = ServerId{opened_++};
  environment.state = State::Busy;  // an alarm left by the slot's former tenant stays: it is only a lower bound
  ++busy_;
  return slot;
}

void Environments::release(Slot slot, SimTime now) {
  Environment& environment = environments_[slot];
  CLOUDSIM_DCHECK(environment.state == State::Busy);
  const Duration kept{keep_alive_.draw(stream_)};
  environment.deadline = kept >= kNever - now ? kNever : now + kept;
  environment.state = State::Idle;
  environment.newer = kNone;
  environment.older = newest_;
  if (newest_ != kNone) environments_[newest_].newer = slot;
  newest_ = slot;
  --busy_;
  ++idle_;
  if (environment.deadline < environment.alarm) set_alarm(slot);
}

void Environments::close(Slot slot) {
  CLOUDSIM_DCHECK(environments_[slot].state == State::Busy);
  environments_[slot].state = State::Gone;
  free_.push_back(slot);
  --busy_;
}

Environments::Slot Environments::expire(SimTime now) {
  while (!alarms_.empty() && alarms_.front().at <= now) {
    const Alarm alarm = alarms_.front();
    std::pop_heap(alarms_.begin(), alarms_.end(), later);
    alarms_.pop_back();
    Environment& environment = environments_[alarm.slot];
    if (environment.alarm != alarm.at) continue;  // an earlier one took its place
    environment.alarm = kNever;
    if (environment.state != State::Idle) continue;  // release() sets the next one
    if (environment.deadline > now) {
      set_alarm(alarm.slot);
      continue;
    }
    unlink(alarm.slot);
    environment.state = State::Gone;
    free_.push_back(alarm.slot);
    return alarm.slot;
  }
  return kNone;
}

void Environments::set_alarm(Slot slot) {
  Environment& environment = environments_[slot];
  environment.alarm = environment.deadline;
  if (environment.alarm == kNever) return;
  alarms_.push_back({environment.alarm, slot});
  std::push_heap(alarms_.begin(), alarms_.end(), later);
}

void Environments::unlink(Slot slot) {
  const Environment& environment = environments_[slot];
  if (environment.newer != kNone) {
    environments_[environment.newer].older = environment.older;
  } else {
    newest_ = environment.older;
  }
  if (environment.older != kNone) environments_[environment.older].newer = environment.newer;
  --idle_;
}

}  // namespace cloudsim::services
