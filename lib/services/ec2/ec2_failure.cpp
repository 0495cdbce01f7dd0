// SPDX-License-Identifier: Apache-2.0
// Ec2Model: crash, detection by the balancer, repair, replacement by the group.
#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"

namespace cloudsim::services {

using trace::ServerState;

namespace {
Duration sum_of_checks(Duration interval, std::uint32_t checks) { return interval * (checks > 0 ? checks - 1 : 0); }
}  // namespace

void Ec2Model::crash(std::uint32_t number, Duration repaired_after) {
  std::uint32_t index = number - 1;
  if (number == 0) {  // the one that has served longest
    index = static_cast<std::uint32_t>(instances_.size());
    for (std::uint32_t i = 0; i < instances_.size(); ++i) {
      if (instances_[i].state != ServerState::Ready) continue;
      if (index == instances_.size() || instances_[i].ready < instances_[index].ready) index = i;
    }
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
  ++instance.epoch;
  change(index, ServerState::Failed, instance.crash);
  // Callers without a balancer never learn where not to go.
  pool_.fail(server, instance.crash, was == ServerState::Ready);

  if (was == ServerState::Draining) {  // it was to go anyway
    terminate(index, instance.crash);
    return;
  }
  if (spec_.load_balancer) {
    const SimTime first_failed = next_check(now + Duration::nanoseconds(1));
    const SimTime noticed = first_failed + sum_of_checks(spec_.health_check_interval, spec_.unhealthy_threshold);
    schedule(noticed - now, ec2::kUnhealthy, index);
  }
  if (repaired_after.ns > 0) schedule(repaired_after, ec2::kRepair, index);
  if (spec_.replace_failed) schedule(spec_.replacement_delay, ec2::kReplace, index);
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
  schedule(healthy - now, ec2::kHealthyAgain, index);
}

void Ec2Model::back_in_service(std::uint32_t index) {
  change(index, ServerState::Ready, instances_[index].order);
  pool_.restore(ServerId{index});
  instances_[index].cpu_seen = pool_.cpu_ns(ServerId{index});  // the outage is no part of the next average
}

void Ec2Model::replace(std::uint32_t index) {
  const FactId cause = instances_[index].crash;
  terminate(index, cause);
  if (!stopped_ && alive_count() < desired_) order(desired_ - alive_count(), cause, cause);
}

}  // namespace cloudsim::services
