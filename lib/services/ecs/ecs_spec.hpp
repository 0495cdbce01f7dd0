// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "queueing/server_pool_spec.hpp"
#include "services/common_spec.hpp"

namespace cloudsim::services {

enum class LaunchType : std::uint8_t { Ec2, Fargate };
enum class PlacementField : std::uint8_t { Cpu, Memory, Zone, Instance };
struct Binpack {
  PlacementField by = PlacementField::Memory;
};
struct Spread {
  PlacementField over = PlacementField::Zone;
};
struct RandomPlacement {};
using PlacementStrategy = std::variant<Binpack, Spread, RandomPlacement>;

/// What must hold of a host before a strategy may choose it (placement constraints, ECS developer guide). Unmet: the
/// task is not placed.
struct PlacementConstraints {
  bool distinct_instance = false;           ///< no two of these tasks on one host
  std::vector<std::uint32_t> zones;         ///< memberOf: zone indices from 0; empty = any
  std::vector<std::string> instance_types;  ///< memberOf; empty = any
  bool any() const { return distinct_instance || !zones.empty() || !instance_types.empty(); }
};

/// How a task on a host is reached. Awsvpc: an interface of the host for each task, one of its own kept back. Host: the
/// host's own ports, so one task per host when it asks for a port. Bridge: ports chosen freely, no limit.
enum class NetworkMode : std::uint8_t { Bridge, Awsvpc, Host };

/// A version of the task definition. A service starts with one; ecs.UpdateService names another.
struct EcsRelease {
  std::string name;                    ///< for people
  Bytes image{};                       ///< what a pull moves to a place where nothing of it is
  Bytes changed{};                     ///< what it moves to a host that has an earlier release's image; <= image
  random::DistributionSpec start;      ///< ns: image present → answering
  bool never_starts = false;           ///< each task ends when its start time is over, before RUNNING
  Duration crashes_after{};            ///< each task dies so long after it was ready; 0 = it stays up
  std::uint32_t failing_permille = 0;  ///< 0..1000: of its requests, that many in a thousand fail
};

/// How a release replaces another (ECS developer guide, service definition parameters and deployment circuit breaker).
struct DeploymentRules {
  std::uint32_t minimum_healthy_percent = 100;  ///< 0..100 of desired, rounded up: never fewer run
  std::uint32_t maximum_percent = 200;          ///< 100..200 of desired, rounded down: never more run or start
  bool circuit_breaker = false;
  bool rollback = false;               ///< after the circuit breaker: back to the last release that was complete
  std::uint32_t breaker_percent = 50;  ///< of desired, rounded up, …
  std::uint32_t breaker_minimum = 10;  ///< … within these: so many starts in a row may fail
  std::uint32_t breaker_maximum = 200;
};

/// The EC2 hosts of a cluster: an Auto Scaling group behind a capacity provider.
struct HostsSpec {
  InstanceType instance;
  std::uint32_t minimum = 0;
  std::uint32_t maximum = 1;
  bool managed_scaling = true;   ///< by CapacityProviderReservation; false: `minimum` hosts, fixed
  double target_capacity = 1.0;  ///< 0 < target <= 1; 1 = no spare hosts
  bool replace_failed = true;
  Duration replacement_delay{};         ///< from a host's failure until its group orders a new one
  bool already_running = false;         ///< `minimum` hosts are registered at t = 0
  std::uint32_t zones = 3;              ///< hosts are spread over zones 0..zones-1 in turn
  std::int64_t reserved_memory_mb = 0;  ///< of each host, for the system and the agent
  random::DistributionSpec launch;
  random::DistributionSpec boot;  ///< until the agent has registered
  AlarmRules alarms;
  Duration warm_up{};
  Bytes root_volume{};      ///< gp3, billed with the host
  bool public_ipv4 = true;  ///< billed with the host
};

/// Tasks of one task definition run as a service (and as stand-alone tasks by RunTask). Values not set come from
/// `ecs.*` parameters.
struct EcsSpec {
  LaunchType launch = LaunchType::Fargate;
  HostsSpec hosts;                    ///< only for LaunchType::Ec2
  std::int64_t task_cpu_milli = 256;  ///< Fargate: valid pairs only
  std::int64_t task_memory_mb = 512;
  bool arm = false;
  Bytes image{};                             ///< compressed size that a pull moves
  std::uint32_t desired = 1;                 ///< 0..5000
  bool already_running = false;              ///< the first `desired` tasks serve at t = 0
  std::vector<PlacementStrategy> placement;  ///< chained; Ec2 only; empty = spread over zones
  std::optional<TargetTracking> scaling;
  std::uint32_t maximum = 0;  ///< tasks, with scaling
  std::uint32_t minimum = 0;
  std::uint32_t workers = 0;  ///< slots per task; 0 = one per started vCPU (at least 1)
  CpuSharing cpu_sharing = CpuSharing::AtStart;
  bool load_balancer = true;
  queueing::Routing routing = queueing::Routing::RoundRobin;
  std::uint32_t queue_limit = 0;
  Duration timeout{};
  random::DistributionSpec setup;    ///< ns: Fargate: compute and network interface, before the pull, not billed
  Bandwidth pull_rate{};             ///< pull and unpack
  random::DistributionSpec start;    ///< ns: image present → answering
  double launches_per_minute = 500;  ///< service scheduler, per service; 0 = no limit
  double fargate_burst = 100;        ///< Fargate launch bucket …
  double fargate_per_second = 20;    ///< … and its refill; 0 = no limit
  std::uint32_t max_starting = 0;    ///< Ec2: tasks waiting in PROVISIONING per cluster; 0 = no limit
  Duration restart_delay{};          ///< the scheduler notices a stopped task

  // Releases.
  std::vector<EcsRelease> releases;  ///< those to come: the first is number 2, for the service starts with number 1
  DeploymentRules deployment;
  Duration restart_throttle_maximum{};  ///< the restart delay grows up to here while starts fail; 0 = never grows
  std::uint32_t restart_throttle_percent = 100;  ///< of the delay before, each time; >= 100
  Duration pull_failure{};                       ///< from the begin of a pull until it fails for want of a registry

  // Stopping: deregistration (with a load balancer), SIGTERM, stop time-out, SIGKILL.
  Duration deregistration_delay{};  ///< longest time for running requests before SIGTERM
  Duration stop_timeout{};          ///< from SIGTERM to SIGKILL; 0 = nobody kills it
  bool ignores_sigterm = false;     ///< the process stays until SIGKILL, even when it has nothing to do

  // Placement and limits.
  std::int64_t memory_reservation_mb = 0;  ///< Ec2: soft limit, counts for placement; 0 = task_memory_mb, the hard one
  NetworkMode network = NetworkMode::Bridge;   ///< Ec2 only; Fargate has an interface of its own for each task
  bool host_port = false;                      ///< Host or Bridge: the task asks for a fixed port of its host
  bool trunking = false;                       ///< Awsvpc: more interfaces, for types that can
  PlacementConstraints constraints;            ///< Ec2 only
  bool out_of_memory_kills = true;             ///< a request beyond the hard limit kills its task, not only itself
  std::int64_t vcpu_quota_milli = 0;           ///< Fargate: of all tasks at once; 0 = no limit
  bool spot = false;                           ///< Fargate Spot
  random::DistributionSpec spot_interruption;  ///< ns from ready until AWS wants the task back; Spot only
  Duration spot_notice{};                      ///< from that warning until the task is killed
  std::uint32_t api_burst = 0;  ///< RunTask and StopTask share a bucket of so many calls; 0 = no limit …
  double api_per_second = 0;    ///< … and its refill
  Duration api_retry{};         ///< a caller that was throttled tries again after it; > 0 with a bucket

  /// The release with this number, from 1.
  EcsRelease release(std::uint32_t number) const {
    if (number >= 2 && number - 2 < releases.size()) return releases[number - 2];
    return {{}, image, image, start, false, {}, 0};
  }
};

}  // namespace cloudsim::services
