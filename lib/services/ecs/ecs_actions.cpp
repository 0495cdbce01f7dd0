// SPDX-License-Identifier: Apache-2.0
// What it does: EcsModel's calls, crashes and faults. RunTask starts ten tasks per call, StopTask stops one; both draw
// on one bucket of calls, and what is throttled is called again after a while until it is let through. A host that
// crashes takes its tasks with it; a zone, its hosts.
//
// What it assumes: the caller makes all its calls at once and makes those that were refused again after a fixed time.
// Calls for the service are few enough never to be throttled by their rate. Crashes of what does not run at that time
// do not happen. A fault that fails requests or ends tasks of a release comes as a new release.
//
// What it leaves out: backoff that grows, read calls, zones on Fargate.
#include <algorithm>
#include <utility>
#include <variant>

#include "base/check.hpp"
#include "services/ecs/ecs_model.hpp"

namespace cloudsim::services {

using trace::Actor;
using trace::ApiCall;
using trace::DeploymentStage;
using trace::ServerKind;

namespace {

constexpr std::int32_t kTasksPerRunTaskCall = 10;  // limit of the RunTask API (ECS service quotas)

enum Kind : std::uint16_t { kRunAgain, kStopAgain, kRegistryBack, kCallsBack, kZoneBack, kTakeBack };

}  // namespace

struct EcsModel::Act {
  EcsModel& model;
  FactId cause;

  void operator()(const RunTask& run) const {
    model.run_calls_.waiting += static_cast<std::int32_t>(run.count);
    model.run_tasks();
  }

  void operator()(const StopTask& stop) const {
    model.stop_calls_.waiting += static_cast<std::int32_t>(stop.count);
    model.stop_tasks();
  }

  void operator()(const UpdateService& update) const {
    const std::int32_t desired = update.keeps_desired ? model.desired_ : static_cast<std::int32_t>(update.desired);
    if (update.release > 0) model.cluster_.state_api(ApiCall::RegisterTaskDefinition, Actor::Operator, 1, 1);
    const ApiCall name = model.has_service_ ? ApiCall::UpdateService : ApiCall::CreateService;
    model.has_service_ = true;
    const FactId call = model.cluster_.state_api(name, Actor::Operator, 1, desired);
    if (update.release > 0 && (update.release != model.release_ || model.deployment_.halted)) {
      model.desired_ = desired;
      model.deploy(update.release, DeploymentStage::Started, call);
    } else {
      model.set_desired(desired, call);
    }
  }

  void operator()(const Release&) const {
    EcsRelease release = model.cluster_.spec().release(model.release_);
    release.never_starts = false;
    release.crashes_after = {};
    release.failing_permille = 0;
    deploy(model.cluster_.add_release(std::move(release)));
  }

  void operator()(const BadRelease& bad) const {
    const std::uint32_t before = model.release_;
    deploy(model.add_bad_release(bad));
    if (bad.duration.ns == 0) return;
    model.cluster_.simulator().schedule_in(bad.duration, engine::Phase::Control, model.self_, kTakeBack, before);
  }

  void operator()(const RegistryDown& down) const {
    model.registry_down_until_ = std::max(model.registry_down_until_, model.cluster_.now() + down.duration);
    model.tasks_.set_registry(false, cause);
    model.cluster_.simulator().schedule_at(model.registry_down_until_, engine::Phase::Control, model.self_,
                                           kRegistryBack);
  }

  void operator()(const ApiThrottling& throttling) const {
    model.refused_permille_ = throttling.share_permille;
    model.refused_until_ = model.cluster_.now() + throttling.duration;
    model.cluster_.simulator().schedule_at(model.refused_until_, engine::Phase::Control, model.self_, kCallsBack);
  }

  void operator()(const ZoneOutage& outage) const { model.lose_zone(outage, cause); }

  void operator()(const Crash& crash) const {
    if (crash.host) {
      model.crash_host(crash);
    } else {
      model.crash_task(crash);
    }
  }

  template <class OfAnotherService>  // the scenario's checks refuse those
  void operator()(const OfAnotherService&) const {}

  void deploy(std::uint32_t release) const {
    model.cluster_.state_api(ApiCall::RegisterTaskDefinition, Actor::Operator, 1, 1);
    const FactId call = model.cluster_.state_api(ApiCall::UpdateService, Actor::Operator, 1, model.desired_, cause);
    model.deploy(release, DeploymentStage::Started, call);
  }
};

void EcsModel::act(const Action& action) { std::visit(Act{*this, action.cause}, action.body); }

// ---- calls ----------------------------------------------------------------------------------------------------------

bool EcsModel::let_through() {
  if (refused_permille_ > 0) {
    refused_sum_ += refused_permille_;
    if (refused_sum_ >= 1000) {
      refused_sum_ -= 1000;
      return false;
    }
  }
  if (cluster_.spec().api_burst == 0) return true;
  if (!call_bucket_.available(cluster_.now())) return false;
  call_bucket_.take();
  return true;
}

void EcsModel::run_tasks() {
  Calls& calls = run_calls_;
  const std::int32_t made = (calls.waiting + kTasksPerRunTaskCall - 1) / kTasksPerRunTaskCall;
  if (made == 0) return;
  std::int32_t count = 0;
  std::int32_t through = 0;
  std::int32_t left = calls.waiting;
  for (std::int32_t i = 0; i < made; ++i) {
    const std::int32_t tasks = std::min(kTasksPerRunTaskCall, left);
    left -= tasks;
    if (!let_through()) continue;
    ++through;
    count += tasks;
  }
  calls.waiting -= count;
  const FactId call =
      cluster_.state(trace::ApiCalled{ApiCall::RunTask, Actor::Operator, through, count, made - through});
  for (std::int32_t i = 0; i < count; ++i) order_task(true, call);
  try_again(calls, kRunAgain);
}

void EcsModel::stop_tasks() {
  Calls& calls = stop_calls_;
  const std::vector<ServerId> chosen = tasks_.choose_newest(static_cast<std::uint32_t>(calls.waiting));
  const auto made = static_cast<std::int32_t>(chosen.size());
  calls.waiting = made;  // there are no more
  if (made == 0) return;
  std::vector<ServerId> stopped;
  for (const ServerId id : chosen) {
    if (let_through()) stopped.push_back(id);
  }
  const auto count = static_cast<std::int32_t>(stopped.size());
  calls.waiting -= count;
  const FactId call = cluster_.state(trace::ApiCalled{ApiCall::StopTask, Actor::Operator, count, count, made - count});
  for (const ServerId id : stopped) {
    const Task& task = tasks_.find(id);
    const bool of_service = !task.stand_alone;
    tasks_.stop(id, call);
    if (of_service) replace(task, call);
  }
  try_again(calls, kStopAgain);
}

void EcsModel::try_again(Calls& calls, std::uint16_t kind) {
  const bool throttled = run_calls_.waiting > 0 || stop_calls_.waiting > 0;
  if (throttled != throttled_) {
    throttled_ = throttled;
    cluster_.state(trace::LimitReached{trace::Reason::ApiThrottled, throttled,
                                       static_cast<std::int64_t>(cluster_.spec().api_per_second)});
  }
  if (calls.waiting == 0 || calls.armed) return;
  calls.armed = true;
  const Duration wait = std::max(cluster_.spec().api_retry, Duration{1'000'000});
  cluster_.simulator().schedule_in(wait, engine::Phase::Control, self_, kind);
}

// ---- what breaks ----------------------------------------------------------------------------------------------------

void EcsModel::crash_task(const Crash& given) {
  const std::optional<ServerId> id = tasks_.by_number(given.number, given.passed_over);
  if (!id) return;
  trace::Crashed fact;
  fact.server = *id;
  fact.kind = ServerKind::Task;
  fact.lost_requests = static_cast<std::int32_t>(pool_.losable(*id));
  const FactId crash = cluster_.state(fact);
  const Task& task = tasks_.find(*id);
  const bool replaced = !task.stand_alone && task.stays();
  tasks_.kill(*id, crash);
  if (replaced) replace(task, crash);
}

void EcsModel::crash_host(const Crash& crash) {
  if (!cluster_.on_hosts()) return;
  const std::optional<ServerId> host = hosts_.by_number(crash.number, crash.passed_over);
  if (host) lose_host(*host, crash.repaired_after, FactId::none());
}

void EcsModel::lose_host(ServerId host, Duration repaired_after, FactId cause) {
  const std::vector<ServerId> lost = hosts_.tasks_on(host);
  trace::Crashed fact;
  fact.server = host;
  fact.kind = ServerKind::Host;
  fact.lost_tasks = static_cast<std::int32_t>(lost.size());
  for (const ServerId id : lost) {
    if (tasks_.find(id).in_pool()) fact.lost_requests += static_cast<std::int32_t>(pool_.losable(id));
  }
  const FactId crash = cluster_.state(fact, cause);
  hosts_.fail(host, crash, repaired_after);
  for (const ServerId id : lost) {
    const Task& task = tasks_.find(id);
    const bool replaced = !task.stand_alone && task.stays();
    tasks_.kill(id, crash);
    if (replaced) replace(task, crash);
  }
}

void EcsModel::lose_zone(const ZoneOutage& outage, FactId cause) {
  if (!cluster_.on_hosts() || outage.zone == 0) return;
  const std::uint32_t zone = outage.zone - 1;
  hosts_.set_zone(zone, false);
  cluster_.simulator().schedule_in(outage.duration, engine::Phase::Control, self_, kZoneBack, zone);
  for (const ServerId host : hosts_.in_zone(zone)) lose_host(host, outage.duration, cause);
}

// ---- later ----------------------------------------------------------------------------------------------------------

void EcsModel::handle(const engine::Event& event) {
  switch (event.kind) {
    case kRunAgain:
      run_calls_.armed = false;
      run_tasks();
      break;
    case kStopAgain:
      stop_calls_.armed = false;
      stop_tasks();
      break;
    case kRegistryBack:
      if (cluster_.now() >= registry_down_until_) tasks_.set_registry(true, FactId::none());
      break;
    case kCallsBack:
      if (cluster_.now() >= refused_until_) refused_permille_ = 0;
      break;
    case kZoneBack:
      hosts_.set_zone(static_cast<std::uint32_t>(event.data), true);
      break;
    case kTakeBack: {
      const FactId call = cluster_.state_api(ApiCall::UpdateService, Actor::Operator, 1, desired_);
      deploy(static_cast<std::uint32_t>(event.data), DeploymentStage::Started, call);
      break;
    }
    default:
      CLOUDSIM_CHECK(false);
  }
}

const char* EcsModel::label(std::uint16_t kind) const {
  switch (kind) {
    case kRunAgain:
    case kStopAgain:
      return "ecs.call_again";
    case kRegistryBack:
      return "ecs.registry_back";
    case kCallsBack:
      return "ecs.calls_back";
    case kZoneBack:
      return "ecs.zone_back";
    default:
      return "ecs.release_taken_back";
  }
}

}  // namespace cloudsim::services
