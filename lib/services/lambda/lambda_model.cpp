// SPDX-License-Identifier: Apache-2.0
#include "services/lambda/lambda_model.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::services {

using trace::Outcome;
using trace::Reason;
using trace::ServerState;

namespace {

constexpr Duration kBilledStep = Duration::milliseconds(1);
constexpr Duration kCalm = Duration::seconds(1);  // a limit that refused nothing for so long no longer binds

std::int64_t thousandths(double value) { return static_cast<std::int64_t>(value * 1000 + 0.5); }

// Where nothing steers but whole numbers: rounded up, and wide only when it must be.
std::int64_t scaled_up(std::int64_t value, std::int64_t numerator, std::int64_t denominator) {
  if (value < std::numeric_limits<std::int64_t>::max() / 2 / numerator) {
    return (value * numerator + denominator - 1) / denominator;
  }
  return static_cast<std::int64_t>((static_cast<int128>(value) * numerator + denominator - 1) / denominator);
}

}  // namespace

LambdaModel::LambdaModel(ModelContext context, LambdaSpec spec)
    : context_(context),
      spec_(std::move(spec)),
      self_(context_.simulator.add(*this)),
      expiry_timer_(context_.simulator.add_timer(engine::Phase::Control, self_, kExpiry)),
      environments_(random::Distribution(spec_.keep_alive), random::Stream(context_.seed, "lambda.keep_alive")),
      init_(spec_.init),
      init_stream_(context_.seed, "lambda.init"),
      scaling_(spec_.scaling_burst, spec_.scaling_per_second),
      requests_(static_cast<std::uint64_t>(spec_.concurrency) * spec_.requests_per_second_factor,
                static_cast<double>(spec_.concurrency) * spec_.requests_per_second_factor),
      memory_bytes_(spec_.memory_mb << 20) {
  limits_[kConcurrency].reason = Reason::ConcurrencyLimit;
  limits_[kConcurrency].value = spec_.concurrency;
  limits_[kScaling].reason = Reason::ScalingRate;
  limits_[kScaling].value = spec_.scaling_burst;

  // The vCPUs a request can use: memory ÷ vcpu_memory_mb, or max_useful_vcpu when that is less. Both as fractions.
  const std::int64_t per_vcpu = thousandths(spec_.vcpu_memory_mb);
  const std::int64_t useful = thousandths(spec_.max_useful_vcpu);
  const std::int64_t memory = spec_.memory_mb * 1000;
  CLOUDSIM_CHECK(per_vcpu > 0 && useful > 0 && memory > 0);
  const bool memory_decides = memory * 1000 < useful * per_vcpu;
  cpu_numerator_ = memory_decides ? per_vcpu : 1000;
  cpu_denominator_ = memory_decides ? memory : useful;
  const std::int64_t common = std::gcd(cpu_numerator_, cpu_denominator_);
  cpu_numerator_ /= common;
  cpu_denominator_ /= common;
  cpu_milli_ = static_cast<std::uint32_t>(memory * 1000 / per_vcpu);
}

void LambdaModel::start() {
  trace::Meters& meters = context_.tracer.meters();
  trace::InvocationMetered metered;
  metered.count = meters.intern("lambda.request");
  metered.duration = meters.intern(spec_.arm ? "lambda.gb_second.arm" : "lambda.gb_second.x86");
  metered.memory_mb = spec_.memory_mb;
  context_.tracer.state(context_.simulator.now(), metered);

  // What is there at the start is there before the first request, whatever else happens at that instant.
  const SimTime now = context_.simulator.now();
  if (spec_.code_uploaded) {
    if (*spec_.code_uploaded <= now) {
      upload_code();
    } else {
      context_.simulator.schedule_at(*spec_.code_uploaded, engine::Phase::Control, self_, kCodeUploaded);
    }
  }
  if (spec_.trigger_set) {
    if (*spec_.trigger_set <= now) {
      set_trigger();
    } else {
      context_.simulator.schedule_at(*spec_.trigger_set, engine::Phase::Control, self_, kTriggerSet);
    }
  }
}

void LambdaModel::upload_code() {
  const SimTime now = context_.simulator.now();
  const FactId call =
      context_.tracer.state(now, trace::ApiCalled{trace::ApiCall::CreateFunction, trace::Actor::Operator, 1, 1});
  context_.tracer.state(now, trace::OperationDone{trace::Operation::CodeUploaded, ServerId::none()}, call);
  code_ = true;
}

void LambdaModel::set_trigger() {
  const SimTime now = context_.simulator.now();
  const FactId call =
      context_.tracer.state(now, trace::ApiCalled{trace::ApiCall::CreateTrigger, trace::Actor::Operator, 1, 1});
  context_.tracer.state(now, trace::OperationDone{trace::Operation::TriggerSet, ServerId::none()}, call);
  trigger_ = true;
}

void LambdaModel::submit(const queueing::Request& request) {
  if (!code_) return turn_away(request, Outcome::Rejected, Reason::NoCode, FactId::none());
  if (!trigger_) return turn_away(request, Outcome::Ignored, Reason::NoTrigger, FactId::none());

  const SimTime now = context_.simulator.now();
  if (!requests_.available(now)) return refuse(request, kConcurrency);
  Environments::Slot slot = environments_.take();
  if (slot != Environments::kNone) {
    requests_.take();
    return run(request, slot, Duration{}, false);
  }
  if (environments_.busy() >= spec_.concurrency) return refuse(request, kConcurrency);
  if (!scaling_.available(now)) return refuse(request, kScaling);
  scaling_.take();
  requests_.take();
  slot = open_environment();
  const Duration initialization = Duration{init_.draw(init_stream_)};
  if (initialization > Duration{}) {
    context_.simulator.schedule_in(initialization, engine::Phase::Completion, self_, kInitDone, slot);
  } else {
    init_done(slot);
  }
  run(request, slot, initialization, true);
}

void LambdaModel::turn_away(const queueing::Request& request, Outcome outcome, Reason reason, FactId cause) {
  trace::RequestRecord record;
  record.arrived = request.arrived;
  record.started = record.finished = context_.simulator.now();
  record.id = request.id;
  record.request_class = request.request_class;
  record.outcome = outcome;
  record.reason = reason;
  record.cause = cause;
  context_.tracer.finished(record);
}

void LambdaModel::refuse(const queueing::Request& request, LimitIndex index) {
  Limit& limit = limits_[index];
  const SimTime now = context_.simulator.now();
  limit.last_refusal = now;
  if (!limit.binding) {
    limit.binding = true;
    limit.fact = context_.tracer.state(now, trace::LimitReached{limit.reason, true, limit.value});
    context_.simulator.schedule_in(kCalm, engine::Phase::Control, self_, kLimitCheck, index);
  }
  turn_away(request, Outcome::Rejected, limit.reason, limit.fact);
}

void LambdaModel::check_limit(LimitIndex index) {
  Limit& limit = limits_[index];
  const SimTime now = context_.simulator.now();
  const SimTime calm_at = limit.last_refusal + kCalm;
  if (calm_at > now) {
    context_.simulator.schedule_at(calm_at, engine::Phase::Control, self_, kLimitCheck, index);
    return;
  }
  limit.binding = false;
  context_.tracer.state(now, trace::LimitReached{limit.reason, false, limit.value}, limit.fact);
}

Environments::Slot LambdaModel::open_environment() {
  const Environments::Slot slot = environments_.open();
  ++starting_;
  state_server(slot, ServerState::Starting, ServerState::Starting, Reason::None);
  return slot;
}

void LambdaModel::init_done(Environments::Slot slot) {
  --starting_;
  state_server(slot, ServerState::Starting, ServerState::Ready, Reason::None);
}

Duration LambdaModel::handler_time(const queueing::Request& request) const {
  return request.io + Duration{scaled_up(request.cpu.ns, cpu_numerator_, cpu_denominator_)};
}

void LambdaModel::run(const queueing::Request& request, Environments::Slot slot, Duration initialization, bool cold) {
  const SimTime now = context_.simulator.now();
  trace::RequestRecord& record = environments_.record(slot);
  record = trace::RequestRecord{};
  record.arrived = request.arrived;
  record.started = now;
  record.initialization = initialization;
  record.id = request.id;
  record.server = environments_.server(slot);
  record.request_class = request.request_class;
  record.cold = cold;

  Duration handler = handler_time(request);
  if (request.memory_bytes > memory_bytes_) {
    handler = Duration{};
    record.outcome = Outcome::Failed;
    record.reason = Reason::OutOfMemory;
  } else if (handler > spec_.timeout) {
    handler = spec_.timeout;
    record.outcome = Outcome::TimedOut;
    record.reason = Reason::RunTimeout;
  }
  record.handler_billed = round_up(handler, kBilledStep);
  if (spec_.bill_init && initialization > Duration{}) {
    record.init_billed = round_up(initialization + handler, kBilledStep) - record.handler_billed;
  }
  context_.simulator.schedule_in(initialization + handler, engine::Phase::Completion, self_, kRunDone, slot);
}

void LambdaModel::run_done(Environments::Slot slot) {
  const SimTime now = context_.simulator.now();
  trace::RequestRecord& record = environments_.record(slot);
  record.finished = now;
  context_.tracer.finished(record);
  if (record.outcome == Outcome::Completed) {
    environments_.release(slot, now);
    watch_expiry();
  } else {
    state_server(slot, ServerState::Ready, ServerState::Gone, record.reason);
    environments_.close(slot);
  }
}

void LambdaModel::watch_expiry() {
  const SimTime next = environments_.next_check();
  if (next >= expiry_armed_) return;
  expiry_armed_ = next;
  context_.simulator.arm(expiry_timer_, next);
}

void LambdaModel::expire() {
  expiry_armed_ = kNever;
  const SimTime now = context_.simulator.now();
  for (Environments::Slot slot = environments_.expire(now); slot != Environments::kNone;
       slot = environments_.expire(now)) {
    state_server(slot, ServerState::Ready, ServerState::Gone, Reason::None);
  }
  watch_expiry();
}

void LambdaModel::state_server(Environments::Slot slot, ServerState from, ServerState to, Reason reason) {
  trace::ServerChanged changed;
  changed.server = environments_.server(slot);
  changed.kind = trace::ServerKind::Environment;
  changed.from = from;
  changed.to = to;
  changed.cpu_milli = cpu_milli_;
  changed.memory_mb = spec_.memory_mb;
  changed.reason = reason;
  context_.tracer.state(context_.simulator.now(), changed);
}

// Nobody manages a function's servers, so the scenario's checks refuse those actions on it.
void LambdaModel::act(const Action&) {}

void LambdaModel::finish() {
  const SimTime now = context_.simulator.now();
  for (Environments::Slot slot = 0; slot < environments_.slots(); ++slot) {
    if (!environments_.is_busy(slot)) continue;
    trace::RequestRecord record = environments_.record(slot);
    record.finished = now;
    record.outcome = Outcome::InFlight;
    record.reason = Reason::None;
    record.initialization = std::min(record.initialization, now - record.started);
    record.handler_billed = record.init_billed = Duration{};  // metered when a run ends
    context_.tracer.finished(record);
  }
}

ServiceView LambdaModel::view() const {
  ServiceView view;
  view.in_service = environments_.busy();
  view.servers_starting = starting_;
  view.servers_ready = environments_.busy() + environments_.idle() - starting_;
  return view;
}

void LambdaModel::handle(const engine::Event& event) {
  switch (static_cast<Kind>(event.kind)) {
    case kRunDone:
      return run_done(static_cast<Environments::Slot>(event.data));
    case kInitDone:
      return init_done(static_cast<Environments::Slot>(event.data));
    case kExpiry:
      return expire();
    case kCodeUploaded:
      return upload_code();
    case kTriggerSet:
      return set_trigger();
    case kLimitCheck:
      return check_limit(static_cast<LimitIndex>(event.data));
  }
}

const char* LambdaModel::label(std::uint16_t kind) const {
  switch (static_cast<Kind>(kind)) {
    case kRunDone:
      return "lambda.run_done";
    case kInitDone:
      return "lambda.init_done";
    case kExpiry:
      return "lambda.expiry";
    case kCodeUploaded:
      return "lambda.code_uploaded";
    case kTriggerSet:
      return "lambda.trigger_set";
    case kLimitCheck:
      return "lambda.limit_check";
  }
  return "";
}

}  // namespace cloudsim::services
