// SPDX-License-Identifier: Apache-2.0
// ServerPool: services whose end somebody else decides: their owner, or what comes next in a chain; and messages that
// free workers take. Requests: server_pool.cpp; servers: server_pool_members.cpp.
#include <algorithm>

#include "base/check.hpp"
#include "queueing/server_pool.hpp"

namespace cloudsim::queueing {

using trace::Outcome;
using trace::Reason;

// A request that is over at the very instant of its time-out is in time, so an open one is given up only after the
// completions of that instant.
void ServerPool::begin_open(std::uint32_t index) {
  Worker& worker = workers_[index];
  worker.time = worker.cpu = worker.computing = {};
  const Handle handle{pack(index, worker.generation)};
  if (options_.timeout.ns > 0) watch(handle.value, deadline(worker.request));
  owner_.opened(handle, worker.request, ServerId{worker.server});
}

// One timer for all of them: most are done long before.
void ServerPool::watch(std::uint64_t name, SimTime deadline) {
  watched_.add(deadline, name);
  watch_on();
}

void ServerPool::watch_on() {
  while (!watched_.empty() && named(watched_.front().name) == nullptr) watched_.pop();
  if (watched_.empty() || watched_.front().at >= open_expiry_at_) return;
  open_expiry_at_ = watched_.front().at;
  simulator_.arm(open_expiry_, open_expiry_at_);
}

void ServerPool::give_up() {
  open_expiry_at_ = kNever;
  while (!watched_.empty() && watched_.front().at <= simulator_.now()) {
    const std::uint64_t name = watched_.front().name;
    watched_.pop();
    if (named(name) != nullptr) run_time_out(static_cast<std::uint32_t>(name));
  }
  watch_on();
}

/// The worker that is still busy with what was named so; null when the name is stale.
const ServerPool::Worker* ServerPool::named(std::uint64_t name) const {
  const auto index = static_cast<std::uint32_t>(name);
  if (index >= workers_.size() || workers_[index].generation != static_cast<std::uint32_t>(name >> 32)) return nullptr;
  return workers_[index].busy ? &workers_[index] : nullptr;
}

bool ServerPool::is_open(Handle handle) const {
  const Worker* worker = named(handle.value);
  return worker != nullptr && worker->open;
}

const Request& ServerPool::request(Handle handle) const {
  CLOUDSIM_DCHECK(is_open(handle));
  return workers_[static_cast<std::uint32_t>(handle.value)].request;
}

ServerId ServerPool::server(Handle handle) const {
  CLOUDSIM_DCHECK(is_open(handle));
  return ServerId{workers_[static_cast<std::uint32_t>(handle.value)].server};
}

void ServerPool::end(Handle handle, Outcome outcome, Reason reason, FactId cause) {
  if (!is_open(handle)) return;
  const auto index = static_cast<std::uint32_t>(handle.value);
  if (outcome == Outcome::Completed) return completed(index);
  leave(index, outcome, reason, cause);
}

// ---- in a chain -----------------------------------------------------------------------------------------------------

/// Does it wait for an answer? A worker whose caller has given up calls on all the same: nobody has told it.
bool ServerPool::call_on(std::uint32_t index) {
  Worker& worker = workers_[index];
  const std::uint64_t name = pack(index, worker.generation);
  if (!options_.neighbours.next->call(worker.request, *this, name)) return false;
  const bool watched = worker.open;  // its time-out is there from its beginning
  worker.open = false;
  worker.calling = true;
  if (!watched && !worker.recorded && options_.timeout.ns > 0) watch(name, deadline(worker.request));
  return true;
}

void ServerPool::answered(std::uint64_t call, const Answer& answer) {
  const Worker* worker = named(call);
  if (worker == nullptr || !worker->calling) return;
  const bool fine = answer.outcome == Outcome::Completed;
  leave(static_cast<std::uint32_t>(call), fine ? Outcome::Completed : Outcome::Failed,
        fine ? Reason::None : answer.reason, FactId::none());
}

/// In turn, so that messages spread over servers as over pollers that are all alike.
ServerPool::Server* ServerPool::next_idle(std::uint32_t& index) {
  if (idle_serving_ == 0) return nullptr;
  const std::size_t count = present_.size();
  const auto after = std::upper_bound(present_.begin(), present_.end(), last_routed_);
  const std::size_t from = last_routed_ == kUnlimited ? 0 : static_cast<std::size_t>(after - present_.begin());
  for (std::size_t i = 0; i < count; ++i) {
    index = present_[(from + i) % count];
    Server& server = servers_[index];
    if (server.state != State::Serving || server.idle.empty()) continue;
    last_routed_ = index;
    return &server;
  }
  return nullptr;
}

void ServerPool::take_messages() {
  if (taking_) return;
  taking_ = true;
  Request message;
  for (std::uint32_t index = 0; next_idle(index) != nullptr && options_.neighbours.messages->take(message);) {
    begin(message, index);
    rank(index);
  }
  taking_ = false;
}

/// A worker of this server has become free.
void ServerPool::take(std::uint32_t index) {
  if (taking_) return;
  taking_ = true;
  Request message;
  const Server& server = servers_[index];
  while (server.state == State::Serving && !server.idle.empty() && options_.neighbours.messages->take(message)) {
    begin(message, index);
  }
  taking_ = false;
}

}  // namespace cloudsim::queueing
