// SPDX-License-Identifier: Apache-2.0
#include "engine/simulator.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::engine {
namespace {

constexpr Order kDisarmed{kNever.ns, 0};

/// Events do not step the simulator; true also while a component throws.
class Running {
 public:
  explicit Running(bool& flag) : flag_(flag) { flag_ = true; }
  ~Running() { flag_ = false; }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  bool& flag_;
};

}  // namespace

ComponentId Simulator::add(Component& component) {
  components_.push_back(&component);
  return ComponentId{static_cast<std::uint32_t>(components_.size() - 1)};
}

EventId Simulator::schedule_at(SimTime at, Phase phase, ComponentId target, std::uint16_t kind, std::uint64_t data) {
  CLOUDSIM_CHECK(at >= now_);
  return calendar_.insert({at.ns, Order::make_tie(phase, sequence_++)}, {at, phase, kind, target, data});
}

TimerId Simulator::add_timer(Phase phase, ComponentId target, std::uint16_t kind) {
  const std::size_t index = timers_.size();
  timers_.push_back({phase, target, kind, 0});
  if (index == orders_.size()) {  // twice as many places, and all matches played again
    orders_.resize(std::max<std::size_t>(2, 2 * index), kDisarmed);
    winners_.assign(orders_.size(), 0);
    for (std::uint32_t place = 0; place < orders_.size(); ++place) set_order(place, Order{orders_[place]});
  }
  return {static_cast<std::uint32_t>(index)};
}

void Simulator::arm(TimerId id, SimTime at, std::uint64_t data) {
  CLOUDSIM_CHECK(at >= now_);
  Timer& timer = timers_[id.index];
  timer.data = data;
  set_order(id.index, {at.ns, Order::make_tie(timer.phase, sequence_++)});
}

void Simulator::disarm(TimerId id) { set_order(id.index, kDisarmed); }

// The winners on the way up from a place: two orders are compared on each level.
void Simulator::set_order(std::uint32_t timer, const Order& order) {
  orders_[timer] = order;
  const std::size_t places = orders_.size();
  std::size_t match = (places + timer) / 2;
  const std::uint32_t even = timer & ~std::uint32_t{1};
  std::uint32_t winner = orders_[even + 1] < orders_[even] ? even + 1 : even;
  for (winners_[match] = winner; match > 1; winners_[match] = winner) {
    const std::uint32_t other = winners_[match ^ 1];
    winner = orders_[other] < orders_[winner] ? other : winner;
    match /= 2;
  }
}

const Order* Simulator::earliest(std::uint32_t& timer) {
  timer = kNoTimer;
  const Order* event = calendar_.top();
  if (timers_.empty()) return event;
  const std::uint32_t winner = winners_[1];
  if (orders_[winner].at == kNever.ns) return event;
  if (event != nullptr && *event < orders_[winner]) return event;
  timer = winner;
  return &orders_[winner];
}

std::optional<Pending> Simulator::next() {
  std::uint32_t timer = kNoTimer;
  const Order* order = earliest(timer);
  if (order == nullptr) return std::nullopt;
  const ComponentId target = timer != kNoTimer ? timers_[timer].target : calendar_.top_event().target;
  const std::uint16_t kind = timer != kNoTimer ? timers_[timer].kind : calendar_.top_event().kind;
  return Pending{SimTime{order->at}, order->phase(), components_[target.value]->label(kind)};
}

void Simulator::dispatch(std::uint32_t index) {
  Event event;
  if (index != kNoTimer) {
    const Timer& timer = timers_[index];
    event = {SimTime{orders_[index].at}, timer.phase, timer.kind, timer.target, timer.data};
    orders_[index] = kDisarmed;  // nearly always armed again by its own event: the match waits for that
  } else {
    event = calendar_.take();
  }
  now_ = event.at;
  ++events_run_;
  struct Match {  // also when a component throws
    Simulator& simulator;
    std::uint32_t timer;
    ~Match() {
      if (timer != kNoTimer && simulator.orders_[timer].at == kNever.ns) simulator.set_order(timer, kDisarmed);
    }
  } const match{*this, index};
  components_[event.target.value]->handle(event);
}

bool Simulator::step() {
  CLOUDSIM_CHECK(!running_);
  std::uint32_t timer = kNoTimer;
  if (earliest(timer) == nullptr) return false;
  const Running running(running_);
  dispatch(timer);
  return true;
}

std::uint64_t Simulator::run_until(SimTime end) {
  CLOUDSIM_CHECK(!running_);
  CLOUDSIM_CHECK(end >= now_);
  const Running running(running_);
  const std::uint64_t before = events_run_;
  std::uint32_t timer = kNoTimer;
  for (const Order* order = earliest(timer); order != nullptr && order->at < end.ns; order = earliest(timer))
    dispatch(timer);
  now_ = end;
  return events_run_ - before;
}

}  // namespace cloudsim::engine
