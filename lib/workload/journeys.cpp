// SPDX-License-Identifier: Apache-2.0
#include "workload/journeys.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::workload {

using trace::Outcome;
using trace::Reason;

void Journeys::submit(const queueing::Request& request) {
  CLOUDSIM_CHECK(request.origin.value == base_ + count_);  // arrivals count without gaps
  if (count_ == ring_.size()) {
    std::vector<Journey> larger(std::max<std::size_t>(64, ring_.size() * 2));
    for (std::uint64_t i = base_; i < base_ + count_; ++i) {
      larger[i & (larger.size() - 1)] = ring_[i & (ring_.size() - 1)];
    }
    ring_.swap(larger);
  }
  Journey& journey = ring_[request.origin.value & (ring_.size() - 1)];
  journey = Journey{};
  journey.arrived = journey.started = request.arrived;
  journey.request_class = request.request_class;
  ++count_;
  first_->submit(request);
}

/// Null when it is over: then nobody waits for what is still under way.
Journeys::Journey* Journeys::find(RequestId origin) {
  if (origin.value < base_ || origin.value >= base_ + count_) return nullptr;
  Journey& journey = ring_[origin.value & (ring_.size() - 1)];
  return journey.over ? nullptr : &journey;
}

void Journeys::request_over(const trace::RequestRecord& record) {
  Journey* journey = find(record.id);
  if (journey == nullptr || record.outcome == Outcome::InFlight) return;
  journey->started = record.started;
  if (record.outcome != Outcome::Completed) return end(record.id, *journey, record.outcome, record.reason);
  journey->answered = true;
  if (queues_ == 0) journey->through = true;
  look(record.id, *journey);
}

void Journeys::sent(RequestId origin) {
  if (Journey* journey = find(origin)) ++journey->messages;
}

void Journeys::message_over(RequestId origin, bool last, const queueing::Answer& answer) {
  Journey* journey = find(origin);
  if (journey == nullptr) return;
  --journey->messages;
  if (answer.outcome != Outcome::Completed) {
    journey->lost = answer.reason;
  } else if (last) {
    journey->through = true;
  }
  look(origin, *journey);
}

void Journeys::look(RequestId origin, Journey& journey) {
  if (!journey.answered) return;
  if (journey.through) {
    end(origin, journey, Outcome::Completed, Reason::None);
  } else if (journey.messages == 0) {
    end(origin, journey, Outcome::Failed, journey.lost);
  }
}

void Journeys::end(RequestId origin, Journey& journey, Outcome outcome, Reason reason) {
  trace::RequestRecord record;
  record.arrived = journey.arrived;
  record.started = journey.started;
  record.finished = simulator_.now();
  record.id = origin;
  record.request_class = journey.request_class;
  record.outcome = outcome;
  record.reason = reason;
  whole_.finished(record);
  journey.over = true;
  for (; count_ > 0 && ring_[base_ & (ring_.size() - 1)].over; ++base_) --count_;
}

void Journeys::finish() {
  const std::uint64_t end_of_all = base_ + count_;
  for (std::uint64_t origin = base_; origin < end_of_all; ++origin) {
    Journey* journey = find(RequestId{origin});
    if (journey == nullptr) continue;
    end(RequestId{origin}, *journey, Outcome::InFlight, Reason::None);
  }
}

}  // namespace cloudsim::workload
