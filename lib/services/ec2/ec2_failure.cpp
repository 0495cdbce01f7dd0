// SPDX-License-Identifier: Apache-2.0
// Ec2Model: crash, detection by the balancer, repair, replacement by the group, and capacity that AWS takes away.
#include <algorithm>

#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"
#include "services/up_longest.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::ServerState;

namespace {
Duration sum_of_checks(Duration interval, std::uint32_t checks) { return interval * (checks > 0 ? checks - 1 : 0); }
}  // namespace

SimTime Ec2Model::next_check(SimTime from) const {
  return kTimeZero + round_up(from - kTimeZero, spec_.health_check_interval);
}

void Ec2Model::crash(const Crash& given) {
  std::uint32_t index = given.number - 1;
  if (given.number == 0) {
    const auto longest = up_longest(instances_.size(), given.passed_over, [this](std::size_t i) {
      return instances_[i].state == ServerState::Ready ? std::optional(instances_[i].ready) : std::nullopt;
    });
    if (!longest) return;
    index = static_cast<std::uint32_t>(*longest);
  }
  if (index >= instances_.size()) return;
  Instance& instance = instances_[index];
  const ServerState was = instance.state;
  if (was != ServerState::Ready && was != ServerState::Draining) return;

  const ServerId server{index};
  const SimTime now = context_.simulator.now();
  trace::Crashed fact;
  fact.server = server;
  fact.kind = trace::ServerKind::Instance;
  fact.lost_requests = static_cast<std::int32_t>(pool_.losable(server));
  instance.crash = context_.tracer.state(now, fact);
  instance.crashed = now;
  instance.noticed = false;
  instance.answers = false;
  ++instance.epoch;
  change(index, ServerState::Failed, instance.crash);
  // Callers without a balancer never learn where not to go.
  pool_.fail(server, instance.crash, was == ServerState::Ready);

  if (was == ServerState::Draining) {  // it was to go anyway
    if (instance.halts) {
      halt(index, instance.crash);
    } else {
      terminate(index, instance.crash);
    }
    return;
  }
  if (spec_.load_balancer) {
    const SimTime first_failed = next_check(now + Duration::nanoseconds(1));
    const SimTime noticed = first_failed + sum_of_checks(spec_.health_check_interval, spec_.unhealthy_threshold);
    schedule(noticed - now, ec2::kUnhealthy, index);
  }
  if (given.repaired_after.ns > 0) schedule(given.repaired_after, ec2::kRepair, index);
  if (spec_.replace_failed && !spec_.balancer_health) schedule(spec_.replacement_delay, ec2::kReplace, index);
}

// The balancer has found it unhealthy; a group that listens to the balancer acts when the grace is over.
void Ec2Model::unhealthy(std::uint32_t index) {
  Instance& instance = instances_[index];
  instance.noticed = true;
  pool_.stop_routing(ServerId{index});
  fail_open();
  if (!spec_.replace_failed || !spec_.balancer_health) return;
  const Duration left = instance.running + spec_.health_check_grace - context_.simulator.now();
  schedule(std::max(left, Duration{}), ec2::kReplace, index);
}

void Ec2Model::repair(std::uint32_t index) {
  Instance& instance = instances_[index];
  const SimTime now = context_.simulator.now();
  trace::Repaired fact;
  fact.server = ServerId{index};
  fact.kind = trace::ServerKind::Instance;
  fact.out_of_service = now - instance.crashed;
  instance.order = context_.tracer.state(now, fact, instance.crash);
  ++instance.epoch;  // no replacement, no further failed checks
  if (!instance.noticed) {
    back_in_service(index);
    return;
  }
  const SimTime first_passed = next_check(now);
  const SimTime healthy = first_passed + sum_of_checks(spec_.health_check_interval, spec_.healthy_threshold);
  instance.answers = true;
  schedule(healthy - now, ec2::kHealthyAgain, index);
  fail_open();
}

// Of targets that are all unhealthy a balancer leaves none out: what answers again gets requests before it has passed
// enough checks.
void Ec2Model::fail_open() {
  const auto thought_healthy = [](const Instance& instance) {
    return instance.state == ServerState::Ready || (instance.state == ServerState::Failed && !instance.noticed);
  };
  if (std::any_of(instances_.begin(), instances_.end(), thought_healthy)) return;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = instances_[i];
    if (instance.state != ServerState::Failed || !instance.answers) continue;
    ++instance.epoch;  // the checks that it still had to pass
    back_in_service(i);
  }
}

void Ec2Model::back_in_service(std::uint32_t index) {
  change(index, ServerState::Ready, instances_[index].order);
  pool_.restore(ServerId{index});
  instances_[index].cpu_seen = cpu_ns(index);  // the outage is no part of the next average
}

void Ec2Model::replace(std::uint32_t index) {
  const FactId cause = instances_[index].crash;
  terminate(index, cause);
  refill(cause);
}

// It has failed its checks since it runs, and the grace is over: the group takes it for dead.
void Ec2Model::replace_late(std::uint32_t index) {
  const Instance& instance = instances_[index];
  if (instance.state != ServerState::Booting || instance.code_there) return;
  trace::ScalingDecided fact;
  fact.kind = trace::ServerKind::Instance;
  fact.signal = trace::Signal::Unhealthy;
  fact.from = fact.to = fact.wanted = desired_;
  const FactId decided = context_.tracer.state(context_.simulator.now(), fact, instance.order);
  terminate(index, decided);
  if (!stopped_ && alive_count() < desired_) order(desired_ - alive_count(), decided, FactId::none());
}

void Ec2Model::refill(FactId cause) {
  if (!stopped_ && alive_count() < desired_) order(desired_ - alive_count(), cause, cause);
}

// ---- Spot -----------------------------------------------------------------------------------------------------------

void Ec2Model::schedule_reclaim(std::uint32_t zone) {
  const Duration wait{reclaim_.draw(reclaim_streams_[zone])};
  context_.simulator.schedule_in(wait, Phase::Control, self_, ec2::kReclaim, zone);
}

// AWS wants capacity of this zone back: some of the instances there get their notice at once.
void Ec2Model::reclaim(std::uint32_t zone) {
  random::Stream& stream = reclaim_streams_[zone];
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = instances_[i];
    const bool runs = instance.state == ServerState::Booting || instance.state == ServerState::Ready ||
                      instance.state == ServerState::Failed || instance.state == ServerState::Standby;
    if (!runs || instance.zone != zone || instance.reclaimed) continue;
    const double drawn = stream.uniform();
    if (drawn >= spec_.spot->together) continue;
    const bool serves = instance.state == ServerState::Ready;
    instance.reclaimed = true;
    ++instance.epoch;  // it will not get any further
    goodbyes_[i] = change(i, ServerState::Draining, FactId::none(), trace::Reason::SpotReclaimed);
    last_gone_ = goodbyes_[i];
    schedule(spec_.spot->notice, ec2::kReclaimed, i);
    if (serves) pool_.drain(ServerId{i});
  }
  schedule_reclaim(zone);
}

void Ec2Model::reclaimed(std::uint32_t index) {
  Instance& instance = instances_[index];
  const FactId cause = goodbyes_[index];
  if (instance.in_pool) cut_off(index, trace::Reason::SpotReclaimed);
  const bool free = context_.simulator.now() - instance.running < spec_.spot->free_within;
  terminate(index, cause, free);
  if (group_) refill(cause);
}

// ---- zones ----------------------------------------------------------------------------------------------------------

void Ec2Model::lose_zone(const ZoneOutage& outage, FactId cause) {
  if (outage.zone == 0 || outage.zone > spec_.zones) return;
  const std::uint32_t zone = outage.zone - 1;
  const SimTime now = context_.simulator.now();
  zones_back_[zone] = std::max(zones_back_[zone], now + outage.duration);
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = instances_[i];
    if (instance.zone != zone || instance.state == ServerState::Gone || instance.state == ServerState::Stopped) {
      continue;
    }
    trace::Crashed fact;
    fact.server = ServerId{i};
    fact.kind = trace::ServerKind::Instance;
    if (instance.in_pool) fact.lost_requests = static_cast<std::int32_t>(pool_.losable(ServerId{i}));
    instance.crash = context_.tracer.state(now, fact, cause);
    goodbyes_[i] = instance.crash;
    if (instance.in_pool && instance.state != ServerState::Failed) cut_off(i, trace::Reason::ServerCrashed);
    terminate(i, instance.crash);
  }
  context_.simulator.schedule_in(outage.duration, Phase::Control, self_, ec2::kZoneBack);
  if (group_) refill(last_gone_);
}

}  // namespace cloudsim::services
