// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "engine/simulator.hpp"
#include "services/ecs/hosts.hpp"
#include "services/ecs/task_life.hpp"
#include "services/scaling_policy.hpp"

namespace cloudsim::services {

/// Service auto scaling: looks at the tasks' average CPU once a period and asks the policy. Does nothing without
/// `EcsSpec::scaling`.
class ServiceScaling final : public engine::Component {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual std::int32_t desired_tasks() const = 0;
    virtual void resize(const ScalingDecision& decision) = 0;
    virtual bool deploying() const = 0;  ///< a release replaces another: no scale-in meanwhile
  };

  ServiceScaling(Cluster& cluster, TaskLife& tasks, Owner& owner);
  void start();

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  void evaluate(std::optional<std::int64_t> point);

  Cluster& cluster_;
  TaskLife& tasks_;
  Owner& owner_;
  ComponentId self_;
  engine::TimerId tick_;
  std::optional<TargetTracker> tracker_;
};

/// The capacity provider: looks at CapacityProviderReservation once a period, orders hosts and lets empty ones go. Does
/// nothing without managed scaling.
class HostScaling final : public engine::Component {
 public:
  HostScaling(Cluster& cluster, TaskLife& tasks, Hosts& hosts);
  void start();
  /// Hosts that hold tasks + those that the waiting tasks would fill, all tasks being alike.
  std::int32_t needed() const;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  void evaluate(std::int32_t needed, std::int32_t running);

  Cluster& cluster_;
  TaskLife& tasks_;
  Hosts& hosts_;
  ComponentId self_;
  engine::TimerId tick_;
  std::optional<CapacityReservation> provider_;
};

}  // namespace cloudsim::services
