// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "base/ids.hpp"
#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "queueing/shared_cpu.hpp"

namespace cloudsim::queueing {

/// Serves the requests of a pool with CPU that is shared over time: what a request gets changes with every request that
/// begins or ends beside it.
///
/// What it does: gives each server of a pool its part of a machine (shared_cpu.hpp), computes the open services that
/// begin there, and ends them. What it assumes: a request first has all its CPU time, then waits for its I/O, which
/// needs no CPU. What it leaves out: CPU needed after or between waits.
class TimeSharing final : public engine::Component, SharedCpu::Owner {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    /// A request there has had all its CPU time; its worker may still wait for I/O, or be free already.
    virtual void computed(ServerId) {}
  };

  /// All must outlive it.
  TimeSharing(engine::Simulator& simulator, ServerPool& pool, Owner& owner);

  /// The server is one of those on `machine`, a number of the caller's; the first one brings the machine, the last one
  /// to go takes it away. Requires: cores in thousandths > 0, not there
  void put(ServerId server, ServerId machine, std::int64_t machine_milli, const SharedCpu::Part& part);
  bool is_there(ServerId server) const { return server.value < places_.size() && places_[server.value].there; }
  void set_cores(ServerId machine, std::int64_t milli);  ///< Requires: the machine is there
  void lose(ServerId server);                            ///< what it computes is lost. Nothing if it is not there
  void take_away(ServerId server);                       ///< lose(), and it is there no more. Nothing if it is not

  /// For ServerPool::Owner::opened().
  void begin(ServerPool::Handle handle, const Request& request, ServerId server);
  std::uint32_t computing(ServerId server) const { return cpu_.jobs(place(server).group); }
  /// CPU time used since it was put there, in vCPU-nanoseconds. Requires: it is there
  std::int64_t used_ns(ServerId server) const { return cpu_.used_ns(place(server).group); }

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Place {
    SharedCpu::Group group = 0;
    ServerId machine;
    bool there = false;
  };
  struct Machine {
    SharedCpu::Host host = 0;
    std::uint32_t servers = 0;  // 0: not there
  };
  const Place& place(ServerId server) const;
  void computed(std::uint64_t job) override;

  engine::Simulator& simulator_;
  ServerPool& pool_;
  Owner& owner_;
  ComponentId self_;
  SharedCpu cpu_;
  std::vector<Place> places_;      // by server
  std::vector<Machine> machines_;  // by number
};

}  // namespace cloudsim::queueing
