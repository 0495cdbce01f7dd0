// SPDX-License-Identifier: Apache-2.0
#include "workload/conditions.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace cloudsim;
using queueing::Request;

namespace {

constexpr SimTime at(std::int64_t seconds) { return SimTime{seconds * 1'000'000'000}; }

class Kept final : public queueing::RequestTarget {
 public:
  void submit(const Request& request) override { seen.push_back(request); }
  std::vector<Request> seen;
};

struct Rig {
  engine::Simulator simulator;
  Kept service;
  workload::Conditions conditions{simulator, service, 3};

  Request pass(SimTime when, Duration io) {
    if (when > simulator.now()) simulator.run_until(when);
    Request request;
    request.io = io;
    conditions.submit(request);
    return service.seen.back();
  }
};

}  // namespace

TEST_CASE("A dependency three times as slow plus 200 ms turns 50 ms into 350 ms, and only while it lasts") {
  Rig rig;
  CHECK(rig.pass(at(0), Duration::milliseconds(50)).io == Duration::milliseconds(50));
  rig.conditions.slow_down(at(60), 3000, Duration::milliseconds(200));
  CHECK(rig.pass(at(10), Duration::milliseconds(50)).io == Duration::milliseconds(350));
  CHECK(rig.pass(at(59), Duration{}).io == Duration::milliseconds(200));
  CHECK(rig.pass(at(60), Duration::milliseconds(50)).io ==
        Duration::milliseconds(50));  // the end does not belong to it
}

TEST_CASE("Slow times that overlap act one after the other") {
  Rig rig;
  rig.conditions.slow_down(at(60), 2000, {});
  rig.conditions.slow_down(at(30), 1000, Duration::milliseconds(100));
  CHECK(rig.pass(at(10), Duration::milliseconds(50)).io == Duration::milliseconds(200));  // 2 × 50 + 100
  CHECK(rig.pass(at(40), Duration::milliseconds(50)).io == Duration::milliseconds(100));
}

TEST_CASE("A bad release lets its share of attempts fail, says by whom, and ends with time or a good one") {
  // 30 % of 10,000: 3,000 expected, standard deviation 46.
  Rig rig;
  rig.conditions.break_code(at(100), 300, FactId{9});
  int failing = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Request sent = rig.pass(at(1), {});
    if (sent.failing_attempts == queueing::kAlwaysFails) {
      ++failing;
      CHECK(sent.failure_cause == FactId{9});
    }
  }
  CHECK(failing > 2750);
  CHECK(failing < 3250);
  CHECK(rig.pass(at(100), {}).failing_attempts == 0);
  rig.conditions.break_code(kNever, 1000, FactId{10});
  CHECK(rig.pass(at(200), {}).failing_attempts == queueing::kAlwaysFails);
  rig.conditions.mend_code();
  CHECK(rig.pass(at(200), {}).failing_attempts == 0);
}
