// SPDX-License-Identifier: Apache-2.0
// Services whose end only their owner knows. All expected values follow from the instants in the text.
#include <doctest/doctest.h>

#include <vector>

#include "unit/queueing/pool_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using queueing::Routing;
using queueing::ServerPool;
using trace::Outcome;
using trace::Reason;

namespace {

/// A pool whose requests with io are closed and take that long; those without are open, ended by hand.
class OpenRig final : public ServerPool::Owner {
 public:
  explicit OpenRig(ServerPool::Options options = {}) : pool(simulator, tracer, *this, options) { tracer.add(sink); }

  ServerPool::Service begin(const queueing::Request& request, ServerId, std::uint32_t) override {
    ServerPool::Service service;
    service.time = request.io;
    service.open = request.io.ns == 0;
    return service;
  }
  void opened(ServerPool::Handle handle, const queueing::Request& request, ServerId) override {
    handles.resize(request.id.value + 1);
    handles[request.id.value] = handle;
  }
  void emptied(ServerId server) override { emptied_servers.push_back(server.value); }
  void ended(ServerId) override { ++ends; }

  void advance(std::int64_t seconds) { simulator.run_until(at_second(seconds)); }
  void submit(Duration io = {}, std::uint8_t failing_attempts = 0) {
    queueing::Request request;
    request.id = RequestId{submitted++};
    request.arrived = simulator.now();
    request.io = io;
    request.request_class = ClassId{0};
    request.failing_attempts = failing_attempts;
    pool.submit(request);
  }
  const std::vector<trace::RequestRecord>& records() {
    tracer.flush();
    return sink.records;
  }

  engine::Simulator simulator;
  trace::Tracer tracer;
  RecordingSink sink;
  ServerPool pool;
  std::vector<ServerPool::Handle> handles;  // by request
  std::vector<std::uint32_t> emptied_servers;
  std::uint64_t submitted = 0;
  int ends = 0;
};

}  // namespace

TEST_CASE("an open service keeps its worker until it is ended; the next one begins then") {
  OpenRig rig({Routing::RoundRobin, queueing::kUnlimited, {}, true});
  rig.pool.add(ServerId{0}, 1);
  rig.submit();            // open, 0..7
  rig.submit(seconds(2));  // waits 7, 7..9
  rig.advance(7);
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.pool.waiting() == 1);
  CHECK(rig.pool.is_open(rig.handles[0]));
  rig.pool.end(rig.handles[0]);
  CHECK_FALSE(rig.pool.is_open(rig.handles[0]));
  CHECK(rig.ends == 1);
  CHECK(rig.pool.waiting() == 0);
  CHECK(rig.pool.in_service() == 1);
  rig.advance(10);
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.records()[0].outcome == Outcome::Completed);
  CHECK(rig.records()[0].started == at_second(0));
  CHECK(rig.records()[0].finished == at_second(7));
  CHECK(rig.records()[1].started == at_second(7));
  CHECK(rig.records()[1].finished == at_second(9));
}

TEST_CASE("an open service ends as its owner says, and code that fails fails") {
  OpenRig rig;
  rig.pool.add(ServerId{0}, 2);
  rig.submit();
  rig.submit({}, 1);
  rig.advance(3);
  rig.pool.end(rig.handles[0], Outcome::Failed, Reason::QueueFull, FactId{4});
  rig.pool.end(rig.handles[1]);
  REQUIRE(rig.records().size() == 2);
  CHECK(rig.records()[0].outcome == Outcome::Failed);
  CHECK(rig.records()[0].reason == Reason::QueueFull);
  CHECK(rig.records()[0].cause == FactId{4});
  CHECK(rig.records()[1].outcome == Outcome::Failed);
  CHECK(rig.records()[1].reason == Reason::FunctionError);
}

TEST_CASE("a handle is stale after its end, also when the worker serves somebody else, and does nothing") {
  OpenRig rig;
  rig.pool.add(ServerId{0}, 1);
  rig.submit();
  rig.submit();
  rig.advance(1);
  const ServerPool::Handle first = rig.handles[0];
  rig.pool.end(first);
  CHECK(rig.pool.is_open(rig.handles[1]));  // on the same worker
  rig.pool.end(first);
  rig.pool.end(first, Outcome::Failed, Reason::ServerCrashed);
  CHECK(rig.pool.is_open(rig.handles[1]));
  CHECK(rig.records().size() == 1);
  rig.pool.end(ServerPool::Handle{});  // names nobody
  CHECK(rig.pool.in_service() == 1);
}

TEST_CASE("an open request is given up at its time-out, once, and its worker goes on to the end") {
  OpenRig rig({Routing::RoundRobin, queueing::kUnlimited, seconds(5)});
  rig.pool.add(ServerId{0}, 1);
  rig.submit();  // 0..8, given up at 5
  rig.advance(8);
  REQUIRE(rig.records().size() == 1);
  CHECK(rig.records()[0].outcome == Outcome::TimedOut);
  CHECK(rig.records()[0].reason == Reason::RunTimeout);
  CHECK(rig.records()[0].finished == at_second(5));
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.pool.losable(ServerId{0}) == 0);
  rig.pool.end(rig.handles[0]);
  CHECK(rig.pool.in_service() == 0);
  CHECK(rig.records().size() == 1);
}

TEST_CASE("an open service that ends at the very instant of its time-out is in time") {
  OpenRig rig({Routing::RoundRobin, queueing::kUnlimited, seconds(5)});
  rig.pool.add(ServerId{0}, 1);
  rig.submit();
  rig.advance(5);  // everything before 5
  rig.pool.end(rig.handles[0]);
  rig.submit();  // on the same worker: the first one's time-out is stale
  rig.advance(6);
  REQUIRE(rig.records().size() == 1);
  CHECK(rig.records()[0].outcome == Outcome::Completed);
  CHECK(rig.pool.is_open(rig.handles[1]));
}

TEST_CASE("a failing server loses open requests; their ends come to nothing") {
  OpenRig rig;
  rig.pool.add(ServerId{0}, 2);
  rig.submit();
  rig.submit();
  rig.advance(4);
  CHECK(rig.pool.losable(ServerId{0}) == 2);
  CHECK(rig.pool.fail(ServerId{0}, FactId{7}, false) == 2);
  CHECK(rig.sink.count(Outcome::Failed, Reason::ServerCrashed) == 0);  // not flushed yet
  CHECK(rig.records().size() == 2);
  CHECK(rig.sink.count(Outcome::Failed, Reason::ServerCrashed) == 2);
  rig.pool.end(rig.handles[0]);
  rig.pool.restore(ServerId{0});
  rig.submit();
  rig.pool.end(rig.handles[1]);
  CHECK(rig.pool.in_service() == 1);
  CHECK(rig.records().size() == 2);
}

TEST_CASE("a draining server is emptied by the end of its last open service") {
  OpenRig rig;
  rig.pool.add(ServerId{0}, 2);
  rig.submit();
  rig.submit();
  rig.pool.drain(ServerId{0});
  rig.advance(2);
  rig.pool.end(rig.handles[1]);
  CHECK(rig.emptied_servers.empty());
  rig.pool.end(rig.handles[0], Outcome::Failed, Reason::QueueFull);
  CHECK(rig.emptied_servers == std::vector<std::uint32_t>{0});
  rig.pool.remove(ServerId{0});
}

TEST_CASE("what is open when the run is over is in flight") {
  OpenRig rig({Routing::Central, queueing::kUnlimited, seconds(20)});
  rig.pool.add(ServerId{0}, 1);
  rig.submit();
  rig.submit();  // waits
  rig.advance(9);
  rig.pool.finish();
  CHECK(rig.records().size() == 2);
  CHECK(rig.sink.count(Outcome::InFlight, Reason::None) == 2);
  rig.pool.end(rig.handles[0]);
  CHECK(rig.records().size() == 2);
}

TEST_CASE("the CPU time of open services is what their owner says") {
  OpenRig rig;
  rig.pool.add(ServerId{0}, 2);
  rig.submit();
  rig.advance(10);
  CHECK(rig.pool.cpu_ns(ServerId{0}) == 0);
  rig.pool.add_cpu(ServerId{0}, seconds(3));
  rig.pool.add_cpu(ServerId{0}, seconds(1));
  CHECK(rig.pool.cpu_ns(ServerId{0}) == 4'000'000'000);
  rig.pool.end(rig.handles[0]);
  CHECK(rig.pool.cpu_ns(ServerId{0}) == 4'000'000'000);
}
