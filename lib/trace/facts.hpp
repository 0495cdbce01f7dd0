// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

/// The closed vocabulary of what a model can state. Ids and quantities only, never text, prices or averages. A new fact
/// is one struct here; the compiler then lists every sink that must consider it (they std::visit exhaustively).
namespace cloudsim::trace {

// ---- requests: the frequent fact, a plain record in blocks
// ------------------------------------------------------------

enum class Outcome : std::uint8_t {
  Completed,
  Rejected,  ///< refused at the door: the caller got an error at once
  TimedOut,  ///< gave up while waiting, or ran into the time limit
  Failed,    ///< was being served when its server crashed
  Ignored,   ///< nobody listened (no trigger set): the event passed, nothing ran, nobody got an error
  InFlight,  ///< still waiting or running when the run ended
};

enum class Reason : std::uint8_t {
  None,
  NoServer,  ///< nothing is there to answer: not yet launched, or the last one crashed
  NoCode,    ///< a server is there, the code is not
  QueueFull,
  WaitTimeout,       ///< waited longer than the time-out
  RunTimeout,        ///< ran longer than the time-out
  ConcurrencyLimit,  ///< Lambda: account or reserved concurrency, 429
  ScalingRate,       ///< Lambda: more than 1,000 new environments per 10 s, 429
  NoTrigger,
  ServerCrashed,
  OutOfMemory,       ///< the request needs more memory than its server has
  ClientTimeout,     ///< the client waited as long as it wants to wait for one attempt
  Abandoned,         ///< the client gave up altogether
  BadRelease,        ///< the version that served it is broken
  StartFailed,       ///< a task ended before it was running
  ImageUnavailable,  ///< its image could not be pulled
  Stopped,           ///< its server was stopped for good while it was being served
  SpotReclaimed,     ///< AWS took the spare capacity back
  ApiThrottled,      ///< too many control calls a second
  CpuCredits,        ///< limit: a burstable instance has used its credits and falls to its baseline
  SurplusCredits,    ///< limit: it goes on, and what it uses from now on is charged
  VcpuQuota,         ///< limit: the account may not run more vCPU; an order was refused
  FunctionError,     ///< the code itself failed
  DeadLettered,      ///< kept in a dead-letter queue after its last attempt
  EventExpired,      ///< Lambda: waited in the internal queue for longer than an event is kept
};
inline constexpr int kOutcomes = 6;
inline constexpr int kReasons = 25;

/// What a record tells of. Without clients that try again, and without a service that does, one attempt is the whole
/// request. Otherwise each attempt has a record (load, invocations, billing), and the request has one of its own when
/// its last attempt is over (outcome, latency as its caller sees it).
enum class RecordOf : std::uint8_t { Whole, Attempt, Request };

/// Which of a function's environments ran it, for billing. Shared: in a batch whose first record stands for the one
/// invocation of all.
enum class RanOn : std::uint8_t { OnDemand, Provisioned, Shared };

/// One request or attempt, finished in whatever way. 80 bytes, trivially copyable; made in place, handed over in
/// blocks, in order of `finished`.
struct RequestRecord {
  SimTime arrived;
  SimTime started;  ///< when a server began with it (initialisation included); = finished when none ever did
  SimTime finished;
  Duration initialization{};  ///< part of [started, finished] spent on a cold start
  Duration handler_billed{};  ///< Lambda: billed duration of the code, rounded up as the service does
  Duration init_billed{};     ///< Lambda: billed part of the initialisation
  RequestId id;
  ServerId server;  ///< none when it was never served
  FactId cause;     ///< of a rejection or failure, when a rarer fact explains it (the crash, the missing trigger)
  ClassId request_class;
  Outcome outcome = Outcome::Completed;
  Reason reason = Reason::None;
  bool cold = false;
  RecordOf of = RecordOf::Whole;
  std::uint8_t attempts = 1;  ///< Attempt: its number, from 1. Request: how many there were
  RanOn ran_on = RanOn::OnDemand;
  std::uint32_t beside = 1;  ///< in service in the deployment when this one began, itself included
};

// ---- servers --------------------------------------------------------------------------------------------------------

enum class ServerKind : std::uint8_t { Instance, Host, Environment, Task, Container };
enum class ServerState : std::uint8_t {
  Ordered,   ///< asked for; not billed (EC2 `pending`, ECS PROVISIONING)
  Booting,   ///< EC2 `running` but the operating system or the bootstrap is not through
  Pulling,   ///< image pull (Fargate bills from here)
  Starting,  ///< the code starts (Lambda: init phase)
  Ready,
  Draining,
  Failed,   ///< crashed; may be repaired
  Gone,     ///< terminated, stopped or expired
  Stopped,  ///< EC2 `stopped`: keeps its disk, costs no computing
  Standby,  ///< EC2 `running` in a warm pool: ready, paid, not in service
};

/// A server came, changed or went. The first fact of a server has from == to == Ordered (or Starting for an
/// environment).
struct ServerChanged {
  ServerId server;
  ServerKind kind{};
  ServerState from{};
  ServerState to{};
  ServerId host;                ///< a task's or container's host
  std::uint32_t cpu_milli = 0;  ///< size, for idle shares: thousandths of a vCPU
  std::int64_t memory_mb = 0;
  Reason reason = Reason::None;
};

// ---- control --------------------------------------------------------------------------------------------------------

enum class Signal : std::uint8_t {
  None,
  CpuUtilization,
  CapacityReservation,
  DesiredCount,
  Unhealthy,
  RequestWaiting,
  Schedule,
  ProvisionedUse,  ///< share of the provisioned environments that are busy
};

/// A controller decided. `from` → `to` is desired capacity; `wanted` what the policy asked for before clamping.
struct ScalingDecided {
  ServerKind kind{};
  Signal signal{};
  double measured = 0;  ///< e.g. 0.83 of CPU
  double threshold = 0;
  std::int32_t points = 0;  ///< data points in a row beyond the threshold
  std::int32_t from = 0;
  std::int32_t to = 0;
  std::int32_t wanted = 0;
};

enum class Shortage : std::uint8_t { None, Cpu, Memory, Hosts, Ports, Interfaces, Quota, Constraint };

/// A task found a host, or did not. Repeated failures of one task are stated once, until the shortage changes.
struct PlacementDecided {
  ServerId task;
  ServerId host;                    ///< none: no room, or (shortage None) room on hosts of the provider
  Shortage shortage{};              ///< what was short on the host that came closest
  std::int32_t hosts = 0;           ///< hosts looked at
  std::int64_t free_cpu_milli = 0;  ///< left over on all hosts together
  std::int64_t free_memory_mb = 0;
};

enum class Actor : std::uint8_t { Operator, Service };
enum class ApiCall : std::uint8_t {
  RunInstances,
  TerminateInstances,
  CreateAutoScalingGroup,
  CreateFunction,
  UpdateFunctionCode,
  CreateTrigger,
  CreateCluster,
  RegisterTaskDefinition,
  CreateService,
  UpdateService,
  RunTask,
  StopTask,
  RegisterContainerInstance,
  PutScalingPolicy,
  SetDesiredCapacity,
  DockerRun,
  DockerStop,
  StopInstances,
  StartInstances,
  DockerPush,  ///< one image, with everything in it
  CopyFiles,   ///< code, dependencies and settings, each apart
};

/// Somebody called an API. `calls` calls together concern `count` things (ten tasks per RunTask call).
struct ApiCalled {
  ApiCall call{};
  Actor actor{};
  std::int32_t calls = 1;
  std::int32_t count = 1;
  std::int32_t throttled = 0;  ///< besides, so many calls were refused; each was made again, or is still to be
};

// ---- usage ----------------------------------------------------------------------------------------------------------

/// A physical quantity was used: `amount` of the meter's thing during [from, to), e.g. 1 instance, 1024 MB, 500
/// thousandths of a vCPU. What a unit costs, how time is rounded and what is free: billing.
struct UsageRecorded {
  MeterId meter;
  std::int64_t amount = 0;
  SimTime from;
  SimTime to;
  ServerId server;
  std::int32_t millionths = 0;  ///< of the meter's thing, on top of `amount`: 0..999,999
};

/// What a load balancer had to do during [from, to), at most an hour: its capacity units are billing's to count.
struct LoadBalancerUsed {
  MeterId meter;  ///< of the capacity units
  SimTime from;
  SimTime to;
  std::int64_t requests = 0;
  std::int64_t connections = 0;  ///< new ones
  Duration connection_length{};  ///< how long each stays open
  std::int64_t bytes = 0;        ///< requests and responses
  std::int32_t rules = 0;        ///< looked at for each request
  bool lambda_targets = false;
};

/// From now on each *completed or failed invocation* of the deployment uses one `count` unit and `memory_mb` for its
/// billed durations.
struct InvocationMetered {
  MeterId count;
  MeterId duration;
  std::int64_t memory_mb = 0;
  MeterId provisioned_duration{};  ///< of what ran on provisioned environments; none: there are none
};

// ---- operations -----------------------------------------------------------------------------------------------------

enum class Operation : std::uint8_t { CodeUploaded, TriggerSet, Bootstrapped, ServiceCreated, ClusterCreated };

struct OperationDone {
  Operation operation{};
  ServerId server;  ///< where, if at one place
};

struct Crashed {
  ServerId server;
  ServerKind kind{};
  std::int32_t lost_requests = 0;  ///< in service or waiting on it
  std::int32_t lost_tasks = 0;     ///< tasks on a failed host
  Reason reason = Reason::None;    ///< OutOfMemory, BadRelease, or none that is known
};

struct Repaired {
  ServerId server;
  ServerKind kind{};
  Duration out_of_service{};
};

struct ImagePulled {
  ServerId server;  ///< the task or container that needed it
  ServerId host;    ///< none on Fargate
  Bytes bytes{};    ///< moved; 0 when every layer was there
  Duration took{};
};

/// Something changed that requests feel, at a limit: stated once when it starts to bind and once when it stops.
struct LimitReached {
  Reason limit{};
  bool binding = false;
  std::int64_t value = 0;  ///< e.g. 1000 concurrent executions
};

enum class Fault : std::uint8_t { Zone, SlowDependency, BadRelease, Registry, Api };

/// Something around the service broke, or is whole again: the scenario said so, or a hazard did. What it does to the
/// service is told by facts that name this one as their cause.
struct FaultChanged {
  Fault fault{};
  bool active = false;
  std::uint32_t zone = 0;     ///< of a zone outage, from 1
  std::int32_t permille = 0;  ///< of requests or calls that it concerns; SlowDependency: the factor
  Duration extra{};           ///< SlowDependency
  Duration duration{};        ///< how long it was to last; 0 = until something ends it
};

enum class DeploymentStage : std::uint8_t { Started, Completed, Failed, RolledBack };

/// A service changes from one release to another. RolledBack starts a deployment too: of the release before.
struct DeploymentChanged {
  DeploymentStage stage{};
  std::uint32_t release = 1;  ///< its number, from 1
  std::int32_t desired = 0;
  std::int32_t failures = 0;  ///< starts in a row that failed
  Duration took{};            ///< since it started
};

enum class Notice : std::uint8_t { Drift, MemoryAlarm };

/// Somebody, or a program that watches, noticed something.
struct Noticed {
  Notice notice{};
  ServerId server;         ///< MemoryAlarm: whose
  std::int64_t value = 0;  ///< Drift: differences between two environments; MemoryAlarm: bytes in use
  std::int64_t limit = 0;  ///< MemoryAlarm: bytes it may use
};

using FactBody = std::variant<ServerChanged, ScalingDecided, PlacementDecided, ApiCalled, UsageRecorded,
                              InvocationMetered, OperationDone, Crashed, Repaired, ImagePulled, LimitReached,
                              FaultChanged, DeploymentChanged, LoadBalancerUsed, Noticed>;

/// A rare fact. `cause` is the fact that made this one happen, if one did: every "because" of a story is such an edge.
struct Fact {
  SimTime at;
  FactId id;
  FactId cause;
  FactBody body;
};

}  // namespace cloudsim::trace
