// SPDX-License-Identifier: Apache-2.0
// What it does: takes tasks from order to end. On hosts a task waits in PROVISIONING until one has room, and the
// first task on a host pulls the image for all that follow; on Fargate a task waits for its compute and network
// interface and pulls the whole image every time, paid from the start of the pull until it is gone.
//
// What it assumes: a task answers as soon as it has started, with a load balancer too (its first health check is part
// of the start time); an image pull takes the pull rate whatever else runs; Fargate's launch quota delays a launch
// instead of refusing it, as a caller that tries again would see it; a task that is stopped before it is ready goes
// at once.
//
// What it leaves out: network interface limits per host, image layers shared between different images, stop time-outs
// that cut running requests, vCPU quotas, Spot.
#include "services/ecs/task_life.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::services {

using trace::ServerKind;
using trace::ServerState;
using trace::Shortage;

namespace {

enum Kind : std::uint16_t { kSetUp, kPulled, kStarted };

}  // namespace

LaunchBucket::LaunchBucket(double burst, double per_second) {
  if (per_second <= 0) return;
  interval_ = Duration{static_cast<std::int64_t>(1e9 / per_second + 0.5)};
  const auto tokens = std::max<std::int64_t>(1, static_cast<std::int64_t>(burst));
  slack_ = interval_ * (tokens - 1);
}

SimTime LaunchBucket::take(SimTime now) {
  const SimTime granted = full_at_ <= now + slack_ ? now : full_at_ - slack_;
  full_at_ = std::max(full_at_, granted) + interval_;
  return granted;
}

TaskLife::TaskLife(Cluster& cluster, queueing::ServerPool& pool, Hosts& hosts, Owner& owner)
    : cluster_(cluster),
      pool_(pool),
      hosts_(hosts),
      owner_(owner),
      self_(cluster.simulator().add(*this)),
      set_up_time_(cluster.spec().setup),
      start_time_(cluster.spec().start),
      set_up_stream_(cluster.context().seed, "ecs.setup"),
      start_stream_(cluster.context().seed, "ecs.start"),
      placement_stream_(cluster.context().seed, "ecs.placement"),
      bucket_(cluster.spec().fargate_burst, cluster.spec().fargate_per_second) {
  if (cluster.on_hosts()) return;
  const char* architecture = cluster.spec().arm ? "arm" : "x86";
  cpu_meter_ = cluster.meter(std::string("fargate.vcpu_hour.") + architecture);
  memory_meter_ = cluster.meter(std::string("fargate.gb_hour.") + architecture);
}

// ---- from order to ready --------------------------------------------------------------------------------------------

Task& TaskLife::add(bool stand_alone, FactId cause) {
  Task task;
  task.id = cluster_.next_server();
  task.stand_alone = stand_alone;
  task.cause = cause;
  task.start_time.ns = start_time_.draw(start_stream_);
  position_.resize(static_cast<std::size_t>(task.id.value) + 1, UINT32_MAX);
  position_.back() = static_cast<std::uint32_t>(tasks_.size());
  tasks_.push_back(task);
  live_.push_back(task.id);
  tasks_.back().order = change(tasks_.back(), ServerState::Ordered, cause);
  return tasks_.back();
}

FactId TaskLife::order(bool stand_alone, FactId cause) {
  Task& task = add(stand_alone, cause);
  if (!cluster_.on_hosts()) {
    set_up(task);
    return task.order;
  }
  waiting_.push_back(task.id);
  place_waiting();
  return task.order;
}

void TaskLife::begin_ready() {
  Task& task = add(false, FactId::none());
  if (!cluster_.on_hosts()) {
    task.paid = cluster_.now();
    begin(task);
  } else if (!waiting_.empty() || place(task, true) != Shortage::None) {
    waiting_.push_back(task.id);
    place_waiting();
  }
}

void TaskLife::place_waiting() {
  Shortage lack = Shortage::None;
  bool placed = false;
  while (!waiting_.empty() && lack == Shortage::None) {
    lack = place(at(waiting_.front()), false);
    if (lack != Shortage::None) break;
    waiting_.pop_front();
    placed = true;
  }
  if (lack != Shortage::None) {
    // All tasks are alike: what the first lacks, all behind it lack. Those that have not been told are at the end.
    std::size_t first = waiting_.size();
    while (first > 0 && at(waiting_[first - 1]).stated != lack) --first;
    for (; first < waiting_.size(); ++first) state_placement(at(waiting_[first]), lack);
  }
  if (placed) owner_.waiting_changed();
}

Shortage TaskLife::place(Task& task, bool running) {
  const Placement placement =
      place_task(hosts_.rooms(), cluster_.task_size(), cluster_.spec().placement, placement_stream_);
  if (!placement.index) return placement.shortage;
  task.host = hosts_.rooms()[*placement.index].host;
  hosts_.put(task.host, task.id);
  if (running) {  // found its host before the run: nothing to tell
    begin(task);
  } else {
    state_placement(task, Shortage::None);
    pull(task);
  }
  return Shortage::None;
}

void TaskLife::state_placement(Task& task, Shortage shortage) {
  task.stated = shortage;
  const Room free = hosts_.free();
  trace::PlacementDecided fact;
  fact.task = task.id;
  fact.host = task.host;
  fact.shortage = shortage;
  fact.hosts = hosts_.registered();
  fact.free_cpu_milli = free.cpu_milli;
  fact.free_memory_mb = free.memory_mb;
  cluster_.state(fact, task.cause);
}

void TaskLife::set_up(Task& task) {
  const SimTime granted = bucket_.take(cluster_.now());
  const Duration delay{set_up_time_.draw(set_up_stream_)};
  schedule(task, granted + delay, kSetUp);
}

void TaskLife::pull(Task& task) {
  change(task, ServerState::Pulling, task.order);
  task.pull_began = cluster_.now();
  if (cluster_.on_hosts()) {
    schedule(task, hosts_.fetch_image(task.host), kPulled);
    return;
  }
  task.paid = cluster_.now();
  schedule(task, cluster_.now() + transfer_time(cluster_.spec().image, cluster_.spec().pull_rate), kPulled);
}

void TaskLife::pulled(Task& task) {
  if (cluster_.spec().image.count > 0) {
    trace::ImagePulled fact;
    fact.server = task.id;
    fact.host = task.host;
    fact.bytes = cluster_.on_hosts() ? hosts_.report_fetched(task.host) : cluster_.spec().image;
    fact.took = cluster_.now() - task.pull_began;
    cluster_.state(fact, task.order);
  }
  change(task, ServerState::Starting, task.order);
  schedule(task, cluster_.now() + task.start_time, kStarted);
}

void TaskLife::begin(Task& task) {
  task.ready = cluster_.now();
  const bool old = task.state == ServerState::Ordered;  // there before the run
  const Duration warm_up = cluster_.spec().scaling && !old ? cluster_.spec().scaling->warm_up : Duration{};
  task.warm = cluster_.now() + warm_up;
  task.measured_until = cluster_.now();
  change(task, ServerState::Ready, task.order);
  pool_.add(task.id, worker_slots(cluster_.spec().workers, cluster_.spec().task_cpu_milli));
}

// ---- the end --------------------------------------------------------------------------------------------------------

void TaskLife::stop(ServerId id, FactId cause) {
  Task& task = at(id);
  if (!task.stays()) return;
  task.cause = cause;
  if (task.state != ServerState::Ready) {
    leave(task, cause, trace::Reason::None);
    return;
  }
  change(task, ServerState::Draining, cause);
  pool_.drain(id);  // may be empty at once
}

void TaskLife::emptied(ServerId id) {
  Task& task = at(id);
  pool_.remove(id);
  leave(task, task.cause, trace::Reason::None);
}

void TaskLife::kill(ServerId id, FactId crash) {
  Task& task = at(id);
  if (task.in_pool()) {
    pool_.fail(id, crash, false);
    pool_.remove(id);
  }
  leave(task, crash, trace::Reason::ServerCrashed);
}

void TaskLife::leave(Task& task, FactId cause, trace::Reason reason) {
  cluster_.simulator().cancel(task.next);
  const auto queued = std::find(waiting_.begin(), waiting_.end(), task.id);
  const bool was_waiting = queued != waiting_.end();
  if (was_waiting) waiting_.erase(queued);
  if (task.host.valid()) hosts_.take_away(task.host, task.id);
  close_usage(task);
  change(task, ServerState::Gone, cause, reason);
  live_.erase(std::lower_bound(live_.begin(), live_.end(), task.id));
  if (was_waiting) owner_.waiting_changed();
  owner_.task_gone(task, cause);
}

void TaskLife::close_usage(Task& task) {
  if (task.paid == kNever) return;
  cluster_.state_usage(cpu_meter_, cluster_.spec().task_cpu_milli, task.paid, task.id);
  cluster_.state_usage(memory_meter_, cluster_.spec().task_memory_mb, task.paid, task.id);
  task.paid = kNever;
}

void TaskLife::finish() {
  for (const ServerId id : live_) close_usage(at(id));
}

// ---- events ---------------------------------------------------------------------------------------------------------

void TaskLife::schedule(Task& task, SimTime when, std::uint16_t kind) {
  task.next = cluster_.simulator().schedule_at(when, engine::Phase::Control, self_, kind, task.id.value);
}

void TaskLife::handle(const engine::Event& event) {
  Task& task = at(ServerId{static_cast<std::uint32_t>(event.data)});
  switch (event.kind) {
    case kSetUp:
      pull(task);
      break;
    case kPulled:
      pulled(task);
      break;
    case kStarted:
      begin(task);
      break;
    default:
      CLOUDSIM_CHECK(false);
  }
}

const char* TaskLife::label(std::uint16_t kind) const {
  switch (kind) {
    case kSetUp:
      return "ecs.task_set_up";
    case kPulled:
      return "ecs.image_pulled";
    default:
      return "ecs.task_started";
  }
}

FactId TaskLife::change(Task& task, ServerState to, FactId cause, trace::Reason reason) {
  trace::ServerChanged fact;
  fact.server = task.id;
  fact.kind = ServerKind::Task;
  fact.from = task.state;
  fact.to = to;
  fact.host = task.host;
  fact.cpu_milli = static_cast<std::uint32_t>(cluster_.spec().task_cpu_milli);
  fact.memory_mb = cluster_.spec().task_memory_mb;
  fact.reason = reason;
  task.state = to;
  return cluster_.state(fact, cause);
}

}  // namespace cloudsim::services
