// SPDX-License-Identifier: Apache-2.0
#include "engine/simulator.hpp"

#include "base/check.hpp"

namespace cloudsim::engine {

ComponentId Simulator::add(Component& component) {
  components_.push_back(&component);
  return ComponentId{static_cast<std::uint32_t>(components_.size() - 1)};
}

EventId Simulator::schedule_at(SimTime at, Phase phase, ComponentId target, std::uint16_t kind, std::uint64_t data) {
  CLOUDSIM_CHECK(at >= now_);
  return calendar_.insert({at.ns, Order::make_tie(phase, sequence_++)}, {at, phase, kind, target, data});
}

TimerId Simulator::add_timer(Phase phase, ComponentId target, std::uint16_t kind) {
  timers_.push_back({{kNever.ns, 0}, phase, target, kind, 0});
  return {static_cast<std::uint32_t>(timers_.size() - 1)};
}

void Simulator::arm(TimerId id, SimTime at, std::uint64_t data) {
  CLOUDSIM_CHECK(at >= now_);
  Timer& timer = timers_[id.index];
  timer.order = {at.ns, Order::make_tie(timer.phase, sequence_++)};
  timer.data = data;
}

void Simulator::disarm(TimerId id) { timers_[id.index].order = {kNever.ns, 0}; }

// A linear scan: a deployment has a handful of timers.
const Order* Simulator::earliest(Timer*& timer) {
  timer = nullptr;
  const Order* best = calendar_.top();
  for (Timer& candidate : timers_) {
    if (candidate.order.at == kNever.ns) continue;
    if (best == nullptr || candidate.order < *best) {
      best = &candidate.order;
      timer = &candidate;
    }
  }
  return best;
}

std::optional<Pending> Simulator::next() {
  Timer* timer = nullptr;
  const Order* order = earliest(timer);
  if (order == nullptr) return std::nullopt;
  const ComponentId target = timer != nullptr ? timer->target : calendar_.top_event().target;
  const std::uint16_t kind = timer != nullptr ? timer->kind : calendar_.top_event().kind;
  return Pending{SimTime{order->at}, order->phase(), components_[target.value]->label(kind)};
}

void Simulator::dispatch(Timer* timer) {
  Event event;
  if (timer != nullptr) {
    event = {SimTime{timer->order.at}, timer->phase, timer->kind, timer->target, timer->data};
    timer->order = {kNever.ns, 0};
  } else {
    event = calendar_.pop();
  }
  now_ = event.at;
  ++events_run_;
  struct Guard {  // also when a component throws
    bool& running;
    ~Guard() { running = false; }
  } guard{running_};
  running_ = true;
  components_[event.target.value]->handle(event);
}

bool Simulator::step() {
  CLOUDSIM_CHECK(!running_);
  Timer* timer = nullptr;
  if (earliest(timer) == nullptr) return false;
  dispatch(timer);
  return true;
}

std::uint64_t Simulator::run_until(SimTime end) {
  CLOUDSIM_CHECK(!running_);
  CLOUDSIM_CHECK(end >= now_);
  const std::uint64_t before = events_run_;
  Timer* timer = nullptr;
  for (const Order* order = earliest(timer); order != nullptr && order->at < end.ns; order = earliest(timer))
    dispatch(timer);
  now_ = end;
  return events_run_ - before;
}

}  // namespace cloudsim::engine
