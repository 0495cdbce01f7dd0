// SPDX-License-Identifier: Apache-2.0
// DockerModel: crash and repair of a container or of a host with all its containers.
#include <algorithm>
#include <variant>

#include "services/docker/docker_events.hpp"
#include "services/docker/docker_model.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::ServerKind;
using trace::ServerState;

struct DockerModel::Act {
  DockerModel& model;
  FactId cause;

  void operator()(const Crash& crash) const {
    if (crash.host) {
      model.crash_host(crash);
    } else {
      model.crash_container(crash);
    }
  }
  void operator()(const Release&) const { model.deliver(cause); }
  void operator()(const MemoryLeak& leak) const { model.leak(leak, cause); }
  void operator()(const RegistryDown& down) const {
    model.registry_back_ = std::max(model.registry_back_, model.now() + down.duration);
  }
  template <class OfAnotherService>  // the scenario's checks refuse those
  void operator()(const OfAnotherService&) const {}
};

void DockerModel::act(const Action& action) { std::visit(Act{*this, action.cause}, action.body); }

void DockerModel::crash_container(const Crash& crash) {
  const std::optional<std::uint32_t> index = by_number(containers_, crash.number, crash.passed_over);
  if (index) kill_container(*index, trace::Reason::None, crash.repaired_after, FactId::none());
}

void DockerModel::kill_container(std::uint32_t index, trace::Reason reason, Duration repaired_after, FactId because) {
  Container& container = containers_[index];
  trace::Crashed fact;
  fact.server = container.id;
  fact.kind = ServerKind::Container;
  fact.lost_requests = static_cast<std::int32_t>(pool_.losable(container.id));
  fact.reason = reason;
  const FactId cause = state(fact, because);
  explain_absence(cause);
  fail(container, cause);
  if (repaired_after.ns > 0) {
    container.next =
        context_.simulator.schedule_in(repaired_after, Phase::Control, self_, docker::kContainerRepaired, index);
  }
}

void DockerModel::crash_host(const Crash& crash) {
  const std::optional<std::uint32_t> index = by_number(hosts_, crash.number, crash.passed_over);
  if (!index) return;
  Host& host = hosts_[*index];
  trace::Crashed fact;
  fact.server = host.id;
  fact.kind = ServerKind::Host;
  for (const Container& container : containers_) {
    if (container.host != *index) continue;
    if (container.state == ServerState::Failed || container.state == ServerState::Gone) continue;
    ++fact.lost_tasks;
    if (container.state == ServerState::Ready) {
      fact.lost_requests += static_cast<std::int32_t>(pool_.losable(container.id));
    }
  }
  host.crash = state(fact, FactId::none());
  host.failed = now();
  if (host.image > now()) host.image = kNever;  // a fetch that the crash cut off
  explain_absence(host.crash);
  change(host, ServerState::Failed, host.crash);
  for (Container& container : containers_) {
    if (container.host == *index && container.state != ServerState::Gone) fail(container, host.crash);
  }
  if (crash.repaired_after.ns > 0) {
    context_.simulator.schedule_in(crash.repaired_after, Phase::Control, self_, docker::kHostRepaired, *index);
  }
}

void DockerModel::fail(Container& container, FactId crash) {
  context_.simulator.cancel(container.next);
  if (container.state == ServerState::Failed) return;  // it stays what it was, and comes back with its host
  const bool answered = container.state == ServerState::Ready || container.state == ServerState::Draining;
  container.crash = crash;
  container.failed = now();
  change(container, ServerState::Failed, crash);
  if (answered) pool_.fail(container.id, crash, false);
}

void DockerModel::come_back(Container& container, FactId repair) {
  change(container, ServerState::Ready, repair);
  if (container.ready != kNever) {
    pool_.restore(container.id);
  } else {  // the crash came before it had ever answered
    pool_.add(container.id, worker_slots(spec_.workers, spec_.container_cpu_milli));
  }
  container.ready = now();
}

void DockerModel::repair_container(Container& container) {
  trace::Repaired fact;
  fact.server = container.id;
  fact.kind = ServerKind::Container;
  fact.out_of_service = now() - container.failed;
  const FactId repair = state(fact, container.crash);
  come_back(container, repair);
}

void DockerModel::repair_host(std::uint32_t index) {
  Host& host = hosts_[index];
  trace::Repaired fact;
  fact.server = host.id;
  fact.kind = ServerKind::Host;
  fact.out_of_service = now() - host.failed;
  const FactId repair = state(fact, host.crash);
  host.up = now();
  change(host, ServerState::Ready, repair);
  for (Container& container : containers_) {
    if (container.host == index && container.state == ServerState::Failed) come_back(container, repair);
  }
}

}  // namespace cloudsim::services
