// SPDX-License-Identifier: Apache-2.0
// Ec2Model: control calls that the provider refuses for a while (API throttling). What somebody asked for, and what a
// group could not order, is asked for again when that is over; nobody tries in between.
#include <utility>

#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"

namespace cloudsim::services {

namespace {
constexpr std::uint32_t kAll = 1000;
}

void Ec2Model::throttle_calls(const ApiThrottling& throttling, FactId cause) {
  const SimTime now = context_.simulator.now();
  refused_permille_ = throttling.share_permille;
  calls_back_at_ = now + throttling.duration;
  throttled_by_ = cause;
  context_.simulator.schedule_at(calls_back_at_, engine::Phase::Control, self_, ec2::kCallsBack);
}

// Of a share the calls are refused that complete it, so that no draw is needed.
bool Ec2Model::refused() {
  const SimTime now = context_.simulator.now();
  if (now >= calls_back_at_) return false;
  refused_sum_ += refused_permille_;
  if (refused_sum_ < kAll) return false;
  refused_sum_ -= kAll;
  if (!throttled_.valid()) {
    throttled_ = context_.tracer.state(now, trace::LimitReached{trace::Reason::ApiThrottled, true, 0}, throttled_by_);
  }
  return true;
}

void Ec2Model::call(const Action& action) {
  if (refused()) {
    again_.push_back(action);
    return;
  }
  if (const auto* size = std::get_if<SetDesiredCapacity>(&action.body)) {
    set_desired(static_cast<std::int32_t>(size->desired));
  } else if (std::holds_alternative<StopInstances>(action.body)) {
    stop_all();
  } else if (std::holds_alternative<HaltInstances>(action.body)) {
    halt_all();
  } else if (std::holds_alternative<StartInstances>(action.body)) {
    start_all();
  }
}

void Ec2Model::calls_back() {
  const SimTime now = context_.simulator.now();
  if (now < calls_back_at_ || !throttled_.valid()) return;
  const FactId cause = std::exchange(throttled_, FactId::none());
  context_.tracer.state(now, trace::LimitReached{trace::Reason::ApiThrottled, false, 0}, cause);
  for (const Action& action : std::exchange(again_, {})) call(action);
  if (group_) refill(cause);
}

}  // namespace cloudsim::services
