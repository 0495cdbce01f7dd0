// SPDX-License-Identifier: Apache-2.0
#include "metrics/names.hpp"

namespace cloudsim::metrics {

const char* name_of(trace::Reason reason) {
  using trace::Reason;
  switch (reason) {
    case Reason::None:
      return "none";
    case Reason::NoServer:
      return "no_server";
    case Reason::NoCode:
      return "no_code";
    case Reason::QueueFull:
      return "queue_full";
    case Reason::WaitTimeout:
      return "wait_timeout";
    case Reason::RunTimeout:
      return "run_timeout";
    case Reason::ConcurrencyLimit:
      return "concurrency_limit";
    case Reason::ScalingRate:
      return "scaling_rate";
    case Reason::NoTrigger:
      return "no_trigger";
    case Reason::ServerCrashed:
      return "server_crashed";
    case Reason::OutOfMemory:
      return "out_of_memory";
    case Reason::ClientTimeout:
      return "client_timeout";
    case Reason::Abandoned:
      return "abandoned";
    case Reason::BadRelease:
      return "bad_release";
    case Reason::StartFailed:
      return "start_failed";
    case Reason::ImageUnavailable:
      return "image_unavailable";
    case Reason::Stopped:
      return "stopped";
    case Reason::SpotReclaimed:
      return "spot_reclaimed";
    case Reason::ApiThrottled:
      return "api_throttled";
    case Reason::CpuCredits:
      return "cpu_credits";
    case Reason::SurplusCredits:
      return "surplus_credits";
    case Reason::VcpuQuota:
      return "vcpu_quota";
    case Reason::FunctionError:
      return "function_error";
    case Reason::DeadLettered:
      return "dead_lettered";
    case Reason::EventExpired:
      return "event_expired";
  }
  return "";
}

const char* name_of(trace::ServerKind kind) {
  using trace::ServerKind;
  switch (kind) {
    case ServerKind::Instance:
      return "instance";
    case ServerKind::Host:
      return "host";
    case ServerKind::Environment:
      return "environment";
    case ServerKind::Task:
      return "task";
    case ServerKind::Container:
      return "container";
  }
  return "";
}

const char* name_of(trace::ServerState state) {
  using trace::ServerState;
  switch (state) {
    case ServerState::Ordered:
      return "ordered";
    case ServerState::Booting:
      return "booting";
    case ServerState::Pulling:
      return "pulling";
    case ServerState::Starting:
      return "starting";
    case ServerState::Ready:
      return "ready";
    case ServerState::Draining:
      return "draining";
    case ServerState::Failed:
      return "failed";
    case ServerState::Gone:
      return "gone";
    case ServerState::Stopped:
      return "stopped";
    case ServerState::Standby:
      return "standby";
  }
  return "";
}

const char* name_of(trace::Signal signal) {
  using trace::Signal;
  switch (signal) {
    case Signal::None:
      return "none";
    case Signal::CpuUtilization:
      return "cpu_utilization";
    case Signal::CapacityReservation:
      return "capacity_reservation";
    case Signal::DesiredCount:
      return "desired_count";
    case Signal::Unhealthy:
      return "unhealthy";
    case Signal::RequestWaiting:
      return "request_waiting";
    case Signal::Schedule:
      return "schedule";
    case Signal::ProvisionedUse:
      return "provisioned_use";
  }
  return "";
}

const char* name_of(trace::Shortage shortage) {
  using trace::Shortage;
  switch (shortage) {
    case Shortage::None:
      return "none";
    case Shortage::Cpu:
      return "cpu";
    case Shortage::Memory:
      return "memory";
    case Shortage::Hosts:
      return "hosts";
    case Shortage::Ports:
      return "ports";
    case Shortage::Interfaces:
      return "interfaces";
    case Shortage::Quota:
      return "quota";
    case Shortage::Constraint:
      return "constraint";
  }
  return "";
}

const char* name_of(trace::ApiCall call) {
  using trace::ApiCall;
  switch (call) {
    case ApiCall::RunInstances:
      return "RunInstances";
    case ApiCall::TerminateInstances:
      return "TerminateInstances";
    case ApiCall::CreateAutoScalingGroup:
      return "CreateAutoScalingGroup";
    case ApiCall::CreateFunction:
      return "CreateFunction";
    case ApiCall::UpdateFunctionCode:
      return "UpdateFunctionCode";
    case ApiCall::CreateTrigger:
      return "CreateTrigger";
    case ApiCall::CreateCluster:
      return "CreateCluster";
    case ApiCall::RegisterTaskDefinition:
      return "RegisterTaskDefinition";
    case ApiCall::CreateService:
      return "CreateService";
    case ApiCall::UpdateService:
      return "UpdateService";
    case ApiCall::RunTask:
      return "RunTask";
    case ApiCall::StopTask:
      return "StopTask";
    case ApiCall::RegisterContainerInstance:
      return "RegisterContainerInstance";
    case ApiCall::PutScalingPolicy:
      return "PutScalingPolicy";
    case ApiCall::DockerRun:
      return "DockerRun";
    case ApiCall::DockerPush:
      return "DockerPush";
    case ApiCall::CopyFiles:
      return "CopyFiles";
    case ApiCall::DockerStop:
      return "DockerStop";
    case ApiCall::SetDesiredCapacity:
      return "SetDesiredCapacity";
    case ApiCall::StopInstances:
      return "StopInstances";
    case ApiCall::StartInstances:
      return "StartInstances";
  }
  return "";
}

const char* name_of(trace::Fault fault) {
  using trace::Fault;
  switch (fault) {
    case Fault::Zone:
      return "zone";
    case Fault::SlowDependency:
      return "slow_dependency";
    case Fault::BadRelease:
      return "bad_release";
    case Fault::Registry:
      return "registry";
    case Fault::Api:
      return "api";
  }
  return "";
}

}  // namespace cloudsim::metrics
