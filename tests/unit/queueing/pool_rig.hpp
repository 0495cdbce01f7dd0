// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "support/recording_sink.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::test {

/// A pool whose requests take exactly cpu + io, moved by hand.
class PoolRig final : public queueing::ServerPool::Owner {
 public:
  explicit PoolRig(queueing::ServerPool::Options options = {}) : pool(simulator, tracer, *this, options) {
    tracer.add(sink);
  }

  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId server, std::uint32_t busy) override {
    last_server = server.value;
    last_busy = busy;
    if (request.memory_bytes > memory_limit) return {{}, {}, true, trace::Reason::OutOfMemory};
    return {request.cpu + request.io, request.cpu, false, trace::Reason::None};
  }
  void emptied(ServerId server) override {
    emptied_servers.push_back(server.value);
    if (remove_emptied) pool.remove(server);
  }

  /// Runs everything before `at`, and the completions at it, as an arrival at `at` would find things.
  void advance(SimTime at) {
    simulator.run_until(at);
    for (auto next = simulator.next(); next && next->at == at && next->phase == engine::Phase::Completion;
         next = simulator.next()) {
      simulator.step();
    }
  }
  void advance(std::int64_t seconds) { advance(SimTime{seconds * 1'000'000'000}); }

  /// A request arriving now.
  void submit(Duration io, Duration cpu = {}, std::int64_t memory = 0, std::uint8_t failing_attempts = 0) {
    queueing::Request request;
    request.id = RequestId{submitted++};
    request.arrived = simulator.now();
    request.io = io;
    request.cpu = cpu;
    request.memory_bytes = memory;
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
  queueing::ServerPool pool;
  std::vector<std::uint32_t> emptied_servers;
  bool remove_emptied = false;
  std::int64_t memory_limit = 1'000'000;
  std::uint32_t last_server = 0;
  std::uint32_t last_busy = 0;
  std::uint64_t submitted = 0;
};

constexpr Duration seconds(std::int64_t n) { return Duration::seconds(n); }
constexpr SimTime at_second(std::int64_t n) { return SimTime{n * 1'000'000'000}; }

}  // namespace cloudsim::test
