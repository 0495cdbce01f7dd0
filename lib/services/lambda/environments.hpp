// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "base/ids.hpp"
#include "base/index_set.hpp"
#include "base/time.hpp"
#include "queueing/request.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "trace/facts.hpp"

namespace cloudsim::services {

/// The execution environments of one function: busy with one invocation, or idle and warm until their keep-alive is
/// over; and those of provisioned concurrency, which stay.
///
/// What it does: most recently used first, or the one created last first; expiry at its exact instant without one timer
/// per request. Each environment has at most one valid entry in a heap, a lower bound of its deadline. When the entry
/// comes due and the environment was used meanwhile, it is put back with the present deadline: one heap operation per
/// keep-alive time and environment instead of one per request. An environment that has reached its maximum age expires
/// as soon as it is idle.
/// What it assumes: an environment idle since s with keep-alive k is there in [s, s + k); a request at s + k finds it
/// gone.
/// What it leaves out: the recycling of provisioned environments.
class Environments {
 public:
  using Slot = std::uint32_t;  ///< reused after close(); a ServerId never is
  static constexpr Slot kNone = 0xFFFF'FFFF;
  enum class Choice : std::uint8_t { LastUsed, LastCreated };

  Environments(random::Distribution keep_alive, random::Stream stream, Choice choice);

  // These two are of every request.
  [[gnu::always_inline]] Slot take() {  ///< an idle one, now busy; kNone when none is idle
    Slot slot = newest_;
    if (choice_ == Choice::LastCreated) {
      if (idle_by_age_.empty()) return kNone;
      slot = by_age_[idle_by_age_.last()];
    }
    if (slot == kNone) return kNone;
    unlink(slot);
    environments_[slot].state = State::Busy;
    ++busy_;
    return slot;
  }
  /// A new one, busy, with the next ServerId; not used again from `retired` on.
  Slot open(SimTime retired = kNever);
  [[gnu::always_inline]] void release(Slot slot,
                                      SimTime now) {  ///< busy → idle; draws its keep-alive unless that is constant
    Environment& environment = environments_[slot];
    CLOUDSIM_DCHECK(environment.state == State::Busy);
    environment.state = State::Idle;
    if (environment.provisioned) {
      --busy_provisioned_;
      idle_provisioned_.push_back(slot);
      return;
    }
    const Duration kept{keep_alive_.draw(stream_)};
    environment.deadline = kept >= kNever - now ? kNever : now + kept;
    if (environment.deadline > environment.retired) environment.deadline = std::max(now, environment.retired);
    --busy_;
    ++idle_;
    if (choice_ == Choice::LastCreated) {
      idle_by_age_.insert(environment.age);
    } else {
      environment.newer = kNone;
      environment.older = newest_;
      if (newest_ != kNone) environments_[newest_].newer = slot;
      newest_ = slot;
    }
    if (environment.deadline < environment.alarm) set_alarm(slot);
  }
  void close(Slot slot);  ///< busy → gone

  Slot open_provisioned();  ///< a new one that is being prepared: neither busy nor idle
  void provide(Slot slot);  ///< prepared → idle
  Slot take_provisioned();  ///< the idle one used last, now busy; kNone when none is idle
  bool is_provisioned(Slot slot) const { return environments_[slot].provisioned; }

  /// Removes one idle environment whose time is up at `now`; kNone when there is none (left). Call until kNone.
  Slot expire(SimTime now);
  /// No environment expires before this instant; kNever when none is idle.
  SimTime next_check() const { return alarms_.empty() ? kNever : alarms_.front().at; }

  /// What an environment is doing: the model's to fill. What every run needs comes first: where there are very many
  /// environments, each line of memory that is touched counts.
  struct Work {
    trace::RequestRecord record;  ///< of the request it is busy with; of a batch, what all its messages share
    std::uint32_t batch = kNone;  ///< index of the batch it is busy with
    bool is_event = false;
    bool starting = false;       ///< in its init phase
    bool reset = false;          ///< a run ended badly: the next one begins with an init phase
    bool answer_failed = false;  ///< in a chain: the run ended badly, but not by what happened in here
    queueing::Request request;   ///< the event it is busy with
    // In a chain:
    bool calling = false;        ///< it waits for an answer …
    std::uint32_t call = 0;      ///< … to this call
    std::uint32_t position = 0;  ///< of its batch: the message it is at
    Duration before{};           ///< init phase before the run
    Duration used{};             ///< of the run, so far
  };
  Work& work(Slot slot) { return environments_[slot].work; }
  ServerId server(Slot slot) const { return environments_[slot].server; }
  bool is_busy(Slot slot) const { return environments_[slot].state == State::Busy; }
  Slot slots() const { return static_cast<Slot>(environments_.size()); }

  std::uint32_t busy() const { return busy_ + busy_provisioned_; }
  std::uint32_t busy_on_demand() const { return busy_; }
  std::uint32_t busy_provisioned() const { return busy_provisioned_; }
  std::uint32_t idle() const { return idle_ + static_cast<std::uint32_t>(idle_provisioned_.size()); }

 private:
  enum class State : std::uint8_t { Gone, Preparing, Busy, Idle };
  static constexpr std::size_t kFewByAge = 64;  // room for so many at first
  struct alignas(64) Environment {
    SimTime deadline{};        // of an idle one
    SimTime alarm = kNever;    // of its valid heap entry
    SimTime retired = kNever;  // too old from then on
    Slot newer = kNone;        // LastUsed: neighbours in the list of idle ones
    Slot older = kNone;
    std::uint32_t age = 0;  // LastCreated: its place in by_age_
    ServerId server;
    State state = State::Gone;
    bool provisioned = false;
    Work work;
  };
  struct Alarm {
    SimTime at;
    Slot slot = kNone;
  };
  static bool later(const Alarm& a, const Alarm& b) { return a.at != b.at ? a.at > b.at : a.slot > b.slot; }
  Slot fresh();
  void append_by_age(Slot slot);
  void set_alarm(Slot slot);
  void unlink(Slot slot) {
    --idle_;
    const Environment& environment = environments_[slot];
    if (choice_ == Choice::LastCreated) return idle_by_age_.erase(environment.age);
    if (environment.newer != kNone) {
      environments_[environment.newer].older = environment.older;
    } else {
      newest_ = environment.older;
    }
    if (environment.older != kNone) environments_[environment.older].newer = environment.newer;
  }

  random::Distribution keep_alive_;
  random::Stream stream_;
  Choice choice_;
  std::vector<Environment> environments_;
  std::vector<Slot> free_;
  std::vector<Alarm> alarms_;           // heap, earliest first
  std::vector<Slot> by_age_;            // LastCreated: in order of creation, with gaps where one has gone
  base::IndexSet idle_by_age_;          // places in there
  std::vector<Slot> idle_provisioned_;  // used last at the back
  Slot newest_ = kNone;
  std::uint32_t busy_ = 0;
  std::uint32_t busy_provisioned_ = 0;
  std::uint32_t idle_ = 0;
  std::uint32_t opened_ = 0;
};

}  // namespace cloudsim::services
