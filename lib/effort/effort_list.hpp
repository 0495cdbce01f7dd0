// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/time.hpp"

namespace cloudsim::effort {

enum class When : std::uint8_t { Once, Monthly, PerRelease, PerIncident };
enum class Each : std::uint8_t { Deployment, Host, Container };

/// One thing a person does for a deployment. Minutes are data with a source, never a finding.
struct Duty {
  std::string id;       ///< words: `effort.<id>` in locales
  std::string service;  ///< "ec2", "lambda", "ecs-ec2", "ecs-fargate", "docker"
  When when{};
  Each each = Each::Deployment;
  double minutes = 0;  ///< hands-on, each time
  double times = 1;    ///< per month for Monthly
  std::string group;   ///< "provision", "upload", "manage", "check"
  std::string source;  ///< a source key, or "assumption"
};

struct EffortList {
  std::string name;
  double releases_per_month = 0;
  std::vector<Duty> duties;
};

std::optional<EffortList> read_effort_list(std::string name, std::shared_ptr<const Source> source,
                                           Diagnostics& diagnostics);

}  // namespace cloudsim::effort
