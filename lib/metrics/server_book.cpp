// SPDX-License-Identifier: Apache-2.0
#include "metrics/server_book.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "metrics/names.hpp"

namespace cloudsim::metrics {

using trace::ServerKind;
using trace::ServerState;

namespace {

constexpr std::uint32_t kSpans = 200;  // servers whose states are told one by one

// Stopped: only its disk is there, and no server.
bool present(ServerState state) { return state != ServerState::Gone && state != ServerState::Stopped; }
bool resumes(ServerState state) { return state == ServerState::Stopped || state == ServerState::Standby; }
bool paid(ServerState state) { return state != ServerState::Ordered && present(state); }
bool serving(ServerState state) { return state == ServerState::Ready || state == ServerState::Draining; }

}  // namespace

ServerBook::ServerBook(std::string deployment, ServerKind unit, SimTime horizon)
    : deployment_(std::move(deployment)), unit_(unit), horizon_(horizon) {}

ServerBook::Server& ServerBook::server(ServerId id) {
  CLOUDSIM_CHECK(id.valid());
  if (id.value >= servers_.size()) servers_.resize(static_cast<std::size_t>(id.value) + 1);
  return servers_[id.value];
}

std::string ServerBook::name(ServerId id) {
  if (!id.valid() || !server(id).known) return {};
  const Server& found = server(id);
  return (found.kind == ServerKind::Host ? std::string("host") : deployment_) + "-" + std::to_string(found.number);
}

ServerBook::Change ServerBook::apply(SimTime at, const trace::ServerChanged& fact) {
  Server& server = this->server(fact.server);
  Change change;
  change.first = !server.known;
  change.from = server.state;
  change.ready_before = ready();
  const bool host = fact.kind == ServerKind::Host;

  if (!server.known) {
    server.known = true;
    server.kind = fact.kind;
    server.first = at;
    server.number = ++numbers_[static_cast<std::size_t>(fact.kind)];
    server.told = known_++ < kSpans;
    if (!host) ++launched_;
  } else {
    end_span(at, fact.server);
    if (resumes(change.from) && !resumes(fact.to)) server.first = at;  // asked for again
  }
  const bool was_alive = !change.first && present(change.from);
  const bool is_alive = present(fact.to);
  const std::uint32_t cpu_before = server.cpu_milli;
  if (fact.cpu_milli != 0) server.cpu_milli = fact.cpu_milli;
  if (fact.memory_mb != 0) server.memory_mb = fact.memory_mb;
  if (fact.host.valid()) server.host = fact.host;
  // A server without a size weighs 1: then shares are shares of servers.
  const auto weight = [](std::uint32_t cpu_milli) { return static_cast<std::int64_t>(cpu_milli == 0 ? 1 : cpu_milli); };
  const std::int64_t paid_before = was_alive && paid(change.from) ? weight(cpu_before) : 0;
  const std::int64_t paid_after = paid(fact.to) ? weight(server.cpu_milli) : 0;
  (host ? paid_hosts_ : paid_units_).add(at, paid_after - paid_before);
  (host ? hosts_ : alive_).add(at, static_cast<int>(is_alive) - static_cast<int>(was_alive));
  if (!host) {
    unit_cpu_milli_ = server.cpu_milli;
    unit_memory_mb_ = server.memory_mb;
    const bool was_ready = was_alive && change.from == ServerState::Ready;
    const bool was_serving = was_alive && serving(change.from);
    serving_.add(at, static_cast<int>(serving(fact.to)) - static_cast<int>(was_serving));
    ready_.add(at, static_cast<int>(fact.to == ServerState::Ready) - static_cast<int>(was_ready));
    if (fact.to == ServerState::Ready && !first_ready_) first_ready_ = at - kTimeZero;
    count_ready(at, change.ready_before);
    if (was_alive && fact.to == ServerState::Gone) {
      ++ended_;
      lived_ns_ += (at - server.first).ns;
    }
    if (!is_alive) {
      const auto found = std::lower_bound(waiting_.begin(), waiting_.end(), fact.server);
      if (found != waiting_.end() && *found == fact.server) waiting_.erase(found);
    }
  }
  change.ready_after = ready();

  server.state = fact.to;
  server.since = at;
  return change;
}

// States of no duration are not told; a server that is gone has no state any more.
void ServerBook::end_span(SimTime at, ServerId id) {
  const Server& ended = server(id);
  if (!ended.told || ended.state == ServerState::Gone || at <= ended.since) return;
  spans_.push_back({name(id), name_of(ended.kind), name_of(ended.state), ended.since, at});
}

void ServerBook::count_ready(SimTime at, std::int32_t before) {
  const std::int32_t now = ready();
  if (now == before) return;
  // What serves from the first instant was wanted, though nobody said so in this run.
  if (at == kTimeZero && unit_ != ServerKind::Environment && now > desired()) lasting_ = now - extra_;
  const bool full = desired() > 0 && now >= desired();
  if (now > before && full && !desired_reached_) {
    desired_reached_ = true;
    all_ready_ = at - desired_since_;
  }
  if (!full_house_ || at == kTimeZero) {
    full_house_ = full;
    fewest_ = now;
    return;
  }
  fewest_ = std::min(fewest_, now);
  if (now < before && now < desired() && (fewest_missed_ < 0 || now < fewest_missed_)) fewest_missed_ = now;
}

void ServerBook::set_desired(SimTime at, std::int32_t lasting, std::int32_t extra) {
  const std::int32_t before = desired();
  lasting_ = lasting;
  extra_ = std::max(0, extra);
  if (desired() == before) return;
  desired_since_ = at;
  desired_reached_ = ready() >= desired();  // nothing to wait for
}

void ServerBook::apply(SimTime at, const trace::ScalingDecided& fact) {
  if (fact.kind == unit_) set_desired(at, fact.to, extra_);
}

// A call says how many it asks for. Calls for instances concern units only where the units are instances, not hosts.
void ServerBook::apply(SimTime at, const trace::ApiCalled& fact) {
  using trace::ApiCall;
  const bool instances = unit_ == ServerKind::Instance;
  switch (fact.call) {
    case ApiCall::RunInstances:
      if (instances) set_desired(at, lasting_ + fact.count, extra_);
      return;
    case ApiCall::StartInstances:
      if (instances) set_desired(at, lasting_ + fact.count, extra_);
      return;
    case ApiCall::StopInstances:
    case ApiCall::TerminateInstances:
      if (instances) set_desired(at, std::max(0, lasting_ - fact.count), extra_);
      return;
    case ApiCall::CreateAutoScalingGroup:
    case ApiCall::SetDesiredCapacity:
      if (instances) set_desired(at, fact.count, extra_);
      return;
    case ApiCall::DockerRun:
      return set_desired(at, lasting_ + fact.count, extra_);
    case ApiCall::DockerStop:
      return set_desired(at, std::max(0, lasting_ - fact.count), extra_);
    case ApiCall::CreateService:
    case ApiCall::UpdateService:
      return set_desired(at, fact.count, extra_);
    case ApiCall::RunTask:
      return set_desired(at, lasting_, extra_ + fact.count);
    case ApiCall::StopTask:
      return set_desired(at, lasting_, extra_ - fact.count);
    case ApiCall::CreateFunction:
    case ApiCall::UpdateFunctionCode:
    case ApiCall::CreateTrigger:
    case ApiCall::CreateCluster:
    case ApiCall::RegisterTaskDefinition:
    case ApiCall::RegisterContainerInstance:
    case ApiCall::PutScalingPolicy:
    case ApiCall::DockerPush:
    case ApiCall::CopyFiles:
      return;
  }
}

void ServerBook::apply(SimTime, const trace::PlacementDecided& fact) {
  const auto found = std::lower_bound(waiting_.begin(), waiting_.end(), fact.task);
  const bool waits = found != waiting_.end() && *found == fact.task;
  if (fact.host.valid() || fact.shortage == trace::Shortage::None) {
    if (waits) waiting_.erase(found);
    return;
  }
  shortage_ = fact.shortage;
  if (!waits) waiting_.insert(found, fact.task);
}

double ServerBook::idle_share(int128 busy_ns, std::uint32_t slots) const {
  const int128 hosts = paid_hosts_.integral(horizon_);
  const int128 paid_ns = hosts > 0 ? hosts : paid_units_.integral(horizon_);
  if (paid_ns == 0) return 0;
  const int128 used = busy_ns * std::max<std::int64_t>(1, unit_cpu_milli_);
  const double share = 1.0 - static_cast<double>(used) / static_cast<double>(slots) / static_cast<double>(paid_ns);
  return std::clamp(share, 0.0, 1.0);
}

void ServerBook::fill_room(result::Capacity& capacity) {
  struct Room {
    std::int64_t cpu = 0, memory = 0;
  };
  std::vector<Room> rooms(servers_.size());
  for (const Server& server : servers_) {  // taken
    if (!server.known || server.kind == ServerKind::Host || !server.host.valid()) continue;
    if (server.state == ServerState::Gone || server.state == ServerState::Failed) continue;
    if (server.host.value >= rooms.size()) continue;
    rooms[server.host.value].cpu -= server.cpu_milli;
    rooms[server.host.value].memory -= server.memory_mb;
  }
  for (std::size_t i = 0; i < servers_.size(); ++i) {  // of what is there
    const Server& host = servers_[i];
    if (!host.known || host.kind != ServerKind::Host || host.state != ServerState::Ready) continue;
    const std::int64_t cpu = rooms[i].cpu + host.cpu_milli;
    const std::int64_t memory = rooms[i].memory + host.memory_mb;
    capacity.free_cpu_milli += cpu;
    capacity.free_memory_mb += memory;
    std::int64_t fit = INT32_MAX;
    if (unit_cpu_milli_ > 0) fit = std::min(fit, cpu / unit_cpu_milli_);
    if (unit_memory_mb_ > 0) fit = std::min(fit, memory / unit_memory_mb_);
    if (fit != INT32_MAX) capacity.room_for_more += static_cast<std::int32_t>(std::max<std::int64_t>(0, fit));
  }
}

void ServerBook::fill(result::Deployment& out, int128 busy_ns, std::uint32_t slots) {
  result::Capacity& capacity = out.capacity;
  capacity.peak = static_cast<std::int32_t>(alive_.peak());
  capacity.mean = static_cast<double>(alive_.integral(horizon_)) / static_cast<double>(horizon_.ns);
  capacity.at_end = alive();
  capacity.launched = launched_;
  if (ended_ > 0) capacity.mean_life = Duration{static_cast<std::int64_t>(lived_ns_ / ended_)};
  // Idle time of an environment is free: nothing paid is idle.
  capacity.idle_share = unit_ == ServerKind::Environment ? 0.0 : idle_share(busy_ns, slots);
  capacity.hosts_peak = static_cast<std::int32_t>(hosts_.peak());
  capacity.hosts_at_end = hosts();
  capacity.desired = desired();
  capacity.waiting_for_room = static_cast<std::int32_t>(waiting_.size());
  if (!waiting_.empty()) capacity.shortage = name_of(shortage_);
  if (hosts_.peak() > 0) fill_room(capacity);
  if (full_house_) capacity.minimum_running = fewest_missed_ >= 0 ? fewest_missed_ : fewest_;

  for (std::uint32_t i = 0; i < servers_.size(); ++i) {
    if (servers_[i].known) end_span(horizon_, ServerId{i});
  }
  std::stable_sort(spans_.begin(), spans_.end(), [](const result::ServerSpan& a, const result::ServerSpan& b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  out.spans = spans_;
  out.spans_left_out = known_ > kSpans ? known_ - kSpans : 0;
  out.milestones.first_server_ready = first_ready_;
  out.milestones.all_desired_ready = all_ready_;
}

}  // namespace cloudsim::metrics
