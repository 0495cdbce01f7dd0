// SPDX-License-Identifier: Apache-2.0
#include "queueing/server_pool.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::queueing {

using trace::Outcome;
using trace::Reason;

ServerPool::ServerPool(engine::Simulator& simulator, trace::Tracer& tracer, Owner& owner, Options options)
    : simulator_(simulator),
      tracer_(tracer),
      owner_(owner),
      options_(options),
      self_(simulator.add(*this)),
      completions_(simulator.add_lane(self_, kCompletion)) {
  if (options_.timeout.ns > 0) {
    expiry_ = simulator_.add_timer(engine::Phase::Completion, self_, kExpiry);
    open_expiry_ = simulator_.add_timer(engine::Phase::Control, self_, kOpenTimeOut);
  }
  if (options_.neighbours.messages != nullptr) options_.neighbours.messages->connect(*this);
}

// The only place that knows how a server is found.
ServerPool::Server* ServerPool::choose(std::uint32_t& index) {
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
    case Routing::RoundRobin:
      return choose_in_turn(index);
    case Routing::LeastOutstanding:
      return choose_least(index);
  }
  return nullptr;
}

ServerPool::Server* ServerPool::choose_least(std::uint32_t& index) {
  index = least_.first();
  if (index != LeastLoaded::kNone) return &servers_[index];
  Server* best = nullptr;  // all queues are very long: a look at each
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

// The next id above the last one used, so that servers may come and go between two requests.
ServerPool::Server* ServerPool::choose_in_turn(std::uint32_t& index) {
  const std::size_t count = present_.size();
  const std::size_t from =
      last_routed_ == kUnlimited
          ? 0
          : static_cast<std::size_t>(std::upper_bound(present_.begin(), present_.end(), last_routed_) -
                                     present_.begin());
  Server* passed_over = nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t position = from + i < count ? from + i : from + i - count;
    Server& server = servers_[present_[position]];
    if (!server.routed) continue;
    if (ramping_ > 0 && !takes_turn(server)) {
      if (passed_over == nullptr) {
        passed_over = &server;
        index = present_[position];
      }
      continue;
    }
    index = last_routed_ = present_[position];
    return &server;
  }
  if (passed_over != nullptr) last_routed_ = index;  // nobody else is there
  return passed_over;
}

// A growing share: at a third of the ramp, every third turn.
bool ServerPool::takes_turn(Server& server) {
  if (server.ramp.ns == 0) return true;
  constexpr std::int64_t kTurn = 1'000'000;
  const Duration served = simulator_.now() - server.ramp_from;
  if (served >= server.ramp) {
    server.ramp = {};
    --ramping_;
    return true;
  }
  server.turns += static_cast<std::int64_t>(static_cast<int128>(served.ns) * kTurn / server.ramp.ns);
  if (server.turns < kTurn) return false;
  server.turns -= kTurn;
  return true;
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
  if (server != nullptr) rank(index);
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
    record(request, now, ServerId{index}, Outcome::Failed, service.reason, service.cause);
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
  worker.computing = service.computing.ns > 0 ? service.computing : service.time;
  worker.busy = true;
  worker.open = service.open;
  worker.calling = false;
  worker.recorded = false;
  worker.beside = busy_ - given_up_;
  ++worker.generation;
  if (service.open) return begin_open(slot);
  const SimTime end = now + service.time;
  const bool too_long = options_.timeout.ns > 0 && end > deadline(request);
  const std::uint64_t name = pack(slot, worker.generation);
  if (too_long) {
    simulator_.schedule_at(deadline(request), engine::Phase::Completion, self_, kRunTimeOut, name);
  } else {
    simulator_.schedule(completions_, end, name);
  }
}

void ServerPool::dispatch(std::uint32_t index) {
  Server& server = servers_[index];
  if (central() && server.state != State::Serving) return;
  RequestQueue& queue = central() ? central_ : server.queue;
  drop_expired(queue);
  while (!server.idle.empty() && !queue.empty()) {
    const Request& request = queue.front();  // stays where it is until the next one comes
    queue.pop();
    --waiting_;
    begin(request, index);
  }
  if (options_.neighbours.messages != nullptr) take(index);
  rank(index);
}

void ServerPool::leave(std::uint32_t index, Outcome outcome, Reason reason, FactId cause) {
  Worker& worker = workers_[index];
  const std::uint32_t id = worker.server;
  if (!worker.recorded) record(worker.request, worker.started, ServerId{id}, outcome, reason, cause, worker.beside);
  free(worker, index);
  if (options_.tell_ends) owner_.ended(ServerId{id});
  dispatch(id);
  const Server& server = servers_[id];
  if (server.state == State::Draining && server.busy == 0) owner_.emptied(ServerId{id});
}

// Its own work is done.
void ServerPool::completed(std::uint32_t index) {
  Worker& worker = workers_[index];
  servers_[worker.server].cpu_done += worker.cpu.ns;
  worker.cpu = {};
  if (code_fails(worker.request, 1)) {
    const FactId cause = worker.request.failure_cause;
    return leave(index, Outcome::Failed, cause.valid() ? Reason::BadRelease : Reason::FunctionError, cause);
  }
  if (options_.neighbours.next != nullptr && call_on(index)) return;
  leave(index, Outcome::Completed, Reason::None, FactId::none());
}

void ServerPool::run_time_out(std::uint32_t index) {
  Worker& worker = workers_[index];
  if (worker.recorded) return;
  record(worker.request, worker.started, ServerId{worker.server}, Outcome::TimedOut, Reason::RunTimeout, FactId::none(),
         worker.beside);
  worker.recorded = true;
  ++given_up_;
  if (worker.open || worker.calling) return;
  simulator_.schedule(completions_, worker.started + worker.time, pack(index, worker.generation));
}

// All requests have the same time-out, so the head of a queue expires first. A request whose time is up at this very
// instant is not begun any more.
inline void ServerPool::drop_expired(RequestQueue& queue) {
  if (options_.timeout.ns == 0) return;
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
  for (const std::uint32_t id : present_) {
    look(servers_[id].queue);
    rank(id);
  }
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
        record(worker.request, worker.started, ServerId{id}, Outcome::InFlight, Reason::None, FactId::none(),
               worker.beside);
      }
      server.cpu_done += cpu_so_far(worker);
      free(worker, index);
    }
    leave(server.queue);
  }
  leave(central_);
}

void ServerPool::handle(const engine::Event& event) {
  const auto worker = static_cast<std::uint32_t>(event.data);
  switch (event.kind) {
    case kCompletion:
    case kRunTimeOut:
      if (workers_[worker].generation != static_cast<std::uint32_t>(event.data >> 32)) return;  // its server failed
      return event.kind == kCompletion ? completed(worker) : run_time_out(worker);
    case kExpiry:
      return expire();
    default:
      return give_up();
  }
}

const char* ServerPool::label(std::uint16_t kind) const {
  switch (kind) {
    case kCompletion:
      return "queueing.completion";
    case kRunTimeOut:
    case kOpenTimeOut:
      return "queueing.run_time_out";
    default:
      return "queueing.wait_time_out";
  }
}

}  // namespace cloudsim::queueing
