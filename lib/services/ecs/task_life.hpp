// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/ecs/cluster.hpp"
#include "services/ecs/hosts.hpp"

namespace cloudsim::services {

/// One running copy of the task definition, or one that is on its way or gone.
struct Task {
  ServerId id;
  trace::ServerState state = trace::ServerState::Ordered;
  bool stand_alone = false;  ///< by RunTask, not kept by the service
  bool admitted = false;     ///< Fargate: counts against the vCPU quota
  bool signalled = false;    ///< SIGTERM was sent
  std::uint32_t release = 1;
  ServerId host;                                   ///< none on Fargate, and while it waits for room
  FactId cause;                                    ///< what asked for it; later, what made it stop
  FactId order;                                    ///< the fact that states its order
  trace::Shortage stated = trace::Shortage::None;  ///< the shortage that was stated last
  SimTime paid = kNever;                           ///< Fargate: from the start of the pull
  SimTime pull_began = kNever;
  SimTime ready = kNever;
  SimTime warm = kNever;          ///< from here its CPU counts in the metric
  SimTime measured_until;         ///< CPU metric: what is before has been counted
  std::int64_t measured_cpu = 0;  ///< vCPU-ns counted so far
  Duration start_time;            ///< drawn with the order: the n-th task's does not hang on what happens to others
  engine::EventId next;           ///< the end of its set-up, pull or start; when it runs, its death or interruption
  engine::EventId ending;         ///< draining: SIGTERM, then SIGKILL

  bool in_pool() const { return state == trace::ServerState::Ready || state == trace::ServerState::Draining; }
  bool stays() const { return state != trace::ServerState::Draining && state != trace::ServerState::Gone; }
};

/// Grants launches: `burst` at once, then `per_second`. In whole nanoseconds; the wait is returned instead of being
/// waited, so that no queue is needed.
class LaunchBucket {
 public:
  LaunchBucket(double burst, double per_second);
  SimTime take(SimTime now);  ///< when the next launch may begin

 private:
  Duration interval_;  // 0 = no limit
  Duration slack_;
  SimTime full_at_;  // when the bucket would be full again
};

/// The life of tasks: ordered → (set-up or a host with room) → image pull → start → ready → draining → gone. Draining:
/// out of the target group, SIGTERM once running requests are served or the deregistration delay is over, SIGKILL
/// after the stop time-out.
class TaskLife final : public engine::Component {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    /// Stopped, drained or crashed; its room is free again. `cause` as in its last fact.
    virtual void task_gone(const Task& task, FactId cause) = 0;
    virtual void waiting_changed() = 0;  ///< a task has left the queue for room
    virtual void task_ready(const Task& task) = 0;
    /// It went from PENDING to STOPPED: it never ran. Told after task_gone().
    virtual void start_failed(const Task& task, FactId cause) = 0;
    /// It ends by itself: its release makes it crash, it wants too much memory, or AWS takes its capacity back. It is
    /// still there; kill() or reclaim() it.
    virtual void task_dies(const Task& task, trace::Reason reason) = 0;
    virtual std::int64_t cpu_ns(ServerId task) const = 0;  ///< vCPU-nanoseconds that it has used since it was ready
  };

  TaskLife(Cluster& cluster, queueing::ServerPool& pool, Hosts& hosts, Owner& owner);

  FactId order(bool stand_alone, std::uint32_t release, FactId cause);  ///< the fact that states it
  void begin_ready();    ///< a service task that was there before the run; waits when no host has room
  void place_waiting();  ///< places tasks in order of their order while there is room
  /// Ready: drains, then goes; otherwise goes at once.
  void stop(ServerId task, FactId cause);
  void kill(ServerId task, FactId crash);    ///< loses what it serves and goes at once
  void reclaim(ServerId task);               ///< Spot: SIGTERM now, killed when the notice is over. Requires: ready
  void emptied(ServerId task);               ///< the pool's news
  void exceed_memory(ServerId task);         ///< task_dies() follows at this instant
  void set_registry(bool up, FactId cause);  ///< while it is down, pulls fail; `cause` explains them

  /// Which to stop next of the service's tasks: those that do not run yet, newest first; then by the mirrored placement
  /// strategy on hosts, newest first on Fargate.
  std::vector<ServerId> choose_surplus(std::int32_t count);
  /// Of the service's tasks of other releases: those that do not run yet, all of them; then ready ones, oldest first.
  std::vector<ServerId> choose_replaced(std::uint32_t release, std::int32_t ready_count) const;
  std::vector<ServerId> choose_newest_of(std::uint32_t release, std::int32_t count) const;  ///< of the service
  struct Number {
    std::int32_t there = 0;  ///< of the service, asked to stay
    std::int32_t ready = 0;
  };
  Number of_release(std::uint32_t release, bool others) const;  ///< of this release, or of all others
  /// For StopTask: stand-alone ones first, newest first; then the service's, newest first.
  std::vector<ServerId> choose_newest(std::uint32_t count) const;
  /// Running ones only; 0 = the longest there, but for so many.
  std::optional<ServerId> by_number(std::uint32_t number, std::uint32_t passed_over) const;

  const Task& find(ServerId id) const;
  std::int32_t waiting() const { return static_cast<std::int32_t>(waiting_.size()); }  ///< for room
  std::int32_t starting() const;                                                       ///< not yet ready
  std::int32_t ready() const;
  /// Average CPU of the service's tasks that are ready and warm, since the last call, in millionths of what they
  /// reserve (over 10⁶ when they borrow). None when there was nobody to measure.
  std::optional<std::int64_t> measure_cpu();
  std::int32_t warm() const;  ///< how many measure_cpu() would measure

  void finish();  ///< records usage that is still open

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  Task& at(ServerId id);
  FactId change(Task& task, trace::ServerState to, FactId cause, trace::Reason reason = trace::Reason::None);
  Task& add(bool stand_alone, std::uint32_t release, FactId cause);
  trace::Shortage place(Task& task, bool running);  ///< None: placed, and pulling or, if `running`, ready
  void state_placement(Task& task, trace::Shortage shortage);
  void set_up(Task& task);
  void pull(Task& task);
  void pulled(Task& task);
  void fail_start(Task& task, trace::Reason reason, FactId cause);
  void ask_to_end(Task& task);  // SIGTERM
  void cut_off(Task& task);     // SIGKILL
  void begin(Task& task);
  void leave(Task& task, FactId cause, trace::Reason reason);
  void close_usage(Task& task);
  void schedule(Task& task, SimTime at, std::uint16_t kind);

  Cluster& cluster_;
  queueing::ServerPool& pool_;
  Hosts& hosts_;
  Owner& owner_;
  ComponentId self_;
  random::Distribution set_up_time_, start_time_;  // start: of the first release
  random::Stream set_up_stream_, start_stream_, placement_stream_;
  random::Distribution interruption_;
  random::Stream interruption_stream_;
  std::vector<random::Distribution> start_times_;  // of releases 2, 3, …
  LaunchBucket bucket_;
  std::int64_t quota_used_milli_ = 0;
  bool registry_up_ = true;
  FactId registry_cause_;
  MeterId cpu_meter_, memory_meter_;
  std::deque<Task> tasks_;  // all there ever were, in order of order and of id; a deque so that references stay
  std::vector<std::uint32_t> position_;  // in tasks_, by id; begin() of every request looks here
  std::vector<ServerId> live_;           // not gone, in order of id
  std::deque<ServerId> waiting_;
};

}  // namespace cloudsim::services
