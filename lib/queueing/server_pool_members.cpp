// SPDX-License-Identifier: Apache-2.0
// ServerPool: its servers, how they come, go and fail, and what can be asked about each. Requests: server_pool.cpp.
#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128
#include "queueing/server_pool.hpp"

namespace cloudsim::queueing {

using trace::Outcome;
using trace::Reason;

const ServerPool::Server& ServerPool::at(ServerId server) const {
  CLOUDSIM_CHECK(server.value < servers_.size() && servers_[server.value].state != State::Absent);
  return servers_[server.value];
}

ServerPool::Server& ServerPool::at(ServerId server) {
  return const_cast<Server&>(static_cast<const ServerPool&>(*this).at(server));
}

void ServerPool::count_in(const Server& server) {
  ++serving_;
  slots_ += static_cast<std::uint32_t>(server.workers.size());
  idle_serving_ += static_cast<std::uint32_t>(server.idle.size());
}

void ServerPool::count_out(const Server& server) {
  --serving_;
  slots_ -= static_cast<std::uint32_t>(server.workers.size());
  idle_serving_ -= static_cast<std::uint32_t>(server.idle.size());
}

// ---- servers come and go --------------------------------------------------------------------------------------------

void ServerPool::add(ServerId id, std::uint32_t slots, Duration ramp) {
  CLOUDSIM_CHECK(id.valid() && slots > 0);
  if (id.value >= servers_.size()) servers_.resize(static_cast<std::size_t>(id.value) + 1);
  Server& server = servers_[id.value];
  CLOUDSIM_CHECK(server.state == State::Absent);
  server.state = State::Serving;
  server.routed = true;
  server.ramp_from = simulator_.now();
  server.ramp = ramp;
  if (ramp.ns > 0) ++ramping_;
  for (std::uint32_t i = 0; i < slots; ++i) {
    std::uint32_t worker = 0;
    if (spare_workers_.empty()) {
      worker = static_cast<std::uint32_t>(workers_.size());
      workers_.emplace_back();
    } else {
      worker = spare_workers_.back();
      spare_workers_.pop_back();
    }
    workers_[worker].server = id.value;
    server.workers.push_back(worker);
  }
  server.idle = server.workers;
  present_.insert(std::lower_bound(present_.begin(), present_.end(), id.value), id.value);
  count_in(server);
  rank(id.value);
  if (central() || options_.neighbours.messages != nullptr) dispatch(id.value);
}

void ServerPool::drain(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Serving);
  server.state = State::Draining;
  server.routed = false;
  count_out(server);
  rank(id.value);
  if (server.busy == 0) owner_.emptied(id);
}

void ServerPool::remove(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.busy == 0 && server.queue.empty());
  if (server.state == State::Serving) count_out(server);
  if (server.ramp.ns > 0) --ramping_;
  spare_workers_.insert(spare_workers_.end(), server.workers.begin(), server.workers.end());
  server = Server{};
  rank(id.value);
  present_.erase(std::lower_bound(present_.begin(), present_.end(), id.value));
}

std::uint32_t ServerPool::fail(ServerId id, FactId cause, bool still_routed, Reason reason) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Serving || server.state == State::Draining);
  const bool was_serving = server.state == State::Serving;
  if (was_serving) count_out(server);
  server.state = State::Failed;
  server.routed = was_serving && still_routed && !central();
  server.failure = cause;

  std::uint32_t lost = 0;
  for (const std::uint32_t index : server.workers) {
    Worker& worker = workers_[index];
    if (!worker.busy) continue;
    if (!worker.recorded) {
      record(worker.request, worker.started, id, Outcome::Failed, reason, cause, worker.beside);
      ++lost;
    }
    server.cpu_done += cpu_so_far(worker);
    free(worker, index);
  }
  for (; !server.queue.empty(); server.queue.pop()) {
    record(server.queue.front(), simulator_.now(), ServerId::none(), Outcome::Failed, reason, cause);
    --waiting_;
    ++lost;
  }
  rank(id.value);
  owner_.lost(id);
  return lost;
}

void ServerPool::stop_routing(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Failed);
  server.routed = false;
  rank(id.value);
}

void ServerPool::restore(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Failed);
  server.state = State::Serving;
  server.routed = true;
  count_in(server);
  rank(id.value);
  if (central() || options_.neighbours.messages != nullptr) dispatch(id.value);
}

std::uint32_t ServerPool::busy(ServerId server) const { return at(server).busy; }

std::uint32_t ServerPool::outstanding(ServerId id) const {
  const Server& server = at(id);
  return server.busy + server.queue.size();
}

std::uint32_t ServerPool::losable(ServerId id) const {
  const Server& server = at(id);
  std::uint32_t count = server.queue.size();
  for (const std::uint32_t index : server.workers) {
    if (workers_[index].busy && !workers_[index].recorded) ++count;
  }
  return count;
}

void ServerPool::add_cpu(ServerId server, Duration cpu) {
  CLOUDSIM_DCHECK(cpu.ns >= 0);
  at(server).cpu_done += cpu.ns;
}

std::int64_t ServerPool::cpu_so_far(const Worker& worker) const {
  const std::int64_t elapsed = (simulator_.now() - worker.started).ns;
  if (elapsed >= worker.computing.ns) return worker.cpu.ns;
  return static_cast<std::int64_t>(static_cast<int128>(worker.cpu.ns) * elapsed / worker.computing.ns);
}

std::int64_t ServerPool::cpu_ns(ServerId id) const {
  const Server& server = at(id);
  std::int64_t total = server.cpu_done;
  for (const std::uint32_t index : server.workers) {
    if (workers_[index].busy) total += cpu_so_far(workers_[index]);
  }
  return total;
}

}  // namespace cloudsim::queueing
