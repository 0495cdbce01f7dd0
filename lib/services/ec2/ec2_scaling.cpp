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
  const Duration period = spec_.scaling->alarms.period;
  const SimTime now = context_.simulator.now();
  const SimTime began = now - period;
  const std::int64_t capacity = static_cast<std::int64_t>(spec_.instance.vcpu) * period.ns;
  int128 used = 0;
  std::int64_t measured = 0;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = instances_[i];
    if (instance.state != ServerState::Ready) continue;
    const std::int64_t total = pool_.cpu_ns(ServerId{i});
    const std::int64_t delta = total - instance.cpu_seen;
    instance.cpu_seen = total;
    if (instance.ready + spec_.scaling->warm_up > began) continue;
    used += std::min(delta, capacity);  // no instance uses more than it has, whatever the even spreading says
    ++measured;
  }
  std::uint64_t point = ec2::kNoPoint;
  if (measured > 0) {
    const int128 all = static_cast<int128>(capacity) * measured;
    point = static_cast<std::uint64_t>((used * 1'000'000 + all / 2) / all);
  }
  context_.simulator.schedule_in(spec_.scaling->alarms.metric_delay, Phase::Control, self_, ec2::kEvaluate, point);
  if (!stopped_) context_.simulator.schedule_in(period, Phase::Control, self_, ec2::kMeasure);
}

void Ec2Model::evaluate(std::uint64_t point) {
  if (stopped_) return;
  if (point == ec2::kNoPoint) {
    tracker_->add_missing();
  } else {
    tracker_->add_point_millionths(static_cast<std::int64_t>(point));
  }
  const SimTime now = context_.simulator.now();
  const std::optional<ScalingDecision> decision = tracker_->decide(now, desired_, minimum_, maximum_, unmeasured());
  if (!decision) return;
  const FactId decided = context_.tracer.state(now, to_fact(*decision, trace::ServerKind::Instance));
  if (decision->changes()) resize(decision->to, decided);
}

// On their way, not warm yet, or out of service: in the desired size but not in the average.
std::int32_t Ec2Model::unmeasured() const {
  const SimTime now = context_.simulator.now();
  std::int32_t count = 0;
  for (const Instance& instance : instances_) {
    const bool warm = instance.state == ServerState::Ready && instance.ready + spec_.scaling->warm_up <= now;
    if (alive(instance) && !warm) ++count;
  }
  return count;
}

void Ec2Model::resize(std::int32_t desired, FactId cause) {
  desired_ = desired;
  const std::int32_t there = alive_count();
  if (there < desired) order(desired - there, cause, FactId::none());
  std::int32_t surplus = there - desired;
  for (std::uint32_t i = 0; i < instances_.size() && surplus > 0; ++i) {  // oldest first
    if (!alive(instances_[i])) continue;
    let_go(i, cause);
    --surplus;
  }
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

void Ec2Model::stop_all() {
  if (stopped_) return;
  stopped_ = true;
  const FactId called = context_.tracer.state(
      context_.simulator.now(),
      trace::ApiCalled{trace::ApiCall::TerminateInstances, trace::Actor::Operator, 1, alive_count()});
  resize(0, called);
}

}  // namespace cloudsim::services
