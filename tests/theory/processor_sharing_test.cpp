// SPDX-License-Identifier: Apache-2.0
// Cores shared over time against the formulas. Processor sharing does not care how service times are distributed, only
// how long they are on average (Sakata, Noguchi, Oizumi 1971; Kleinrock, Queueing Systems II, 4.4): the mean response
// time of M/G/1 with sharing is that of M/M/1, 1 ÷ (μ − λ). With c cores of which a job uses one at most, the number
// there is that of M/M/c, whatever the service times (Cohen 1979, generalised processor sharing).
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "queueing/shared_cpu.hpp"
#include "theory/queue_run.hpp"
#include "theory/queues.hpp"

using namespace cloudsim;
using namespace cloudsim::test;

namespace {

constexpr std::int64_t kUnit = 1'000'000;  // ns: the mean service time

enum class Work { Constant, Exponential, Hyperexponential };

/// Poisson arrivals at cores that are shared.
class SharingRun final : public engine::Component, public queueing::SharedCpu::Owner {
 public:
  SharingRun(double arrival_rate, std::int64_t cores, Work work, std::uint64_t seed, std::uint64_t replication)
      : cpu(simulator, *this),
        work_(work),
        gaps_(random::Exponential{static_cast<double>(kUnit) / arrival_rate}),
        exponential_(random::Exponential{static_cast<double>(kUnit)}),
        gap_stream_(seed, "arrivals", replication),
        work_stream_(seed, "service", replication),
        branch_stream_(seed, "branch", replication),
        self_(simulator.add(*this)),
        next_(simulator.add_timer(engine::Phase::Arrival, self_, 0)),
        group_(cpu.add_group(cpu.add_host(1000 * cores), {})) {}

  /// Mean response time in units of the mean service time, without the first `warm_up`.
  double run(std::uint64_t warm_up, std::uint64_t requests) {
    warm_up_ = warm_up;
    last_ = warm_up + requests;
    simulator.arm(next_, SimTime{gaps_.draw(gap_stream_)});
    while (simulator.step()) {
    }
    CHECK(cpu.used_ns(group_) == total_work_);  // every nanosecond of work was done, and no other
    return static_cast<double>(stayed_) / static_cast<double>(requests) / kUnit;
  }
  void handle(const engine::Event&) override {
    const Duration work{draw()};
    total_work_ += work.ns;
    arrived_.push_back(simulator.now());
    cpu.start(group_, work, arrived_.size() - 1);
    const Duration gap{gaps_.draw(gap_stream_)};
    if (arrived_.size() < last_) simulator.arm(next_, simulator.now() + gap);
  }
  void computed(std::uint64_t job) override {
    if (job >= warm_up_) stayed_ += (simulator.now() - arrived_[job]).ns;
  }
  const char* label(std::uint16_t) const override { return "test.arrival"; }

  engine::Simulator simulator;
  queueing::SharedCpu cpu;

 private:
  std::int64_t draw() {
    if (work_ == Work::Constant) return kUnit;
    const std::int64_t one = exponential_.draw(work_stream_);
    if (work_ == Work::Exponential) return one;
    // One in five works 3 units on average, the others half a unit: mean 0.2 × 3 + 0.8 × 0.5 = 1, squared coefficient
    // of variation 2 × (0.2 × 9 + 0.8 × 0.25) − 1 = 3.
    return branch_stream_.next() % 5 == 0 ? one * 3 : one / 2;
  }
  Work work_;
  random::Distribution gaps_, exponential_;
  random::Stream gap_stream_, work_stream_, branch_stream_;
  ComponentId self_;
  engine::TimerId next_;
  queueing::SharedCpu::Group group_;
  std::vector<SimTime> arrived_;
  std::uint64_t warm_up_ = 0, last_ = 0;
  std::int64_t total_work_ = 0;
  int128 stayed_ = 0;
};

void agrees(double arrival_rate, std::int64_t cores, Work work, std::uint64_t requests, double formula) {
  std::vector<double> responses;
  for (int i = 0; i < kReplications; ++i) {
    SharingRun run(arrival_rate, cores, work, 211, static_cast<std::uint64_t>(i));
    responses.push_back(run.run(2'000, requests / kReplications));
  }
  const Interval ci = interval(responses);
  INFO("formula " << formula << ", interval " << ci.low << " to " << ci.high);
  CHECK(ci.contains(formula));
  CHECK(ci.width() < 0.02 * formula);
}

}  // namespace

TEST_CASE("M/M/1 with sharing: 1 / (mu - lambda)") { agrees(0.6, 1, Work::Exponential, 3'000'000, 1 / (1 - 0.6)); }

TEST_CASE("constant service times: the same mean") { agrees(0.6, 1, Work::Constant, 2'000'000, 1 / (1 - 0.6)); }

TEST_CASE("very different service times: the same mean") {
  agrees(0.6, 1, Work::Hyperexponential, 6'000'000, 1 / (1 - 0.6));
}

TEST_CASE("three cores, one at most for each: the mean of M/M/3") {
  const double formula = theory::mmc(0.7 * 3, 1.0, 3).response_time;
  agrees(0.7 * 3, 3, Work::Exponential, 3'000'000, formula);
  agrees(0.7 * 3, 3, Work::Constant, 2'000'000, formula);
  agrees(0.7 * 3, 3, Work::Hyperexponential, 6'000'000, formula);
}
