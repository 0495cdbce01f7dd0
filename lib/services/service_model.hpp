// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/neighbours.hpp"
#include "queueing/request.hpp"
#include "services/action.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::services {

/// A look at a model between two steps: for stepping and for tests. Never steers.
struct ServiceView {
  std::uint32_t waiting = 0;
  std::uint32_t in_service = 0;
  std::uint32_t servers_ready = 0;
  std::uint32_t servers_starting = 0;
  std::uint32_t hosts = 0;
};

/// What all models are built from. The references outlive the model.
struct ModelContext {
  engine::Simulator& simulator;
  trace::Tracer& tracer;
  std::uint64_t seed = 0;                ///< of the run; models name their own streams ("ec2.boot", …)
  SimTime horizon;                       ///< the run ends here; finish() is called then
  queueing::Neighbours neighbours = {};  ///< in a chain
};

/// A deployment's service. The only base class; nothing derives from a derived class, and it has these five functions
/// and no more.
class ServiceModel : public queueing::RequestTarget {
 public:
  virtual void start() = 0;  ///< order the first servers, schedule the first control tick
  void submit(const queueing::Request& request) override = 0;
  virtual void act(
      const Action& action) = 0;  ///< what does not apply to this service was refused by the scenario's checks
  virtual void finish() = 0;      ///< the horizon: records open requests and open usage
  virtual ServiceView view() const = 0;
};

}  // namespace cloudsim::services
