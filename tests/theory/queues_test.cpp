// SPDX-License-Identifier: Apache-2.0
// The simulated queue against the formulas. For each measure, the formula's value must lie in the 99.9 % confidence
// interval of independent replications (warm-up removed), and that interval must be narrower than 2 % of it: a wide
// interval proves nothing. Seeds are fixed, so a run of the test is always the same run.
#include "theory/queues.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "theory/queue_run.hpp"

using namespace cloudsim;
using namespace cloudsim::test;

namespace {

struct Measured {
  std::vector<double> waiting_time, response_time, waiting_probability, blocking_probability;
};

Measured replicate(const QueueCase& queue, std::uint64_t requests, std::uint64_t seed) {
  constexpr std::uint64_t kWarmUp = 5'000;  // the queues here forget their empty start within some hundred requests
  Measured measured;
  for (int i = 0; i < kReplications; ++i) {
    QueueRun run(queue, seed, static_cast<std::uint64_t>(i));
    const QueueSample sample = run.run(kWarmUp, requests / kReplications);
    measured.waiting_time.push_back(sample.waiting_time);
    measured.response_time.push_back(sample.response_time);
    measured.waiting_probability.push_back(sample.waiting_probability);
    measured.blocking_probability.push_back(sample.blocking_probability);
  }
  return measured;
}

void agrees(const char* what, const std::vector<double>& values, double formula) {
  const Interval ci = interval(values);
  INFO(what << ": formula " << formula << ", interval " << ci.low << " to " << ci.high << ", width in % "
            << ci.width() / formula * 100);
  CHECK(ci.contains(formula));
  CHECK(ci.width() < 0.02 * formula);
}

}  // namespace

TEST_CASE("M/M/1 at 80 %") {
  const Measured measured = replicate({0.8, 1, 1}, 24'000'000, 101);
  const theory::QueueResult formula = theory::mm1(0.8, 1.0);
  agrees("waiting time", measured.waiting_time, formula.waiting_time);
  agrees("response time", measured.response_time, formula.response_time);
  agrees("waiting probability", measured.waiting_probability, formula.waiting_probability);
}

TEST_CASE("M/M/3: one server with three slots, whatever the routing") {
  QueueCase queue{0.7 * 3, 1, 3};
  queue.routing = queueing::Routing::RoundRobin;
  const Measured measured = replicate(queue, 20'000'000, 102);
  const theory::QueueResult formula = theory::mmc(0.7 * 3, 1.0, 3);
  agrees("waiting time", measured.waiting_time, formula.waiting_time);
  agrees("response time", measured.response_time, formula.response_time);
  agrees("waiting probability", measured.waiting_probability, formula.waiting_probability);
}

TEST_CASE("M/M/10: ten servers behind one queue") {
  const Measured measured = replicate({0.7 * 10, 10, 1}, 26'000'000, 103);
  const theory::QueueResult formula = theory::mmc(0.7 * 10, 1.0, 10);
  agrees("waiting time", measured.waiting_time, formula.waiting_time);
  agrees("response time", measured.response_time, formula.response_time);
  agrees("waiting probability", measured.waiting_probability, formula.waiting_probability);
}

TEST_CASE("M/M/2/5: a limited queue turns requests away") {
  QueueCase queue{1.8, 2, 1};
  queue.queue_limit = 3;
  const Measured measured = replicate(queue, 5'000'000, 104);
  const theory::QueueResult formula = theory::mmck(1.8, 1.0, 2, 5);
  agrees("blocking probability", measured.blocking_probability, formula.blocking_probability);
  agrees("waiting time", measured.waiting_time, formula.waiting_time);
  agrees("response time", measured.response_time, formula.response_time);
}

TEST_CASE("Erlang B: no queue at all, and only the mean of the service time matters") {
  for (const bool constant : {false, true}) {
    QueueCase queue{8, 10, 1};
    queue.queue_limit = 0;
    queue.constant_service = constant;
    const Measured measured = replicate(queue, 5'000'000, 105);
    agrees("blocking probability", measured.blocking_probability, theory::erlang_b(8, 10));
  }
}

TEST_CASE("M/D/1 at 80 %: half the waiting of M/M/1") {
  QueueCase queue{0.8, 1, 1};
  queue.constant_service = true;
  const Measured measured = replicate(queue, 8'000'000, 106);
  const theory::QueueResult formula = theory::md1(0.8, 1.0);
  agrees("waiting time", measured.waiting_time, formula.waiting_time);
  agrees("waiting probability", measured.waiting_probability, formula.waiting_probability);
}

// Little's law is no approximation: over a window that begins and ends empty, the area under "number in the system" is
// the sum of all stays, to the nanosecond, whatever the queue.
TEST_CASE("Little's law as an identity") {
  for (const queueing::Routing routing :
       {queueing::Routing::Central, queueing::Routing::RoundRobin, queueing::Routing::LeastOutstanding}) {
    QueueCase queue{4.5, 5, 1};
    queue.queue_limit = 20;
    queue.routing = routing;
    QueueRun run(queue, 107, 0);
    run.start(0, 100'000);
    int128 area = 0;
    for (auto next = run.simulator.next(); next; next = run.simulator.next()) {
      const std::int64_t present = run.pool.in_service() + run.pool.waiting();
      area += static_cast<int128>(present) * (next->at - run.simulator.now()).ns;
      run.simulator.step();
    }
    run.tracer.flush();
    CHECK(run.pool.in_service() + run.pool.waiting() == 0);
    CHECK(run.total_stay() > 0);
    CHECK(area == run.total_stay());
  }
}
