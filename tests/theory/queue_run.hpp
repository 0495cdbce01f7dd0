// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "base/money.hpp"  // int128
#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::test {

/// A queue to simulate. Times are in units of the mean service time (1 ms in the run).
struct QueueCase {
  double arrival_rate = 0;  ///< per mean service time
  std::uint32_t servers = 1;
  std::uint32_t slots = 1;  ///< of each server
  std::uint32_t queue_limit = queueing::kUnlimited;
  bool constant_service = false;
  queueing::Routing routing = queueing::Routing::Central;
};

/// What one replication measured, warm-up removed, in units of the mean service time.
struct QueueSample {
  double waiting_time = 0;         ///< mean of accepted requests
  double response_time = 0;        ///< …
  double waiting_probability = 0;  ///< share of accepted requests that waited
  double blocking_probability = 0;
};

/// Feeds a pool with Poisson arrivals and adds up what becomes of them.
class QueueRun final : public engine::Component, public queueing::ServerPool::Owner, public trace::Sink {
 public:
  static constexpr std::int64_t kUnit = 1'000'000;  // ns

  QueueRun(const QueueCase& queue, std::uint64_t seed, std::uint64_t replication)
      : pool(simulator, tracer, *this, {queue.routing, queue.queue_limit, {}}),
        gaps_(random::Exponential{static_cast<double>(kUnit) / queue.arrival_rate}),
        services_(queue.constant_service ? random::DistributionSpec(random::Constant{static_cast<double>(kUnit)})
                                         : random::DistributionSpec(random::Exponential{static_cast<double>(kUnit)})),
        gap_stream_(seed, "arrivals", replication),
        service_stream_(seed, "service", replication),
        self_(simulator.add(*this)),
        next_(simulator.add_timer(engine::Phase::Arrival, self_, 0)) {
    tracer.add(*this);
    for (std::uint32_t i = 0; i < queue.servers; ++i) pool.add(ServerId{i}, queue.slots);
  }

  /// Lets `requests` arrive and leaves when the last one has left.
  void start(std::uint64_t warm_up, std::uint64_t requests) {
    warm_up_ = warm_up;
    last_ = warm_up + requests;
    simulator.arm(next_, SimTime{gaps_.draw(gap_stream_)});
  }
  QueueSample run(std::uint64_t warm_up, std::uint64_t requests) {
    start(warm_up, requests);
    while (simulator.step()) {
    }
    tracer.flush();
    QueueSample sample;
    const auto accepted = static_cast<double>(accepted_);
    sample.waiting_time = static_cast<double>(waited_) / accepted / kUnit;
    sample.response_time = static_cast<double>(stayed_) / accepted / kUnit;
    sample.waiting_probability = static_cast<double>(waiters_) / accepted;
    sample.blocking_probability = static_cast<double>(blocked_) / static_cast<double>(accepted_ + blocked_);
    return sample;
  }

  void handle(const engine::Event&) override {
    queueing::Request request;
    request.id = RequestId{arrived_++};
    request.arrived = simulator.now();
    request.io.ns = services_.draw(service_stream_);
    const Duration gap{gaps_.draw(gap_stream_)};
    if (arrived_ < last_) simulator.arm(next_, simulator.now() + gap);
    pool.submit(request);
  }
  const char* label(std::uint16_t) const override { return "test.arrival"; }
  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId, std::uint32_t) override {
    return {request.io, {}, false, trace::Reason::None};
  }
  void emptied(ServerId) override {}
  void on(const trace::Fact&) override {}
  void on(std::span<const trace::RequestRecord> block) override {
    for (const trace::RequestRecord& record : block) {
      total_stay_ += (record.finished - record.arrived).ns;
      if (record.id.value < warm_up_) continue;
      if (record.outcome == trace::Outcome::Rejected) {
        ++blocked_;
        continue;
      }
      ++accepted_;
      waited_ += (record.started - record.arrived).ns;
      stayed_ += (record.finished - record.arrived).ns;
      waiters_ += record.started > record.arrived;
    }
  }
  int128 total_stay() const { return total_stay_; }  ///< of all requests, warm-up included, in ns

  engine::Simulator simulator;
  trace::Tracer tracer;
  queueing::ServerPool pool;

 private:
  random::Distribution gaps_, services_;
  random::Stream gap_stream_, service_stream_;
  ComponentId self_;
  engine::TimerId next_;
  std::uint64_t warm_up_ = 0, last_ = 0, arrived_ = 0;
  std::uint64_t accepted_ = 0, blocked_ = 0, waiters_ = 0;
  int128 waited_ = 0, stayed_ = 0, total_stay_ = 0;
};

/// Mean of independent replications with its 99.9 % confidence interval (Student's t).
struct Interval {
  double low = 0, high = 0;
  bool contains(double value) const { return low <= value && value <= high; }
  double width() const { return high - low; }
};

constexpr int kReplications = 41;
constexpr double kStudent = 3.551;  // two-sided 99.9 %, 40 degrees of freedom

inline Interval interval(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / n;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double half = kStudent * std::sqrt(squares / (n - 1) / n);
  return {mean - half, mean + half};
}

}  // namespace cloudsim::test
