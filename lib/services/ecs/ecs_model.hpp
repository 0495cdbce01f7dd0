// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "queueing/server_pool.hpp"
#include "services/action.hpp"
#include "services/ecs/cluster.hpp"
#include "services/ecs/hosts.hpp"
#include "services/ecs/scaling.hpp"
#include "services/ecs/service_scheduler.hpp"
#include "services/ecs/task_life.hpp"
#include "services/service_model.hpp"

namespace cloudsim::services {

/// An ECS cluster with one service of one task definition, on EC2 hosts or on Fargate.
class EcsModel final : public ServiceModel,
                       queueing::ServerPool::Owner,
                       Hosts::Owner,
                       TaskLife::Owner,
                       ServiceScheduler::Owner,
                       ServiceScaling::Owner {
 public:
  EcsModel(ModelContext context, EcsSpec spec);

  void start() override;
  void submit(const queueing::Request& request) override { pool_.submit(request); }
  void act(const Action& action) override;
  void finish() override;
  ServiceView view() const override;

 private:
  struct Act;  // visits an action's body

  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId server, std::uint32_t busy) override;
  void emptied(ServerId server) override { tasks_.emptied(server); }
  void room_appeared() override { tasks_.place_waiting(); }
  void task_gone(const Task& task, FactId cause) override;
  void waiting_changed() override { scheduler_.resume(); }
  void launch(FactId cause) override { order_task(false, cause); }
  bool may_launch() const override;
  std::int32_t desired_tasks() const override { return desired_; }
  void resize(const ScalingDecision& decision) override;

  void set_up();
  void set_desired(std::int32_t desired, FactId cause);
  void order_task(bool stand_alone, FactId cause);
  void explain_absence(FactId cause);
  void crash_task(std::uint32_t number);
  void crash_host(const Crash& crash);

  Cluster cluster_;
  queueing::ServerPool pool_;
  Hosts hosts_;
  TaskLife tasks_;
  ServiceScheduler scheduler_;
  ServiceScaling service_scaling_;
  HostScaling host_scaling_;
  std::int32_t desired_ = 0;
  bool has_service_ = false;
  FactId absence_;  // what explains that no task is there to answer
};

}  // namespace cloudsim::services
