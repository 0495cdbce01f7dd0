// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/time.hpp"

namespace cloudsim::effort {

enum class When : std::uint8_t { Once, Monthly, PerRelease, PerIncident };
enum class Each : std::uint8_t { Deployment, Host, Container };

/// What went wrong, for duties that come with incidents.
enum class Incident : std::uint8_t {
  Repair,  ///< something crashed and a person brought it back
  NoRoom,  ///< tasks found no host for a long time
  Drift,   ///< a difference between two hand-made environments, to be found and removed
};

/// One thing a person does for a deployment. Minutes are data with a source, never a finding.
/// What a deployment must use for a duty to exist at all.
enum class Needs : std::uint8_t { Nothing, LoadBalancer, Scaling };

struct Duty {
  std::string id;       ///< words: `effort.<id>` in locales
  std::string service;  ///< "ec2", "lambda", "ecs-ec2", "ecs-fargate", "docker"
  When when{};
  Each each = Each::Deployment;
  double minutes = 0;                    ///< hands-on, each time
  double times = 1;                      ///< per month for Monthly
  std::string group;                     ///< "provision", "upload", "manage", "check"
  std::string source;                    ///< a source key, or "assumption"
  Incident incident = Incident::Repair;  ///< PerIncident only
  Needs needs = Needs::Nothing;
};

struct EffortList {
  std::string name;
  double releases_per_month = 0;
  Duration automatic_repair_within{};  ///< a faster repair was a restart by software: nobody worked on it
  Duration stuck_after{};              ///< a longer lack of room for tasks is an incident
  std::vector<Duty> duties;
  std::map<std::string, std::string, std::less<>> sources;  ///< key → what and where
};

std::optional<EffortList> read_effort_list(std::string name, std::shared_ptr<const Source> source,
                                           Diagnostics& diagnostics);

}  // namespace cloudsim::effort
