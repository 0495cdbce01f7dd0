// SPDX-License-Identifier: Apache-2.0
#include "queueing/server_pool.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::queueing {

using trace::Outcome;
using trace::Reason;

namespace {
enum Kind : std::uint16_t { kCompletion, kRunTimeOut, kExpiry };

std::uint64_t pack(std::uint32_t worker, std::uint32_t generation) {
  return static_cast<std::uint64_t>(generation) << 32 | worker;
}
}  // namespace

ServerPool::ServerPool(engine::Simulator& simulator, trace::Tracer& tracer, Owner& owner, Options options)
    : simulator_(simulator), tracer_(tracer), owner_(owner), options_(options), self_(simulator.add(*this)) {
  if (options_.timeout.ns > 0) expiry_ = simulator_.add_timer(engine::Phase::Completion, self_, kExpiry);
}

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

void ServerPool::add(ServerId id, std::uint32_t slots) {
  CLOUDSIM_CHECK(id.valid() && slots > 0);
  if (id.value >= servers_.size()) servers_.resize(static_cast<std::size_t>(id.value) + 1);
  Server& server = servers_[id.value];
  CLOUDSIM_CHECK(server.state == State::Absent);
  server.state = State::Serving;
  server.routed = true;
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
  if (central()) dispatch(id.value);
}

void ServerPool::drain(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Serving);
  server.state = State::Draining;
  server.routed = false;
  count_out(server);
  if (server.busy == 0) owner_.emptied(id);
}

void ServerPool::remove(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.busy == 0 && server.queue.empty());
  if (server.state == State::Serving) count_out(server);
  spare_workers_.insert(spare_workers_.end(), server.workers.begin(), server.workers.end());
  server = Server{};
  present_.erase(std::lower_bound(present_.begin(), present_.end(), id.value));
}

std::uint32_t ServerPool::fail(ServerId id, FactId cause, bool still_routed) {
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
      record(worker.request, worker.started, id, Outcome::Failed, Reason::ServerCrashed, cause);
      ++lost;
    }
    server.cpu_done += cpu_so_far(worker);
    free(worker, index);
  }
  for (; !server.queue.empty(); server.queue.pop()) {
    record(server.queue.front(), simulator_.now(), ServerId::none(), Outcome::Failed, Reason::ServerCrashed, cause);
    --waiting_;
    ++lost;
  }
  return lost;
}

void ServerPool::stop_routing(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Failed);
  server.routed = false;
}

void ServerPool::restore(ServerId id) {
  Server& server = at(id);
  CLOUDSIM_CHECK(server.state == State::Failed);
  server.state = State::Serving;
  server.routed = true;
  count_in(server);
  if (central()) dispatch(id.value);
}

// ---- requests -------------------------------------------------------------------------------------------------------

// Linear in the number of servers. The only place that knows how a server is found.
ServerPool::Server* ServerPool::choose(std::uint32_t& index) {
  Server* best = nullptr;
  switch (options_.routing) {
    case Routing::Central:
      if (idle_serving_ == 0) return nullptr;
      for (const std::uint32_t candidate : present_) {
        Server& server = servers_[candidate];
        if (server.state != State::Serving || server.idle.empty()) continue;
        index = candidate;
        return &server;
      }
      return nullptr;
    case Routing::RoundRobin: {
      // The next id above the last one used, so that servers may come and go between two requests.
      const std::size_t count = present_.size();
      const std::size_t from =
          last_routed_ == kUnlimited
              ? 0
              : static_cast<std::size_t>(std::upper_bound(present_.begin(), present_.end(), last_routed_) -
                                         present_.begin());
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t position = from + i < count ? from + i : from + i - count;
        Server& server = servers_[present_[position]];
        if (!server.routed) continue;
        index = last_routed_ = present_[position];
        return &server;
      }
      return nullptr;
    }
    case Routing::LeastOutstanding: {
      std::uint32_t fewest = kUnlimited;
      for (const std::uint32_t candidate : present_) {
        Server& server = servers_[candidate];
        if (!server.routed) continue;
        const std::uint32_t load = server.busy + server.queue.size();
        if (load >= fewest) continue;
        fewest = load;
        index = candidate;
        best = &server;
      }
      return best;
    }
  }
  return best;
}

void ServerPool::submit(const Request& request) {
  if (serving_ == 0) {
    reject(request, Outcome::Rejected, no_server_reason_, no_server_cause_);
    return;
  }
  std::uint32_t index = 0;
  Server* server = choose(index);
  if (server == nullptr) {  // Central and all workers busy
    wait(central_, request);
  } else if (server->state == State::Failed) {
    reject(request, Outcome::Rejected, Reason::ServerCrashed, server->failure);
  } else if (!server->idle.empty()) {
    begin(request, index);
  } else {
    wait(server->queue, request);
  }
}

void ServerPool::reject(const Request& request, Outcome outcome, Reason reason, FactId cause) {
  record(request, simulator_.now(), ServerId::none(), outcome, reason, cause);
}

void ServerPool::set_no_server_cause(Reason reason, FactId cause) {
  no_server_reason_ = reason;
  no_server_cause_ = cause;
}

void ServerPool::wait(RequestQueue& queue, const Request& request) {
  drop_expired(queue);
  if (queue.size() >= options_.queue_limit) {
    reject(request, Outcome::Rejected, Reason::QueueFull);
    return;
  }
  queue.push(request);
  ++waiting_;
  if (options_.timeout.ns > 0 && !expiry_armed_) {
    simulator_.arm(expiry_, deadline(request));
    expiry_armed_ = true;
  }
}

void ServerPool::begin(const Request& request, std::uint32_t index) {
  Server& server = servers_[index];
  const Service service = owner_.begin(request, ServerId{index}, server.busy + 1);
  const SimTime now = simulator_.now();
  if (service.refuse) {
    record(request, now, ServerId{index}, Outcome::Failed, service.reason, FactId::none());
    return;
  }
  CLOUDSIM_DCHECK(service.time.ns >= 0);
  const std::uint32_t slot = server.idle.back();
  server.idle.pop_back();
  ++server.busy;
  ++busy_;
  if (server.state == State::Serving) --idle_serving_;

  Worker& worker = workers_[slot];
  worker.request = request;
  worker.started = now;
  worker.time = service.time;
  worker.cpu = service.cpu;
  worker.busy = true;
  worker.recorded = false;
  ++worker.generation;
  const SimTime end = now + service.time;
  const bool too_long = options_.timeout.ns > 0 && end > deadline(request);
  simulator_.schedule_at(too_long ? deadline(request) : end, engine::Phase::Completion, self_,
                         too_long ? kRunTimeOut : kCompletion, pack(slot, worker.generation));
}

void ServerPool::dispatch(std::uint32_t index) {
  Server& server = servers_[index];
  if (central() && server.state != State::Serving) return;
  RequestQueue& queue = central() ? central_ : server.queue;
  drop_expired(queue);
  while (!server.idle.empty() && !queue.empty()) {
    const Request request = queue.front();
    queue.pop();
    --waiting_;
    begin(request, index);
  }
}

void ServerPool::free(Worker& worker, std::uint32_t index) {
  Server& server = servers_[worker.server];
  worker.busy = false;
  ++worker.generation;
  server.idle.push_back(index);
  --server.busy;
  --busy_;
  if (server.state == State::Serving) ++idle_serving_;
}

void ServerPool::completed(std::uint32_t index) {
  Worker& worker = workers_[index];
  const std::uint32_t id = worker.server;
  if (!worker.recorded) {
    record(worker.request, worker.started, ServerId{id}, Outcome::Completed, Reason::None, FactId::none());
  }
  servers_[id].cpu_done += worker.cpu.ns;
  free(worker, index);
  dispatch(id);
  const Server& server = servers_[id];
  if (server.state == State::Draining && server.busy == 0) owner_.emptied(ServerId{id});
}

void ServerPool::run_time_out(std::uint32_t index) {
  Worker& worker = workers_[index];
  record(worker.request, worker.started, ServerId{worker.server}, Outcome::TimedOut, Reason::RunTimeout,
         FactId::none());
  worker.recorded = true;
  simulator_.schedule_at(worker.started + worker.time, engine::Phase::Completion, self_, kCompletion,
                         pack(index, worker.generation));
}

// All requests have the same time-out, so the head of a queue expires first. A request whose time is up at this very
// instant is not begun any more.
void ServerPool::drop_expired(RequestQueue& queue) {
  for (; !queue.empty() && expired(queue.front()); queue.pop()) {
    record(queue.front(), simulator_.now(), ServerId::none(), Outcome::TimedOut, Reason::WaitTimeout, FactId::none());
    --waiting_;
  }
}

void ServerPool::expire() {
  SimTime next = kNever;
  const auto look = [&](RequestQueue& queue) {
    drop_expired(queue);
    if (!queue.empty()) next = std::min(next, deadline(queue.front()));
  };
  look(central_);
  for (const std::uint32_t id : present_) look(servers_[id].queue);
  expiry_armed_ = next != kNever;
  if (expiry_armed_) simulator_.arm(expiry_, next);
}

void ServerPool::finish() {
  const auto leave = [&](RequestQueue& queue) {
    drop_expired(queue);
    for (; !queue.empty(); queue.pop()) {
      record(queue.front(), simulator_.now(), ServerId::none(), Outcome::InFlight, Reason::None, FactId::none());
      --waiting_;
    }
  };
  for (const std::uint32_t id : present_) {
    Server& server = servers_[id];
    for (const std::uint32_t index : server.workers) {
      Worker& worker = workers_[index];
      if (!worker.busy) continue;
      if (!worker.recorded) {
        record(worker.request, worker.started, ServerId{id}, Outcome::InFlight, Reason::None, FactId::none());
      }
      server.cpu_done += cpu_so_far(worker);
      free(worker, index);
    }
    leave(server.queue);
  }
  leave(central_);
}

// ---- state ----------------------------------------------------------------------------------------------------------

SimTime ServerPool::deadline(const Request& request) const { return request.arrived + options_.timeout; }

bool ServerPool::expired(const Request& request) const {
  return options_.timeout.ns > 0 && deadline(request) <= simulator_.now();
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

std::int64_t ServerPool::cpu_so_far(const Worker& worker) const {
  const std::int64_t elapsed = (simulator_.now() - worker.started).ns;
  if (worker.time.ns == 0) return worker.cpu.ns;
  return static_cast<std::int64_t>(static_cast<int128>(worker.cpu.ns) * elapsed / worker.time.ns);
}

std::int64_t ServerPool::cpu_ns(ServerId id) const {
  const Server& server = at(id);
  std::int64_t total = server.cpu_done;
  for (const std::uint32_t index : server.workers) {
    if (workers_[index].busy) total += cpu_so_far(workers_[index]);
  }
  return total;
}

// `finished` is always now, so records are in order of it.
void ServerPool::record(const Request& request, SimTime started, ServerId server, Outcome outcome, Reason reason,
                        FactId cause) {
  trace::RequestRecord record;
  record.arrived = request.arrived;
  record.started = started;
  record.finished = simulator_.now();
  record.id = request.id;
  record.server = server;
  record.cause = cause;
  record.request_class = request.request_class;
  record.outcome = outcome;
  record.reason = reason;
  tracer_.finished(record);
}

void ServerPool::handle(const engine::Event& event) {
  if (event.kind == kExpiry) {
    expire();
    return;
  }
  const auto worker = static_cast<std::uint32_t>(event.data);
  if (workers_[worker].generation != static_cast<std::uint32_t>(event.data >> 32)) return;  // its server failed
  if (event.kind == kCompletion) {
    completed(worker);
  } else {
    run_time_out(worker);
  }
}

const char* ServerPool::label(std::uint16_t kind) const {
  switch (kind) {
    case kCompletion:
      return "queueing.completion";
    case kRunTimeOut:
      return "queueing.run_time_out";
    default:
      return "queueing.wait_time_out";
  }
}

}  // namespace cloudsim::queueing
