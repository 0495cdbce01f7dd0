// SPDX-License-Identifier: Apache-2.0
#include "workload/arrivals.hpp"

#include <limits>

#include "base/check.hpp"
#include "workload/failure.hpp"

// What it does: merges the arrivals of all request classes in time order, draws each request's work when it arrives,
// and submits it. What it assumes: arrivals do not depend on how the service fares (open workload). What it leaves out:
// retries, sessions, users who give up; who waits for the answer is the source's kind, told elsewhere.

namespace cloudsim::workload {

namespace {

enum Kind : std::uint16_t { kArrival };

queueing::Delivery delivery_of(SourceKind source) {
  switch (source) {
    case SourceKind::Http:
    case SourceKind::Mobile:
      return queueing::Delivery::Answered;
    case SourceKind::ObjectCreated:
    case SourceKind::Schedule:
      return queueing::Delivery::Event;
    case SourceKind::Queue:
      return queueing::Delivery::Queued;
  }
  return queueing::Delivery::Answered;
}

}  // namespace

ArrivalSource::ArrivalSource(engine::Simulator& simulator, std::span<const WorkloadSpec> workload, std::uint64_t seed,
                             SimTime horizon, queueing::RequestTarget& target)
    : simulator_(simulator), target_(target), horizon_(horizon) {
  CLOUDSIM_CHECK(workload.size() < std::numeric_limits<std::uint16_t>::max());
  const ComponentId self = simulator_.add(*this);
  classes_.reserve(workload.size());
  for (const WorkloadSpec& spec : workload) {
    const std::uint64_t index = classes_.size();
    classes_.push_back({make_process(spec.arrivals), Arrival{}, spec.work.duration_from_trace,
                        random::Distribution(spec.work.cpu), random::Distribution(spec.work.io),
                        random::Distribution(spec.work.memory), random::Stream(seed, "arrivals", index),
                        random::Stream(seed, "work.cpu", index), random::Stream(seed, "work.io", index),
                        random::Stream(seed, "work.memory", index),
                        simulator_.add_timer(engine::Phase::Arrival, self, kArrival), 0, delivery_of(spec.source),
                        spec.failure.share > 0 || !spec.failure.requests.empty(), spec.failure, 0,
                        random::Stream(seed, "work.failure", index)});
  }
}

void ArrivalSource::start() {
  for (std::uint64_t i = 0; i < classes_.size(); ++i) {
    draw_next(classes_[i]);
    if (classes_[i].next.at < horizon_) simulator_.arm(classes_[i].timer, classes_[i].next.at, i);
  }
}

[[gnu::always_inline]] inline void ArrivalSource::draw_next(Class& request_class) {
  if (auto* poisson = std::get_if<PoissonProcess>(&request_class.process)) {  // nearly always
    request_class.next.at = poisson->next_at(request_class.arrivals_stream);
  } else {
    request_class.next = next_arrival(request_class.process, request_class.arrivals_stream);
  }
}

[[gnu::always_inline]] inline queueing::Request ArrivalSource::make_request(Class& request_class, std::uint64_t index) {
  queueing::Request request;
  request.id = request.origin = RequestId{next_id_};
  request.arrived = request_class.next.at;
  request.request_class = ClassId{static_cast<std::uint16_t>(index)};
  if (request_class.duration_from_trace && request_class.next.duration.has_value()) {
    request.cpu = *request_class.next.duration;
  } else {
    request.cpu = Duration{request_class.cpu.draw(request_class.cpu_stream)};
  }
  request.io = Duration{request_class.io.draw(request_class.io_stream)};
  request.memory_bytes = request_class.memory.draw(request_class.memory_stream);
  request.delivery = request_class.delivery;
  ++next_id_;
  ++request_class.count;
  if (request_class.may_fail) request.failing_attempts = failing_attempts(request_class);
  return request;
}

void ArrivalSource::handle(const engine::Event& event) {
  Class& request_class = classes_[event.data];
  for (;;) {
    const queueing::Request request = make_request(request_class, event.data);
    draw_next(request_class);
    if (request_class.next.at >= horizon_) return target_.submit(request);
    const engine::Order next = simulator_.next_order(request_class.next.at, engine::Phase::Arrival);
    if (classes_.size() > 1) {  // other classes' arrivals mostly come first
      simulator_.arm(request_class.timer, next, event.data);
      return target_.submit(request);
    }
    target_.submit(request);
    if (!simulator_.run_ahead(request_class.timer, next)) {
      return simulator_.arm(request_class.timer, next, event.data);
    }
  }
}

std::uint8_t ArrivalSource::failing_attempts(Class& request_class) {
  const FailureSpec& failure = request_class.failure;
  if (request_class.next_failing < failure.requests.size() &&
      failure.requests[request_class.next_failing] == request_class.count) {
    ++request_class.next_failing;
    return queueing::kAlwaysFails;
  }
  if (failure.share <= 0) return 0;
  return workload::failing_attempts(failure.share, request_class.failure_stream.uniform());
}

const char* ArrivalSource::label(std::uint16_t) const { return "workload.arrival"; }

}  // namespace cloudsim::workload
