// SPDX-License-Identifier: Apache-2.0
// LambdaModel: runs that call what comes next in a chain. A run does its own work, calls, and goes on when the answer
// is there: the environment stays busy and all of that time is billed. The time limit of the run holds for the waiting
// too. A batch calls for one message after the other. An error that comes back is an error of the code: it leaves the
// environment as it is.
#include "base/check.hpp"
#include "services/lambda/lambda_model.hpp"

namespace cloudsim::services {

using trace::Outcome;
using trace::Reason;

void LambdaModel::schedule_call(Slot slot, const Progress& progress) {
  Environments::Work& work = environments_.work(slot);
  work.before = progress.before;
  work.used = progress.used;
  context_.simulator.schedule_at(work.record.started + work.before + work.used, engine::Phase::Completion, self_,
                                 kOwnWorkDone, slot);
}

void LambdaModel::call_on(Slot slot) {
  Environments::Work& work = environments_.work(slot);
  const queueing::Request& request =
      work.batch == Environments::kNone ? work.request : queue_.batch(work.batch).messages[work.position].request;
  work.call = ++calls_;
  const std::uint64_t name = static_cast<std::uint64_t>(work.call) << 32 | slot;
  if (!context_.neighbours.next->call(request, *this, name)) return call_over(slot, {});
  work.calling = true;
  // An answer at the very instant of the limit is in time.
  context_.simulator.schedule_at(work.record.started + work.before + spec_.timeout, engine::Phase::Control, self_,
                                 kCallTimeOut, name);
}

/// Not when its run was cut meanwhile, whatever the environment does now.
bool LambdaModel::waits_for(std::uint64_t call) {
  const auto slot = static_cast<Slot>(call);
  if (slot >= environments_.slots() || !environments_.is_busy(slot)) return false;
  const Environments::Work& work = environments_.work(slot);
  return work.calling && work.call == static_cast<std::uint32_t>(call >> 32);
}

void LambdaModel::answered(std::uint64_t call, const queueing::Answer& answer) {
  if (!waits_for(call)) return;
  const auto slot = static_cast<Slot>(call);
  Environments::Work& work = environments_.work(slot);
  work.calling = false;
  work.used = context_.simulator.now() - (work.record.started + work.before);
  call_over(slot, answer);
}

void LambdaModel::call_time_out(std::uint64_t call) {
  if (!waits_for(call)) return;
  const auto slot = static_cast<Slot>(call);
  Environments::Work& work = environments_.work(slot);
  work.calling = false;
  Progress progress;
  progress.before = work.before;
  progress.used = spec_.timeout;
  progress.outcome = Outcome::TimedOut;
  progress.reason = Reason::RunTimeout;
  if (work.batch != Environments::kNone) return fail_batch(slot, progress);
  schedule_end(slot, progress);
}

void LambdaModel::call_over(Slot slot, const queueing::Answer& answer) {
  Environments::Work& work = environments_.work(slot);
  const bool fine = answer.outcome == Outcome::Completed;
  Progress progress;
  progress.before = work.before;
  progress.used = work.used;
  progress.outcome = fine ? Outcome::Completed : Outcome::Failed;
  progress.reason = fine ? Reason::None : answer.reason;
  const bool batch = work.batch != Environments::kNone;
  if (!batch || (!fine && !spec_.queue.partial_responses)) {
    work.answer_failed = !fine;
    return batch ? fail_batch(slot, progress) : schedule_end(slot, progress);
  }
  Message& message = queue_.batch(work.batch).messages[work.position];
  message.outcome = progress.outcome;
  message.reason = progress.reason;
  ++work.position;
  work_on_batch(slot);
}

// From the message it is at: until one calls on, or the batch is over.
void LambdaModel::work_on_batch(Slot slot) {
  Environments::Work& work = environments_.work(slot);
  Batch& batch = queue_.batch(work.batch);
  Progress progress;
  progress.before = work.before;
  progress.used = work.used;
  for (; work.position < batch.messages.size(); ++work.position) {
    Message& message = batch.messages[work.position];
    progress.outcome = Outcome::Completed;
    progress.reason = Reason::None;
    progress.cause = FactId::none();
    serve(message.request, message.receives, progress);
    message.outcome = progress.outcome;
    message.reason = progress.reason;
    message.cause = progress.cause;
    if (progress.outcome == Outcome::Completed) return schedule_call(slot, progress);
    const bool by_code = progress.reason == Reason::FunctionError || progress.reason == Reason::BadRelease;
    if (!spec_.queue.partial_responses || !by_code) return fail_batch(slot, progress);
  }
  progress.outcome = Outcome::Completed;
  progress.reason = Reason::None;
  progress.cause = FactId::none();
  schedule_end(slot, progress);
}

/// All of it comes back.
void LambdaModel::fail_batch(Slot slot, const Progress& progress) {
  for (Message& message : queue_.batch(environments_.work(slot).batch).messages) {
    message.outcome = progress.outcome;
    message.reason = progress.reason;
    message.cause = progress.cause;
  }
  schedule_end(slot, progress);
}

}  // namespace cloudsim::services
