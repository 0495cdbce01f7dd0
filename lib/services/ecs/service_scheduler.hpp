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
  std::int32_t withdraw(std::int32_t count);    ///< takes back launches not yet made; how many there were to take back
  void resume();

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Loss {
    SimTime noticed;
    FactId cause;
  };
  void go_on();

  Cluster& cluster_;
  Owner& owner_;
  ComponentId self_;
  engine::TimerId launch_timer_;
  Duration interval_;  // between two launches; 0 = no limit
  bool armed_ = false;
  bool launching_ = false;
  std::deque<FactId> wanted_;  // the cause of each launch to make, in order
  std::deque<Loss> unnoticed_;
};

}  // namespace cloudsim::services
