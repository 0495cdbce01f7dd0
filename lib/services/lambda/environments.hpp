// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "trace/facts.hpp"

namespace cloudsim::services {

/// The execution environments of one function: busy with one request, or idle and warm until their keep-alive is over.
///
/// What it does: most recently used first; expiry at its exact instant without one timer per request. Each environment
/// has at most one valid entry in a heap, a lower bound of its deadline. When the entry comes due and the environment
/// was used meanwhile, it is put back with the present deadline: one heap operation per keep-alive time and environment
/// instead of one per request.
/// What it assumes: an environment idle since s with keep-alive k is there in [s, s + k); a request at s + k finds it
/// gone.
/// What it leaves out: the recycling of old environments every few hours.
class Environments {
 public:
  using Slot = std::uint32_t;  ///< reused after close(); a ServerId never is
  static constexpr Slot kNone = 0xFFFF'FFFF;

  Environments(random::Distribution keep_alive, random::Stream stream);

  Slot take();                           ///< the idle one used last, now busy; kNone when none is idle
  Slot open();                           ///< a new one, busy, with the next ServerId
  void release(Slot slot, SimTime now);  ///< busy → idle; draws its keep-alive unless that is constant
  void close(Slot slot);                 ///< busy → gone

  /// Removes one idle environment whose time is up at `now`; kNone when there is none (left). Call until kNone.
  Slot expire(SimTime now);
  /// No environment expires before this instant; kNever when none is idle.
  SimTime next_check() const { return alarms_.empty() ? kNever : alarms_.front().at; }

  ServerId server(Slot slot) const { return environments_[slot].server; }
  /// The request it is busy with: the model's to fill.
  trace::RequestRecord& record(Slot slot) { return environments_[slot].record; }
  bool is_busy(Slot slot) const { return environments_[slot].state == State::Busy; }
  Slot slots() const { return static_cast<Slot>(environments_.size()); }

  std::uint32_t busy() const { return busy_; }
  std::uint32_t idle() const { return idle_; }

 private:
  enum class State : std::uint8_t { Gone, Busy, Idle };
  struct Environment {
    trace::RequestRecord record;
    SimTime deadline{};      // of an idle one
    SimTime alarm = kNever;  // of its valid heap entry
    Slot newer = kNone;      // neighbours in the list of idle ones
    Slot older = kNone;
    ServerId server;
    State state = State::Gone;
  };
  struct Alarm {
    SimTime at;
    Slot slot = kNone;
  };
  static bool later(const Alarm& a, const Alarm& b) { return a.at != b.at ? a.at > b.at : a.slot > b.slot; }
  void set_alarm(Slot slot);
  void unlink(Slot slot);

  random::Distribution keep_alive_;
  random::Stream stream_;
  std::vector<Environment> environments_;
  std::vector<Slot> free_;
  std::vector<Alarm> alarms_;  // heap, earliest first
  Slot newest_ = kNone;
  std::uint32_t busy_ = 0;
  std::uint32_t idle_ = 0;
  std::uint32_t opened_ = 0;
};

}  // namespace cloudsim::services
