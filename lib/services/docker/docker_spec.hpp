// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "services/common_spec.hpp"

namespace cloudsim::services {

enum class DockerEdition : std::uint8_t { Community, Enterprise };

/// Hosts run by hand, without an orchestrator: a person starts containers, a reverse proxy shares the requests out,
/// nothing is replaced unless somebody does it. Values not set come from `docker.*` parameters.
struct DockerSpec {
  InstanceType instance;
  std::uint32_t hosts = 1;  ///< 1..5000
  std::int64_t container_cpu_milli = 500;
  std::int64_t container_memory_mb = 512;
  std::uint32_t containers = 1;  ///< asked for, per host
  std::int64_t reserved_memory_mb = 0;
  bool already_running = true;  ///< hosts up and containers answering at t = 0
  Bytes image{};
  Bandwidth pull_rate{};
  random::DistributionSpec launch;
  random::DistributionSpec boot;
  random::DistributionSpec start;  ///< ns: image present → answering
  std::uint32_t workers = 1;       ///< slots per container, sharing its CPU
  std::uint32_t queue_limit = 0;   ///< waiting at the proxy, for all together
  Duration timeout{};
  DockerEdition edition = DockerEdition::Community;
  bool isolated = true;  ///< one container's intruder sees its own data only
  Bytes changed{};       ///< of the image, what a new release moves to a host that has the one before; <= image

  // Delivery of a release: build, test, deploy; then host by host pull and restart.
  Duration build{};         ///< the first one of the run
  Duration build_cached{};  ///< every later one: unchanged layers come from the cache
  Duration test{};
  Duration deploy{};
  bool images = true;  ///< off: code, dependencies and settings are copied to hosts configured by hand
  std::uint32_t differences =
      0;                 ///< between the developer's environment and the hosts': found one by one without images
  Duration diagnosis{};  ///< of each difference

  // Checks.
  std::uint32_t log_lines_per_second = 0;  ///< of each container that answers
  std::uint32_t log_bytes_per_line = 0;
  Duration watch_every{};                   ///< an agent looks at every container's memory; 0 = nobody does
  std::uint32_t watch_alarm_percent = 100;  ///< of the limit
  Bytes root_volume{};
  bool public_ipv4 = true;
};

}  // namespace cloudsim::services
