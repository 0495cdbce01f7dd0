// SPDX-License-Identifier: Apache-2.0
// LambdaModel: provisioned concurrency. Asked for, ready all at once some minutes later, paid from the request on
// whether used or not, scaled on its average use.
#include <algorithm>

#include "base/check.hpp"
#include "services/lambda/lambda_model.hpp"

namespace cloudsim::services {

using trace::Reason;
using trace::ServerState;

void LambdaModel::start_provisioned() {
  const ProvisionedConcurrency& spec = *spec_.provisioned;
  const SimTime first = std::max(spec.requested, context_.simulator.now());
  if (first == context_.simulator.now()) {
    add_provisioned(spec.count, FactId::none());
  } else {
    context_.simulator.schedule_at(first, engine::Phase::Control, self_, kProvisionedRequested, spec.count);
  }
  if (!spec.scaling) return;
  tracker_.emplace(*spec.scaling);
  context_.simulator.schedule_at(first + spec.scaling->alarms.period, engine::Phase::Control, self_, kProvisionedTick);
}

void LambdaModel::add_provisioned(std::uint32_t count, FactId cause) {
  const SimTime now = context_.simulator.now();
  const Duration setup{random::Distribution(spec_.provisioned->setup).draw(setup_stream_)};
  for (std::uint32_t i = 0; i < count; ++i) {
    const Slot slot = environments_.open_provisioned();
    preparing_.push_back(slot);
    state_server(slot, ServerState::Starting, ServerState::Starting, Reason::None, cause);
  }
  allocations_.push_back({count, now});
  const std::int64_t rate = spec_.provisioned->per_minute;
  const Duration opening{(Duration::minutes(1).ns * count + rate - 1) / rate};
  context_.simulator.schedule_in(setup + opening, engine::Phase::Control, self_, kProvisionedReady, count);
}

// Nothing of a request is usable before all of it is.
void LambdaModel::provisioned_ready(std::uint32_t count) {
  const SimTime now = context_.simulator.now();
  note_provisioned_use(now);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Slot slot = preparing_[i];
    state_server(slot, ServerState::Starting, ServerState::Ready, Reason::None);
    environments_.provide(slot);
  }
  preparing_.erase(preparing_.begin(), preparing_.begin() + count);
  provisioned_ += count;
  const std::uint64_t per_second = static_cast<std::uint64_t>(provisioned_) * spec_.requests_per_second_factor;
  provisioned_requests_ = TokenBucket(per_second, static_cast<double>(per_second));
}

// Idle ones go now, busy ones when their run is over.
void LambdaModel::remove_provisioned(std::uint32_t count, FactId cause) {
  const SimTime now = context_.simulator.now();
  note_provisioned_use(now);
  count = std::min(count, provisioned_);
  meter_provisioned(count, now);
  provisioned_ -= count;
  const std::uint64_t per_second = static_cast<std::uint64_t>(provisioned_) * spec_.requests_per_second_factor;
  provisioned_requests_ = TokenBucket(per_second, static_cast<double>(per_second));
  surplus_cause_ = cause;
  for (; count > 0; --count) {
    const Slot slot = environments_.take_provisioned();
    if (slot == Environments::kNone) break;
    close_provisioned(slot, cause);
  }
  provisioned_surplus_ += count;
}

void LambdaModel::close_provisioned(Slot slot, FactId cause) {
  const ServerState last = environments_.work(slot).reset ? ServerState::Failed : ServerState::Ready;
  state_server(slot, last, ServerState::Gone, Reason::None, cause);
  environments_.close(slot);
}

// Those asked for last are given back first; each part of a request is one interval of use.
void LambdaModel::meter_provisioned(std::uint32_t count, SimTime until) {
  while (count > 0) {
    Allocation& last = allocations_.back();
    const std::uint32_t part = std::min(count, last.count);
    if (last.from < until) {
      const std::int64_t megabytes = spec_.memory_mb * part;
      context_.tracer.state(context_.simulator.now(),
                            trace::UsageRecorded{allocation_meter_, megabytes, last.from, until, ServerId::none()});
    }
    last.count -= part;
    count -= part;
    if (last.count == 0) allocations_.pop_back();
  }
}

void LambdaModel::note_provisioned_use(SimTime now) {
  const std::int64_t span = (now - use_noted_).ns;
  use_ns_ += span * environments_.busy_provisioned();
  room_ns_ += span * provisioned_;
  use_noted_ = now;
}

// ProvisionedConcurrencyUtilization: an average over the period, so that a short burst does not show.
void LambdaModel::provisioned_tick() {
  const SimTime now = context_.simulator.now();
  const AlarmRules& alarms = spec_.provisioned->scaling->alarms;
  note_provisioned_use(now);
  constexpr std::int64_t kWhole = 1'000'000;
  const std::int64_t millionths =
      room_ns_ == 0 ? -1 : static_cast<std::int64_t>(static_cast<int128>(use_ns_) * kWhole / room_ns_);
  use_ns_ = room_ns_ = 0;
  context_.simulator.schedule_in(alarms.metric_delay, engine::Phase::Control, self_, kProvisionedPoint,
                                 static_cast<std::uint64_t>(millionths + 1));
  context_.simulator.schedule_in(alarms.period, engine::Phase::Control, self_, kProvisionedTick);
}

void LambdaModel::provisioned_point(std::int64_t millionths) {
  const SimTime now = context_.simulator.now();
  if (millionths < 0) {
    tracker_->add_missing();
  } else {
    tracker_->add_point_millionths(millionths);
  }
  const auto warming = static_cast<std::int32_t>(preparing_.size());
  const std::int32_t current = static_cast<std::int32_t>(provisioned_) + warming;
  auto decision = tracker_->decide(now, current, static_cast<std::int32_t>(spec_.provisioned->count),
                                   static_cast<std::int32_t>(spec_.provisioned->maximum), warming);
  if (!decision) return;
  decision->signal = trace::Signal::ProvisionedUse;
  const FactId fact = context_.tracer.state(now, to_fact(*decision, trace::ServerKind::Environment));
  if (decision->to > decision->from) add_provisioned(static_cast<std::uint32_t>(decision->to - decision->from), fact);
  if (decision->to < decision->from) {
    remove_provisioned(static_cast<std::uint32_t>(decision->from - decision->to), fact);
  }
}

}  // namespace cloudsim::services
