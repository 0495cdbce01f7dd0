// SPDX-License-Identifier: Apache-2.0
// What it does: turns facts of a run into the work of people, by the minutes of an effort list.
// What it assumes: duties grow with the largest number of hosts and containers; a repair that took longer than
// software needs was made by a person.
// What it leaves out: waiting for machines, learning, meetings, hand-over; work that several deployments share.
#include "effort/ledger.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace cloudsim::effort {
namespace {

const char* name_of(trace::ApiCall call) {
  switch (call) {
    case trace::ApiCall::RunInstances:
      return "RunInstances";
    case trace::ApiCall::TerminateInstances:
      return "TerminateInstances";
    case trace::ApiCall::CreateAutoScalingGroup:
      return "CreateAutoScalingGroup";
    case trace::ApiCall::CreateFunction:
      return "CreateFunction";
    case trace::ApiCall::UpdateFunctionCode:
      return "UpdateFunctionCode";
    case trace::ApiCall::CreateTrigger:
      return "CreateTrigger";
    case trace::ApiCall::CreateCluster:
      return "CreateCluster";
    case trace::ApiCall::RegisterTaskDefinition:
      return "RegisterTaskDefinition";
    case trace::ApiCall::CreateService:
      return "CreateService";
    case trace::ApiCall::UpdateService:
      return "UpdateService";
    case trace::ApiCall::RunTask:
      return "RunTask";
    case trace::ApiCall::StopTask:
      return "StopTask";
    case trace::ApiCall::RegisterContainerInstance:
      return "RegisterContainerInstance";
    case trace::ApiCall::PutScalingPolicy:
      return "PutScalingPolicy";
    case trace::ApiCall::DockerRun:
      return "DockerRun";
    case trace::ApiCall::DockerPush:
      return "DockerPush";
    case trace::ApiCall::CopyFiles:
      return "CopyFiles";
    case trace::ApiCall::DockerStop:
      return "DockerStop";
    case trace::ApiCall::SetDesiredCapacity:
      return "SetDesiredCapacity";
    case trace::ApiCall::StopInstances:
      return "StopInstances";
    case trace::ApiCall::StartInstances:
      return "StartInstances";
  }
  return "";
}

// Asking AWS for servers, or starting containers on one's own hosts. Tasks are not ordered one by one as servers: the
// person names a number, the orchestrator finds or makes their servers.
bool orders_servers(trace::ApiCall call) {
  return call == trace::ApiCall::RunInstances || call == trace::ApiCall::CreateAutoScalingGroup ||
         call == trace::ApiCall::DockerRun;
}

const char* name_of(When when) {
  switch (when) {
    case When::Once:
      return "once";
    case When::Monthly:
      return "monthly";
    case When::PerRelease:
      return "per_release";
    case When::PerIncident:
      return "per_incident";
  }
  return "";
}

// To the millionth of a minute: sums of tenths should not end in ...0003.
double tidy(double minutes) { return static_cast<double>(static_cast<std::int64_t>(minutes * 1e6 + 0.5)) / 1e6; }

template <class Vector>
void make_room(Vector& values, ServerId id) {
  if (values.size() <= id.value) values.resize(id.value + std::size_t{1});
}

}  // namespace

Ledger::Ledger(const EffortList& list, std::string service, Duration run)
    : list_(list), service_(std::move(service)), end_(kTimeZero + run) {}

Ledger::Count& Ledger::count_of(trace::ServerKind kind) {
  switch (kind) {
    case trace::ServerKind::Instance:
    case trace::ServerKind::Host:
      return hosts_;
    case trace::ServerKind::Task:
    case trace::ServerKind::Container:
      return containers_;
    case trace::ServerKind::Environment:
      break;
  }
  return others_;  // an execution environment is nobody's duty
}

void Ledger::follow(const trace::ServerChanged& change, SimTime at) {
  make_room(presence_, change.server);
  Presence& presence = presence_[change.server.value];
  Count& count = count_of(change.kind);
  if (change.to == trace::ServerState::Gone) {
    if (presence == Presence::There) count.now -= 1;
    presence = Presence::Gone;
    stop_waiting(change.server, at);
  } else if (presence == Presence::Unseen) {
    presence = Presence::There;
    count.now += 1;
    count.peak = std::max(count.peak, count.now);
  }
}

void Ledger::follow(const trace::PlacementDecided& decision, SimTime at) {
  if (decision.host.valid() || decision.shortage == trace::Shortage::None) {
    stop_waiting(decision.task, at);
    return;
  }
  make_room(waiting_, decision.task);
  if (waiting_[decision.task.value]) return;
  waiting_[decision.task.value] = true;
  if (waiting_now_++ == 0) shortage_since_ = at;
}

void Ledger::stop_waiting(ServerId task, SimTime at) {
  if (waiting_.size() <= task.value || !waiting_[task.value]) return;
  waiting_[task.value] = false;
  if (--waiting_now_ == 0) end_shortage(at);
}

void Ledger::end_shortage(SimTime at) {
  if (shortage_since_ && at - *shortage_since_ >= list_.stuck_after)
    incidents_[static_cast<std::size_t>(Incident::NoRoom)] += 1;
  shortage_since_.reset();
}

void Ledger::follow(const trace::ApiCalled& call) {
  if (call.actor != trace::Actor::Operator) return;
  api_calls_[name_of(call.call)] += call.calls + call.throttled;
  if (orders_servers(call.call)) ordered_by_hand_ += call.count;
}

void Ledger::follow(const trace::Repaired& repair) {
  if (repair.out_of_service >= list_.automatic_repair_within)
    incidents_[static_cast<std::size_t>(Incident::Repair)] += 1;
}

void Ledger::follow(const trace::Noticed& noticed) {
  if (noticed.notice == trace::Notice::Drift) incidents_[static_cast<std::size_t>(Incident::Drift)] += noticed.value;
}

void Ledger::on(const trace::Fact& fact) {
  std::visit(
      [&](const auto& body) {
        using Body = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, trace::ServerChanged> || std::is_same_v<Body, trace::PlacementDecided>)
          follow(body, fact.at);
        if constexpr (std::is_same_v<Body, trace::ApiCalled> || std::is_same_v<Body, trace::Repaired> ||
                      std::is_same_v<Body, trace::Noticed>)
          follow(body);
      },
      fact.body);
}

double Ledger::number_of(const Duty& duty) const {
  double number = duty.times;
  if (duty.when == When::PerRelease) number *= list_.releases_per_month;
  if (duty.when == When::PerIncident)
    number *= static_cast<double>(incidents_[static_cast<std::size_t>(duty.incident)]);
  if (duty.each == Each::Host) number *= static_cast<double>(hosts_.peak);
  if (duty.each == Each::Container) number *= static_cast<double>(containers_.peak);
  return number;
}

result::Effort Ledger::finish() {
  end_shortage(end_);
  result::Effort effort;
  for (const Duty& duty : list_.duties) {
    if (duty.service != service_) continue;
    if (duty.needs == Needs::LoadBalancer && !uses_load_balancer_) continue;
    if (duty.needs == Needs::Scaling && !uses_scaling_) continue;
    const double times = number_of(duty);
    if (times == 0) continue;
    const double minutes = tidy(times * duty.minutes);
    effort.lines.push_back({duty.id, duty.group, name_of(duty.when), times, duty.minutes, minutes, duty.source});
    switch (duty.when) {
      case When::Once:
        effort.setup_minutes += minutes;
        effort.setup_steps += 1;
        break;
      case When::Monthly:
      case When::PerRelease:
        effort.monthly_minutes += minutes;
        break;
      case When::PerIncident:
        effort.incident_minutes += minutes;
        break;
    }
  }
  effort.setup_minutes = tidy(effort.setup_minutes);
  effort.monthly_minutes = tidy(effort.monthly_minutes);
  effort.incident_minutes = tidy(effort.incident_minutes);
  effort.api_calls = api_calls_;
  effort.servers_provisioned_by_hand = ordered_by_hand_;
  effort.datasets_reachable = datasets_reachable_;
  return effort;
}

}  // namespace cloudsim::effort
