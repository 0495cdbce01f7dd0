// SPDX-License-Identifier: Apache-2.0
// What it does: spaces launches evenly at the service's launch rate (500 tasks a minute: one every 0.12 s, so 990
// take 118.8 s), and turns a lost task into a launch after the restart delay. While tasks end before they run, that
// delay grows up to a maximum (restart throttle); a task that ran before it ended is not throttled.
//
// What it assumes: the scheduler's allowance refills continuously and is empty when it starts to work, so the first
// launch comes one interval after it was asked for. AWS does not publish how the throttle grows: each round of failed
// starts waits a fixed multiple of the round before, all tasks of a round alike.
//
// What it leaves out: daemons. Releases: ecs_deployment.cpp.
#include "services/ecs/service_scheduler.hpp"

#include <algorithm>

namespace cloudsim::services {

namespace {
enum Kind : std::uint16_t { kLaunch, kNoticed };
}  // namespace

ServiceScheduler::ServiceScheduler(Cluster& cluster, Owner& owner)
    : cluster_(cluster),
      owner_(owner),
      self_(cluster.simulator().add(*this)),
      launch_timer_(cluster.simulator().add_timer(engine::Phase::Control, self_, kLaunch)) {
  const double per_minute = cluster.spec().launches_per_minute;
  if (per_minute > 0) interval_ = Duration{static_cast<std::int64_t>(60e9 / per_minute + 0.5)};
}

void ServiceScheduler::want(std::int32_t count, FactId cause) {
  for (std::int32_t i = 0; i < count; ++i) wanted_.push_back(cause);
  go_on();
}

void ServiceScheduler::notice_at(SimTime at, FactId cause) {
  const auto after = std::upper_bound(unnoticed_.begin(), unnoticed_.end(), at,
                                      [](SimTime time, const Loss& loss) { return time < loss.noticed; });
  unnoticed_.insert(after, {at, cause});
  cluster_.simulator().schedule_at(at, engine::Phase::Control, self_, kNoticed);
}

void ServiceScheduler::lost(FactId cause) { notice_at(cluster_.now() + cluster_.spec().restart_delay, cause); }

void ServiceScheduler::start_failed(FactId cause) {
  const EcsSpec& spec = cluster_.spec();
  const SimTime now = cluster_.now();
  if (rounds_delay_.ns == 0) {
    rounds_delay_ = spec.restart_delay;
    round_ends_ = now + rounds_delay_;
  } else if (now >= round_ends_) {
    if (spec.restart_throttle_maximum.ns > 0) {
      const Duration longer{rounds_delay_.ns * spec.restart_throttle_percent / 100};
      rounds_delay_ = std::max(rounds_delay_, std::min(longer, spec.restart_throttle_maximum));
    }
    round_ends_ = now + rounds_delay_;
  }
  notice_at(round_ends_, cause);
}

std::int32_t ServiceScheduler::withdraw(std::int32_t count) {
  std::int32_t taken = 0;
  for (; taken < count && !wanted_.empty(); ++taken) wanted_.pop_back();
  for (; taken < count && !unnoticed_.empty(); ++taken) unnoticed_.pop_back();
  return taken;
}

void ServiceScheduler::resume() { go_on(); }

void ServiceScheduler::go_on() {
  if (armed_ || launching_) return;
  launching_ = true;  // a launch may find room for another task, and that asks to go on
  while (interval_.ns == 0 && !wanted_.empty() && owner_.may_launch()) {
    const FactId cause = wanted_.front();
    wanted_.pop_front();
    owner_.launch(cause);
  }
  launching_ = false;
  if (wanted_.empty() || !owner_.may_launch()) return;
  cluster_.simulator().arm(launch_timer_, cluster_.now() + interval_);
  armed_ = true;
}

void ServiceScheduler::handle(const engine::Event& event) {
  if (event.kind == kNoticed) {
    if (unnoticed_.empty() || unnoticed_.front().noticed > cluster_.now()) return;  // withdrawn
    const FactId cause = unnoticed_.front().cause;
    unnoticed_.pop_front();
    want(1, cause);
    return;
  }
  armed_ = false;
  if (!wanted_.empty() && owner_.may_launch()) {
    const FactId cause = wanted_.front();
    wanted_.pop_front();
    owner_.launch(cause);
  }
  go_on();
}

const char* ServiceScheduler::label(std::uint16_t kind) const {
  return kind == kLaunch ? "ecs.service_launch" : "ecs.task_loss_noticed";
}

}  // namespace cloudsim::services
