// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/request.hpp"
#include "random/stream.hpp"
#include "trace/tracer.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::workload {

/// The callers: between the arrivals and the service, for classes with a `client`. Others pass untouched.
///
/// What it does: sends a request as an attempt, waits at most its time-out, tries again after a backoff when the
/// attempt was lost, and gives up after the last retry or when its patience ends. Each attempt has a record of its own;
/// the request has one when its caller is done with it, and arrived = sum over outcomes still counts requests. What it
/// assumes: a caller that has stopped waiting does not tell the service, which goes on with the work; an answer at the
/// very instant of the time-out counts; what nobody listened to (Ignored) is no error to anybody. What it leaves out:
/// budgets for retries, circuit breakers, hedged requests.
class Client final : public queueing::RequestTarget, public trace::AttemptListener, public engine::Component {
 public:
  /// All references must outlive the client. Jitter comes from the stream "client.jitter", index = class.
  Client(engine::Simulator& simulator, trace::Tracer& tracer, std::span<const WorkloadSpec> workload,
         std::uint64_t seed, queueing::RequestTarget& service);

  static bool needed(std::span<const WorkloadSpec> workload);  ///< some class has a client

  void submit(const queueing::Request& request) override;
  std::optional<trace::RequestRecord> attempt_over(trace::RequestRecord& record) override;
  void finish();  ///< after the service's: who waits for a retry at the horizon is in flight

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  enum Kind : std::uint16_t { kTimeOut, kRetry, kAbandon };
  enum class State : std::uint8_t { Waiting, Resting, Over };
  struct Class {
    std::optional<ClientSpec> client;
    random::Stream jitter;
  };
  struct Call {  // one request under way
    queueing::Request request;
    Duration backoff{};
    engine::EventId timer;  // time-out or retry
    engine::EventId abandon;
    std::uint32_t attempts = 0;
    std::uint32_t outstanding = 0;  // attempts that the service still has, late ones included
    State state = State::Waiting;
  };

  const ClientSpec& client_of(const Call& call) const { return *classes_[call.request.request_class.value].client; }
  std::uint32_t open_call(const queueing::Request& request);
  void attempt(std::uint32_t slot);
  bool may_retry(const Call& call) const { return call.attempts <= client_of(call).retries; }
  void rest(std::uint32_t slot);
  void end(std::uint32_t slot);
  void release(std::uint32_t slot);
  void give_up(std::uint32_t slot, trace::Reason reason);
  trace::RequestRecord record_of(const Call& call) const;

  engine::Simulator& simulator_;
  trace::Tracer& tracer_;
  queueing::RequestTarget& service_;
  ComponentId self_;
  std::vector<Class> classes_;
  std::vector<Call> calls_;
  std::vector<std::uint32_t> free_;
};

}  // namespace cloudsim::workload
