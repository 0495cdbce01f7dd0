// SPDX-License-Identifier: Apache-2.0
// Ec2Model: what an Auto Scaling group measures, decides and does about its size.
#include <algorithm>

#include "base/money.hpp"  // int128
#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::ServerState;

// The end of a period: average CPU over the instances that served warm through all of it.
void Ec2Model::measure() {
  const Duration period = alarms().period;
  const SimTime now = context_.simulator.now();
  const SimTime began = now - period;
  const std::int64_t capacity = static_cast<std::int64_t>(spec_.instance.vcpu) * period.ns;
  int128 used = 0;
  std::int64_t measured = 0;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = instances_[i];
    if (instance.state != ServerState::Ready) continue;
    const std::int64_t total = cpu_ns(i);
    const std::int64_t delta = total - instance.cpu_seen;
    instance.cpu_seen = total;
    if (instance.ready + warm_up() > began) continue;
    used += std::min(delta, capacity);  // no instance uses more than it has, whatever the even spreading says
    ++measured;
  }
  std::uint64_t point = ec2::kNoPoint;
  if (measured > 0) {
    const int128 all = static_cast<int128>(capacity) * measured;
    point = static_cast<std::uint64_t>((used * 1'000'000 + all / 2) / all);
  }
  context_.simulator.schedule_in(alarms().metric_delay, Phase::Control, self_, ec2::kEvaluate, point);
  if (!stopped_) context_.simulator.schedule_in(period, Phase::Control, self_, ec2::kMeasure);
}

// Of several policies that want to act, the one that asks for the largest capacity wins; a growing one over a
// shrinking one. At the same size the first.
void Ec2Model::evaluate(std::uint64_t point) {
  if (stopped_) return;
  refill(over_quota_);  // what was refused before is tried again
  const SimTime now = context_.simulator.now();
  std::optional<ScalingDecision> best;
  StepScaler* chosen = nullptr;
  if (tracker_) {
    if (point == ec2::kNoPoint) {
      tracker_->add_missing();
    } else {
      tracker_->add_point_millionths(static_cast<std::int64_t>(point));
    }
    best = tracker_->decide(now, desired_, minimum_, maximum_, unmeasured());
  }
  for (StepScaler& scaler : scalers_) {
    if (point == ec2::kNoPoint) {
      scaler.add_missing();
    } else {
      scaler.add_point_millionths(static_cast<std::int64_t>(point));
    }
    const std::optional<ScalingDecision> decision = scaler.decide(now, desired_, minimum_, maximum_, unmeasured());
    if (!decision || (best && decision->to <= best->to)) continue;
    best = decision;
    chosen = &scaler;
  }
  if (!best) return;
  const FactId decided = context_.tracer.state(now, to_fact(*best, trace::ServerKind::Instance));
  if (!best->changes()) return;
  if (chosen != nullptr) chosen->acted();
  resize(best->to, decided);
  tell_launched();
}

// Cooldowns of simple scaling begin when what was ordered serves.
void Ec2Model::tell_launched() {
  const bool launching = std::any_of(instances_.begin(), instances_.end(), [this](const Instance& instance) {
    return alive(instance) && instance.state != ServerState::Ready && instance.state != ServerState::Failed;
  });
  if (launching) return;
  for (StepScaler& scaler : scalers_) {
    if (scaler.waits_for_launch()) scaler.launched(context_.simulator.now());
  }
}

// On their way, not warm yet, out of service, or refused so far: in the desired size but not in the average.
std::int32_t Ec2Model::unmeasured() const {
  const SimTime now = context_.simulator.now();
  std::int32_t count = std::max(0, desired_ - alive_count());
  for (const Instance& instance : instances_) {
    const bool warm = instance.state == ServerState::Ready && instance.ready + warm_up() <= now;
    if (alive(instance) && !warm) ++count;
  }
  return count;
}

void Ec2Model::resize(std::int32_t desired, FactId cause) {
  desired_ = desired;
  const std::int32_t there = alive_count();
  if (there < desired) {
    order(desired - there, cause, FactId::none());
    return;
  }
  for (std::int32_t surplus = there - desired; surplus > 0; --surplus) let_go(first_to_go(), cause);
  fill_warm_pool(cause);
}

// The default termination order: in the zone with the most members (the first of them) the oldest.
std::uint32_t Ec2Model::first_to_go() const {
  std::vector<std::uint32_t> counts(spec_.zones, 0);
  for (const Instance& instance : instances_) {
    if (alive(instance)) ++counts[instance.zone];
  }
  const auto fullest = static_cast<std::uint32_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  std::uint32_t index = 0;
  while (!alive(instances_[index]) || instances_[index].zone != fullest) ++index;
  return index;
}

// A scheduled action of the group: new bounds, and a size that fits them.
void Ec2Model::scheduled(std::uint32_t index) {
  const ScheduledSize& action = spec_.schedule[index];
  if (stopped_) return;
  const SimTime now = context_.simulator.now();
  if (action.every.ns > 0) context_.simulator.schedule_in(action.every, Phase::Control, self_, ec2::kScheduled, index);
  if (action.minimum) minimum_ = static_cast<std::int32_t>(*action.minimum);
  if (action.maximum) maximum_ = static_cast<std::int32_t>(*action.maximum);
  trace::ScalingDecided fact;
  fact.kind = trace::ServerKind::Instance;
  fact.signal = trace::Signal::Schedule;
  fact.from = desired_;
  fact.wanted = action.desired ? static_cast<std::int32_t>(*action.desired) : desired_;
  fact.to = std::clamp(fact.wanted, minimum_, maximum_);
  if (!action.desired) fact.wanted = fact.to;  // it asked for bounds only
  const FactId decided = context_.tracer.state(now, fact);
  if (fact.to != desired_) resize(fact.to, decided);
}

void Ec2Model::set_desired(std::int32_t desired) {
  if (stopped_) return;
  const SimTime now = context_.simulator.now();
  const FactId called = context_.tracer.state(
      now, trace::ApiCalled{trace::ApiCall::SetDesiredCapacity, trace::Actor::Operator, 1, desired});
  trace::ScalingDecided fact;
  fact.kind = trace::ServerKind::Instance;
  fact.signal = trace::Signal::DesiredCount;
  fact.from = desired_;
  fact.wanted = desired;
  fact.to = std::clamp(desired, minimum_, maximum_);
  const FactId decided = context_.tracer.state(now, fact, called);
  resize(fact.to, decided);
}

}  // namespace cloudsim::services
