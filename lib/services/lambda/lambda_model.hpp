// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/lambda/environments.hpp"
#include "services/lambda/lambda_spec.hpp"
#include "services/service_model.hpp"
#include "services/token_bucket.hpp"

namespace cloudsim::services {

/// One Lambda function (AWS Lambda Developer Guide; numbers in scenarios/catalog/parameters.yaml).
///
/// What it does
/// - One request per environment at a time and no queue: a request finds a warm environment, opens a new one (cold
///   start: init phase, then handler), or is refused at once.
/// - Admission, in this order: code there? trigger set? requests per second (factor × concurrency, a bucket of one
///   second's worth)? warm environment? concurrency limit? allowance for new environments?
/// - Memory buys CPU: handler time = I/O + CPU ÷ min(max_useful_vcpu, memory ÷ vcpu_memory_mb), rounded up to whole
///   nanoseconds, in integers. The init phase does not depend on memory.
/// - A run over the time-out is cut and billed up to it; its environment is reset, which here means gone.
/// - Facts per environment, each at its true time and in order of time: Starting when it opens, Ready when its init
///   phase is over, Gone when it expires or is reset. A warm request states nothing but its record and costs one event.
/// - LimitReached states a limit that refuses requests, and again when it has refused none for a second.
///
/// What it assumes
/// - Billed time: handler and init together are rounded up to a millisecond once, as the service meters them; the
///   handler's part is rounded up by itself, the init phase carries the rest.
/// - A request that needs more memory than configured kills the handler the moment it begins: zero handler time, the
///   environment is gone, the invocation counts.
/// - The requests-per-second limit is the second face of the concurrency limit and is stated as such.
///
/// What it leaves out: retries, provisioned concurrency, SnapStart, shutdown phase, init phases over 10 s, the
/// recycling of old environments, other functions of the account.
class LambdaModel final : public ServiceModel, public engine::Component {
 public:
  LambdaModel(ModelContext context, LambdaSpec spec);

  void start() override;
  void submit(const queueing::Request& request) override;
  void act(const Action& action) override;
  void finish() override;
  ServiceView view() const override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  enum Kind : std::uint16_t { kRunDone, kInitDone, kExpiry, kCodeUploaded, kTriggerSet, kLimitCheck };
  enum LimitIndex : std::uint8_t { kConcurrency, kScaling };
  struct Limit {
    trace::Reason reason{};
    std::int64_t value = 0;
    bool binding = false;
    FactId fact;
    SimTime last_refusal{};
  };

  void upload_code();
  void set_trigger();
  void refuse(const queueing::Request& request, LimitIndex index);
  void turn_away(const queueing::Request& request, trace::Outcome outcome, trace::Reason reason, FactId cause);
  Environments::Slot open_environment();
  void run(const queueing::Request& request, Environments::Slot slot, Duration initialization, bool cold);
  void run_done(Environments::Slot slot);
  void init_done(Environments::Slot slot);
  void expire();
  void watch_expiry();
  void check_limit(LimitIndex index);
  void state_server(Environments::Slot slot, trace::ServerState from, trace::ServerState to, trace::Reason reason);
  Duration handler_time(const queueing::Request& request) const;

  ModelContext context_;
  LambdaSpec spec_;
  ComponentId self_;
  engine::TimerId expiry_timer_;
  SimTime expiry_armed_ = kNever;
  Environments environments_;
  random::Distribution init_;
  random::Stream init_stream_;
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
};

}  // namespace cloudsim::services
