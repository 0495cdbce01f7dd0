// SPDX-License-Identifier: Apache-2.0
// What it does: decides where a task goes, or from where one is taken, as a pure function of the hosts' room.
//
// What it assumes: tasks are alike, so "fewest tasks" counts all of them, and each holds one interface and one port.
//
// What it leaves out: memberOf on other attributes than zone and instance type, daemons, GPU.
#include "services/ecs/placement.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

namespace cloudsim::services {

namespace {

using Candidates = std::vector<std::size_t>;
using Tasks = std::map<std::uint32_t, std::int64_t>;

Tasks tasks_by_zone(std::span<const HostRoom> hosts) {
  Tasks tasks;
  for (const HostRoom& host : hosts) tasks[host.zone] += host.tasks;
  return tasks;
}

/// Keeps the candidates with the smallest score, in their order.
template <class Score>
void keep_least(Candidates& candidates, const Score& score) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const std::size_t index : candidates) least = std::min(least, score(index));
  candidates.erase(
      std::remove_if(candidates.begin(), candidates.end(), [&](std::size_t index) { return score(index) != least; }),
      candidates.end());
}

/// One strategy narrows the candidates. `sign` is 1 to place and −1, the mirror image, to take away.
struct Narrow {
  std::span<const HostRoom> hosts;
  Candidates& candidates;
  random::Stream& stream;
  std::int64_t sign;

  void operator()(const Spread& spread) const {
    if (spread.over == PlacementField::Instance) {
      keep_least(candidates, [this](std::size_t index) { return sign * hosts[index].tasks; });
      return;
    }
    const Tasks tasks = tasks_by_zone(hosts);
    keep_least(candidates, [this, &tasks](std::size_t index) { return sign * tasks.at(hosts[index].zone); });
  }
  void operator()(const Binpack& binpack) const {
    const bool by_cpu = binpack.by == PlacementField::Cpu;
    keep_least(candidates, [this, by_cpu](std::size_t index) {
      return sign * (by_cpu ? hosts[index].free.cpu_milli : hosts[index].free.memory_mb);
    });
  }
  void operator()(const RandomPlacement&) const {
    const std::uint64_t draw = stream.below(candidates.size());
    const std::size_t chosen = candidates[static_cast<std::size_t>(draw)];
    candidates.assign(1, chosen);
  }
};

void narrow(std::span<const HostRoom> hosts, std::span<const PlacementStrategy> strategies, random::Stream& stream,
            std::int64_t sign, Candidates& candidates) {
  const Narrow visitor{hosts, candidates, stream, sign};
  if (strategies.empty()) visitor(Spread{});
  for (const PlacementStrategy& strategy : strategies) {
    if (candidates.size() == 1) return;  // also spares the random stream a draw that would decide nothing
    std::visit(visitor, strategy);
  }
}

/// How far a host is from holding the task: resources that are short, then the sum of the missing shares of the task's
/// size (over a common denominator, so whole numbers do).
std::pair<int, std::int64_t> distance(Room free, Room size) {
  const std::int64_t cpu = std::max<std::int64_t>(0, size.cpu_milli - free.cpu_milli);
  const std::int64_t memory = std::max<std::int64_t>(0, size.memory_mb - free.memory_mb);
  return {(cpu > 0 ? 1 : 0) + (memory > 0 ? 1 : 0),
          cpu * std::max<std::int64_t>(1, size.memory_mb) + memory * std::max<std::int64_t>(1, size.cpu_milli)};
}

/// Why this host cannot take the task, in the order of the placement pipeline: resources first, constraints last.
trace::Shortage refusal(const HostRoom& host, Room size, const PlacementRules& rules) {
  const trace::Shortage lack = shortage_of(host.free, size);
  if (lack != trace::Shortage::None) return lack;
  if (rules.fixed_port && host.tasks > 0) return trace::Shortage::Ports;
  if (host.tasks >= rules.tasks_by_interfaces) return trace::Shortage::Interfaces;
  const bool right_zone =
      rules.zones.empty() || std::find(rules.zones.begin(), rules.zones.end(), host.zone) != rules.zones.end();
  if (!right_zone || !rules.right_instance_type) return trace::Shortage::Constraint;
  if (rules.distinct_instance && host.tasks > 0) return trace::Shortage::Constraint;
  return trace::Shortage::None;
}

trace::Shortage closest_shortage(std::span<const HostRoom> hosts, Room size, const PlacementRules& rules) {
  const HostRoom* closest = nullptr;
  for (const HostRoom& host : hosts) {
    if (closest == nullptr || distance(host.free, size) < distance(closest->free, size)) closest = &host;
  }
  return closest == nullptr ? trace::Shortage::Hosts : refusal(*closest, size, rules);
}

}  // namespace

std::int32_t PlacementRules::tasks_per_host() const {
  if (!right_instance_type) return 0;
  return fixed_port || distinct_instance ? std::min(1, tasks_by_interfaces) : tasks_by_interfaces;
}

PlacementRules rules_of(const EcsSpec& spec) {
  PlacementRules rules;
  const InstanceType& type = spec.hosts.instance;
  if (spec.network == NetworkMode::Awsvpc && type.interfaces > 0) {
    const std::uint32_t tasks = spec.trunking && type.trunk_tasks > 0 ? type.trunk_tasks : type.interfaces - 1;
    rules.tasks_by_interfaces = static_cast<std::int32_t>(tasks);
  }
  rules.fixed_port = spec.host_port && spec.network != NetworkMode::Awsvpc;
  const PlacementConstraints& constraints = spec.constraints;
  rules.distinct_instance = constraints.distinct_instance;
  rules.zones = constraints.zones;
  const auto& types = constraints.instance_types;
  rules.right_instance_type = types.empty() || std::find(types.begin(), types.end(), type.name) != types.end();
  return rules;
}

Placement place_task(std::span<const HostRoom> hosts, Room size, std::span<const PlacementStrategy> strategies,
                     random::Stream& stream, const PlacementRules& rules) {
  Candidates candidates;
  for (std::size_t index = 0; index < hosts.size(); ++index) {
    if (refusal(hosts[index], size, rules) == trace::Shortage::None) candidates.push_back(index);
  }
  if (candidates.empty()) return {std::nullopt, closest_shortage(hosts, size, rules)};
  narrow(hosts, strategies, stream, 1, candidates);
  return {candidates.front(), trace::Shortage::None};
}

std::optional<std::size_t> choose_scale_in(std::span<const HostRoom> hosts,
                                           std::span<const PlacementStrategy> strategies, random::Stream& stream) {
  Candidates candidates;
  for (std::size_t index = 0; index < hosts.size(); ++index) {
    if (hosts[index].tasks > 0) candidates.push_back(index);
  }
  if (candidates.empty()) return std::nullopt;
  narrow(hosts, strategies, stream, -1, candidates);
  return candidates.back();
}

}  // namespace cloudsim::services
