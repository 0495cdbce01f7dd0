// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/calendar.hpp"

namespace cloudsim::engine {

/// Whoever handles events. `label` names an event kind with a static identifier ("ec2.boot_done") so that a stepper can
/// show what comes next; it is no prose and is not translated.
class Component {
 public:
  virtual ~Component() = default;
  virtual void handle(const Event& event) = 0;
  virtual const char* label(std::uint16_t kind) const = 0;
};

/// What step() would run.
struct Pending {
  SimTime at;
  Phase phase{};
  const char* label = "";
};

/// A slot that holds at most one pending event, kept beside the calendar: for what always has exactly one next
/// occurrence (the next arrival of a source, a one-minute tick). Cheaper than the calendar, same total order.
struct TimerId {
  std::uint32_t index = 0;
};

/// The clock and the one core loop. Everything that runs is a loop over step().
class Simulator {
 public:
  ComponentId add(Component& component);  ///< must outlive the simulator

  SimTime now() const noexcept { return now_; }

  /// Requires: at >= now(). Events of one instant run in phase order, then first scheduled first.
  EventId schedule_at(SimTime at, Phase phase, ComponentId target, std::uint16_t kind, std::uint64_t data = 0);
  EventId schedule_in(Duration delay, Phase phase, ComponentId target, std::uint16_t kind, std::uint64_t data = 0) {
    return schedule_at(now_ + delay, phase, target, kind, data);
  }
  bool cancel(EventId id) { return calendar_.cancel(id); }

  TimerId add_timer(Phase phase, ComponentId target, std::uint16_t kind);
  void arm(TimerId timer, SimTime at, std::uint64_t data = 0);  ///< re-arming replaces
  void disarm(TimerId timer);

  std::optional<Pending> next();
  bool step();                           ///< one event; false when nothing is pending. Not from inside an event.
  std::uint64_t run_until(SimTime end);  ///< events with at < end; then the clock stands at end. Returns how many ran.
  std::uint64_t events_run() const { return events_run_; }

 private:
  struct Timer {
    Phase phase{};
    ComponentId target;
    std::uint16_t kind = 0;
    std::uint64_t data = 0;
  };
  static constexpr std::uint32_t kNoTimer = 0xFFFF'FFFF;
  const Order* earliest(std::uint32_t& timer);
  void dispatch(std::uint32_t timer);
  void set_order(std::uint32_t timer, const Order& order);

  std::vector<Component*> components_;
  Calendar calendar_;
  std::vector<Timer> timers_;
  std::vector<Order> orders_;           // of each timer, and of the empty places after them; kNever when disarmed
  std::vector<std::uint32_t> winners_;  // a knock-out among them: place i's match is at (orders_.size() + i) / 2, …
  SimTime now_{};
  std::uint64_t sequence_ = 0;
  std::uint64_t events_run_ = 0;
  bool running_ = false;
};

}  // namespace cloudsim::engine
