// SPDX-License-Identifier: Apache-2.0
// What it does: EcsModel's releases: a rolling update between its floor and its ceiling, old tasks stopped as new ones
// come, starts that fail, the circuit breaker and the way back, requests that a bad release fails.
//
// What it assumes: a release is complete when its tasks run in the desired number and no older one is asked to stay;
// tasks that are stopping count for neither bound. The circuit breaker counts starts that failed in a row: a task
// that ran before it died is no failed start, and starts the count anew. A deployment that failed without going back
// launches nothing more, not even replacements.
//
// What it leaves out: health checks of targets and containers as failures, blue/green and canary deployments.
#include <algorithm>

#include "services/ecs/ecs_model.hpp"
#include "services/ecs/rolling_update.hpp"

namespace cloudsim::services {

using trace::DeploymentStage;

void EcsModel::state_deployment(DeploymentStage stage) {
  trace::DeploymentChanged fact;
  fact.stage = stage;
  fact.release = release_;
  fact.desired = desired_;
  fact.failures = deployment_.failures;
  fact.took = cluster_.now() - deployment_.began;
  deployment_.fact = cluster_.state(fact, deployment_.fact);
}

void EcsModel::deploy(std::uint32_t release, DeploymentStage stage, FactId cause) {
  scheduler_.withdraw(scheduler_.pending());
  scheduler_.clear_throttle();
  release_ = release;
  deployment_ = {true, false, cause, cluster_.now(), 0};
  state_deployment(stage);
  if (deployed_by_.size() < release) deployed_by_.resize(release);
  deployed_by_[release - 1] = deployment_.fact;
  go_on_deploying();
}

void EcsModel::go_on_deploying() {
  if (!deployment_.active) return;
  const TaskLife::Number fresh = tasks_.of_release(release_, false);
  const TaskLife::Number old = tasks_.of_release(release_, true);
  RollingView view{desired_, fresh.there + scheduler_.pending(), fresh.ready, old.there, old.ready};
  const std::int32_t surplus = view.new_there - desired_;
  if (surplus > 0) {  // fewer are wanted than before
    const std::int32_t left = surplus - scheduler_.withdraw(surplus);
    for (const ServerId task : tasks_.choose_newest_of(release_, left)) tasks_.stop(task, deployment_.fact);
    view.new_there = desired_;
    view.new_ready = tasks_.of_release(release_, false).ready;
  }
  const RollingStep step = next_step(cluster_.spec().deployment, view);
  const FactId cause = deployment_.fact;
  for (const ServerId task : tasks_.choose_replaced(release_, step.stop_old)) tasks_.stop(task, cause);
  if (step.start_new > 0) scheduler_.want(step.start_new, cause);
  if (!step.complete) return;
  state_deployment(DeploymentStage::Completed);
  deployment_.active = false;
  last_complete_ = release_;
}

void EcsModel::task_ready(const Task& task) {
  if (task.stand_alone || task.release != release_) return;
  scheduler_.clear_throttle();
  deployment_.failures = 0;
  go_on_deploying();
}

void EcsModel::start_failed(const Task& task, FactId cause) {
  if (task.stand_alone || deployment_.halted) return;
  if (task.release != release_) {
    go_on_deploying();
    return;
  }
  scheduler_.start_failed(cause);
  if (!deployment_.active) return;
  ++deployment_.failures;
  const DeploymentRules& rules = cluster_.spec().deployment;
  if (rules.circuit_breaker && deployment_.failures >= failures_allowed(rules, desired_)) break_circuit();
}

void EcsModel::break_circuit() {
  state_deployment(DeploymentStage::Failed);
  if (cluster_.spec().deployment.rollback && last_complete_ != release_) {
    deploy(last_complete_, DeploymentStage::RolledBack, deployment_.fact);
    return;
  }
  scheduler_.withdraw(scheduler_.pending());
  deployment_.active = false;
  deployment_.halted = true;
}

void EcsModel::replace(const Task& task, FactId cause) {
  if (deployment_.halted) return;
  if (deployment_.active && task.release != release_) {
    go_on_deploying();
  } else {
    scheduler_.lost(cause);
  }
}

void EcsModel::task_dies(const Task& task, trace::Reason reason) {
  const bool replaced = !task.stand_alone && task.stays();
  const ServerId id = task.id;
  if (reason == trace::Reason::SpotReclaimed) {
    tasks_.reclaim(id);
    if (replaced) replace(task, task.cause);
    return;
  }
  trace::Crashed fact;
  fact.server = id;
  fact.kind = trace::ServerKind::Task;
  fact.lost_requests = static_cast<std::int32_t>(pool_.losable(id));
  fact.reason = reason;
  const bool by_release = reason == trace::Reason::BadRelease;
  const FactId crash = cluster_.state(fact, by_release ? task.cause : FactId::none());
  tasks_.kill(id, crash);
  if (replaced) replace(task, crash);
}

bool EcsModel::fails_by_release(ServerId server) {
  const std::uint32_t release = tasks_.find(server).release;
  if (release > failing_permille_.size()) return false;
  failing_sum_ += failing_permille_[release - 1];
  if (failing_sum_ < 1000) return false;
  failing_sum_ -= 1000;
  return true;
}

std::uint32_t EcsModel::add_bad_release(const BadRelease& bad) {
  EcsRelease release = cluster_.spec().release(release_);
  release.crashes_after = bad.crashes_after;
  release.failing_permille = bad.failing_permille;
  const std::uint32_t number = cluster_.add_release(release);
  failing_permille_.resize(number, 0);
  if (deployed_by_.size() < number) deployed_by_.resize(number);
  failing_permille_[number - 1] = release.failing_permille;
  return number;
}

}  // namespace cloudsim::services
