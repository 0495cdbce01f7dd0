// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "queueing/server_pool_spec.hpp"
#include "services/common_spec.hpp"

namespace cloudsim::services {

enum class Ec2Image : std::uint8_t {
  Baked,     ///< an AMI with application and code: boots, starts, serves
  UserData,  ///< a plain AMI: every launch installs, then fetches the code
};

/// Virtual servers, alone or as an Auto Scaling group. Values not set by the scenario come from parameters.yaml
/// (`ec2.*`).
struct Ec2Spec {
  InstanceType instance;
  std::uint32_t minimum = 1;  ///< 0..5000
  std::uint32_t maximum = 1;
  std::uint32_t desired = 1;              ///< at the start
  std::optional<TargetTracking> scaling;  ///< none: fixed fleet; failed members are replaced only with `replace_failed`
  bool replace_failed =
      false;  ///< an Auto Scaling group replaces members that fail (default when min < max or scaling)
  bool already_running = false;  ///< true: the first `desired` instances serve at t = 0 (yesterday's fleet)
  Ec2Image image = Ec2Image::Baked;
  random::DistributionSpec launch;       ///< ns: order → `running` (state pending, not billed)
  random::DistributionSpec boot;         ///< ns: `running` → operating system up (billed)
  random::DistributionSpec bootstrap;    ///< ns: install by user data, or start of a baked image
  random::DistributionSpec code_upload;  ///< ns: until the code is there and started
  std::uint32_t workers = 0;             ///< slots per instance; 0 = one per vCPU
  bool load_balancer = false;            ///< an ALB in front: health checks, per-instance queues; its hours are billed
  queueing::Routing routing = queueing::Routing::RoundRobin;
  std::uint32_t queue_limit = 0;          ///< waiting requests per instance
  Duration timeout{};                     ///< 0 = none
  Duration health_check_interval{};       ///< ALB
  std::uint32_t unhealthy_threshold = 2;  ///< failed checks in a row until a target gets no more requests
  /// Passed checks in a row until a target that was found unhealthy gets requests again. A new one needs one.
  std::uint32_t healthy_threshold = 1;
  Duration replacement_delay{};  ///< from failure until the group orders a new member
  Bytes root_volume{};           ///< gp3, billed while the instance exists
  bool public_ipv4 = true;       ///< billed while running
};

}  // namespace cloudsim::services
