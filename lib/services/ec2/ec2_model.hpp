// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "queueing/time_sharing.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/ec2/burst_credits.hpp"
#include "services/ec2/ec2_spec.hpp"
#include "services/ec2/ec2_usage.hpp"
#include "services/scaling_policy.hpp"
#include "services/service_model.hpp"
#include "services/step_scaling.hpp"

namespace cloudsim::services {

// What it does: instances alone or as an Auto Scaling group, spread over zones. Order → `running` (billing starts) →
// operating system, bootstrap, code → first passed health check (with a load balancer) → serves. FIFO queues and
// workers on each instance; CPU credits; target tracking, step and simple scaling, scheduled actions, warm pools; the
// default termination order; crash, detection by the balancer, repair or replacement by the group; Spot reclaims, lost
// zones, stop and start, the vCPU quota; the balancer's deregistration delay, slow start and capacity units; usage of
// instances, root volumes, public addresses, metrics and the balancer.
//
// What it assumes: the CPU of an instance is shared evenly by the requests that compute, one vCPU at most for each.
// Over time: a request computes first and waits for its I/O then, and its share changes with those beside it. At start:
// it keeps the share that it finds (cpu × max(1, busy ÷ vCPU)), and its CPU time counts as spread over its whole
// service. A crash is one of the application's process: the instance goes on running and costing. Checks of the
// balancer happen on one grid from the start of the run and fail at once when the process is dead. The average CPU
// counts only instances that serve and were warm for the whole period. All members have one launch template. There is
// always room for a Spot replacement. A stopped instance answers its last requests first, and starts again without its
// user data.
//
// What it leaves out: status checks of the hardware, lifecycle hooks, rebalancing between zones, predictive scaling,
// metrics other than CPU, the lateness of scheduled actions, hibernation, RunInstances throttling, memory shared by
// requests running at once, addresses of the balancer, requests to a target that was found unhealthy and answers again
// once another one is healthy (fail-open ends late), releases.
//
// Rules: EC2 lifecycle, billing states and burstable types; EC2 Auto Scaling; Application Load Balancer (health checks,
// deregistration, slow start). Numbers come with the spec.
class Ec2Model final : public ServiceModel,
                       public engine::Component,
                       public queueing::ServerPool::Owner,
                       queueing::TimeSharing::Owner {
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
  void ended(ServerId server) override;
  void opened(queueing::ServerPool::Handle handle, const queueing::Request& request, ServerId server) override;
  void lost(ServerId server) override;

 private:
  struct Instance {
    trace::ServerState state = trace::ServerState::Ordered;
    std::uint32_t epoch = 0;    // events scheduled in an earlier one are stale
    FactId order;               // why it is not there yet: its order, or the crash that it replaces one for
    FactId crash;               // the last one
    SimTime running = kNever;   // of this start
    SimTime ready = kNever;     // first served
    SimTime crashed = kNever;   // when it did last
    bool noticed = false;       // the balancer has found it unhealthy
    bool answers = false;       // failed, but whole again: its next checks pass
    bool ramps = false;         // there was a healthy target when it was registered: slow start
    bool in_pool = false;       // known to the pool of servers
    bool code_there = false;    // of this start
    bool spare = false;         // of the warm pool
    bool halts = false;         // drains to be stopped, not terminated
    bool reclaimed = false;     // Spot: its notice runs
    std::uint32_t zone = 0;     // from 0
    std::int64_t cpu_seen = 0;  // CPU time at the last measurement
    engine::EventId spent;      // its credits are used up then, if nothing changes
    bool slow = false;          // they are: it has its baseline only
    Duration boot, bootstrap, code_upload;
  };

  // ec2_model.cpp
  void schedule(Duration delay, std::uint16_t kind, std::uint32_t index);
  FactId change(std::uint32_t index, trace::ServerState to, FactId cause, trace::Reason reason = trace::Reason::None);
  void explain_absence();
  bool alive(const Instance& instance) const;
  std::int32_t alive_count() const;
  void instance_event(std::uint16_t kind, std::uint32_t index);

  // ec2_lifecycle.cpp: instances come and go
  void order(std::int32_t count, FactId cause, FactId explanation);
  std::uint32_t add_instance(bool spare);
  void order_one(FactId cause, FactId explanation, bool spare);
  bool take_spare(FactId cause, FactId explanation);
  void fill_warm_pool(FactId cause);
  bool within_quota(std::int32_t count, FactId cause);
  std::uint32_t emptiest_zone() const;
  bool zone_open() const;
  void serve_at_once();
  void run(std::uint32_t index);
  void bootstrapped(std::uint32_t index);
  void code_ready(std::uint32_t index);
  void serve(std::uint32_t index);
  void let_go(std::uint32_t index, FactId cause);
  void cut_off(std::uint32_t index, trace::Reason reason);
  void forget(std::uint32_t index);
  void terminate(std::uint32_t index, FactId cause, bool free = false);
  void halt(std::uint32_t index, FactId cause);
  void start_again(std::uint32_t index, FactId cause);
  void halt_all();
  void start_all();
  void stop_all();

  // ec2_failure.cpp: crash, detection, repair, replacement, capacity that AWS takes away
  SimTime next_check(SimTime from) const;
  void crash(const Crash& given);
  void unhealthy(std::uint32_t index);
  void repair(std::uint32_t index);
  void back_in_service(std::uint32_t index);
  void fail_open();
  void replace(std::uint32_t index);
  void replace_late(std::uint32_t index);
  void refill(FactId cause);
  void schedule_reclaim(std::uint32_t zone);
  void reclaim(std::uint32_t zone);
  void reclaimed(std::uint32_t index);
  void lose_zone(const ZoneOutage& outage, FactId cause);

  // ec2_calls.cpp: control calls that are refused for a while
  void throttle_calls(const ApiThrottling& throttling, FactId cause);
  bool refused();
  void call(const Action& action);
  void calls_back();

  // ec2_scaling.cpp: measure, decide, resize
  const AlarmRules& alarms() const { return spec_.scaling ? spec_.scaling->alarms : spec_.monitoring; }
  Duration warm_up() const { return spec_.scaling ? spec_.scaling->warm_up : spec_.warm_up; }
  bool has_policies() const { return spec_.scaling.has_value() || !spec_.policies.empty(); }
  void measure();
  void evaluate(std::uint64_t point);
  void scheduled(std::uint32_t index);
  void resize(std::int32_t desired, FactId cause);
  std::uint32_t first_to_go() const;
  std::int32_t unmeasured() const;
  void tell_launched();
  void set_desired(std::int32_t desired);

  // ec2_sharing.cpp
  queueing::ServerPool::Service shared_service(const queueing::Request& request) const;
  void computed(ServerId server) override;
  void adjust_speed(std::uint32_t index);
  std::int64_t cpu_ns(std::uint32_t index) const;

  // ec2_credits.cpp
  void settle(std::uint32_t index);
  void close_credits(std::uint32_t index);
  bool bill_credits(std::uint32_t index);
  void credit_tick();
  void bind(trace::Reason limit, bool& bound, bool now, std::int64_t value);

  ModelContext context_;
  Ec2Spec spec_;
  ComponentId self_;
  queueing::ServerPool pool_;
  std::optional<queueing::TimeSharing> sharing_;  // none: CPU is shared as requests find it
  random::Distribution launch_, boot_, bootstrap_, code_upload_, reclaim_;
  random::Stream launch_stream_, boot_stream_, bootstrap_stream_, code_stream_, restart_stream_;
  std::vector<random::Stream> reclaim_streams_;  // by zone
  Ec2Usage usage_;
  std::optional<BurstCredits> credits_;
  std::optional<TargetTracker> tracker_;
  std::vector<StepScaler> scalers_;
  std::vector<Instance> instances_;  // by ServerId, in order of launch; those that are gone stay
  std::vector<FactId> goodbyes_;     // per instance: why it drains
  std::vector<SimTime> zones_back_;  // per zone: lost until then
  bool group_ = false;
  std::int32_t desired_ = 0;
  std::int32_t minimum_ = 0;
  std::int32_t maximum_ = 0;
  bool stopped_ = false;
  FactId last_gone_;   // why the last instance was let go
  FactId over_quota_;  // the last refusal
  bool quota_binds_ = false;
  SimTime calls_back_at_{};  // control calls are refused until then
  std::uint32_t refused_permille_ = 0, refused_sum_ = 0;
  FactId throttled_by_, throttled_;  // the fault; the refusals that it led to, if any
  std::vector<Action> again_;        // what was refused
  bool slowed_ = false;              // some request of this minute got the baseline only
  bool baseline_binds_ = false, surplus_binds_ = false;
  std::uint32_t credit_minutes_ = 0;
  std::int64_t balanced_ = 0;  // requests of the balancer's hour
};

}  // namespace cloudsim::services
