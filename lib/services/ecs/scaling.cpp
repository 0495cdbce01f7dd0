// SPDX-License-Identifier: Apache-2.0
// What it does: feeds the two scaling loops of ECS, one for tasks and one for hosts, with a point per period, a
// metric delay later, and carries out what their policies decide for the hosts.
//
// What it assumes: the CPU metric covers the service's ready, warm tasks; a host is warm `warm_up` after it was
// running; only empty hosts go (managed termination protection), so fewer may go than the policy wants.
//
// What it leaves out: hosts of several types, scheduled and step scaling, 20-second metrics.
#include "services/ecs/scaling.hpp"

#include <algorithm>

namespace cloudsim::services {

namespace {

enum Kind : std::uint16_t { kTick, kPoint };
constexpr std::uint64_t kMissing = UINT64_MAX;

}  // namespace

// ---- tasks ----------------------------------------------------------------------------------------------------------

ServiceScaling::ServiceScaling(Cluster& cluster, TaskLife& tasks, Owner& owner)
    : cluster_(cluster),
      tasks_(tasks),
      owner_(owner),
      self_(cluster.simulator().add(*this)),
      tick_(cluster.simulator().add_timer(engine::Phase::Control, self_, kTick)) {
  if (cluster.spec().scaling) tracker_.emplace(*cluster.spec().scaling);
}

void ServiceScaling::start() {
  if (tracker_) cluster_.simulator().arm(tick_, cluster_.now() + cluster_.spec().scaling->alarms.period);
}

void ServiceScaling::handle(const engine::Event& event) {
  if (event.kind == kPoint) {
    evaluate(event.data == kMissing ? std::nullopt : std::optional(static_cast<std::int64_t>(event.data)));
    return;
  }
  const TargetTracking& rules = *cluster_.spec().scaling;
  cluster_.simulator().arm(tick_, cluster_.now() + rules.alarms.period);
  const std::optional<std::int64_t> point = tasks_.measure_cpu();
  if (rules.alarms.metric_delay.ns == 0) {
    evaluate(point);
    return;
  }
  cluster_.simulator().schedule_in(rules.alarms.metric_delay, engine::Phase::Control, self_, kPoint,
                                   point ? static_cast<std::uint64_t>(*point) : kMissing);
}

void ServiceScaling::evaluate(std::optional<std::int64_t> point) {
  if (point) {
    tracker_->add_point_millionths(*point);
  } else {
    tracker_->add_missing();
  }
  const std::int32_t desired = owner_.desired_tasks();
  const std::int32_t warming = std::max(0, desired - tasks_.warm());
  const auto maximum = static_cast<std::int32_t>(cluster_.spec().maximum);
  auto minimum = static_cast<std::int32_t>(cluster_.spec().minimum);
  if (owner_.deploying()) minimum = std::max(minimum, std::min(desired, maximum));  // scale-in is suspended
  const std::optional<ScalingDecision> decision = tracker_->decide(cluster_.now(), desired, minimum, maximum, warming);
  if (decision) owner_.resize(*decision);
}

const char* ServiceScaling::label(std::uint16_t kind) const {
  return kind == kTick ? "ecs.service_metric" : "ecs.service_alarm";
}

// ---- hosts ----------------------------------------------------------------------------------------------------------

HostScaling::HostScaling(Cluster& cluster, TaskLife& tasks, Hosts& hosts)
    : cluster_(cluster),
      tasks_(tasks),
      hosts_(hosts),
      self_(cluster.simulator().add(*this)),
      tick_(cluster.simulator().add_timer(engine::Phase::Control, self_, kTick)) {
  const HostsSpec& spec = cluster.spec().hosts;
  if (cluster.on_hosts() && spec.managed_scaling) provider_.emplace(spec.target_capacity, spec.alarms);
}

void HostScaling::start() {
  if (provider_) cluster_.simulator().arm(tick_, cluster_.now() + cluster_.spec().hosts.alarms.period);
}

std::int32_t HostScaling::needed() const {
  const std::int64_t per_host = std::min<std::int64_t>(count_in(cluster_.host_size(), cluster_.task_size()),
                                                       cluster_.placement_rules().tasks_per_host());
  if (per_host == 0) return hosts_.holding_tasks();  // tasks too big for a host never ask for one
  const std::int64_t extra = (tasks_.waiting() + per_host - 1) / per_host;
  return hosts_.holding_tasks() + static_cast<std::int32_t>(extra);
}

void HostScaling::handle(const engine::Event& event) {
  if (event.kind == kPoint) {
    evaluate(static_cast<std::int32_t>(event.data >> 32), static_cast<std::int32_t>(event.data & 0xffffffffU));
    return;
  }
  const AlarmRules& alarms = cluster_.spec().hosts.alarms;
  cluster_.simulator().arm(tick_, cluster_.now() + alarms.period);
  if (alarms.metric_delay.ns == 0) {
    evaluate(needed(), hosts_.registered());
    return;
  }
  const std::uint64_t both =
      static_cast<std::uint64_t>(needed()) << 32 | static_cast<std::uint32_t>(hosts_.registered());
  cluster_.simulator().schedule_in(alarms.metric_delay, engine::Phase::Control, self_, kPoint, both);
}

void HostScaling::evaluate(std::int32_t needed, std::int32_t running) {
  const HostsSpec& spec = cluster_.spec().hosts;
  provider_->add_point(needed, running);
  const std::int32_t current = hosts_.desired();
  const std::int32_t warming = std::max(0, current - hosts_.warm());
  std::optional<ScalingDecision> decision = provider_->decide(current, static_cast<std::int32_t>(spec.minimum),
                                                              static_cast<std::int32_t>(spec.maximum), warming);
  if (!decision) return;
  if (decision->to < current) {
    decision->to = std::max(decision->to, current - hosts_.empty_hosts());
    if (!decision->changes()) return;
  }
  const FactId fact = cluster_.state(to_fact(*decision, trace::ServerKind::Host));
  if (decision->to > current) hosts_.order(decision->to - current, fact);
  if (decision->to < current) hosts_.remove_empty(current - decision->to, fact);
}

const char* HostScaling::label(std::uint16_t kind) const {
  return kind == kTick ? "ecs.host_metric" : "ecs.host_alarm";
}

}  // namespace cloudsim::services
