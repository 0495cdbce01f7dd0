// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "queueing/server_pool.hpp"
#include "queueing/time_sharing.hpp"
#include "services/action.hpp"
#include "services/ecs/cluster.hpp"
#include "services/ecs/hosts.hpp"
#include "services/ecs/scaling.hpp"
#include "services/ecs/service_scheduler.hpp"
#include "services/ecs/task_life.hpp"
#include "services/service_model.hpp"
#include "services/token_bucket.hpp"

namespace cloudsim::services {

/// An ECS cluster with one service of one task definition, on EC2 hosts or on Fargate.
class EcsModel final : public ServiceModel,
                       public engine::Component,
                       queueing::ServerPool::Owner,
                       queueing::TimeSharing::Owner,
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

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Act;  // visits an action's body

  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId server, std::uint32_t busy) override;
  queueing::ServerPool::Service shared_service(const queueing::Request& request) const;
  void opened(queueing::ServerPool::Handle handle, const queueing::Request& request, ServerId server) override;
  void lost(ServerId server) override;
  void emptied(ServerId server) override { tasks_.emptied(server); }
  void room_appeared() override { tasks_.place_waiting(); }
  void task_gone(const Task& task, FactId cause) override;
  void task_ready(const Task& task) override;
  void start_failed(const Task& task, FactId cause) override;
  void task_dies(const Task& task, trace::Reason reason) override;
  std::int64_t cpu_ns(ServerId task) const override;
  void waiting_changed() override { scheduler_.resume(); }
  void launch(FactId cause) override { order_task(false, cause); }
  bool may_launch() const override;
  std::int32_t desired_tasks() const override { return desired_; }
  void resize(const ScalingDecision& decision) override;
  bool deploying() const override { return deployment_.active; }

  void set_up();
  void set_desired(std::int32_t desired, FactId cause);
  void order_task(bool stand_alone, FactId cause);
  void explain_absence(FactId cause);
  void crash_task(const Crash& given);
  void crash_host(const Crash& crash);
  void lose_host(ServerId host, Duration repaired_after, FactId cause);
  void lose_zone(const ZoneOutage& outage, FactId cause);
  void replace(const Task& task, FactId cause);
  bool fails_by_release(ServerId task);

  // Releases: ecs_deployment.cpp.
  struct Deployment {
    bool active = false;  // one release replaces another
    bool halted = false;  // the circuit breaker ended it: nothing is launched any more
    FactId fact;          // that states its start
    SimTime began;
    std::int32_t failures = 0;
  };
  void deploy(std::uint32_t release, trace::DeploymentStage stage, FactId cause);
  void go_on_deploying();
  void state_deployment(trace::DeploymentStage stage);
  void break_circuit();
  std::uint32_t add_bad_release(const BadRelease& bad);

  // Calls that a person's program makes, again while they are throttled: ecs_actions.cpp.
  struct Calls {
    std::int32_t waiting = 0;  // tasks that RunTask or StopTask has not been let through for
    bool armed = false;
  };
  bool let_through();
  void run_tasks();
  void stop_tasks();
  void try_again(Calls& calls, std::uint16_t kind);

  Cluster cluster_;
  queueing::ServerPool pool_;
  std::optional<queueing::TimeSharing> sharing_;  // none: CPU is shared as requests find it
  Hosts hosts_;
  TaskLife tasks_;
  ServiceScheduler scheduler_;
  ServiceScaling service_scaling_;
  HostScaling host_scaling_;
  std::int32_t desired_ = 0;
  bool has_service_ = false;
  FactId absence_;  // what explains that no task is there to answer
  Deployment deployment_;
  std::uint32_t release_ = 1;  // the one that launches run
  std::uint32_t last_complete_ = 1;
  std::vector<FactId> deployed_by_;              // by release: the start of its last deployment
  std::vector<std::uint32_t> failing_permille_;  // by release, from 1; empty when none fails requests
  std::uint32_t failing_sum_ = 0;
  ComponentId self_;
  TokenBucket call_bucket_;
  Calls run_calls_, stop_calls_;
  bool throttled_ = false;                                // calls are refused at present, and that was stated
  std::uint32_t refused_permille_ = 0, refused_sum_ = 0;  // by a fault
  SimTime registry_down_until_, refused_until_;
};

}  // namespace cloudsim::services
