// SPDX-License-Identifier: Apache-2.0
// One step at a time, with the state after each. All expected values follow from the arrivals and times in the text.
#include "queueing/server_pool.hpp"

#include <doctest/doctest.h>

#include "unit/queueing/pool_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using queueing::Routing;
using queueing::ServerPool;
using trace::Outcome;
using trace::Reason;

TEST_CASE("requests are served first come first served, one per worker") {
  PoolRig rig;
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(3));  // 0..3
  CHECK(rig.pool.in_service() == 1);
  rig.advance(1);
  rig.submit(seconds(2));  // waits 2, 3..5
  rig.submit(seconds(1));  // waits 4, 5..6
  CHECK(rig.pool.waiting() == 2);
  CHECK(rig.pool.outstanding(ServerId{0}) == 3);
  rig.advance(3);
  CHECK(rig.records().size() == 1);
  CHECK(rig.pool.waiting() == 1);
  CHECK(rig.pool.in_service() == 1);
  rig.advance(6);
  CHECK(rig.pool.in_service() == 0);
  const auto& records = rig.records();
  REQUIRE(records.size() == 3);
  CHECK(records[1].id == RequestId{1});
  CHECK(records[1].arrived == at_second(1));
  CHECK(records[1].started == at_second(3));
  CHECK(records[1].finished == at_second(5));
  CHECK(records[1].server == ServerId{0});
  CHECK(records[1].outcome == Outcome::Completed);
  CHECK_FALSE(records[1].cold);
  CHECK(records[2].started == at_second(5));
  CHECK(records[2].finished == at_second(6));
}

TEST_CASE("a worker freed at an instant serves the request that arrives at it") {
  PoolRig rig({Routing::RoundRobin, 0, {}});
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(2));
  rig.advance(2);
  rig.submit(seconds(2));
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.records().size() == 1);
}

TEST_CASE("code that fails does so at the end of the work; its worker serves on") {
  PoolRig rig;
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(3), {}, 0, 1);
  rig.submit(seconds(1));
  rig.advance(4);
  const auto& records = rig.records();
  REQUIRE(records.size() == 2);
  CHECK(records[0].outcome == Outcome::Failed);
  CHECK(records[0].reason == Reason::FunctionError);
  CHECK(records[0].finished == at_second(3));
  CHECK(records[1].outcome == Outcome::Completed);
}

TEST_CASE("a full queue rejects at the door") {
  PoolRig rig({Routing::RoundRobin, 1, {}});
  rig.pool.add(ServerId{0}, 2);
  for (int i = 0; i < 4; ++i) rig.submit(seconds(10));  // two served, one waits, one refused
  CHECK(rig.pool.waiting() == 1);
  REQUIRE(rig.records().size() == 1);
  CHECK(rig.records()[0].outcome == Outcome::Rejected);
  CHECK(rig.records()[0].reason == Reason::QueueFull);
  CHECK(rig.records()[0].started == at_second(0));
  CHECK(rig.records()[0].finished == at_second(0));
  CHECK_FALSE(rig.records()[0].server.valid());
}

TEST_CASE("a request that waits or runs too long is given up at its time-out, and its worker goes on to the end") {
  PoolRig rig({Routing::RoundRobin, 1, seconds(5)});
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(10));  // runs 0..10, given up at 5
  rig.advance(1);
  rig.submit(seconds(1));  // waits, given up at 6
  rig.advance(5);
  REQUIRE(rig.records().size() == 1);
  CHECK(rig.records()[0].outcome == Outcome::TimedOut);
  CHECK(rig.records()[0].reason == Reason::RunTimeout);
  CHECK(rig.records()[0].started == at_second(0));
  CHECK(rig.records()[0].finished == at_second(5));
  CHECK(rig.pool.in_service() == 1);
  rig.advance(6);
  CHECK(rig.pool.waiting() == 0);
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.records()[1].reason == Reason::WaitTimeout);
  CHECK(rig.records()[1].started == at_second(6));
  CHECK(rig.records()[1].finished == at_second(6));
  CHECK_FALSE(rig.records()[1].server.valid());
  rig.advance(8);
  rig.submit(seconds(2));  // takes the place in the queue that became free; 10..12
  CHECK(rig.pool.waiting() == 1);
  rig.advance(12);
  REQUIRE(rig.records().size() == 3);
  CHECK(rig.records()[2].outcome == Outcome::Completed);
  CHECK(rig.records()[2].started == at_second(10));
  CHECK(rig.records()[2].finished == at_second(12));
}

TEST_CASE("a request whose time is up at the instant a worker becomes free is not begun") {
  PoolRig rig({Routing::Central, 10, seconds(4)});
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(4));  // 0..4: exactly in time
  rig.submit(seconds(0));  // its time is up at 4 too
  rig.advance(4);
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.sink.count(Outcome::Completed) == 1);
  CHECK(rig.sink.count(Outcome::TimedOut, Reason::WaitTimeout) == 1);
}

TEST_CASE("a failing server loses what it serves and what waits there; stale completions are recognised") {
  PoolRig rig;
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(10));
  rig.submit(seconds(10));
  rig.advance(4);
  CHECK(rig.pool.losable(ServerId{0}) == 2);
  CHECK(rig.pool.fail(ServerId{0}, FactId{7}, false) == 2);
  CHECK(rig.pool.servers_in_service() == 0);
  CHECK(rig.pool.slots() == 0);
  CHECK(rig.pool.in_service() == 0);
  CHECK(rig.pool.waiting() == 0);
  REQUIRE(rig.records().size() == 2);
  for (const auto& record : rig.records()) {
    CHECK(record.outcome == Outcome::Failed);
    CHECK(record.reason == Reason::ServerCrashed);
    CHECK(record.cause == FactId{7});
    CHECK(record.finished == at_second(4));
  }
  CHECK(rig.records()[0].started == at_second(0));
  CHECK(rig.records()[1].started == at_second(4));
  rig.pool.restore(ServerId{0});
  rig.submit(seconds(10));  // 4..14; the old completion is due at 10
  rig.advance(10);
  CHECK(rig.pool.in_service() == 1);
  rig.advance(14);
  CHECK(rig.pool.in_service() == 0);
  REQUIRE(rig.records().size() == 3);
  CHECK(rig.records()[2].id == RequestId{2});
  CHECK(rig.records()[2].finished == at_second(14));
}

TEST_CASE("until the balancer notices, every second request goes to the dead one of two servers") {
  PoolRig rig;
  rig.pool.add(ServerId{0}, 8);
  rig.pool.add(ServerId{1}, 8);
  rig.pool.fail(ServerId{1}, FactId{3}, true);
  for (int i = 0; i < 6; ++i) rig.submit(seconds(1));
  CHECK(rig.pool.busy(ServerId{0}) == 3);
  REQUIRE(rig.records().size() == 3);
  CHECK(rig.records()[0].outcome == Outcome::Rejected);
  CHECK(rig.records()[0].reason == Reason::ServerCrashed);
  CHECK(rig.records()[0].cause == FactId{3});
  rig.pool.stop_routing(ServerId{1});
  for (int i = 0; i < 4; ++i) rig.submit(seconds(1));
  CHECK(rig.pool.busy(ServerId{0}) == 7);
  rig.pool.restore(ServerId{1});
  for (int i = 0; i < 2; ++i) rig.submit(seconds(1));
  CHECK(rig.pool.busy(ServerId{1}) == 1);
  CHECK(rig.records().size() == 3);
}

TEST_CASE("without a server in service a rejection says why") {
  PoolRig rig;
  rig.submit(seconds(1));
  rig.pool.set_no_server_cause(Reason::NoCode, FactId{5});
  rig.submit(seconds(1));
  rig.pool.add(ServerId{4}, 1);
  rig.pool.fail(ServerId{4}, FactId{9}, true);
  rig.submit(seconds(1));  // the only server is dead: the pool's own explanation holds
  const auto& records = rig.records();
  REQUIRE(records.size() == 3);
  CHECK(records[0].reason == Reason::NoServer);
  CHECK_FALSE(records[0].cause.valid());
  CHECK(records[1].reason == Reason::NoCode);
  CHECK(records[1].cause == FactId{5});
  CHECK(records[2].outcome == Outcome::Rejected);
  CHECK(records[2].reason == Reason::NoCode);
}

TEST_CASE("round robin goes on in turn when servers come and go") {
  PoolRig rig;
  for (std::uint32_t id : {0U, 1U, 2U}) rig.pool.add(ServerId{id}, 10);
  const auto next = [&] {
    rig.submit(seconds(100));
    return rig.last_server;
  };
  CHECK(next() == 0);
  CHECK(next() == 1);
  CHECK(next() == 2);
  CHECK(next() == 0);
  rig.pool.add(ServerId{3}, 10);
  rig.pool.drain(ServerId{1});
  CHECK(next() == 2);
  CHECK(next() == 3);
  CHECK(next() == 0);
  CHECK(next() == 2);
}

TEST_CASE("least outstanding counts waiting requests, ties go to the lowest number; central begins at the lowest") {
  SUBCASE("least outstanding") {
    PoolRig rig({Routing::LeastOutstanding, queueing::kUnlimited, {}});
    rig.pool.add(ServerId{0}, 1);
    rig.pool.add(ServerId{1}, 1);
    rig.submit(seconds(9));
    rig.submit(seconds(2));
    rig.submit(seconds(9));  // waits at 0
    rig.submit(seconds(9));  // waits at 1
    CHECK(rig.pool.outstanding(ServerId{0}) == 2);
    CHECK(rig.pool.outstanding(ServerId{1}) == 2);
    rig.advance(2);  // 1 has one left
    rig.submit(seconds(9));
    CHECK(rig.pool.outstanding(ServerId{0}) == 2);
    CHECK(rig.pool.outstanding(ServerId{1}) == 2);
  }
  SUBCASE("central") {
    PoolRig rig({Routing::Central, queueing::kUnlimited, {}});
    rig.pool.add(ServerId{1}, 1);
    rig.pool.add(ServerId{0}, 1);
    rig.submit(seconds(5));
    CHECK(rig.pool.busy(ServerId{0}) == 1);
    rig.submit(seconds(3));
    rig.submit(seconds(4));
    CHECK(rig.pool.waiting() == 1);
    rig.advance(3);  // whoever is free first takes the head of the one queue
    CHECK(rig.pool.busy(ServerId{1}) == 1);
    CHECK(rig.pool.waiting() == 0);
    rig.submit(seconds(4));
    rig.submit(seconds(4));
    rig.pool.add(ServerId{2}, 1);  // a new server begins at once with what waits
    CHECK(rig.pool.busy(ServerId{2}) == 1);
    CHECK(rig.pool.waiting() == 1);
  }
}

TEST_CASE("a draining server serves what it holds and is then reported, at once when idle") {
  PoolRig rig;
  rig.remove_emptied = true;
  rig.pool.add(ServerId{0}, 1);
  rig.pool.add(ServerId{1}, 1);
  rig.submit(seconds(2));
  rig.submit(seconds(7));
  rig.submit(seconds(2));  // waits at 0
  rig.pool.drain(ServerId{0});
  CHECK(rig.pool.servers_in_service() == 1);
  rig.advance(2);
  CHECK(rig.emptied_servers.empty());
  rig.advance(4);
  CHECK(rig.emptied_servers == std::vector<std::uint32_t>{0});
  rig.advance(7);
  rig.pool.drain(ServerId{1});
  CHECK(rig.emptied_servers == std::vector<std::uint32_t>{0, 1});
  CHECK(rig.records().size() == 3);
  CHECK(rig.sink.count(Outcome::Completed) == 3);
  rig.pool.add(ServerId{0}, 2);  // a number may be used again; its integrals begin anew
  CHECK(rig.pool.cpu_ns(ServerId{0}) == 0);
  CHECK(rig.pool.slots() == 2);
}

TEST_CASE("the CPU integral spreads a request's CPU time evenly over its service") {
  PoolRig rig;
  rig.pool.add(ServerId{0}, 2);
  rig.submit(seconds(2), seconds(2));  // 2 s of CPU over 4 s: half a vCPU
  rig.advance(1);
  CHECK(rig.pool.cpu_ns(ServerId{0}) == seconds(1).ns / 2);
  rig.submit(seconds(0), seconds(3));  // one vCPU over 1..4
  CHECK(rig.last_busy == 2);
  rig.advance(3);
  CHECK(rig.pool.cpu_ns(ServerId{0}) == seconds(3).ns + seconds(1).ns / 2);  // 1.5 + 2
  rig.pool.fail(ServerId{0}, FactId{0}, false);  // what was used stays used, no more is added
  rig.advance(10);
  CHECK(rig.pool.cpu_ns(ServerId{0}) == seconds(3).ns + seconds(1).ns / 2);
}

TEST_CASE("a request that its server refuses fails at once and the next one begins") {
  PoolRig rig;
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(2));
  rig.submit(seconds(2), {}, 2'000'000);  // too much memory, found out when it is its turn
  rig.submit(seconds(2));
  rig.advance(2);
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.pool.waiting() == 0);
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.records()[1].outcome == Outcome::Failed);
  CHECK(rig.records()[1].reason == Reason::OutOfMemory);
  CHECK(rig.records()[1].started == at_second(2));
  CHECK(rig.records()[1].finished == at_second(2));
}

TEST_CASE("at the end what runs or waits is in flight") {
  PoolRig rig({Routing::RoundRobin, queueing::kUnlimited, seconds(60)});
  rig.pool.add(ServerId{0}, 1);
  rig.submit(seconds(100));
  rig.submit(seconds(1));
  rig.advance(5);
  rig.pool.finish();
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.sink.count(Outcome::InFlight) == 2);
  CHECK(rig.records()[0].started == at_second(0));
  CHECK(rig.records()[0].finished == at_second(5));
  CHECK(rig.records()[1].started == at_second(5));
  CHECK(rig.pool.in_service() == 0);
  CHECK(rig.pool.waiting() == 0);
}
