// SPDX-License-Identifier: Apache-2.0
#include "engine/simulator.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::engine {
namespace {

constexpr Order kDisarmed = kAfterAll;

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

Simulator::Simulator() : orders_(2, kDisarmed), winners_(2, 0) {}

ComponentId Simulator::add(Component& component) {
  components_.push_back(&component);
  return ComponentId{static_cast<std::uint32_t>(components_.size() - 1)};
}

EventId Simulator::schedule_at(SimTime at, Phase phase, ComponentId target, std::uint16_t kind, std::uint64_t data) {
  CLOUDSIM_CHECK(at >= now_);
  quiet_ = false;
  return calendar_.insert({at.ns, Order::make_tie(phase, sequence_++)}, {at, phase, kind, target, data});
}

TimerId Simulator::add_timer(Phase phase, ComponentId target, std::uint16_t kind) {
  const std::size_t index = timers_.size();
  timers_.push_back({phase, target, kind, 0});
  if (index == orders_.size()) {  // twice as many places, and all matches played again
    orders_.resize(2 * index, kDisarmed);
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

void Simulator::arm(TimerId id, const Order& order, std::uint64_t data) {
  CLOUDSIM_CHECK(order.at >= now_.ns);
  timers_[id.index].data = data;
  set_order(id.index, order);
}

void Simulator::disarm(TimerId id) { set_order(id.index, kDisarmed); }

// The winners on the way up from a place: two orders are compared on each level.
void Simulator::set_order(std::uint32_t timer, const Order& order) {
  quiet_ = false;
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

LaneId Simulator::add_lane(ComponentId target, std::uint16_t kind) {
  lanes_.push_back({CompletionList(), components_[target.value], target, kind});
  return {static_cast<std::uint32_t>(lanes_.size() - 1)};
}

void Simulator::schedule(LaneId lane, SimTime at, std::uint64_t data) {
  CLOUDSIM_CHECK(at >= now_);
  lanes_[lane.index].list.insert({at.ns, Order::make_tie(Phase::Completion, sequence_++)}, data);
}

// A timer that is not armed when nothing is pending.
inline Simulator::First Simulator::first() {
  First first{orders_[winners_[1]], From::ATimer, winners_[1]};
  if (const Order* event = calendar_.top(); event != nullptr && *event < first.order) {
    first = {*event, From::TheCalendar, 0};
  }
  for (std::uint32_t i = 0; i < lanes_.size(); ++i) {
    if (const Order& top = lanes_[i].list.top(); top < first.order) first = {top, From::ALane, i};
  }
  return first;
}

std::optional<Pending> Simulator::next() {
  const First first = this->first();
  if (first.order == kDisarmed) return std::nullopt;
  ComponentId target;
  std::uint16_t kind = 0;
  switch (first.from) {
    case From::ATimer:
      target = timers_[first.index].target;
      kind = timers_[first.index].kind;
      break;
    case From::ALane:
      target = lanes_[first.index].target;
      kind = lanes_[first.index].kind;
      break;
    case From::TheCalendar:
      target = calendar_.top_event().target;
      kind = calendar_.top_event().kind;
      break;
  }
  return Pending{SimTime{first.order.at}, first.order.phase(), components_[target.value]->label(kind)};
}

inline void Simulator::run(const First& first) {
  if (first.from == From::ATimer) return run_timer(first.index);
  now_ = SimTime{first.order.at};
  ++events_run_;
  if (first.from == From::ALane) {
    Lane& lane = lanes_[first.index];
    return lane.component->handle({now_, Phase::Completion, lane.kind, lane.target, lane.list.take()});
  }
  const Event event = calendar_.take();
  components_[event.target.value]->handle(event);
}

// Its own match is not played: it has no order while its event runs.
void Simulator::find_limit(TimerId timer) {
  limit_ = {end_.ns, 0};
  const auto cut = [this](const Order& other) { limit_ = other < limit_ ? other : limit_; };
  cut(orders_[timer.index ^ 1U]);
  for (std::size_t match = (orders_.size() + timer.index) / 2; match > 1; match /= 2) {
    cut(orders_[winners_[match ^ 1]]);
  }
  if (const Order* event = calendar_.top()) cut(*event);
  quiet_ = true;
}

bool Simulator::run_ahead(TimerId timer, const Order& next) {
  for (;;) {
    if (!quiet_) find_limit(timer);
    Lane* lane = nullptr;
    Order order = next;
    for (Lane& each : lanes_) {
      const Order top = each.list.top();
      const bool earlier = top < order;  // as often as not, so that a branch would be a guess
      lane = earlier ? &each : lane;
      order = earlier ? top : order;
    }
    if (!(order < limit_)) {
      quiet_ = false;
      return false;
    }
    now_ = SimTime{order.at};
    ++events_run_;
    if (lane == nullptr) return true;
    lane->component->handle({now_, Phase::Completion, lane->kind, lane->target, lane->list.take()});
  }
}

void Simulator::run_timer(std::uint32_t index) {
  const Timer& timer = timers_[index];
  const Event event{SimTime{orders_[index].at}, timer.phase, timer.kind, timer.target, timer.data};
  orders_[index] = kDisarmed;  // nearly always armed again by its own event: the match waits for that
  now_ = event.at;
  ++events_run_;
  quiet_ = false;  // it has no order now, and may run ahead
  struct Match {   // also when a component throws
    Simulator& simulator;
    std::uint32_t timer;
    ~Match() {
      if (simulator.orders_[timer].at == kNever.ns) simulator.set_order(timer, kDisarmed);
    }
  } const match{*this, index};
  components_[event.target.value]->handle(event);
}

bool Simulator::step() {
  CLOUDSIM_CHECK(!running_);
  const First first = this->first();
  if (first.order == kDisarmed) return false;
  const Running running(running_);
  end_ = kTimeZero;
  quiet_ = false;
  run(first);
  return true;
}

std::uint64_t Simulator::run_until(SimTime end) {
  CLOUDSIM_CHECK(!running_);
  CLOUDSIM_CHECK(end >= now_);
  const Running running(running_);
  const std::uint64_t before = events_run_;
  end_ = end;
  quiet_ = false;
  for (First next = first(); next.order.at < end.ns; next = first()) run(next);
  now_ = end;
  return events_run_ - before;
}

}  // namespace cloudsim::engine
