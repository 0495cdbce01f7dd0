// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/time.hpp"

/// What an operator or a program does while the scenario runs. The session plays actions to models at their time (phase
/// Control).
namespace cloudsim::services {

/// A server crashes; `number` counts from 1 in order of launch (0 = the one that has been up longest). Repaired after a
/// while, or never. EC2: the process on an instance. ECS on EC2 `host`: the whole host with its tasks. ECS task /
/// Docker container: that one.
struct Crash {
  std::uint32_t number = 0;
  bool host = false;
  Duration repaired_after{};  ///< 0 = nobody repairs it (an orchestrator may replace it)
};
struct RunTask {
  std::uint32_t count = 1;
};  ///< ecs.RunTask: stand-alone tasks, ten per API call
struct StopTask {
  std::uint32_t count = 1;
};  ///< ecs.StopTask: one API call each; stand-alone tasks first, newest first
struct UpdateService {
  std::uint32_t desired = 0;
};  ///< ecs.UpdateService: the new desired count, one API call
struct SetDesiredCapacity {
  std::uint32_t desired = 0;
};                        ///< autoscaling.SetDesiredCapacity
struct StopInstances {};  ///< ec2.TerminateInstances: all of the deployment
using ActionBody = std::variant<Crash, RunTask, StopTask, UpdateService, SetDesiredCapacity, StopInstances>;

struct Action {
  SimTime at;
  std::string deployment;
  ActionBody body;
};

}  // namespace cloudsim::services
