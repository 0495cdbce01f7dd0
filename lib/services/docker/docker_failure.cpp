// SPDX-License-Identifier: Apache-2.0
// DockerModel: crash and repair of a container or of a host with all its containers.
#include <variant>

#include "services/docker/docker_events.hpp"
#include "services/docker/docker_model.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::ServerKind;
using trace::ServerState;

void DockerModel::act(const Action& action) {
  const Crash* crash = std::get_if<Crash>(&action.body);
  if (crash == nullptr) return;  // of another service: the scenario's checks refuse it
  if (crash->host) {
    crash_host(*crash);
  } else {
    crash_container(*crash);
  }
}

void DockerModel::crash_container(const Crash& crash) {
  const std::optional<std::uint32_t> index = by_number(containers_, crash.number);
  if (!index) return;
  Container& container = containers_[*index];
  trace::Crashed fact;
  fact.server = container.id;
  fact.kind = ServerKind::Container;
  fact.lost_requests = static_cast<std::int32_t>(pool_.losable(container.id));
  const FactId cause = state(fact, FactId::none());
  explain_absence(cause);
  fail(container, cause);
  if (crash.repaired_after.ns > 0) {
    container.next =
        context_.simulator.schedule_in(crash.repaired_after, Phase::Control, self_, docker::kContainerRepaired, *index);
  }
}

void DockerModel::crash_host(const Crash& crash) {
  const std::optional<std::uint32_t> index = by_number(hosts_, crash.number);
  if (!index) return;
  Host& host = hosts_[*index];
  trace::Crashed fact;
  fact.server = host.id;
  fact.kind = ServerKind::Host;
  for (const Container& container : containers_) {
    if (container.host != *index || container.state == ServerState::Failed) continue;
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
    if (container.host == *index) fail(container, host.crash);
  }
  if (crash.repaired_after.ns > 0) {
    context_.simulator.schedule_in(crash.repaired_after, Phase::Control, self_, docker::kHostRepaired, *index);
  }
}

void DockerModel::fail(Container& container, FactId crash) {
  context_.simulator.cancel(container.next);
  if (container.state == ServerState::Failed) return;  // it stays what it was, and comes back with its host
  const bool answered = container.state == ServerState::Ready;
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
    if (container.host == index) come_back(container, repair);
  }
}

template <class Servers>
std::optional<std::uint32_t> DockerModel::by_number(const Servers& servers, std::uint32_t number) const {
  std::optional<std::uint32_t> longest;
  for (std::uint32_t i = 0; i < servers.size(); ++i) {
    if (servers[i].state != ServerState::Ready) continue;
    if (number == i + 1) return i;
    if (number == 0 && (!longest || servers[i].up_since() < servers[*longest].up_since())) longest = i;
  }
  return longest;
}

}  // namespace cloudsim::services
