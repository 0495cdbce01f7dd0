// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "engine/simulator.hpp"
#include "services/lambda/lambda_model.hpp"
#include "trace/tracer.hpp"

namespace lambda_test {

using namespace cloudsim;
using trace::Outcome;
using trace::Reason;

/// Keeps all that a model states, to be looked at.
class Recorder final : public trace::Sink {
 public:
  void on(const trace::Fact& fact) override { facts.push_back(fact); }
  void on(std::span<const trace::RequestRecord> block) override {
    records.insert(records.end(), block.begin(), block.end());
  }
  template <class Body>
  std::vector<trace::Fact> of() const {
    std::vector<trace::Fact> found;
    for (const trace::Fact& fact : facts) {
      if (std::holds_alternative<Body>(fact.body)) found.push_back(fact);
    }
    return found;
  }
  /// Changes of environments to this state, e.g. Starting: one per environment opened.
  std::vector<SimTime> changes(trace::ServerState to) const {
    std::vector<SimTime> at;
    for (const trace::Fact& fact : facts) {
      const auto* changed = std::get_if<trace::ServerChanged>(&fact.body);
      if (changed != nullptr && changed->to == to) at.push_back(fact.at);
    }
    return at;
  }
  std::uint64_t count(Outcome outcome) const {
    std::uint64_t found = 0;
    for (const auto& record : records) found += record.outcome == outcome ? 1 : 0;
    return found;
  }
  std::uint64_t count(Reason reason) const {
    std::uint64_t found = 0;
    for (const auto& record : records) found += record.reason == reason ? 1 : 0;
    return found;
  }
  /// Records of one sort: attempts, or the ends of requests that had several.
  std::vector<trace::RequestRecord> records_of(trace::RecordOf of) const {
    std::vector<trace::RequestRecord> found;
    for (const auto& record : records) {
      if (record.of == of) found.push_back(record);
    }
    return found;
  }
  /// Requests that ended, of whatever number of attempts.
  std::uint64_t ended() const {
    std::uint64_t found = 0;
    for (const auto& record : records) found += record.of == trace::RecordOf::Attempt ? 0 : 1;
    return found;
  }
  /// Runs of the function, as the bill counts them.
  std::uint64_t invocations() const {
    std::uint64_t found = 0;
    for (const auto& record : records) {
      const bool ran = record.of != trace::RecordOf::Request && record.server.valid();
      found += ran && record.ran_on != trace::RanOn::Shared ? 1 : 0;
    }
    return found;
  }
  std::uint64_t cold() const {
    std::uint64_t found = 0;
    for (const auto& record : records) found += record.cold ? 1 : 0;
    return found;
  }

  std::vector<trace::Fact> facts;
  std::vector<trace::RequestRecord> records;
};

/// What arrives: `at`, with this work.
struct Arrival {
  SimTime at;
  Duration cpu{};
  Duration io{};
  std::int64_t memory_bytes = 0;
  queueing::Delivery delivery = queueing::Delivery::Answered;
  std::uint8_t failing_attempts = 0;
};

inline constexpr SimTime seconds(double s) { return {static_cast<std::int64_t>(s * 1e9 + 0.5)}; }

/// Constant unless a test says otherwise: no init phase, 5 min keep-alive.
inline services::LambdaSpec plain_spec(std::int64_t memory_mb = 1769) {
  services::LambdaSpec spec;
  spec.memory_mb = memory_mb;
  spec.init = random::Constant{0};
  spec.keep_alive = random::Constant{300e9};
  spec.timeout = Duration::seconds(900);
  return spec;
}

/// One function and its arrivals; run() plays it to the horizon.
class Run final : public engine::Component {
 public:
  Run(services::LambdaSpec spec, std::vector<Arrival> arrivals, SimTime horizon, std::uint64_t seed = 1)
      : arrivals_(std::move(arrivals)), horizon_(horizon) {
    tracer.add(recorder);
    model = std::make_unique<services::LambdaModel>(services::ModelContext{simulator, tracer, seed, horizon}, spec);
    const ComponentId self = simulator.add(*this);
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
      simulator.schedule_at(arrivals_[i].at, engine::Phase::Arrival, self, 0, i);
    }
  }
  Recorder& run() {
    model->start();
    simulator.run_until(horizon_);
    model->finish();
    tracer.flush();
    return recorder;
  }
  void handle(const engine::Event& event) override {
    const Arrival& arrival = arrivals_[event.data];
    queueing::Request request;
    request.id = RequestId{next_++};
    request.arrived = simulator.now();
    request.cpu = arrival.cpu;
    request.io = arrival.io;
    request.memory_bytes = arrival.memory_bytes;
    request.request_class = ClassId{0};
    request.delivery = arrival.delivery;
    request.failing_attempts = arrival.failing_attempts;
    model->submit(request);
  }
  const char* label(std::uint16_t) const override { return "test.arrival"; }

  engine::Simulator simulator;
  trace::Tracer tracer;
  Recorder recorder;
  std::unique_ptr<services::LambdaModel> model;

 private:
  std::vector<Arrival> arrivals_;
  SimTime horizon_;
  std::uint64_t next_ = 0;
};

/// One arrival every `gap` in [from, until).
inline void add_even(std::vector<Arrival>& arrivals, SimTime from, SimTime until, Duration gap, Duration io) {
  for (SimTime at = from; at < until; at = at + gap) arrivals.push_back({at, {}, io, 0});
}

}  // namespace lambda_test
