// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "services/ecs/ecs_spec.hpp"

/// How one release replaces another, as pure whole-number rules (ECS developer guide: rolling update, service
/// definition parameters, deployment circuit breaker).
namespace cloudsim::services {

/// The service's tasks that are asked to stay. All >= 0; ready <= there.
struct RollingView {
  std::int32_t desired = 0;
  std::int32_t new_there = 0;  ///< launches that are decided but not made included
  std::int32_t new_ready = 0;
  std::int32_t old_there = 0;
  std::int32_t old_ready = 0;
};

/// What may happen now. `stop_old` counts ready ones: those that do not run yet always go.
struct RollingStep {
  std::int32_t stop_old = 0;
  std::int32_t start_new = 0;
  bool complete = false;
};

/// Fewest tasks that must run: the share rounded up.
constexpr std::int32_t healthy_floor(std::int32_t desired, std::uint32_t percent) {
  return static_cast<std::int32_t>((std::int64_t{desired} * percent + 99) / 100);
}
/// Most tasks that may run or start: the share rounded down.
constexpr std::int32_t task_ceiling(std::int32_t desired, std::uint32_t percent) {
  return static_cast<std::int32_t>(std::int64_t{desired} * percent / 100);
}

/// Old ones go while enough run without them; new ones come while there is room under the ceiling. Tasks that are
/// stopping count for neither (they are no longer RUNNING or PENDING).
constexpr RollingStep next_step(const DeploymentRules& rules, const RollingView& view) {
  RollingStep step;
  const std::int32_t floor = healthy_floor(view.desired, rules.minimum_healthy_percent);
  step.stop_old = std::clamp(view.new_ready + view.old_ready - floor, 0, view.old_ready);
  const std::int32_t old_left = view.old_ready - step.stop_old;
  const std::int32_t room = task_ceiling(view.desired, rules.maximum_percent) - view.new_there - old_left;
  step.start_new = std::max(0, std::min(view.desired - view.new_there, room));
  step.complete = old_left == 0 && view.new_ready >= view.desired && view.new_there == view.desired;
  return step;
}

/// So many starts in a row may fail before the deployment does.
constexpr std::int32_t failures_allowed(const DeploymentRules& rules, std::int32_t desired) {
  const auto share = static_cast<std::int32_t>((std::int64_t{desired} * rules.breaker_percent + 99) / 100);
  return std::clamp(share, static_cast<std::int32_t>(rules.breaker_minimum),
                    static_cast<std::int32_t>(rules.breaker_maximum));
}

}  // namespace cloudsim::services
