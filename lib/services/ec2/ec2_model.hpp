// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/ec2/ec2_spec.hpp"
#include "services/scaling_policy.hpp"
#include "services/service_model.hpp"

namespace cloudsim::services {

// What it does: instances alone or as an Auto Scaling group. Order → `running` (billing starts) → operating system,
// bootstrap, code → first passed health check (with a load balancer) → serves. FIFO queues and workers on each
// instance; target tracking on average CPU; crash, detection by the balancer, repair or replacement by the group; usage
// of instances, root volumes, public addresses and the balancer.
//
// What it assumes: the CPU of an instance is shared evenly by the requests it serves, as seen when a request begins
// (cpu × max(1, busy ÷ vCPU); later changes of the load do not slow it down or speed it up). Instances are let go
// oldest first, and only after their requests have been answered. A crash is one of the application's process: the
// instance goes on running and costing. Checks of the balancer happen on one grid from the start of the run and fail at
// once when the process is dead. The average CPU counts only instances that serve and were warm for the whole period.
//
// What it leaves out: CPU credits of burstable types, status checks of the hardware, Spot, warm pools, lifecycle hooks,
// zones, the deregistration delay of requests longer than it, memory shared by requests running at once, the
// balancer's capacity units (LCU) and addresses, requests to all targets when all are unhealthy (fail-open).
//
// Rules: EC2 lifecycle and billing states; EC2 Auto Scaling (target tracking, warm-up, replacement); Application Load
// Balancer (health checks). Numbers come with the spec.
class Ec2Model final : public ServiceModel, public engine::Component, public queueing::ServerPool::Owner {
 public:
  Ec2Model(const ModelContext& context, Ec2Spec spec);

  void start() override;
  void submit(const queueing::Request& request) override;
  /// Crash of an instance that does not serve, or does not exist: nothing happens.
  void act(const Action& action) override;
  void finish() override;
  ServiceView view() const override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;
  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId server, std::uint32_t busy) override;
  void emptied(ServerId server) override;

 private:
  struct Instance {
    trace::ServerState state = trace::ServerState::Ordered;
    std::uint32_t epoch = 0;    // events scheduled in an earlier one are stale
    FactId order;               // why it is not there yet: its order, or the crash that it replaces one for
    FactId crash;               // the last one
    SimTime running = kNever;   // billed from here
    SimTime ready = kNever;     // first served
    SimTime crashed = kNever;   // when it did last
    bool noticed = false;       // the balancer has found it unhealthy
    std::int64_t cpu_seen = 0;  // CPU time at the last measurement
    Duration boot, bootstrap, code_upload;
  };

  // ec2_model.cpp: instances come and go
  void order(std::int32_t count, FactId cause, FactId explanation);
  void serve_at_once();
  void run(std::uint32_t index);
  void bootstrapped(std::uint32_t index);
  void code_ready(std::uint32_t index);
  void serve(std::uint32_t index);
  void let_go(std::uint32_t index, FactId cause);
  void terminate(std::uint32_t index, FactId cause);
  FactId change(std::uint32_t index, trace::ServerState to, FactId cause);
  void schedule(Duration delay, std::uint16_t kind, std::uint32_t index);
  SimTime next_check(SimTime from) const;
  void explain_absence();
  bool alive(const Instance& instance) const;
  std::int32_t alive_count() const;
  void use(MeterId meter, std::int64_t amount, SimTime from, ServerId server);

  // ec2_failure.cpp: crash, detection, repair, replacement
  void crash(std::uint32_t number, Duration repaired_after);
  void repair(std::uint32_t index);
  void back_in_service(std::uint32_t index);
  void replace(std::uint32_t index);

  // ec2_scaling.cpp: measure, decide, resize
  void measure();
  void evaluate(std::uint64_t point);
  void resize(std::int32_t desired, FactId cause);
  std::int32_t unmeasured() const;
  void set_desired(std::int32_t desired);
  void stop_all();

  ModelContext context_;
  Ec2Spec spec_;
  ComponentId self_;
  queueing::ServerPool pool_;
  random::Distribution launch_, boot_, bootstrap_, code_upload_;
  random::Stream launch_stream_, boot_stream_, bootstrap_stream_, code_stream_;
  std::optional<TargetTracker> tracker_;
  std::vector<Instance> instances_;  // by ServerId, in order of launch; those that are gone stay
  std::vector<FactId> goodbyes_;     // per instance: why it drains
  std::int32_t desired_ = 0;
  std::int32_t minimum_ = 0;
  std::int32_t maximum_ = 0;
  bool stopped_ = false;
  FactId last_gone_;  // why the last instance was let go
  MeterId instance_meter_, volume_meter_, address_meter_, balancer_meter_;
};

}  // namespace cloudsim::services
