// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/cpu_credits.hpp"
#include "queueing/server_pool_spec.hpp"
#include "services/common_spec.hpp"
#include "services/step_scaling_spec.hpp"

namespace cloudsim::services {

enum class Ec2Image : std::uint8_t {
  Baked,     ///< an AMI with application and code: boots, starts, serves
  UserData,  ///< a plain AMI: every launch installs, then fetches the code
};

/// CPU credits of a burstable type. Rules: EC2 user guide, burstable-credits-baseline-concepts (2023-06).
struct Ec2Credits {
  CreditMode mode = CreditMode::Unlimited;
  std::string meter;                     ///< of what unlimited mode charges: "ec2.surplus.t3"
  Duration kept = Duration::hours(168);  ///< a stopped instance keeps its credits so long
};

/// Capacity units of the load balancer: what a request is to it. All assumptions; the rule is the price list's.
struct Ec2CapacityUnits {
  double requests_per_connection = 1;  ///< > 0: how often a connection is used again
  Duration connection_length{};        ///< how long one stays open
  Bytes bytes_per_request{};           ///< request and response together
  std::uint32_t rules = 1;             ///< listener rules looked at for each request
};

/// Spare capacity at a lower rate that AWS takes back.
struct Ec2Spot {
  random::DistributionSpec reclaim;  ///< ns between two reclaims in one zone
  double together = 1;               ///< 0 < share <= 1 of the zone's instances that go at once
  Duration notice{};                 ///< from the notice until the instance is terminated
  Duration free_within{};            ///< an instance reclaimed younger than this costs no computing
};

/// Instances that were started before they are needed. Rule: EC2 Auto Scaling user guide, warm pools (2023-06).
struct Ec2WarmPool {
  std::optional<std::uint32_t> size;  ///< none: as many as the group could still grow
  bool running = false;               ///< true: wait running, and cost; false: wait stopped
};

/// Virtual servers, alone or as an Auto Scaling group. Values not set by the scenario come from parameters.yaml
/// (`ec2.*`, `alb.*`).
struct Ec2Spec {
  InstanceType instance;
  std::uint32_t minimum = 1;  ///< 0..5000
  std::uint32_t maximum = 1;
  std::uint32_t desired = 1;              ///< at the start
  std::uint32_t zones = 1;                ///< 1..26: instances are spread over them
  std::optional<TargetTracking> scaling;  ///< none: fixed fleet; failed members are replaced only with `replace_failed`
  std::vector<StepScaling> policies;      ///< besides; the largest capacity that one asks for wins
  std::vector<ScheduledSize> schedule;
  AlarmRules monitoring;               ///< of `policies`; with `scaling` its own count
  Duration warm_up{};                  ///< of `policies`; with `scaling` its own counts
  std::uint32_t detailed_metrics = 0;  ///< metrics billed per running instance; 0: basic monitoring, or not counted
  std::optional<Ec2WarmPool> warm_pool;
  bool replace_failed =
      false;  ///< an Auto Scaling group replaces members that fail (default when min < max or scaling)
  bool already_running = false;  ///< true: the first `desired` instances serve at t = 0 (yesterday's fleet)
  Ec2Image image = Ec2Image::Baked;
  random::DistributionSpec launch;       ///< ns: order → `running` (state pending, not billed)
  random::DistributionSpec boot;         ///< ns: `running` → operating system up (billed)
  random::DistributionSpec bootstrap;    ///< ns: install by user data, or start of a baked image
  random::DistributionSpec code_upload;  ///< ns: until the code is there and started
  std::uint32_t workers = 0;             ///< slots per instance; 0 = one per vCPU
  CpuSharing cpu_sharing = CpuSharing::AtStart;
  bool load_balancer = false;  ///< an ALB in front: health checks, per-instance queues; its hours are billed
  queueing::Routing routing = queueing::Routing::RoundRobin;
  std::uint32_t queue_limit = 0;          ///< waiting requests per instance
  Duration timeout{};                     ///< 0 = none
  Duration health_check_interval{};       ///< ALB
  std::uint32_t unhealthy_threshold = 2;  ///< failed checks in a row until a target gets no more requests
  /// Passed checks in a row until a target that was found unhealthy gets requests again. A new one needs one.
  std::uint32_t healthy_threshold = 1;
  Duration deregistration_delay{};  ///< ALB: a draining target is cut off after it; 0 = when its requests are done
  Duration slow_start{};            ///< ALB, round robin: time in which a new target's share grows; 0 = off
  bool balancer_health = false;     ///< the group also replaces what the balancer finds unhealthy
  Duration health_check_grace{};    ///< from `running`: so long such findings are ignored
  std::optional<Ec2CapacityUnits> capacity_units;
  Duration replacement_delay{};       ///< from failure until the group orders a new member
  Bytes root_volume{};                ///< gp3, billed while the instance exists
  bool public_ipv4 = true;            ///< billed while running
  std::optional<Ec2Credits> credits;  ///< burstable types; none: not followed
  std::uint32_t reserved = 0;         ///< instances reserved for a year: paid all the time, used or not
  std::optional<Ec2Spot> spot;        ///< none: on demand
  std::uint32_t vcpu_quota = 0;       ///< vCPUs that the account may run; 0 = enough

  /// An Auto Scaling group, not instances on their own.
  bool is_group() const {
    return replace_failed || scaling.has_value() || !policies.empty() || !schedule.empty() || minimum < maximum;
  }
};

}  // namespace cloudsim::services
