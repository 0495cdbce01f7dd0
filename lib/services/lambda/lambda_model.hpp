// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/lambda/environments.hpp"
#include "services/lambda/lambda_spec.hpp"
#include "services/lambda/message_queue.hpp"
#include "services/scaling_policy.hpp"
#include "services/service_model.hpp"
#include "services/token_bucket.hpp"

namespace cloudsim::services {

/// One Lambda function (AWS Lambda Developer Guide; numbers in scenarios/catalog/parameters.yaml).
///
/// What it does
/// - One invocation per environment at a time and no queue inside: a request finds a warm environment, opens a new one
///   (cold start: init phase, then handler), or there is no room for it.
/// - Admission, in this order: code there? trigger set? requests per second (factor × concurrency, a bucket of one
///   second's worth)? provisioned environment? warm environment, within the concurrency limit? allowance for new ones?
/// - Who brought the request bears a failure and a refusal. Answered: its caller gets the error. Event: it waits in an
///   internal queue; two retries after a function error; throttled ones again with doubling backoff; then given up or
///   kept in a dead-letter queue. Queued: batches by pollers (message_queue.hpp); a failed batch comes back after its
///   visibility time-out.
/// - Memory buys CPU: handler time = I/O + CPU ÷ min(max_useful_vcpu, memory ÷ vcpu_memory_mb), rounded up to whole
///   nanoseconds, in integers. The init phase does not depend on memory.
/// - A run over the time-out is cut and billed up to it. Time-out and crash reset the environment: its next run begins
///   with an init phase that counts as part of the run. An init phase over its limit is begun again in the first run.
/// - Provisioned concurrency: ready all at once, used first, the rest spills over; scaled on its average use.
/// - Facts per environment, each at its true time and in order of time: Starting when it opens, Ready when its init
///   phase is over, Failed when it is reset, Gone when it expires. A warm request states nothing but its record and
///   costs one event.
/// - LimitReached states a limit that refuses requests, and again when it has refused none for a second.
///
/// What it assumes
/// - Billed time: handler and init together are rounded up to a millisecond once, as the service meters them; the
///   handler's part is rounded up by itself, the init phase carries the rest.
/// - A request that needs more memory than configured kills the handler the moment it begins: zero handler time, the
///   invocation counts.
/// - Code that fails does so at the end of the request's work. A batch handles its messages one after the other and
///   stops at the first that fails.
/// - The requests-per-second limit is the second face of the concurrency limit and is stated as such. Provisioned
///   environments take their share of the limit once they are ready.
///
/// What it leaves out: delivery twice of one event, jitter of retries, shutdown phase, other functions of the account,
/// streams, first-in-first-out queues, the making of a SnapStart snapshot.
class LambdaModel final : public ServiceModel, public engine::Component, public queueing::Caller {
 public:
  LambdaModel(ModelContext context, LambdaSpec spec);

  void start() override;
  void submit(const queueing::Request& request) override;
  void act(const Action& action) override;
  void finish() override;
  ServiceView view() const override;
  void answered(std::uint64_t call, const queueing::Answer& answer) override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  using Slot = Environments::Slot;
  enum Kind : std::uint16_t {
    kRunDone,
    kInitDone,
    kExpiry,
    kCodeUploaded,
    kTriggerSet,
    kLimitCheck,
    kEventDue,
    kPoll,
    kMessagesVisible,
    kProvisionedRequested,
    kProvisionedReady,
    kProvisionedTick,
    kProvisionedPoint,
    kOwnWorkDone,
    kCallTimeOut,
  };
  enum LimitIndex : std::uint8_t { kConcurrency, kScaling };
  struct Limit {
    trace::Reason reason{};
    std::int64_t value = 0;
    bool binding = false;
    FactId fact;
    SimTime last_refusal{};
  };
  /// Where an invocation may run, or which limit refuses it.
  struct Place {
    Slot slot = Environments::kNone;
    bool cold = false;
    bool provisioned = false;
    LimitIndex refused_by{};
    bool found() const { return slot != Environments::kNone || cold; }
  };
  /// How far a run has come, and how it stands.
  struct Progress {
    Duration before{};  // init phase before the run
    Duration used{};    // of the run's time-out
    trace::Outcome outcome = trace::Outcome::Completed;
    trace::Reason reason = trace::Reason::None;
    FactId cause;  // of a failure: the bad release that ran
  };
  /// An event that waits in the internal queue.
  struct WaitingEvent {
    queueing::Request request;
    std::uint8_t attempts = 0;  // made so far
    Duration backoff{};         // of the next throttle in a row
    FactId throttled_by;
    bool waiting = false;
  };

  // lambda_model.cpp: admission and limits
  void upload_code();
  void set_trigger();
  Place find_place(SimTime now);
  void refuse(const queueing::Request& request, LimitIndex index);
  FactId note_refusal(LimitIndex index);
  void turn_away(const queueing::Request& request, trace::Outcome outcome, trace::Reason reason, FactId cause);
  void check_limit(LimitIndex index);
  void expire();
  void watch_expiry();
  void state_server(Slot slot, trace::ServerState from, trace::ServerState to, trace::Reason reason,
                    FactId cause = FactId::none());

  // lambda_usual.cpp
  static constexpr Duration kBilledStep = Duration::milliseconds(1);
  Place look_for_place(SimTime now);
  bool run_as_usual(const queueing::Request& request, const Place& place);

  // lambda_run.cpp: what happens in an environment
  Slot begin(const Place& place, Progress& progress);
  void serve(const queueing::Request& request, std::uint32_t attempt, Progress& progress) const;
  Duration handler_time(const queueing::Request& request) const;
  void run(const queueing::Request& request, const Place& place, std::uint8_t attempt);
  void schedule_end(Slot slot, const Progress& progress);
  void run_done(Slot slot);
  void init_done(Slot slot);
  void settle(Slot slot, trace::Reason reason);
  void record_open_run(Slot slot, SimTime now);

  // lambda_chain.cpp: runs that call what comes next
  bool chained() const { return context_.neighbours.next != nullptr; }
  void schedule_call(Slot slot, const Progress& progress);
  void call_on(Slot slot);
  void call_time_out(std::uint64_t call);
  void call_over(Slot slot, const queueing::Answer& answer);
  void work_on_batch(Slot slot);
  void fail_batch(Slot slot, const Progress& progress);
  bool waits_for(std::uint64_t call);

  // lambda_sources.cpp: events and messages
  void attempt_event(const queueing::Request& request, std::uint8_t attempts_made, Duration backoff);
  void hold_event(const WaitingEvent& event, Duration delay);
  void event_due(std::uint32_t index);
  void attempt_done(const queueing::Request& request, const trace::RequestRecord& record);
  void end_request(const queueing::Request& request, trace::RequestRecord record);
  void poll();
  void poll_at(SimTime at);
  void run_batch(const Place& place);
  void batch_done(Slot slot);
  void messages_visible(std::uint32_t batch);
  void record_waiting(SimTime now);

  // lambda_provisioned.cpp
  void start_provisioned();
  void add_provisioned(std::uint32_t count, FactId cause);
  void provisioned_ready(std::uint32_t count);
  void remove_provisioned(std::uint32_t count, FactId cause);
  void close_provisioned(Slot slot, FactId cause);
  void note_provisioned_use(SimTime now);
  void provisioned_tick();
  void provisioned_point(std::int64_t millionths);
  void meter_provisioned(std::uint32_t count, SimTime until);

  ModelContext context_;
  LambdaSpec spec_;
  ComponentId self_;
  engine::LaneId ends_;  // of runs
  engine::TimerId expiry_timer_;
  SimTime expiry_armed_ = kNever;
  Environments environments_;
  random::Distribution init_;
  random::Stream init_stream_;
  random::Distribution maximum_age_;
  random::Stream age_stream_;
  random::Distribution warm_, cold_;  // SimFaas
  random::Stream service_stream_;
  TokenBucket scaling_;
  TokenBucket requests_;
  std::array<Limit, 2> limits_;
  std::int64_t cpu_numerator_ = 1;  // handler CPU time = cpu × numerator ÷ denominator
  std::int64_t cpu_denominator_ = 1;
  std::int64_t memory_bytes_ = 0;
  std::uint32_t cpu_milli_ = 0;
  std::uint32_t starting_ = 0;
  bool code_ = false;
  bool trigger_ = false;

  std::vector<WaitingEvent> events_;
  std::vector<std::uint32_t> free_events_;
  std::uint32_t events_waiting_ = 0;

  std::uint32_t calls_ = 0;  // made so far, in a chain

  MessageQueue queue_;
  std::optional<engine::TimerId> poll_timer_;  // once there has been a message
  SimTime poll_armed_ = kNever;

  struct Allocation {  // provisioned environments asked for together, for the meter
    std::uint32_t count = 0;
    SimTime from;
  };
  random::Stream setup_stream_;
  std::vector<Allocation> allocations_;
  std::vector<Slot> preparing_;            // in order of their request
  std::uint32_t provisioned_ = 0;          // ready ones
  std::uint32_t provisioned_surplus_ = 0;  // busy ones that go when their run is over
  FactId surplus_cause_;
  TokenBucket provisioned_requests_{0, 0};
  std::optional<TargetTracker> tracker_;
  SimTime use_noted_{};
  std::int64_t use_ns_ = 0;   // ∫ busy provisioned environments dt since the last tick …
  std::int64_t room_ns_ = 0;  // … and ∫ ready ones dt
  MeterId allocation_meter_, restore_meter_, snapshot_meter_;
};

}  // namespace cloudsim::services
