// SPDX-License-Identifier: Apache-2.0
#include "workload/queue_link.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::workload {

using trace::Outcome;
using trace::Reason;
using trace::RecordOf;
using trace::RequestRecord;

QueueLink::QueueLink(engine::Simulator& simulator, Journeys& journeys, const LinkWork& work, const MessageRules& rules,
                     bool last)
    : simulator_(simulator), journeys_(journeys), work_(work), rules_(rules), last_(last), self_(simulator.add(*this)) {
  CLOUDSIM_CHECK(rules.visibility.ns >= 0 && rules.maximum_receives > 0 && rules.maximum_receives <= 255);
}

void QueueLink::lead_to(queueing::RequestTarget& next, trace::Tracer& tracer, bool function) {
  next_ = &next;
  tracer_ = &tracer;
  function_ = function;
  tracer.listen(static_cast<trace::AttemptListener&>(*this));
}

// ---- messages come --------------------------------------------------------------------------------------------------

bool QueueLink::call(const queueing::Request& request, queueing::Caller&, std::uint64_t) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(messages_.size()));
    messages_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  Message& message = messages_[slot];
  message = Message{};
  message.origin = request.origin;
  message.request_class = request.request_class;
  message.sent = message.visible = simulator_.now();
  message.state = State::Sent;
  journeys_.sent(request.origin);
  simulator_.schedule_in({}, engine::Phase::Arrival, self_, kSent, slot);
  return false;
}

queueing::Request QueueLink::request_of(std::uint32_t slot) const {
  const Message& message = messages_[slot];
  queueing::Request request;
  request.id = RequestId{slot};
  request.origin = message.origin;
  request.arrived = simulator_.now();
  request.request_class = message.request_class;
  request.delivery = queueing::Delivery::Queued;
  work_.fill(request);
  return request;
}

void QueueLink::handle(const engine::Event& event) {
  const auto slot = static_cast<std::uint32_t>(event.data);
  if (function_) {
    messages_[slot].state = State::Taken;
    next_->submit(request_of(slot));
    return;
  }
  show(slot);
  takers_->take_messages();
}

void QueueLink::show(std::uint32_t slot) {
  if (size_ == ring_.size()) {
    std::vector<std::uint32_t> larger(std::max<std::size_t>(16, ring_.size() * 2));
    for (std::size_t i = 0; i < size_; ++i) larger[i] = ring_[(head_ + i) & (ring_.size() - 1)];
    ring_.swap(larger);
    head_ = 0;
  }
  messages_[slot].state = State::Waiting;
  messages_[slot].visible = simulator_.now();
  ring_[(head_ + size_) & (ring_.size() - 1)] = slot;
  ++size_;
}

bool QueueLink::take(queueing::Request& request) {
  if (size_ == 0) return false;
  const std::uint32_t slot = ring_[head_];
  head_ = (head_ + 1) & (ring_.size() - 1);
  --size_;
  Message& message = messages_[slot];
  request = request_of(slot);
  if (request.failing_attempts != queueing::kAlwaysFails) {  // workers count each attempt as the first
    request.failing_attempts -= std::min(message.receives, request.failing_attempts);
  }
  message.state = State::Taken;
  message.received = simulator_.now();
  if (message.receives < 255) ++message.receives;
  return true;
}

// ---- messages go ----------------------------------------------------------------------------------------------------

std::optional<RequestRecord> QueueLink::attempt_over(RequestRecord& record) {
  const auto slot = static_cast<std::uint32_t>(record.id.value);
  Message& message = messages_[slot];
  record.id = message.origin;
  if (function_) {  // it tells attempts from messages itself
    if (record.of != RecordOf::Attempt) over(slot, record);
    return std::nullopt;
  }
  record.arrived = message.visible;
  record.attempts = message.receives;
  const bool lost = record.outcome != Outcome::Completed && record.outcome != Outcome::InFlight;
  if (!lost && message.receives == 1) {
    over(slot, record);
    return std::nullopt;
  }
  record.of = RecordOf::Attempt;
  const bool given_up = lost && rules_.dead_letter_queue && message.receives >= rules_.maximum_receives;
  if (lost && !given_up) {
    message.state = State::Hidden;
    simulator_.schedule_at(std::max(simulator_.now(), message.received + rules_.visibility), engine::Phase::Control,
                           self_, kVisible, slot);
    return std::nullopt;
  }
  RequestRecord end = last_word(message, record);
  if (given_up) end.reason = Reason::DeadLettered;
  over(slot, end);
  return end;
}

/// The record of the message, made of its last attempt's.
RequestRecord QueueLink::last_word(const Message& message, RequestRecord record) const {
  record.of = RecordOf::Request;
  record.arrived = message.sent;
  record.initialization = record.handler_billed = record.init_billed = Duration{};
  record.cold = false;
  return record;
}

void QueueLink::over(std::uint32_t slot, const RequestRecord& record) {
  Message& message = messages_[slot];
  message.state = State::Free;
  free_.push_back(slot);
  if (record.outcome == Outcome::InFlight) return;  // the run is over
  journeys_.message_over(message.origin, last_, {record.outcome, record.reason});
}

void QueueLink::finish() {
  if (function_) return;
  for (const Message& message : messages_) {
    if (message.state != State::Waiting && message.state != State::Hidden && message.state != State::Sent) continue;
    RequestRecord record;
    record.arrived = message.sent;
    record.started = record.finished = simulator_.now();
    record.id = message.origin;
    record.request_class = message.request_class;
    record.outcome = Outcome::InFlight;
    record.attempts = std::max<std::uint8_t>(1, message.receives);
    record.of = message.receives == 0 ? RecordOf::Whole : RecordOf::Request;
    tracer_->keep(record);
  }
}

const char* QueueLink::label(std::uint16_t kind) const {
  return kind == kSent ? "chain.message_sent" : "chain.message_visible";
}

}  // namespace cloudsim::workload
