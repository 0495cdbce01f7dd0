// SPDX-License-Identifier: Apache-2.0
// What it does: an ECS service of one task definition, on EC2 hosts or on Fargate: the desired count and who changes
// it, requests spread over ready tasks, a task's share of CPU, memory over-use. Calls and crashes: ecs_actions.cpp;
// releases: ecs_deployment.cpp.
//
// What it assumes: on Fargate the task size is a hard wall, its CPU shared by the requests that compute there at once.
// On hosts a task's CPU is a share: a host's CPU is divided over the tasks busy on it by what they reserve (all alike,
// so evenly), never less than the reservation because placement never promises more than there is; what is idle anybody
// may use. One request uses at most one vCPU. Over time: a request computes first and waits for its I/O then, and its
// share follows what begins and ends beside it. At start: it keeps the share that it finds, and every request in
// service counts as computing. A request that needs more memory than its task may have fails, and its task is killed
// with it when the service says so. Stand-alone tasks answer requests like the service's. A task that was
// stopped by hand or died is replaced by the service; repair is for hosts that nobody replaces.
//
// What it leaves out: several services or containers per task, memory pressure of several requests at once and of
// soft limits on a full host, load-balancer health checks.
#include "services/ecs/ecs_model.hpp"

#include <algorithm>

namespace cloudsim::services {

using trace::Actor;
using trace::ApiCall;
using trace::ServerKind;

EcsModel::EcsModel(ModelContext context, EcsSpec spec)
    : cluster_(context, std::move(spec)),
      pool_(context.simulator, context.tracer, *this,
            {cluster_.spec().routing, cluster_.spec().queue_limit, cluster_.spec().timeout, false, context.neighbours}),
      hosts_(cluster_, *this),
      tasks_(cluster_, pool_, hosts_, *this),
      scheduler_(cluster_, *this),
      service_scaling_(cluster_, tasks_, *this),
      host_scaling_(cluster_, tasks_, hosts_),
      self_(context.simulator.add(*this)),
      call_bucket_(cluster_.spec().api_burst, cluster_.spec().api_per_second) {
  if (cluster_.spec().cpu_sharing == CpuSharing::OverTime) {
    queueing::TimeSharing::Owner& owner = *this;
    sharing_.emplace(context.simulator, pool_, owner);
  }
  const std::vector<EcsRelease>& releases = cluster_.spec().releases;
  const bool some_fail = std::any_of(releases.begin(), releases.end(),
                                     [](const EcsRelease& release) { return release.failing_permille > 0; });
  if (!some_fail) return;
  failing_permille_.push_back(0);
  deployed_by_.resize(releases.size() + 1);
  for (const EcsRelease& release : releases) failing_permille_.push_back(release.failing_permille);
}

// ---- set-up ---------------------------------------------------------------------------------------------------------

void EcsModel::start() {
  set_up();
  service_scaling_.start();
  host_scaling_.start();
}

// What already runs was set up yesterday: nobody calls anything for it in this run.
void EcsModel::set_up() {
  const EcsSpec& spec = cluster_.spec();
  const bool cluster_is_new = !spec.already_running && !(cluster_.on_hosts() && spec.hosts.already_running);
  if (cluster_is_new) {
    const FactId call = cluster_.state_api(ApiCall::CreateCluster, Actor::Operator, 1, 1);
    cluster_.state(trace::OperationDone{trace::Operation::ClusterCreated, ServerId::none()}, call);
    explain_absence(call);
  }
  if (cluster_.on_hosts()) {
    const auto count = static_cast<std::int32_t>(spec.hosts.minimum);
    if (spec.hosts.already_running) {
      hosts_.begin_registered(count);
    } else {
      hosts_.order(count, cluster_.state_api(ApiCall::CreateAutoScalingGroup, Actor::Operator, 1, count));
    }
  }
  const auto desired = static_cast<std::int32_t>(spec.desired);
  has_service_ = desired > 0 || spec.scaling.has_value();  // else a cluster for stand-alone tasks only, so far
  if (spec.already_running) {
    desired_ = desired;
    for (std::int32_t i = 0; i < desired; ++i) tasks_.begin_ready();
    return;
  }
  cluster_.state_api(ApiCall::RegisterTaskDefinition, Actor::Operator, 1, 1);
  if (!has_service_) return;
  const FactId service = cluster_.state_api(ApiCall::CreateService, Actor::Operator, 1, desired);
  cluster_.state(trace::OperationDone{trace::Operation::ServiceCreated, ServerId::none()}, service);
  if (spec.scaling) cluster_.state_api(ApiCall::PutScalingPolicy, Actor::Operator, 1, 1);
  set_desired(desired, service);
}

// ---- how many tasks -------------------------------------------------------------------------------------------------

void EcsModel::set_desired(std::int32_t desired, FactId cause) {
  const std::int32_t more = desired - desired_;
  desired_ = desired;
  if (deployment_.active) {
    go_on_deploying();
    return;
  }
  if (more > 0) {
    scheduler_.want(more, cause);
    return;
  }
  // Launches that have not been made are the cheapest to give up; then tasks go.
  const std::int32_t surplus = -more - scheduler_.withdraw(-more);
  for (const ServerId task : tasks_.choose_surplus(surplus)) tasks_.stop(task, cause);
}

void EcsModel::resize(const ScalingDecision& decision) {
  const FactId fact = cluster_.state(to_fact(decision, ServerKind::Task));
  if (decision.changes()) set_desired(decision.to, fact);
}

void EcsModel::order_task(bool stand_alone, FactId cause) {
  const FactId order = tasks_.order(stand_alone, release_, cause);
  // Whoever finds nobody is lost because of the crash or the call that this launch answers; else because this first
  // task is still on its way.
  if (cause != absence_ && pool_.servers_in_service() == 0 && tasks_.starting() == 1) explain_absence(order);
}

void EcsModel::explain_absence(FactId cause) {
  absence_ = cause;
  pool_.set_no_server_cause(trace::Reason::NoServer, cause);
}

bool EcsModel::may_launch() const {
  if (deployment_.halted) return false;
  const auto limit = static_cast<std::int32_t>(cluster_.spec().max_starting);
  return limit == 0 || !cluster_.on_hosts() || tasks_.waiting() < limit;
}

void EcsModel::task_gone(const Task& task, FactId cause) {
  if (sharing_) sharing_->take_away(task.id);
  explain_absence(cause);
  if (task.host.valid() || task.admitted) tasks_.place_waiting();
}

// ---- requests -------------------------------------------------------------------------------------------------------

queueing::ServerPool::Service EcsModel::begin(const queueing::Request& request, ServerId server, std::uint32_t busy) {
  queueing::ServerPool::Service service;
  if (request.memory_bytes > Bytes::megabytes(cluster_.spec().task_memory_mb).count) {
    service.refuse = true;
    service.reason = trace::Reason::OutOfMemory;
    if (cluster_.spec().out_of_memory_kills) tasks_.exceed_memory(server);
    return service;
  }
  if (!failing_permille_.empty() && fails_by_release(server)) {
    service.refuse = true;
    service.reason = trace::Reason::BadRelease;
    service.cause = deployed_by_[tasks_.find(server).release - 1];
    return service;
  }
  if (sharing_) return shared_service(request);
  std::int64_t milli = cluster_.spec().task_cpu_milli;
  std::int64_t sharers = busy;
  if (cluster_.on_hosts()) {
    std::int64_t busy_tasks = 1;  // this one
    for (const ServerId other : hosts_.tasks_on(tasks_.find(server).host)) {
      if (other != server && tasks_.find(other).in_pool() && pool_.busy(other) > 0) ++busy_tasks;
    }
    milli = cluster_.host_size().cpu_milli;
    sharers = busy_tasks * busy;
  }
  service.cpu = request.cpu;
  service.time = request.io + shared_cpu_time(request.cpu, milli, sharers);
  return service;
}

// A task with a vCPU for each of its workers shares with nobody, nor does a Fargate task with one worker: the end of a
// request is known when it begins. (On a host too: what its tasks reserve never is more than it has.)
queueing::ServerPool::Service EcsModel::shared_service(const queueing::Request& request) const {
  const std::int64_t size = cluster_.spec().task_cpu_milli;
  const std::uint32_t workers = worker_slots(cluster_.spec().workers, size);
  queueing::ServerPool::Service service;
  service.open = std::int64_t{workers} * 1000 > size && (cluster_.on_hosts() || workers > 1);
  if (service.open) return service;
  service.cpu = request.cpu;
  service.computing = shared_cpu_time(request.cpu, size, 1);
  service.time = service.computing + request.io;
  return service;
}

// On a host a task is one of those that share it, by what they reserve; on Fargate it has a machine of its own size.
void EcsModel::opened(queueing::ServerPool::Handle handle, const queueing::Request& request, ServerId server) {
  if (!sharing_->is_there(server)) {
    const std::int64_t size = cluster_.spec().task_cpu_milli;
    if (cluster_.on_hosts()) {
      sharing_->put(server, tasks_.find(server).host, cluster_.host_size().cpu_milli, {size});
    } else {
      sharing_->put(server, server, size, {});
    }
  }
  sharing_->begin(handle, request, server);
}

void EcsModel::lost(ServerId server) {
  if (sharing_) sharing_->lose(server);
}

std::int64_t EcsModel::cpu_ns(ServerId task) const {
  return sharing_ && sharing_->is_there(task) ? sharing_->used_ns(task) : pool_.cpu_ns(task);
}

// ---- the end and a look ---------------------------------------------------------------------------------------------

void EcsModel::finish() {
  pool_.finish();
  tasks_.finish();
  hosts_.finish();
  if (cluster_.spec().load_balancer) cluster_.state_usage(cluster_.meter("alb.hour"), 1, kTimeZero);
}

ServiceView EcsModel::view() const {
  ServiceView view;
  view.waiting = pool_.waiting();
  view.in_service = pool_.in_service();
  view.servers_ready = static_cast<std::uint32_t>(tasks_.ready());
  view.servers_starting = static_cast<std::uint32_t>(tasks_.starting());
  view.hosts = static_cast<std::uint32_t>(hosts_.registered());
  return view;
}

}  // namespace cloudsim::services
