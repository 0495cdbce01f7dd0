// SPDX-License-Identifier: Apache-2.0
#include "workload/direct_link.hpp"

namespace cloudsim::workload {

DirectLink::DirectLink(engine::Simulator& simulator, const LinkWork& work)
    : simulator_(simulator), work_(work), self_(simulator.add(*this)) {}

void DirectLink::lead_to(queueing::RequestTarget& next, trace::Tracer& tracer) {
  next_ = &next;
  tracer.listen(static_cast<trace::AttemptListener&>(*this));
}

bool DirectLink::call(const queueing::Request& request, queueing::Caller& caller, std::uint64_t name) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(calls_.size()));
    calls_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  calls_[slot] = {&caller, name, request.origin, request.request_class, {}};
  simulator_.schedule_in({}, engine::Phase::Arrival, self_, kCall, slot);
  return true;
}

// Each call has exactly one record, so its slot is its number.
std::optional<trace::RequestRecord> DirectLink::attempt_over(trace::RequestRecord& record) {
  const auto slot = static_cast<std::uint32_t>(record.id.value);
  record.id = calls_[slot].origin;
  if (record.outcome == trace::Outcome::InFlight) return std::nullopt;  // the run is over
  calls_[slot].answer = {record.outcome, record.reason};
  simulator_.schedule_in({}, engine::Phase::Completion, self_, kAnswer, slot);
  return std::nullopt;
}

void DirectLink::handle(const engine::Event& event) {
  const auto slot = static_cast<std::uint32_t>(event.data);
  const Call call = calls_[slot];
  if (event.kind == kAnswer) {
    free_.push_back(slot);
    call.caller->answered(call.name, call.answer);
    return;
  }
  queueing::Request request;
  request.id = RequestId{slot};
  request.origin = call.origin;
  request.arrived = simulator_.now();
  request.request_class = call.request_class;
  work_.fill(request);
  next_->submit(request);
}

const char* DirectLink::label(std::uint16_t kind) const { return kind == kCall ? "chain.call" : "chain.answer"; }

}  // namespace cloudsim::workload
