// SPDX-License-Identifier: Apache-2.0
#include "workload/client.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::workload {

using trace::Outcome;
using trace::Reason;
using trace::RecordOf;
using trace::RequestRecord;

namespace {

// The service knows an attempt by a number of its own: the call's slot, and which attempt of it.
RequestId number_of(std::uint32_t slot, std::uint32_t attempt) {
  return RequestId{static_cast<std::uint64_t>(attempt) << 32 | slot};
}

bool is_lost(Outcome outcome) {
  return outcome == Outcome::Rejected || outcome == Outcome::TimedOut || outcome == Outcome::Failed;
}

Duration next_backoff(Duration backoff, const ClientSpec& client) {
  const int128 longer = int128{backoff.ns} * client.factor_permille / 1000;
  return Duration{static_cast<std::int64_t>(std::min(longer, int128{client.backoff_maximum.ns}))};
}

}  // namespace

Client::Client(engine::Simulator& simulator, trace::Tracer& tracer, std::span<const WorkloadSpec> workload,
               std::uint64_t seed, queueing::RequestTarget& service)
    : simulator_(simulator), tracer_(tracer), service_(service), self_(simulator.add(*this)) {
  for (const WorkloadSpec& spec : workload) {
    CLOUDSIM_CHECK(!spec.client || spec.client->retries <= kMostRetries);
    classes_.push_back({spec.client, random::Stream(seed, "client.jitter", classes_.size())});
  }
  tracer.listen(*this);
}

bool Client::needed(std::span<const WorkloadSpec> workload) {
  return std::any_of(workload.begin(), workload.end(),
                     [](const WorkloadSpec& spec) { return spec.client.has_value(); });
}

void Client::submit(const queueing::Request& request) {
  const std::optional<ClientSpec>& client = classes_[request.request_class.value].client;
  if (!client) {
    service_.submit(request);
    return;
  }
  const std::uint32_t slot = open_call(request);
  if (client->abandon_after.ns > 0) {
    calls_[slot].abandon = simulator_.schedule_in(client->abandon_after, engine::Phase::Control, self_, kAbandon, slot);
  }
  attempt(slot);
}

std::uint32_t Client::open_call(const queueing::Request& request) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(calls_.size()));
    calls_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  calls_[slot] = Call{};
  calls_[slot].request = request;
  calls_[slot].backoff = client_of(calls_[slot]).backoff_base;
  return slot;
}

// The service may end the attempt before submit() returns.
void Client::attempt(std::uint32_t slot) {
  Call& call = calls_[slot];
  const ClientSpec& client = client_of(call);
  call.state = State::Waiting;
  ++call.attempts;
  ++call.outstanding;
  queueing::Request sent = call.request;
  sent.id = number_of(slot, call.attempts);
  sent.arrived = simulator_.now();
  if (sent.failing_attempts != queueing::kAlwaysFails) {
    const std::uint32_t before = call.attempts - 1;
    sent.failing_attempts -= static_cast<std::uint8_t>(std::min<std::uint32_t>(before, sent.failing_attempts));
  }
  if (client.timeout.ns > 0) {
    call.timer = simulator_.schedule_in(client.timeout, engine::Phase::Control, self_, kTimeOut, slot);
  }
  service_.submit(sent);
}

std::optional<RequestRecord> Client::attempt_over(RequestRecord& record) {
  if (!classes_[record.request_class.value].client) return std::nullopt;
  const auto slot = static_cast<std::uint32_t>(record.id.value);
  const auto number = static_cast<std::uint32_t>(record.id.value >> 32);
  Call& call = calls_[slot];
  record.id = call.request.id;
  record.of = RecordOf::Attempt;
  record.attempts = static_cast<std::uint8_t>(number);
  --call.outstanding;
  if (call.state != State::Waiting || number != call.attempts) {  // its caller waits no more
    release(slot);
    return std::nullopt;
  }
  simulator_.cancel(call.timer);
  if (is_lost(record.outcome) && may_retry(call)) {
    rest(slot);
    return std::nullopt;
  }
  RequestRecord request = record_of(call);
  request.started = record.started;
  request.finished = record.finished;
  request.server = record.server;
  request.cause = record.cause;
  request.outcome = record.outcome;
  request.reason = record.reason;
  end(slot);
  return request;
}

void Client::rest(std::uint32_t slot) {
  Call& call = calls_[slot];
  const ClientSpec& client = client_of(call);
  Duration wait = call.backoff;
  if (client.jitter == Jitter::Full && wait.ns > 0) {
    random::Stream& jitter = classes_[call.request.request_class.value].jitter;
    wait = Duration{static_cast<std::int64_t>(jitter.below(static_cast<std::uint64_t>(wait.ns) + 1))};
  }
  call.backoff = next_backoff(call.backoff, client);
  call.state = State::Resting;
  call.timer = simulator_.schedule_in(wait, engine::Phase::Arrival, self_, kRetry, slot);
}

// Its attempts may still be under way: then the slot stays taken, so that their numbers stay theirs.
void Client::end(std::uint32_t slot) {
  Call& call = calls_[slot];
  simulator_.cancel(call.timer);
  simulator_.cancel(call.abandon);
  call.state = State::Over;
  release(slot);
}

void Client::release(std::uint32_t slot) {
  if (calls_[slot].state == State::Over && calls_[slot].outstanding == 0) free_.push_back(slot);
}

void Client::give_up(std::uint32_t slot, Reason reason) {
  RequestRecord record = record_of(calls_[slot]);
  record.outcome = Outcome::TimedOut;
  record.reason = reason;
  tracer_.end_request(record);
  end(slot);
}

RequestRecord Client::record_of(const Call& call) const {
  RequestRecord record;
  record.arrived = call.request.arrived;
  record.started = record.finished = simulator_.now();
  record.id = call.request.id;
  record.request_class = call.request.request_class;
  record.of = RecordOf::Request;
  record.attempts = static_cast<std::uint8_t>(call.attempts);
  return record;
}

void Client::finish() {
  for (std::uint32_t slot = 0; slot < calls_.size(); ++slot) {
    if (calls_[slot].state != State::Resting) continue;
    RequestRecord record = record_of(calls_[slot]);
    record.outcome = Outcome::InFlight;
    tracer_.end_request(record);
    end(slot);
  }
}

void Client::handle(const engine::Event& event) {
  const auto slot = static_cast<std::uint32_t>(event.data);
  switch (static_cast<Kind>(event.kind)) {
    case kTimeOut:
      if (may_retry(calls_[slot])) {
        rest(slot);
      } else {
        give_up(slot, Reason::ClientTimeout);
      }
      return;
    case kRetry:
      attempt(slot);
      return;
    case kAbandon:
      give_up(slot, Reason::Abandoned);
      return;
  }
}

const char* Client::label(std::uint16_t kind) const {
  switch (static_cast<Kind>(kind)) {
    case kTimeOut:
      return "client.time_out";
    case kRetry:
      return "client.retry";
    case kAbandon:
      return "client.abandon";
  }
  return "";
}

}  // namespace cloudsim::workload
