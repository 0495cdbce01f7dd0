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

constexpr Duration kCalm = Duration::seconds(1);  // a limit that refused nothing for so long no longer binds

std::int64_t thousandths(double value) { return static_cast<std::int64_t>(value * 1000 + 0.5); }

Environments::Choice choice_of(const LambdaSpec& spec) {
  return spec.simfaas ? Environments::Choice::LastCreated : Environments::Choice::LastUsed;
}

}  // namespace

LambdaModel::LambdaModel(ModelContext context, LambdaSpec spec)
    : context_(context),
      spec_(std::move(spec)),
      self_(context_.simulator.add(*this)),
      ends_(context_.simulator.add_lane(self_, kRunDone)),
      expiry_timer_(context_.simulator.add_timer(engine::Phase::Control, self_, kExpiry)),
      environments_(random::Distribution(spec_.keep_alive), random::Stream(context_.seed, "lambda.keep_alive"),
                    choice_of(spec_)),
      init_(spec_.simfaas ? random::Constant{0} : spec_.init),
      init_stream_(context_.seed, "lambda.init"),
      maximum_age_(spec_.maximum_age.value_or(random::Constant{0})),
      age_stream_(context_.seed, "lambda.maximum_age"),
      warm_(spec_.simfaas ? spec_.simfaas->warm : random::Constant{0}),
      cold_(spec_.simfaas ? spec_.simfaas->cold : random::Constant{0}),
      service_stream_(context_.seed, "lambda.service"),
      scaling_(spec_.scaling_burst, spec_.scaling_per_second),
      requests_(static_cast<std::uint64_t>(spec_.concurrency) * spec_.requests_per_second_factor,
                static_cast<double>(spec_.concurrency) * spec_.requests_per_second_factor),
      memory_bytes_(spec_.memory_mb << 20),
      queue_(spec_.queue),
      setup_stream_(context_.seed, "lambda.provisioned") {
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
  const std::string processor = spec_.arm ? "arm" : "x86";
  trace::InvocationMetered metered;
  metered.count = meters.intern("lambda.request");
  metered.duration = meters.intern("lambda.gb_second." + processor);
  metered.memory_mb = spec_.memory_mb;
  if (spec_.provisioned) {
    metered.provisioned_duration = meters.intern("lambda.provisioned.duration." + processor);
    allocation_meter_ = meters.intern("lambda.provisioned.allocation." + processor);
  }
  if (spec_.bill_snapshot) {
    snapshot_meter_ = meters.intern("lambda.snapstart.cache_gb_second");
    restore_meter_ = meters.intern("lambda.snapstart.restore_gb");
  }
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
  if (spec_.provisioned) start_provisioned();
}

void LambdaModel::upload_code() {
  const SimTime now = context_.simulator.now();
  const FactId call =
      context_.tracer.state(now, trace::ApiCalled{trace::ApiCall::CreateFunction, trace::Actor::Operator, 1, 1});
  context_.tracer.state(now, trace::OperationDone{trace::Operation::CodeUploaded, ServerId::none()}, call);
  code_ = true;
  if (!queue_.empty()) poll_at(now);
}

void LambdaModel::set_trigger() {
  const SimTime now = context_.simulator.now();
  const FactId call =
      context_.tracer.state(now, trace::ApiCalled{trace::ApiCall::CreateTrigger, trace::Actor::Operator, 1, 1});
  context_.tracer.state(now, trace::OperationDone{trace::Operation::TriggerSet, ServerId::none()}, call);
  trigger_ = true;
  if (!queue_.empty()) poll_at(now);
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
  const FactId cause = note_refusal(index);
  turn_away(request, Outcome::Rejected, limits_[index].reason, cause);
}

FactId LambdaModel::note_refusal(LimitIndex index) {
  Limit& limit = limits_[index];
  const SimTime now = context_.simulator.now();
  limit.last_refusal = now;
  if (!limit.binding) {
    limit.binding = true;
    limit.fact = context_.tracer.state(now, trace::LimitReached{limit.reason, true, limit.value});
    context_.simulator.schedule_in(kCalm, engine::Phase::Control, self_, kLimitCheck, index);
  }
  return limit.fact;
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

void LambdaModel::watch_expiry() {
  const SimTime next = environments_.next_check();
  if (next >= expiry_armed_) return;
  expiry_armed_ = next;
  context_.simulator.arm(expiry_timer_, next);
}

void LambdaModel::expire() {
  expiry_armed_ = kNever;
  const SimTime now = context_.simulator.now();
  for (Slot slot = environments_.expire(now); slot != Environments::kNone; slot = environments_.expire(now)) {
    const ServerState last = environments_.work(slot).reset ? ServerState::Failed : ServerState::Ready;
    state_server(slot, last, ServerState::Gone, Reason::None);
  }
  watch_expiry();
}

void LambdaModel::state_server(Slot slot, ServerState from, ServerState to, Reason reason, FactId cause) {
  trace::ServerChanged changed;
  changed.server = environments_.server(slot);
  changed.kind = trace::ServerKind::Environment;
  changed.from = from;
  changed.to = to;
  changed.cpu_milli = cpu_milli_;
  changed.memory_mb = spec_.memory_mb;
  changed.reason = reason;
  context_.tracer.state(context_.simulator.now(), changed, cause);
}

// Nobody manages a function's servers, so the scenario's checks refuse those actions on it.
void LambdaModel::act(const Action&) {}

void LambdaModel::finish() {
  const SimTime now = context_.simulator.now();
  for (Slot slot = 0; slot < environments_.slots(); ++slot) {
    if (environments_.is_busy(slot)) record_open_run(slot, now);
  }
  record_waiting(now);
  while (!allocations_.empty()) meter_provisioned(allocations_.back().count, now);
  if (spec_.bill_snapshot && code_ && *spec_.code_uploaded < now) {
    context_.tracer.state(
        now, trace::UsageRecorded{snapshot_meter_, spec_.memory_mb, *spec_.code_uploaded, now, ServerId::none()});
  }
}

ServiceView LambdaModel::view() const {
  ServiceView view;
  view.waiting = events_waiting_ + static_cast<std::uint32_t>(queue_.size());
  view.in_service = environments_.busy();
  view.servers_starting = starting_;
  view.servers_ready =
      environments_.busy() + environments_.idle() - starting_ + static_cast<std::uint32_t>(preparing_.size());
  return view;
}

void LambdaModel::handle(const engine::Event& event) {
  if (event.kind == kRunDone) return run_done(static_cast<Slot>(event.data));  // of each request, so not by a table
  switch (static_cast<Kind>(event.kind)) {
    case kRunDone:
      return run_done(static_cast<Slot>(event.data));
    case kInitDone:
      return init_done(static_cast<Slot>(event.data));
    case kExpiry:
      return expire();
    case kCodeUploaded:
      return upload_code();
    case kTriggerSet:
      return set_trigger();
    case kLimitCheck:
      return check_limit(static_cast<LimitIndex>(event.data));
    case kEventDue:
      return event_due(static_cast<std::uint32_t>(event.data));
    case kPoll:
      poll_armed_ = kNever;
      return poll();
    case kMessagesVisible:
      return messages_visible(static_cast<std::uint32_t>(event.data));
    case kProvisionedRequested:
      return add_provisioned(static_cast<std::uint32_t>(event.data), FactId::none());
    case kProvisionedReady:
      return provisioned_ready(static_cast<std::uint32_t>(event.data));
    case kProvisionedTick:
      return provisioned_tick();
    case kProvisionedPoint:
      return provisioned_point(static_cast<std::int64_t>(event.data) - 1);
    case kOwnWorkDone:
      return call_on(static_cast<Slot>(event.data));
    case kCallTimeOut:
      return call_time_out(event.data);
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
    case kEventDue:
      return "lambda.event_due";
    case kPoll:
      return "lambda.poll";
    case kMessagesVisible:
      return "lambda.messages_visible";
    case kProvisionedRequested:
      return "lambda.provisioned_requested";
    case kProvisionedReady:
      return "lambda.provisioned_ready";
    case kProvisionedTick:
      return "lambda.provisioned_tick";
    case kProvisionedPoint:
      return "lambda.provisioned_point";
    case kOwnWorkDone:
      return "lambda.own_work_done";
    case kCallTimeOut:
      return "lambda.call_time_out";
  }
  return "";
}

}  // namespace cloudsim::services
