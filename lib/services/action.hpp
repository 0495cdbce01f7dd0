// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

/// What an operator or a program does while the scenario runs. The session plays actions to models at their time (phase
/// Control).
namespace cloudsim::services {

/// A server crashes; `number` counts from 1 in order of launch (0 = the one that has been up longest). Repaired after a
/// while, or never. EC2: the process on an instance. ECS on EC2 `host`: the whole host with its tasks. ECS task /
/// Docker container: that one.
struct Crash {
  std::uint32_t number = 0;
  bool host = false;
  Duration repaired_after{};      ///< 0 = nobody repairs it (an orchestrator may replace it)
  std::uint32_t passed_over = 0;  ///< with number 0: so many that have been up even longer are spared
};
struct RunTask {
  std::uint32_t count = 1;
};  ///< ecs.RunTask: stand-alone tasks, ten per API call
struct StopTask {
  std::uint32_t count = 1;
};  ///< ecs.StopTask: one API call each; stand-alone tasks first, newest first
struct UpdateService {
  std::uint32_t desired = 0;
  std::uint32_t release = 0;   ///< the number of the release to deploy, from 1; 0 = the one that is there
  bool keeps_desired = false;  ///< `desired` says nothing
};                             ///< ecs.UpdateService: the new desired count, a new release, or both; one API call
struct SetDesiredCapacity {
  std::uint32_t desired = 0;
};                         ///< autoscaling.SetDesiredCapacity
struct StopInstances {};   ///< ec2.TerminateInstances: all of the deployment
struct StartInstances {};  ///< ec2.StartInstances: all that are stopped
struct HaltInstances {};   ///< ec2.StopInstances: all that run; their disks stay

// ---- faults on demand: a service to which one means nothing ignores it
// -----------------------------------------------

/// Everything in one availability zone is lost at once, and nothing new starts there until it is over.
struct ZoneOutage {
  std::uint32_t zone = 1;  ///< from 1, as the model numbers its zones
  Duration duration{};     ///< > 0
};
/// What requests wait for takes longer: io × factor ÷ 1000 + extra. Played to workload::Conditions, never to a model.
struct SlowDependency {
  Duration extra{};                      ///< >= 0, added to the io of each attempt that begins within `duration`
  std::uint32_t factor_permille = 1000;  ///< >= 0
  Duration duration{};                   ///< > 0
};
/// A new version goes out, by the service's own way of deploying.
struct Release {};
/// The same, but the version is bad: of its requests, that many in a thousand fail; or it ends soon after its start.
struct BadRelease {
  std::uint32_t failing_permille = 1000;  ///< 0..1000
  Duration crashes_after{};               ///< ECS: of each task that runs it, after it was ready; 0 = it stays up
  Duration duration{};                    ///< until somebody takes it back; 0 = until the next release
  bool everywhere = false;                ///< at once, for a service that rolls nothing out: by workload::Conditions
};
/// Images cannot be pulled; what has its image (or its layers) starts all the same.
struct RegistryDown {
  Duration duration{};  ///< > 0
};
/// The provider refuses that many of a thousand control calls; whoever called tries again.
struct ApiThrottling {
  Duration duration{};                  ///< > 0
  std::uint32_t share_permille = 1000;  ///< 1..1000
};

/// A process keeps memory that it does not need: its container grows until its limit kills it. Docker.
struct MemoryLeak {
  std::uint32_t number = 0;   ///< as Crash::number
  Bytes from{};               ///< in use when it begins
  Bytes per_minute{};         ///< > 0
  Duration repaired_after{};  ///< of the container, once it was killed; 0 = nobody does
};

using ActionBody =
    std::variant<Crash, RunTask, StopTask, UpdateService, SetDesiredCapacity, StopInstances, StartInstances, ZoneOutage,
                 SlowDependency, Release, BadRelease, RegistryDown, ApiThrottling, HaltInstances, MemoryLeak>;

struct Action {
  SimTime at;
  std::string deployment;
  ActionBody body;
  FactId cause{};  ///< the FaultChanged that the session stated for a fault: what a model names as the cause
};

}  // namespace cloudsim::services
