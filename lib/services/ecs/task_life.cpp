// SPDX-License-Identifier: Apache-2.0
// What it does: takes tasks from order to ready. On hosts a task waits in PROVISIONING until one has room, and the
// first task on a host pulls the image for all that follow; on Fargate a task waits for its share of the vCPU quota,
// for compute and for a network interface and pulls the whole image every time, paid from the start of the pull until
// it is gone. A task whose image cannot be pulled, or whose release does not start, stops without having run.
//
// What it assumes: a task answers as soon as it has started, with a load balancer too (its first health check is part
// of the start time); an image pull takes the pull rate whatever else runs, and ends well if the registry was there
// when it began; an image that is on a host needs no registry; Fargate's launch rate and quota delay a launch instead
// of refusing it, as a caller that tries again would see it. How tasks end: task_end.cpp.
//
// What it leaves out: image layers shared between the images of different services, lazy loading, Spot without
// capacity, several containers per task.
#include "services/ecs/task_life.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/ecs/task_events.hpp"

namespace cloudsim::services {

using trace::ServerKind;
using trace::ServerState;
using trace::Shortage;

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
      interruption_(cluster.spec().spot_interruption),
      interruption_stream_(cluster.context().seed, "ecs.spot"),
      bucket_(cluster.spec().fargate_burst, cluster.spec().fargate_per_second) {
  for (const EcsRelease& release : cluster.spec().releases) start_times_.emplace_back(release.start);
  if (cluster.on_hosts()) return;
  const char* architecture = cluster.spec().arm ? "arm" : "x86";
  if (cluster.spec().spot) architecture = "spot";
  cpu_meter_ = cluster.meter(std::string("fargate.vcpu_hour.") + architecture);
  memory_meter_ = cluster.meter(std::string("fargate.gb_hour.") + architecture);
}

// ---- from order to ready --------------------------------------------------------------------------------------------

Task& TaskLife::add(bool stand_alone, std::uint32_t release, FactId cause) {
  Task task;
  task.release = release;
  task.id = cluster_.next_server();
  task.stand_alone = stand_alone;
  task.cause = cause;
  const bool first = release < 2 || release - 2 >= start_times_.size();
  task.start_time.ns = (first ? start_time_ : start_times_[release - 2]).draw(start_stream_);
  position_.resize(static_cast<std::size_t>(task.id.value) + 1, UINT32_MAX);
  position_.back() = static_cast<std::uint32_t>(tasks_.size());
  tasks_.push_back(task);
  live_.push_back(task.id);
  tasks_.back().order = change(tasks_.back(), ServerState::Ordered, cause);
  return tasks_.back();
}

FactId TaskLife::order(bool stand_alone, std::uint32_t release, FactId cause) {
  Task& task = add(stand_alone, release, cause);
  if (!cluster_.on_hosts() && cluster_.spec().vcpu_quota_milli == 0) {
    set_up(task);
    return task.order;
  }
  waiting_.push_back(task.id);
  place_waiting();
  return task.order;
}

void TaskLife::begin_ready() {
  Task& task = add(false, 1, FactId::none());
  if (!cluster_.on_hosts()) {
    task.admitted = true;
    quota_used_milli_ += cluster_.spec().task_cpu_milli;
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
  const EcsSpec& spec = cluster_.spec();
  if (!cluster_.on_hosts()) {
    if (quota_used_milli_ + spec.task_cpu_milli > spec.vcpu_quota_milli) return Shortage::Quota;
    task.admitted = true;
    quota_used_milli_ += spec.task_cpu_milli;
    if (task.stated != Shortage::None) state_placement(task, Shortage::None);
    set_up(task);
    return Shortage::None;
  }
  const Placement placement =
      place_task(hosts_.rooms(), cluster_.task_size(), spec.placement, placement_stream_, cluster_.placement_rules());
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
  schedule(task, granted + delay, task_event::kSetUp);
}

void TaskLife::pull(Task& task) {
  change(task, ServerState::Pulling, task.order);
  task.pull_began = cluster_.now();
  if (!cluster_.on_hosts()) task.paid = cluster_.now();
  const EcsRelease release = cluster_.spec().release(task.release);
  const bool there = cluster_.on_hosts() && hosts_.has_image(task.host, task.release);
  if (!registry_up_ && !there && release.image.count > 0) {
    schedule(task, cluster_.now() + cluster_.spec().pull_failure, task_event::kPullFailed);
    return;
  }
  const SimTime end = cluster_.on_hosts() ? hosts_.fetch_image(task.host, task.release)
                                          : cluster_.now() + transfer_time(release.image, cluster_.spec().pull_rate);
  schedule(task, end, task_event::kPulled);
}

void TaskLife::pulled(Task& task) {
  const EcsRelease release = cluster_.spec().release(task.release);
  if (release.image.count > 0) {
    trace::ImagePulled fact;
    fact.server = task.id;
    fact.host = task.host;
    fact.bytes = cluster_.on_hosts() ? hosts_.report_fetched(task.host, task.release) : release.image;
    fact.took = cluster_.now() - task.pull_began;
    cluster_.state(fact, task.order);
  }
  change(task, ServerState::Starting, task.order);
  schedule(task, cluster_.now() + task.start_time, task_event::kStarted);
}

void TaskLife::begin(Task& task) {
  task.ready = cluster_.now();
  const bool old = task.state == ServerState::Ordered;  // there before the run
  const Duration warm_up = cluster_.spec().scaling && !old ? cluster_.spec().scaling->warm_up : Duration{};
  task.warm = cluster_.now() + warm_up;
  task.measured_until = cluster_.now();
  change(task, ServerState::Ready, task.order);
  pool_.add(task.id, worker_slots(cluster_.spec().workers, cluster_.spec().task_cpu_milli));
  SimTime end = kNever;  // what ends it by itself
  std::uint16_t kind = task_event::kCrash;
  const Duration life = cluster_.spec().release(task.release).crashes_after;
  if (life.ns > 0) end = cluster_.now() + life;
  if (cluster_.spec().spot) {
    const SimTime reclaimed = cluster_.now() + Duration{interruption_.draw(interruption_stream_)};
    if (reclaimed < end) kind = task_event::kReclaim;
    end = std::min(end, reclaimed);
  }
  if (end != kNever) schedule(task, end, kind);
  owner_.task_ready(task);
}

void TaskLife::set_registry(bool up, FactId cause) {
  registry_up_ = up;
  registry_cause_ = cause;
}

// ---- events ---------------------------------------------------------------------------------------------------------

void TaskLife::schedule(Task& task, SimTime when, std::uint16_t kind) {
  task.next = cluster_.simulator().schedule_at(when, engine::Phase::Control, self_, kind, task.id.value);
}

void TaskLife::handle(const engine::Event& event) {
  Task& task = at(ServerId{static_cast<std::uint32_t>(event.data)});
  switch (event.kind) {
    case task_event::kSetUp:
      pull(task);
      break;
    case task_event::kPulled:
      pulled(task);
      break;
    case task_event::kPullFailed:
      fail_start(task, trace::Reason::ImageUnavailable, registry_cause_.valid() ? registry_cause_ : task.order);
      break;
    case task_event::kStarted:
      if (cluster_.spec().release(task.release).never_starts) {
        fail_start(task, trace::Reason::StartFailed, task.cause.valid() ? task.cause : task.order);
      } else {
        begin(task);
      }
      break;
    case task_event::kCrash:
      if (task.stays()) owner_.task_dies(task, trace::Reason::BadRelease);
      break;
    case task_event::kReclaim:
      if (task.stays()) owner_.task_dies(task, trace::Reason::SpotReclaimed);
      break;
    case task_event::kOutOfMemory:
      if (task.in_pool()) owner_.task_dies(task, trace::Reason::OutOfMemory);
      break;
    case task_event::kDeregistered:
      ask_to_end(task);
      break;
    case task_event::kKill:
      cut_off(task);
      break;
    default:
      CLOUDSIM_CHECK(false);
  }
}

const char* TaskLife::label(std::uint16_t kind) const {
  switch (kind) {
    case task_event::kSetUp:
      return "ecs.task_set_up";
    case task_event::kPulled:
      return "ecs.image_pulled";
    case task_event::kPullFailed:
      return "ecs.pull_failed";
    case task_event::kStarted:
      return "ecs.task_started";
    case task_event::kCrash:
      return "ecs.task_crashed";
    case task_event::kReclaim:
      return "ecs.spot_notice";
    case task_event::kOutOfMemory:
      return "ecs.out_of_memory";
    case task_event::kDeregistered:
      return "ecs.deregistered";
    default:
      return "ecs.stop_time_out";
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
  fact.memory_mb = cluster_.task_size().memory_mb;
  fact.reason = reason;
  task.state = to;
  return cluster_.state(fact, cause);
}

}  // namespace cloudsim::services
