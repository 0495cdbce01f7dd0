// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>

#include "engine/simulator.hpp"
#include "services/ecs/cluster.hpp"

namespace cloudsim::services {

/// The ECS service scheduler's hand: launches the tasks that are wanted, so many per minute, and notices after a while
/// that one has stopped. What the right number is, it does not know.
class ServiceScheduler final : public engine::Component {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual void launch(FactId cause) = 0;
    virtual bool may_launch() const = 0;  ///< false: too many tasks wait for room; resume() when that has changed
  };

  ServiceScheduler(Cluster& cluster, Owner& owner);

  void want(std::int32_t count, FactId cause);  ///< launch so many more, because of `cause`
  void lost(FactId cause);                      ///< a task stopped that should run: one more, once it is noticed
  /// A task ended before it was running: one more, after a delay that grows with every round of such failures
  /// (restart throttle), because of `cause`.
  void start_failed(FactId cause);
  void clear_throttle() { rounds_delay_ = {}; }  ///< a task runs, or a new release is tried
  std::int32_t withdraw(std::int32_t count);     ///< takes back launches not yet made; how many there were to take back
  std::int32_t pending() const { return static_cast<std::int32_t>(wanted_.size() + unnoticed_.size()); }
  void resume();

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Loss {
    SimTime noticed;
    FactId cause;
  };
  void go_on();
  void notice_at(SimTime at, FactId cause);

  Cluster& cluster_;
  Owner& owner_;
  ComponentId self_;
  engine::TimerId launch_timer_;
  Duration interval_;  // between two launches; 0 = no limit
  bool armed_ = false;
  bool launching_ = false;
  std::deque<FactId> wanted_;   // the cause of each launch to make, in order
  std::deque<Loss> unnoticed_;  // in order of time
  Duration rounds_delay_{};     // of the latest round of failed starts; 0 = none yet
  SimTime round_ends_{};        // what fails before then belongs to that round
};

}  // namespace cloudsim::services
