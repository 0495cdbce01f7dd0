// SPDX-License-Identifier: Apache-2.0
// LambdaModel: the way of the usual request, all in one place for speed: admission, a run in a warm environment, and
// its end. What may happen besides is in the other files.
#include <limits>

#include "base/money.hpp"  // int128
#include "services/lambda/lambda_model.hpp"

namespace cloudsim::services {

using trace::Outcome;
using trace::Reason;

namespace {

// Where nothing steers but whole numbers: rounded up, and divided wide only when it must be.
std::int64_t scaled_up(std::int64_t value, std::int64_t numerator, std::int64_t denominator) {
  const int128 product = static_cast<int128>(value) * numerator + denominator - 1;
  if (product <= std::numeric_limits<std::int64_t>::max()) return static_cast<std::int64_t>(product) / denominator;
  return static_cast<std::int64_t>(product / denominator);
}

}  // namespace

Duration LambdaModel::handler_time(const queueing::Request& request) const {
  if (request.cpu.ns == 0) return request.io;
  return request.io + Duration{scaled_up(request.cpu.ns, cpu_numerator_, cpu_denominator_)};
}

[[gnu::always_inline]] inline LambdaModel::Place LambdaModel::look_for_place(SimTime now) {
  Place place;
  if (spec_.simfaas) {
    place.slot = environments_.take();
    if (place.slot == Environments::kNone) place.cold = environments_.busy() < spec_.concurrency;
    return place;
  }
  if (!requests_.available(now)) return place;
  if (provisioned_ > 0 && provisioned_requests_.available(now)) {
    note_provisioned_use(now);
    place.slot = environments_.take_provisioned();
    if (place.slot != Environments::kNone) {
      place.provisioned = true;
      provisioned_requests_.take();
      requests_.take();
      return place;
    }
  }
  if (environments_.busy_on_demand() + provisioned_ >= spec_.concurrency) return place;
  place.slot = environments_.take();
  if (place.slot == Environments::kNone) {
    if (!scaling_.available(now)) {
      place.refused_by = kScaling;
      return place;
    }
    scaling_.take();
    place.cold = true;
  }
  requests_.take();
  return place;
}

LambdaModel::Place LambdaModel::find_place(SimTime now) { return look_for_place(now); }

// What nearly every request meets: a warm environment, code that ends well in time, and nobody to call. The same as
// run() in one go; false when anything is otherwise, and nothing has been done then.
[[gnu::always_inline]] inline bool LambdaModel::run_as_usual(const queueing::Request& request, const Place& place) {
  if (place.cold || chained()) return false;
  Environments::Work& work = environments_.work(place.slot);
  if (work.reset) return false;
  Duration used{};
  if (spec_.simfaas) {
    used = Duration{warm_.draw(service_stream_)};
  } else {
    if (request.memory_bytes > memory_bytes_ || request.failing_attempts != 0) return false;
    used = handler_time(request);
    if (used > spec_.timeout) return false;
  }
  const SimTime now = context_.simulator.now();
  trace::RequestRecord& record = work.record;
  record = trace::RequestRecord{};
  record.arrived = request.arrived;
  record.started = now;
  record.handler_billed = round_up(used, kBilledStep);
  record.id = request.id;
  record.server = environments_.server(place.slot);
  record.request_class = request.request_class;
  record.ran_on = place.provisioned ? trace::RanOn::Provisioned : trace::RanOn::OnDemand;
  record.beside = environments_.busy();
  work.batch = Environments::kNone;
  work.is_event = work.answer_failed = false;
  context_.simulator.schedule(ends_, now + used, place.slot);
  return true;
}

void LambdaModel::submit(const queueing::Request& request) {
  const SimTime now = context_.simulator.now();
  if (request.delivery == queueing::Delivery::Queued) {
    // A queue keeps its messages, whether or not somebody polls it yet.
    queue_.push({request, now});
    return poll_at(now);
  }
  if (!code_) return turn_away(request, Outcome::Rejected, Reason::NoCode, FactId::none());
  if (!trigger_) return turn_away(request, Outcome::Ignored, Reason::NoTrigger, FactId::none());
  if (request.delivery == queueing::Delivery::Event) return attempt_event(request, 0, spec_.events.backoff);

  const Place place = look_for_place(now);
  if (!place.found()) return refuse(request, place.refused_by);
  if (!run_as_usual(request, place)) run(request, place, 1);
}

void LambdaModel::run_done(Slot slot) {
  Environments::Work& work = environments_.work(slot);
  if (work.batch != Environments::kNone) return batch_done(slot);
  const SimTime now = context_.simulator.now();
  trace::RequestRecord& record = work.record;
  record.finished = now;
  if (record.reason == Reason::None && !work.is_event && !work.starting && !environments_.is_provisioned(slot)) {
    context_.tracer.finished(record);
    environments_.release(slot, now);
    if (environments_.next_check() < expiry_armed_) watch_expiry();
    if (!queue_.empty()) poll();
    return;
  }
  if (!work.is_event || (record.outcome == Outcome::Completed && record.attempts == 1)) {
    context_.tracer.finished(record);
  } else {
    attempt_done(work.request, record);
  }
  settle(slot, record.reason);
}

}  // namespace cloudsim::services
