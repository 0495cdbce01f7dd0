// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/neighbours.hpp"
#include "queueing/request.hpp"
#include "trace/tracer.hpp"
#include "workload/journeys.hpp"
#include "workload/link_work.hpp"

namespace cloudsim::workload {

/// A queue from one link of a chain to the next (SQS). Of the next link it makes the requests, by one of two ways:
/// a function's service polls by rules of its own (services/lambda/message_queue.hpp), so every message is handed to
/// it; workers of containers and instances take messages here.
///
/// What it does: first in, first out; every free worker takes one message at once. A message is hidden while it is
/// worked on. When that fails it is there again when its visibility time-out, counted from being received, is over, or
/// at once when that was before; after `maximum_receives` failures it goes to the dead-letter queue, if there is one.
/// What it assumes: who sends a message waits for nothing; a worker keeps its message hidden as long as it works on it;
/// polling takes no time (long polling).
/// What it leaves out: what the queue costs; delivery twice; retention; batches of messages for workers.
class QueueLink final : public queueing::Onward,
                        public queueing::Messages,
                        public trace::AttemptListener,
                        public engine::Component {
 public:
  /// All references must outlive it. `last`: no queue comes after.
  QueueLink(engine::Simulator& simulator, Journeys& journeys, const LinkWork& work, const MessageRules& rules,
            bool last);

  /// Before the first message. `function`: the next link polls by itself, and gets its messages through submit().
  void lead_to(queueing::RequestTarget& next, trace::Tracer& tracer, bool function);

  bool call(const queueing::Request& request, queueing::Caller& caller, std::uint64_t name) override;
  void connect(queueing::Takers& takers) override { takers_ = &takers; }
  bool take(queueing::Request& message) override;
  std::optional<trace::RequestRecord> attempt_over(trace::RequestRecord& record) override;
  void finish();  ///< after the next link's: what nobody has is in flight

  std::uint32_t waiting() const { return static_cast<std::uint32_t>(size_); }  ///< to be taken by workers

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  enum Kind : std::uint16_t { kSent, kVisible };
  enum class State : std::uint8_t { Free, Sent, Waiting, Taken, Hidden };
  struct Message {
    RequestId origin;
    SimTime sent;
    SimTime visible;   // since when it may be taken
    SimTime received;  // when it last was
    ClassId request_class;
    std::uint8_t receives = 0;
    State state = State::Free;
  };
  queueing::Request request_of(std::uint32_t slot) const;
  void show(std::uint32_t slot);
  void over(std::uint32_t slot, const trace::RequestRecord& record);
  trace::RequestRecord last_word(const Message& message, trace::RequestRecord record) const;

  engine::Simulator& simulator_;
  Journeys& journeys_;
  LinkWork work_;
  MessageRules rules_;
  bool last_;
  bool function_ = false;
  ComponentId self_;
  queueing::RequestTarget* next_ = nullptr;
  queueing::Takers* takers_ = nullptr;
  trace::Tracer* tracer_ = nullptr;
  std::vector<Message> messages_;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> ring_;  // waiting ones, first in first out; a power of two
  std::size_t head_ = 0;
  std::size_t size_ = 0;
};

}  // namespace cloudsim::workload
