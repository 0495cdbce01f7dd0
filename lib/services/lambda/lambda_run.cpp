// SPDX-License-Identifier: Apache-2.0
// LambdaModel: what happens in an environment, from its init phase to the end of a run.
#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "base/money.hpp"  // int128
#include "services/lambda/lambda_model.hpp"

namespace cloudsim::services {

using trace::Outcome;
using trace::Reason;
using trace::ServerState;

// Opens the environment if it must be, and begins the record of the run there. A cold start or a reset environment has
// an init phase, before the run or inside it, where the run's time-out holds.
LambdaModel::Slot LambdaModel::begin(const Place& place, Progress& progress) {
  const SimTime now = context_.simulator.now();
  Slot slot = place.slot;
  if (place.cold) {
    SimTime retired = kNever;
    if (spec_.maximum_age) {
      const Duration age{maximum_age_.draw(age_stream_)};
      retired = now + age;
    }
    slot = environments_.open(retired);
    environments_.work(slot).starting = true;
    ++starting_;
    state_server(slot, ServerState::Starting, ServerState::Starting, Reason::None);
  }
  Environments::Work& work = environments_.work(slot);
  trace::RequestRecord& record = work.record;
  record = trace::RequestRecord{};
  record.started = now;
  record.server = environments_.server(slot);
  record.beside = environments_.busy();
  record.ran_on = place.provisioned ? trace::RanOn::Provisioned : trace::RanOn::OnDemand;
  work.answer_failed = false;
  if (!place.cold && !work.reset) return slot;

  record.cold = true;
  const Duration init{init_.draw(init_stream_)};
  if (work.reset) {
    progress.used = init;
  } else if (init > spec_.init_limit) {
    progress.before = spec_.init_limit;
    progress.used = init;
  } else {
    progress.before = init;
  }
  if (place.cold && restore_meter_.valid()) {
    trace::UsageRecorded restored{restore_meter_, memory_bytes_, now, now + progress.before, record.server};
    context_.tracer.state(now, restored);
  }
  record.initialization = progress.before + std::min(progress.used, spec_.timeout);
  if (progress.used > spec_.timeout) return slot;  // it does not end
  if (record.initialization > Duration{}) {
    context_.simulator.schedule_in(record.initialization, engine::Phase::Completion, self_, kInitDone, slot);
  } else {
    init_done(slot);
  }
  return slot;
}

void LambdaModel::init_done(Slot slot) {
  Environments::Work& work = environments_.work(slot);
  if (work.starting) {
    work.starting = false;
    --starting_;
    state_server(slot, ServerState::Starting, ServerState::Ready, Reason::None);
  } else {
    work.reset = false;
    state_server(slot, ServerState::Failed, ServerState::Ready, Reason::None);
  }
}

void LambdaModel::serve(const queueing::Request& request, std::uint32_t attempt, Progress& progress) const {
  const auto stop = [&progress](Outcome outcome, Reason reason) {
    progress.outcome = outcome;
    progress.reason = reason;
  };
  if (progress.used > spec_.timeout) {
    progress.used = spec_.timeout;
    return stop(Outcome::TimedOut, Reason::RunTimeout);
  }
  if (request.memory_bytes > memory_bytes_) return stop(Outcome::Failed, Reason::OutOfMemory);
  const Duration handler = handler_time(request);
  if (handler > spec_.timeout - progress.used) {
    progress.used = spec_.timeout;
    return stop(Outcome::TimedOut, Reason::RunTimeout);
  }
  progress.used += handler;
  if (!queueing::code_fails(request, attempt, context_.simulator.now())) return;
  stop(Outcome::Failed, request.failure_cause.valid() ? Reason::BadRelease : Reason::FunctionError);
  progress.cause = request.failure_cause;
}

void LambdaModel::run(const queueing::Request& request, const Place& place, std::uint8_t attempt) {
  Progress progress;
  const Slot slot = begin(place, progress);
  Environments::Work& work = environments_.work(slot);
  work.record.arrived = attempt == 1 ? request.arrived : context_.simulator.now();
  work.record.id = request.id;
  work.record.request_class = request.request_class;
  work.record.attempts = attempt;
  work.batch = Environments::kNone;
  work.is_event = request.delivery == queueing::Delivery::Event;
  if (work.is_event || chained()) work.request = request;  // it may have to be tried again, or to call on
  if (spec_.simfaas) {
    progress.used = Duration{(place.cold ? cold_ : warm_).draw(service_stream_)};
  } else {
    serve(request, attempt, progress);
  }
  if (chained() && progress.outcome == Outcome::Completed) return schedule_call(slot, progress);
  schedule_end(slot, progress);
}

void LambdaModel::schedule_end(Slot slot, const Progress& progress) {
  trace::RequestRecord& record = environments_.work(slot).record;
  record.outcome = progress.outcome;
  record.reason = progress.reason;
  record.cause = progress.cause;
  record.handler_billed = round_up(progress.used, kBilledStep);
  if (spec_.bill_init && progress.before > Duration{}) {
    record.init_billed = round_up(progress.before + progress.used, kBilledStep) - record.handler_billed;
  }
  context_.simulator.schedule(ends_, record.started + progress.before + progress.used, slot);
}

// The environment after a run: idle and warm, reset, or gone.
void LambdaModel::settle(Slot slot, Reason reason) {
  const SimTime now = context_.simulator.now();
  Environments::Work& work = environments_.work(slot);
  if (work.answer_failed) reason = Reason::None;
  const bool provisioned = environments_.is_provisioned(slot);
  if (provisioned) note_provisioned_use(now);
  if (work.starting) {  // its init phase ran into the time-out
    work.starting = false;
    --starting_;
    state_server(slot, ServerState::Starting, ServerState::Gone, reason);
    environments_.close(slot);
  } else {
    if ((reason == Reason::RunTimeout || reason == Reason::OutOfMemory) && !work.reset) {
      work.reset = true;
      state_server(slot, ServerState::Ready, ServerState::Failed, reason);
    }
    if (provisioned && provisioned_surplus_ > 0) {
      --provisioned_surplus_;
      close_provisioned(slot, surplus_cause_);
    } else {
      environments_.release(slot, now);
      watch_expiry();
    }
  }
  if (!queue_.empty()) poll();
}

void LambdaModel::record_open_run(Slot slot, SimTime now) {
  const Environments::Work& work = environments_.work(slot);
  trace::RequestRecord record = work.record;
  record.finished = now;
  record.outcome = Outcome::InFlight;
  record.reason = Reason::None;
  record.initialization = std::min(record.initialization, now - record.started);
  record.handler_billed = record.init_billed = Duration{};  // metered when a run ends
  if (work.batch == Environments::kNone) {
    if (record.attempts == 1) return context_.tracer.finished(record);
    record.of = trace::RecordOf::Attempt;
    context_.tracer.finished(record);
    return end_request(work.request, record);
  }
  for (const Message& message : queue_.batch(work.batch).messages) {
    record.id = message.request.id;
    record.request_class = message.request.request_class;
    record.arrived = message.visible;
    record.attempts = message.receives;
    record.of = message.receives == 1 ? trace::RecordOf::Whole : trace::RecordOf::Attempt;
    context_.tracer.finished(record);
    if (message.receives > 1) end_request(message.request, record);
    record.ran_on = trace::RanOn::Shared;
    record.cold = false;
    record.initialization = Duration{};
  }
}

}  // namespace cloudsim::services
