// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
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
};

}  // namespace cloudsim::services
