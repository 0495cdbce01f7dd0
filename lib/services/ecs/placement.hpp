// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "random/stream.hpp"
#include "services/container_rules.hpp"
#include "services/ecs/ecs_spec.hpp"

namespace cloudsim::services {

/// A registered host as placement sees it: what is left on it and how many tasks it holds.
struct HostRoom {
  ServerId host;
  std::uint32_t zone = 0;
  Room free;
  std::int32_t tasks = 0;
};

/// A decision with its reason. `index` into the hosts that were looked at; none when nothing had room, and then
/// `shortage` is what the host that came closest lacked (Hosts: both CPU and memory, or there is no host; Interfaces,
/// Ports or Constraint: only that).
struct Placement {
  std::optional<std::size_t> index;
  trace::Shortage shortage = trace::Shortage::None;
};

/// What a host must offer beside CPU and memory, the same for all tasks of a service.
struct PlacementRules {
  std::int32_t tasks_by_interfaces = kNoLimit;  ///< per host
  bool fixed_port = false;                      ///< one task per host
  bool distinct_instance = false;               ///< one task per host
  bool right_instance_type = true;
  std::span<const std::uint32_t> zones;  ///< allowed ones; empty = all

  static constexpr std::int32_t kNoLimit = INT32_MAX;
  /// Tasks of the service that one empty host may hold whatever its size; 0 = the type is not allowed.
  std::int32_t tasks_per_host() const;
};

/// From the service's network mode, port and constraints. The spans point into `spec`.
PlacementRules rules_of(const EcsSpec& spec);

/// Where the next task goes (ECS developer guide, task placement): hosts with enough CPU, memory, ports and interfaces,
/// of those the ones that meet the constraints, then each strategy in its turn keeps the best of those that are left
/// (spread: fewest tasks in the zone or on the host; binpack: least CPU or memory free; random: one of them), then the
/// first that remains, so ties go to the lowest host id. An empty chain is the service default, spread over zones.
/// Requires: `hosts` in ascending order of id.
Placement place_task(std::span<const HostRoom> hosts, Room size, std::span<const PlacementStrategy> strategies,
                     random::Stream& stream, const PlacementRules& rules = {});

/// From which host a surplus task is taken: the chain mirrored. Spread takes from the fullest zone or host, binpack
/// from the host with most free, so that hosts become empty. Hosts without tasks never qualify; ties go to the highest
/// host id, the youngest. None when no host has a task.
std::optional<std::size_t> choose_scale_in(std::span<const HostRoom> hosts,
                                           std::span<const PlacementStrategy> strategies, random::Stream& stream);

}  // namespace cloudsim::services
