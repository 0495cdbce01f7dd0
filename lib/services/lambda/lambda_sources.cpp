// SPDX-License-Identifier: Apache-2.0
// LambdaModel: who answers for a request that nobody waits for. Events wait in the service's internal queue, messages
// in their own; both are tried again.
#include <algorithm>

#include "base/check.hpp"
#include "services/lambda/lambda_model.hpp"

namespace cloudsim::services {

using trace::Outcome;
using trace::Reason;
using trace::RecordOf;

namespace {

constexpr std::uint8_t kMostAttempts = 255;  // a record counts no further

std::uint8_t one_more(std::uint8_t attempts) {
  return attempts == kMostAttempts ? attempts : static_cast<std::uint8_t>(attempts + 1);
}

}  // namespace

// ---- events -------------------------------------------------------------------------------------------------------

void LambdaModel::attempt_event(const queueing::Request& request, std::uint8_t attempts_made, Duration backoff) {
  const SimTime now = context_.simulator.now();
  const Place place = find_place(now);
  if (place.found()) return run(request, place, one_more(attempts_made));
  WaitingEvent event;
  event.request = request;
  event.attempts = attempts_made;
  event.backoff = std::min(backoff * 2, spec_.events.backoff_maximum);
  event.throttled_by = note_refusal(place.refused_by);
  hold_event(event, backoff);
}

void LambdaModel::hold_event(const WaitingEvent& event, Duration delay) {
  const SimTime now = context_.simulator.now();
  std::uint32_t index = 0;
  if (free_events_.empty()) {
    index = static_cast<std::uint32_t>(events_.size());
    events_.emplace_back();
  } else {
    index = free_events_.back();
    free_events_.pop_back();
  }
  events_[index] = event;
  events_[index].waiting = true;
  ++events_waiting_;
  const SimTime too_old = std::max(now, event.request.arrived + spec_.events.maximum_age);
  context_.simulator.schedule_at(std::min(now + delay, too_old), engine::Phase::Control, self_, kEventDue, index);
}

void LambdaModel::event_due(std::uint32_t index) {
  const WaitingEvent event = events_[index];
  events_[index].waiting = false;
  free_events_.push_back(index);
  --events_waiting_;
  const SimTime now = context_.simulator.now();
  if (now - event.request.arrived < spec_.events.maximum_age) {
    return attempt_event(event.request, event.attempts, event.backoff);
  }
  trace::RequestRecord record;
  record.arrived = event.request.arrived;
  record.started = record.finished = now;
  record.id = event.request.id;
  record.request_class = event.request.request_class;
  record.outcome = Outcome::TimedOut;
  record.reason = spec_.events.dead_letter_queue ? Reason::DeadLettered : Reason::EventExpired;
  record.cause = event.throttled_by;
  if (event.attempts == 0) return context_.tracer.finished(record);
  record.attempts = event.attempts;
  end_request(event.request, record);
}

// An attempt at an event is over that is not the plain case of one good run.
void LambdaModel::attempt_done(const queueing::Request& request, const trace::RequestRecord& record) {
  trace::RequestRecord attempt = record;
  attempt.of = RecordOf::Attempt;
  context_.tracer.finished(attempt);
  if (record.outcome == Outcome::Completed) return end_request(request, record);
  if (record.attempts <= spec_.events.retries) {
    WaitingEvent event;
    event.request = request;
    event.attempts = record.attempts;
    event.backoff = spec_.events.backoff;
    return hold_event(event, record.attempts == 1 ? spec_.events.first_retry : spec_.events.next_retry);
  }
  attempt.reason = spec_.events.dead_letter_queue ? Reason::DeadLettered : record.reason;
  end_request(request, attempt);
}

// The record of the whole request, made of its last attempt's.
void LambdaModel::end_request(const queueing::Request& request, trace::RequestRecord record) {
  record.of = RecordOf::Request;
  record.arrived = request.arrived;
  record.initialization = record.handler_billed = record.init_billed = Duration{};
  record.cold = false;
  context_.tracer.finished(record);
}

// ---- messages -----------------------------------------------------------------------------------------------------

void LambdaModel::poll_at(SimTime at) {
  if (at >= poll_armed_) return;
  poll_armed_ = at;
  if (!poll_timer_) poll_timer_ = context_.simulator.add_timer(engine::Phase::Observation, self_, kPoll);
  context_.simulator.arm(*poll_timer_, at);
}

void LambdaModel::poll() {
  if (!code_ || !trigger_) return;
  const SimTime now = context_.simulator.now();
  while (!queue_.empty() && queue_.running() < queue_.allowed(now)) {
    const SimTime window_ends = queue_.front().visible + spec_.queue.batch_window;
    if (queue_.size() < spec_.queue.batch_size && window_ends > now) return poll_at(window_ends);
    const Place place = find_place(now);
    if (!place.found()) {
      note_refusal(place.refused_by);
      return poll_at(now + spec_.queue.throttle_pause);
    }
    run_batch(place);
  }
  if (queue_.empty()) {
    queue_.rest(now);
  } else {
    const SimTime more = queue_.grow(now);
    if (more != kNever) poll_at(more);
  }
}

void LambdaModel::run_batch(const Place& place) {
  const std::uint32_t index = queue_.open_batch(context_.simulator.now());
  Batch& batch = queue_.batch(index);
  Progress progress;
  const Slot slot = begin(place, progress);
  if (chained()) {
    Environments::Work& work = environments_.work(slot);
    work.batch = index;
    work.position = 0;
    work.before = progress.before;
    work.used = progress.used;
    return work_on_batch(slot);
  }

  Reason failed = Reason::None;  // why the batch as a whole comes back
  for (Message& message : batch.messages) {
    progress.outcome = message.outcome = Outcome::Completed;
    progress.reason = message.reason = Reason::None;
    progress.cause = FactId::none();
    serve(message.request, message.receives, progress);
    message.outcome = progress.outcome;
    message.reason = progress.reason;
    message.cause = progress.cause;
    if (progress.outcome == Outcome::Completed) continue;
    const bool by_code = progress.reason == Reason::FunctionError || progress.reason == Reason::BadRelease;
    if (spec_.queue.partial_responses && by_code) continue;
    failed = progress.reason;
    break;
  }
  if (failed != Reason::None) {
    for (Message& message : batch.messages) {
      message.outcome = progress.outcome;
      message.reason = failed;
      message.cause = progress.cause;
    }
  } else {
    progress.outcome = Outcome::Completed;
    progress.reason = Reason::None;
    progress.cause = FactId::none();
  }
  environments_.work(slot).batch = index;
  schedule_end(slot, progress);
}

void LambdaModel::batch_done(Slot slot) {
  const SimTime now = context_.simulator.now();
  Environments::Work& work = environments_.work(slot);
  Batch& batch = queue_.batch(work.batch);
  trace::RequestRecord record = work.record;
  record.finished = now;
  std::size_t kept = 0;
  for (const Message& message : batch.messages) {
    record.id = message.request.id;
    record.request_class = message.request.request_class;
    record.arrived = message.visible;
    record.attempts = message.receives;
    record.outcome = message.outcome;
    record.reason = message.reason;
    record.cause = message.cause;
    const bool done = message.outcome == Outcome::Completed;
    const bool given_up = !done && spec_.events.dead_letter_queue && message.receives >= spec_.queue.maximum_receives;
    record.of = done && message.receives == 1 ? RecordOf::Whole : RecordOf::Attempt;
    context_.tracer.finished(record);
    if (record.of == RecordOf::Attempt && (done || given_up)) {
      trace::RequestRecord end = record;
      if (given_up) end.reason = Reason::DeadLettered;
      end_request(message.request, end);
    }
    if (!done && !given_up) batch.messages[kept++] = message;
    record.ran_on = trace::RanOn::Shared;  // the first stands for the invocation
    record.cold = false;
    record.initialization = record.handler_billed = record.init_billed = Duration{};
  }
  queue_.end_run();
  if (kept == 0) {
    queue_.close_batch(work.batch);
  } else {
    batch.messages.resize(kept);
    const SimTime visible = std::max(now, batch.received + spec_.queue.visibility);
    context_.simulator.schedule_at(visible, engine::Phase::Control, self_, kMessagesVisible, work.batch);
  }
  settle(slot, work.record.reason);
  if (queue_.empty()) queue_.rest(now);
}

void LambdaModel::messages_visible(std::uint32_t batch) {
  const SimTime now = context_.simulator.now();
  for (Message message : queue_.batch(batch).messages) {
    message.visible = now;
    queue_.push(message);
  }
  queue_.close_batch(batch);
  poll_at(now);
}

// ---- the end ------------------------------------------------------------------------------------------------------

void LambdaModel::record_waiting(SimTime now) {
  trace::RequestRecord record;
  record.started = record.finished = now;
  record.outcome = Outcome::InFlight;
  const auto leave = [&](const queueing::Request& request, std::uint8_t attempts) {
    record.arrived = request.arrived;
    record.id = request.id;
    record.request_class = request.request_class;
    record.attempts = std::max<std::uint8_t>(1, attempts);
    record.of = attempts == 0 ? RecordOf::Whole : RecordOf::Request;
    context_.tracer.finished(record);
  };
  for (const WaitingEvent& event : events_) {
    if (event.waiting) leave(event.request, event.attempts);
  }
  std::vector<bool> open(queue_.batches(), true);  // batches that wait to be visible again
  for (Slot slot = 0; slot < environments_.slots(); ++slot) {
    if (environments_.is_busy(slot) && environments_.work(slot).batch != Environments::kNone) {
      open[environments_.work(slot).batch] = false;  // told with its run
    }
  }
  for (std::uint32_t i = 0; i < queue_.batches(); ++i) {
    if (!open[i]) continue;
    for (const Message& message : queue_.batch(i).messages) leave(message.request, message.receives);
  }
  while (!queue_.empty()) {
    const Message message = queue_.pop();
    leave(message.request, message.receives);
  }
}

}  // namespace cloudsim::services
