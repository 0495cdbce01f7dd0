// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "engine/simulator.hpp"
#include "queueing/neighbours.hpp"
#include "queueing/request.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::workload {

/// The requests of a chain from end to end: between the arrivals and the callers of the first link.
///
/// What it does: one record for each arrival, to the chain's own tracer, when the request is over. It is lost as soon
/// as its caller has no answer to hope for. Else it is over when the first of its messages has gone through the last
/// queue (without queues: with the answer), and lost when none of its messages is left. Its latency is the time until
/// then. What it assumes: a caller that tries again may send several messages for one request; the first that gets
/// through does its work, and what becomes of the others matters only to the links. What it leaves out: facts as
/// causes; they belong to the links.
class Journeys final : public queueing::RequestTarget, public trace::RequestListener {
 public:
  /// All references must outlive it. `queues`: how many of the chain's links are fed from a queue.
  Journeys(const engine::Simulator& simulator, trace::Tracer& whole, std::uint32_t queues)
      : simulator_(simulator), whole_(whole), queues_(queues) {}

  void enter_by(queueing::RequestTarget& first) { first_ = &first; }  ///< before the first request

  void submit(const queueing::Request& request) override;
  void request_over(const trace::RequestRecord& record) override;  ///< of the first link

  void sent(RequestId origin);  ///< a message was put into a queue
  /// A message is done, or lost for good. `last`: it was in the last of the queues.
  void message_over(RequestId origin, bool last, const queueing::Answer& answer);

  void finish();  ///< after all links: what is still open is in flight

 private:
  struct Journey {
    SimTime arrived;
    SimTime started;
    std::uint32_t messages = 0;  // under way
    ClassId request_class;
    trace::Reason lost = trace::Reason::None;  // the last message that was
    bool answered = false;
    bool through = false;  // a message has gone through the last queue
    bool over = false;
  };
  Journey* find(RequestId origin);
  void look(RequestId origin, Journey& journey);
  void end(RequestId origin, Journey& journey, trace::Outcome outcome, trace::Reason reason);

  const engine::Simulator& simulator_;
  trace::Tracer& whole_;
  std::uint32_t queues_;
  queueing::RequestTarget* first_ = nullptr;
  std::vector<Journey> ring_;  // of arrivals [base_, base_ + count_); a power of two
  std::uint64_t base_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace cloudsim::workload
