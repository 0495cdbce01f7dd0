// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "base/ids.hpp"
#include "engine/simulator.hpp"
#include "queueing/request.hpp"
#include "queueing/server_pool_spec.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::queueing {

/// "Wait, serve, leave" for a group of servers that come and go: the one implementation under EC2, ECS and Docker.
/// A server has `slots` workers, each serving one request at a time. Emits one RequestRecord per request.
///
/// What it does: FIFO queues with a limit, time-outs, routing, failure of a server with the loss of what it holds,
/// busy-time and CPU integrals per server. What it assumes: a request that times out while being served keeps its
/// worker busy to the end. What it leaves out: connection reuse, request priorities.
class ServerPool final : public engine::Component {
 public:
  /// What serving a request costs on a server: asked once, when it begins.
  struct Service {
    Duration time{};      ///< from start to finish; >= 0
    Duration cpu{};       ///< CPU time used on the server within it
    bool refuse = false;  ///< do not serve: the record becomes Failed with `reason` (e.g. OutOfMemory), zero time
    trace::Reason reason = trace::Reason::None;
  };
  class Owner {
   public:
    virtual ~Owner() = default;
    /// `busy` = requests in service on this server, this one included.
    virtual Service begin(const Request& request, ServerId server, std::uint32_t busy) = 0;
    /// A draining server has served its last request.
    virtual void emptied(ServerId server) = 0;
  };
  struct Options {
    Routing routing = Routing::RoundRobin;
    std::uint32_t queue_limit = kUnlimited;  ///< waiting requests, per server (per pool when Central)
    Duration timeout{};                      ///< from arrival; 0 = none
  };

  ServerPool(engine::Simulator& simulator, trace::Tracer& tracer, Owner& owner, Options options);

  // Servers. A server id is the caller's; ids should be small and dense.
  void add(ServerId server, std::uint32_t slots);  ///< begins in service, empty
  void drain(ServerId server);                     ///< no new requests; emptied() once idle (at once if idle)
  void remove(ServerId server);                    ///< Requires: idle or failed
  /// Everything in service or waiting there is lost (records Failed/ServerCrashed with this cause). While
  /// `still_routed` (a load balancer has not noticed yet) new requests sent there fail too. Returns how many requests
  /// were lost.
  std::uint32_t fail(ServerId server, FactId cause, bool still_routed);
  void stop_routing(ServerId server);  ///< the balancer has noticed
  void restore(ServerId server);       ///< a failed server answers again

  void submit(const Request& request);
  /// Rejects without looking at servers (no code yet, no server at all): one record.
  void reject(const Request& request, trace::Outcome outcome, trace::Reason reason, FactId cause = FactId::none());
  /// What explains a rejection for want of a server, until told otherwise (e.g. the crash).
  void set_no_server_cause(trace::Reason reason, FactId cause);
  /// The run is over: records what still waits (InFlight) or runs (InFlight).
  void finish();

  // State.
  std::uint32_t in_service() const;  ///< busy slots
  std::uint32_t waiting() const;     ///< over all queues, expired ones excluded
  std::uint32_t slots() const;       ///< of servers in service
  std::uint32_t servers_in_service() const;
  std::uint32_t busy(ServerId server) const;
  std::uint32_t outstanding(ServerId server) const;  ///< busy + waiting
  /// ∫ (CPU in use, in vCPU) dt since the server was added, in vCPU-nanoseconds, up to now: for utilisation metrics.
  std::int64_t cpu_ns(ServerId server) const;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  // Left to the implementation; see server_pool.cpp.
};

}  // namespace cloudsim::queueing
