// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/request.hpp"
#include "queueing/shared_cpu.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/lambda/lambda_spec.hpp"
#include "services/service_model.hpp"

namespace cloudsim::services {

// What it does: functions in containers on one host, by the rules of the simulator DSLab FaaS (`crates/dslab-faas` at
// a6c155e: invoker, container manager, CPU with contention), so that its published results can be compared.
// - A request goes to the container of its function that can begin with it first, one that is being deployed included,
//   while it has room for one more; else a container is deployed if the host's memory holds it; else the request waits.
//   Whenever a container is ready, a request ends or a container goes, all who wait are tried in order.
// - The containers that serve share the host's cores: each its share while the shares fit, else cores × share ÷ sum of
//   shares; a container's part is divided evenly over its requests (queueing/shared_cpu.hpp).
// - An idle container is kept for the keep-alive: from each time it becomes idle, or once, from the first time.
// - Cold starts are counted as there: a request for which a container is deployed, one that waits for a container
//   being deployed, and each that had to wait for room, even if a warm container served it in the end.
//
// What it assumes: a request's work (CPU and I/O together) is its time with its container's whole share. A request and
// the end of its container at one instant: the container is gone.
//
// What it leaves out: several hosts and their scheduler, containers deployed ahead of requests, code that is killed for
// memory, billing (DSLab has no prices), events and queues (all who send wait for the answer).
class SharedHostModel final : public ServiceModel, public engine::Component, queueing::SharedCpu::Owner {
 public:
  /// Requires: spec.dslab, with a function for every class of requests
  SharedHostModel(ModelContext context, LambdaSpec spec);

  void start() override {}
  void submit(const queueing::Request& request) override;
  void act(const Action&) override {}
  void finish() override;
  ServiceView view() const override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Run {  // a request in a container, or waiting for one that is being deployed
    queueing::Request request;
    SimTime started;
    Duration initialization{};
    std::uint32_t container = 0;
    bool cold = false;
    bool there = false;
    std::uint32_t beside = 1;  // how many there were when it came, itself included
  };
  struct Container {
    trace::ServerState state = trace::ServerState::Starting;
    std::uint32_t function = 0;
    std::uint32_t serving = 0;
    std::vector<std::uint32_t> reserved;  // runs that begin when it is ready
    queueing::SharedCpu::Group cpu = 0;
    SimTime ready;                // when it is, or was
    SimTime kept_until = kNever;  // set when it was idle for the first time
    std::uint32_t uses = 0;       // an end planned before its last use is stale
  };

  void computed(std::uint64_t run) override { ended(static_cast<std::uint32_t>(run)); }
  bool place(const queueing::Request& request, bool waited);
  std::uint32_t deploy(std::uint32_t function);
  std::uint32_t new_run(const queueing::Request& request, std::uint32_t container, bool cold);
  void begin(std::uint32_t run);
  void deployed(std::uint32_t container);
  void ended(std::uint32_t run);
  void keep(std::uint32_t container);
  void expire(std::uint32_t container);
  void try_waiting();
  void record(const Run& run, trace::Outcome outcome, trace::Reason reason);
  void change(std::uint32_t container, trace::ServerState to);

  ModelContext context_;
  Dslab rules_;
  ComponentId self_;
  queueing::SharedCpu cpu_;
  queueing::SharedCpu::Host host_ = 0;
  random::Distribution keep_alive_;
  random::Stream keep_alive_stream_;
  std::int64_t free_memory_mb_ = 0;
  std::vector<Container> containers_;  // by ServerId, in order of deployment; those that are gone stay
  std::vector<std::uint32_t> alive_;   // ascending
  std::vector<Run> runs_;
  std::vector<std::uint32_t> spare_runs_;
  std::deque<queueing::Request> waiting_;  // for room
};

}  // namespace cloudsim::services
