// SPDX-License-Identifier: Apache-2.0
#include "services/lambda/environments.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace cloudsim::services {

Environments::Environments(random::Distribution keep_alive, random::Stream stream, Choice choice)
    : keep_alive_(std::move(keep_alive)), stream_(stream), choice_(choice) {}

// Gaps are closed before the list grows: so it stays within the double of the largest number of environments, and
// closing them costs a step or two for each that is opened.
void Environments::append_by_age(Slot slot) {
  if (by_age_.size() == by_age_.capacity()) {
    idle_by_age_.clear();
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < by_age_.size(); ++i) {
      Environment& environment = environments_[by_age_[i]];
      if (environment.age != i || environment.state == State::Gone) continue;  // its slot may have a new tenant
      environment.age = kept;
      if (environment.state == State::Idle) idle_by_age_.insert(kept);
      by_age_[kept++] = by_age_[i];
    }
    by_age_.resize(kept);
    by_age_.reserve(std::max<std::size_t>(kFewByAge, 2 * by_age_.size()));
  }
  environments_[slot].age = static_cast<std::uint32_t>(by_age_.size());
  by_age_.push_back(slot);
}

Environments::Slot Environments::fresh() {
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
  environment.work = Work{};
  environment.retired = kNever;
  environment.provisioned = false;
  return slot;
}

Environments::Slot Environments::open(SimTime retired) {
  const Slot slot = fresh();
  environments_[slot].state = State::Busy;  // an alarm left by the slot's former tenant stays: it is only a lower bound
  environments_[slot].retired = retired;
  ++busy_;
  if (choice_ == Choice::LastCreated) append_by_age(slot);
  return slot;
}

void Environments::close(Slot slot) {
  CLOUDSIM_DCHECK(environments_[slot].state == State::Busy);
  environments_[slot].state = State::Gone;
  free_.push_back(slot);
  --(environments_[slot].provisioned ? busy_provisioned_ : busy_);
}

Environments::Slot Environments::open_provisioned() {
  const Slot slot = fresh();
  environments_[slot].state = State::Preparing;
  environments_[slot].provisioned = true;
  return slot;
}

void Environments::provide(Slot slot) {
  CLOUDSIM_DCHECK(environments_[slot].state == State::Preparing);
  environments_[slot].state = State::Idle;
  idle_provisioned_.push_back(slot);
}

Environments::Slot Environments::take_provisioned() {
  if (idle_provisioned_.empty()) return kNone;
  const Slot slot = idle_provisioned_.back();
  idle_provisioned_.pop_back();
  environments_[slot].state = State::Busy;
  ++busy_provisioned_;
  return slot;
}

Environments::Slot Environments::expire(SimTime now) {
  while (!alarms_.empty() && alarms_.front().at <= now) {
    const Alarm alarm = alarms_.front();
    std::pop_heap(alarms_.begin(), alarms_.end(), later);
    alarms_.pop_back();
    Environment& environment = environments_[alarm.slot];
    if (environment.alarm != alarm.at) continue;  // an earlier one took its place
    environment.alarm = kNever;
    if (environment.state != State::Idle || environment.provisioned) continue;  // release() sets the next one
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

}  // namespace cloudsim::services
