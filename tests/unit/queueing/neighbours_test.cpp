// SPDX-License-Identifier: Apache-2.0
// A pool in a chain: what it calls, and messages that its free workers take. Expected values follow from the instants.
#include "queueing/neighbours.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "unit/queueing/pool_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using queueing::Answer;
using queueing::Routing;
using trace::Outcome;
using trace::Reason;

namespace {

/// Remembers calls; a test answers them.
class Next final : public queueing::Onward {
 public:
  bool call(const queueing::Request&, queueing::Caller& who, std::uint64_t name) override {
    caller = &who;
    calls.push_back(name);
    return waits;
  }
  void answer(std::size_t index, const Answer& what = {}) { caller->answered(calls[index], what); }

  queueing::Caller* caller = nullptr;
  std::vector<std::uint64_t> calls;
  bool waits = true;
};

class Source final : public queueing::Messages {
 public:
  void connect(queueing::Takers& who) override { takers = &who; }
  bool take(queueing::Request& message) override {
    if (waiting.empty()) return false;
    message = waiting.front();
    waiting.erase(waiting.begin());
    return true;
  }
  void add(std::uint64_t id, Duration io) {
    queueing::Request request;
    request.id = RequestId{id};
    request.io = io;
    request.request_class = ClassId{0};
    waiting.push_back(request);
  }

  queueing::Takers* takers = nullptr;
  std::vector<queueing::Request> waiting;
};

queueing::ServerPool::Options calling(Next& next, Duration timeout = {}) {
  return {Routing::RoundRobin, queueing::kUnlimited, timeout, false, {&next, nullptr}};
}

}  // namespace

TEST_CASE("a worker calls when its own work is done, and is busy until the answer") {
  Next next;
  PoolRig rig(calling(next));
  rig.pool.add(ServerId{0}, 1);
  rig.submit({}, seconds(2));  // 2 s of CPU
  rig.advance(1);
  CHECK(next.calls.empty());
  rig.advance(5);
  CHECK(next.calls.size() == 1);
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.pool.cpu_ns(ServerId{0}) == 2'000'000'000);  // waiting computes nothing
  next.answer(0);
  CHECK(rig.pool.in_service() == 0);
  REQUIRE(rig.records().size() == 1);
  CHECK(rig.records()[0].outcome == Outcome::Completed);
  CHECK(rig.records()[0].finished == at_second(5));
  next.answer(0);  // twice is once
  CHECK(rig.records().size() == 1);
}

TEST_CASE("an error further on is an error here; code that fails calls nobody") {
  Next next;
  PoolRig rig(calling(next));
  rig.pool.add(ServerId{0}, 2);
  rig.submit(seconds(1));
  rig.submit(seconds(1), {}, 0, 1);
  rig.advance(1);
  CHECK(next.calls.size() == 1);
  next.answer(0, {Outcome::Rejected, Reason::QueueFull});
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.sink.count(Outcome::Failed, Reason::QueueFull) == 1);
  CHECK(rig.sink.count(Outcome::Failed, Reason::FunctionError) == 1);
}

TEST_CASE("where a message was sent, nobody waits") {
  Next next;
  next.waits = false;
  PoolRig rig(calling(next));
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(1));
  rig.advance(1);
  CHECK(next.calls.size() == 1);
  REQUIRE(rig.records().size() == 1);
  CHECK(rig.records()[0].outcome == Outcome::Completed);
}

TEST_CASE("the time limit covers the waiting; an answer at its very end is in time") {
  Next next;
  PoolRig rig(calling(next, seconds(5)));
  rig.pool.add(ServerId{0}, 2);
  rig.submit(seconds(1));
  rig.submit(seconds(1));
  rig.simulator.run_until(at_second(5));
  next.answer(0);
  rig.simulator.run_until(at_second(6));
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.records()[0].outcome == Outcome::Completed);
  CHECK(rig.records()[1].outcome == Outcome::TimedOut);
  CHECK(rig.records()[1].reason == Reason::RunTimeout);
  CHECK(rig.records()[1].finished == at_second(5));
  CHECK(rig.pool.in_service() == 1);
  next.answer(1);
  CHECK(rig.pool.in_service() == 0);
  CHECK(rig.records().size() == 2);
}

TEST_CASE("a request that ran out of time in its own work still calls, and is told of once") {
  Next next;
  PoolRig rig(calling(next, seconds(2)));
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(3));
  rig.advance(4);
  CHECK(next.calls.size() == 1);
  CHECK(rig.pool.in_service() == 1);
  next.answer(0);
  CHECK(rig.records().size() == 1);
  CHECK(rig.sink.count(Outcome::TimedOut) == 1);
}

TEST_CASE("an answer for a server that failed meanwhile comes to nobody, whoever its worker serves now") {
  Next next;
  PoolRig rig(calling(next));
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(1));
  rig.advance(2);
  CHECK(rig.pool.fail(ServerId{0}, FactId{3}, false) == 1);
  rig.pool.restore(ServerId{0});
  rig.submit(seconds(10));
  next.answer(0);
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.records().size() == 1);
}

TEST_CASE("free workers take as many messages as there are of them, and the next when one is free") {
  Source source;
  PoolRig rig({Routing::RoundRobin, queueing::kUnlimited, {}, false, {nullptr, &source}});
  rig.pool.add(ServerId{0}, 1);
  rig.pool.add(ServerId{1}, 1);
  for (std::uint64_t i = 0; i < 4; ++i) source.add(i, seconds(2 + static_cast<std::int64_t>(i)));
  REQUIRE(source.takers != nullptr);
  source.takers->take_messages();
  CHECK(rig.pool.in_service() == 2);
  CHECK(source.waiting.size() == 2);
  CHECK(rig.pool.waiting() == 0);  // a pool holds no messages
  rig.advance(2);                  // the first is done, the third begins
  CHECK(source.waiting.size() == 1);
  rig.pool.add(ServerId{2}, 1);  // a new server takes one at once
  CHECK(source.waiting.empty());
  CHECK(rig.pool.busy(ServerId{2}) == 1);
  rig.advance(20);
  CHECK(rig.records().size() == 4);
}

TEST_CASE("a draining server takes no message") {
  Source source;
  PoolRig rig({Routing::RoundRobin, queueing::kUnlimited, {}, false, {nullptr, &source}});
  rig.pool.add(ServerId{0}, 1);
  source.add(0, seconds(2));
  source.add(1, seconds(2));
  source.takers->take_messages();
  rig.pool.drain(ServerId{0});
  rig.advance(10);
  CHECK(source.waiting.size() == 1);
  CHECK(rig.emptied_servers == std::vector<std::uint32_t>{0});
}
