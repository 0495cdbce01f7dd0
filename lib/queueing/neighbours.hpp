// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "queueing/request.hpp"
#include "trace/facts.hpp"

/// What a service in a chain knows of the services before and after it. One that stands alone has no neighbours.
namespace cloudsim::queueing {

/// What became of a call. Anything but Completed is an error to the one who called.
struct Answer {
  trace::Outcome outcome = trace::Outcome::Completed;
  trace::Reason reason = trace::Reason::None;
};

/// Who waits for the answer to a call.
class Caller {
 public:
  virtual ~Caller() = default;
  /// `call` is the caller's own name for it. Nothing happens when nobody waits any more: the caller's server failed, or
  /// its run was cut.
  virtual void answered(std::uint64_t call, const Answer& answer) = 0;
};

/// What comes after a service: its code calls it, or sends it a message, when its own work for a request is done.
class Onward {
 public:
  virtual ~Onward() = default;
  /// False: there is nothing to wait for (a message was sent). True: caller.answered(call, …) follows, later and never
  /// from in here. The caller must outlive this.
  virtual bool call(const Request& request, Caller& caller, std::uint64_t call) = 0;
};

/// Free workers that look for messages.
class Takers {
 public:
  virtual ~Takers() = default;
  /// There are messages to take: as many are taken as workers are free, perhaps none.
  virtual void take_messages() = 0;
};

/// A queue from which free workers take messages.
class Messages {
 public:
  virtual ~Messages() = default;
  virtual void connect(Takers& takers) = 0;  ///< once; they must outlive this
  /// The next one, which now is its taker's to serve; false when there is none.
  virtual bool take(Request& message) = 0;
};

struct Neighbours {
  Onward* next = nullptr;        ///< null: nothing comes after
  Messages* messages = nullptr;  ///< null: requests are submitted
};

}  // namespace cloudsim::queueing
