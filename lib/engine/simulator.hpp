// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/completion_list.hpp"

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

/// A list of its own for one component's completions, of which there is one for each request: nothing is said of one
/// but when it is and a number of the component's, and none is cancelled. Cheaper than the calendar, same total order.
struct LaneId {
  std::uint32_t index = 0;
};

/// The clock and the one core loop. Everything that runs is a loop over step().
class Simulator {
 public:
  Simulator();
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

  LaneId add_lane(ComponentId target, std::uint16_t kind);
  void schedule(LaneId lane, SimTime at, std::uint64_t data);  ///< in Phase::Completion. Requires: at >= now()

  /// For a source in the event of its own timer, which it has not armed again: its next event would be at `next`. Runs
  /// the lanes' events up to there. True: it is now the source's turn, as if its timer had fired, and it goes on by
  /// itself. False: something else comes first; the source arms its timer with that order, which next_order() gave it.
  bool run_ahead(TimerId timer, const Order& next);
  Order next_order(SimTime at, Phase phase) { return {at.ns, Order::make_tie(phase, sequence_++)}; }
  void arm(TimerId timer, const Order& order, std::uint64_t data);

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
  struct Lane {
    CompletionList list;
    Component* component = nullptr;
    ComponentId target;
    std::uint16_t kind = 0;
  };
  enum class From : std::uint8_t { ATimer, ALane, TheCalendar };
  struct First {  // what comes first, and whose it is
    Order order;
    From from{};
    std::uint32_t index = 0;  // of the timer or lane
  };
  First first();
  void find_limit(TimerId timer);
  void run(const First& first);
  void run_timer(std::uint32_t timer);
  void set_order(std::uint32_t timer, const Order& order);

  std::vector<Component*> components_;
  Calendar calendar_;
  std::vector<Timer> timers_;
  std::vector<Lane> lanes_;
  std::vector<Order> orders_;           // of each timer, and of the empty places after them; later than all if disarmed
  std::vector<std::uint32_t> winners_;  // a knock-out among them: place i's match is at (orders_.size() + i) / 2, …
  SimTime now_{};
  SimTime end_{};       // of the run_until() that is under way; nobody runs ahead in a single step
  Order limit_;         // how far the source that runs ahead may go before something else comes …
  bool quiet_ = false;  // … for nothing has been scheduled or armed since
  std::uint64_t sequence_ = 0;
  std::uint64_t events_run_ = 0;
  bool running_ = false;
};

}  // namespace cloudsim::engine
