// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "base/units.hpp"
#include "random/distribution_spec.hpp"

namespace cloudsim::services {

/// A row of scenarios/catalog/instance-types.yaml.
struct InstanceType {
  std::string name;
  std::uint32_t vcpu = 1;
  Bytes memory{};
  bool arm = false;
  bool burstable = false;
  std::uint32_t baseline_percent = 100;  ///< of each vCPU, for burstable types
  std::uint32_t interfaces = 0;          ///< network interfaces, its own included; 0 = not known
  std::uint32_t trunk_tasks = 0;  ///< tasks with an interface of their own when trunking is on; 0 = the type cannot
};

/// How requests that compute at once share CPU.
enum class CpuSharing : std::uint8_t {
  AtStart,   ///< a request keeps the share that it finds when it begins: quick to simulate, roughly right
  OverTime,  ///< its share changes with each request that begins or ends beside it, as the kernel's scheduler does it
};

/// The alarms behind target tracking: the values are parameters with sources (scenarios/catalog/parameters.yaml).
struct AlarmRules {
  Duration period = Duration::minutes(1);
  Duration metric_delay{};        ///< from the end of a period until its point can be evaluated
  std::uint32_t high_points = 3;  ///< points in a row above target → out
  std::uint32_t low_points = 15;  ///< points in a row below low_ratio × target → in
  double low_ratio = 0.7;         ///< EC2 Auto Scaling 0.7, Application Auto Scaling (ECS) 0.9
};

struct TargetTracking {
  double target_cpu = 0.5;  ///< 0 < target <= 1
  AlarmRules alarms;
  Duration warm_up{};             ///< a new member counts as capacity, is left out of the metric, and blocks scale-in
  Duration scale_out_cooldown{};  ///< ECS service auto scaling: 300 s after an activity
  Duration scale_in_cooldown{};
};

}  // namespace cloudsim::services
