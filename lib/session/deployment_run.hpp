// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/simulator.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "services/service_model.hpp"
#include "session/data.hpp"
#include "session/onlooker.hpp"
#include "trace/sink.hpp"

namespace cloudsim::session {

/// One deployment of a scenario with its own clock: the composition of workload and services: one, or the links of
/// a chain, which share the clock. Every deployment gets the same requests, because workload streams depend on the
/// scenario's seed alone.
///
/// Steppable: step() and run_until() may be mixed freely; finish() closes the run at the horizon and must be called
/// once.
class DeploymentRun {
 public:
  /// The scenario and the data must outlive the run. Requires: index < scenario.deployments.size().
  DeploymentRun(const scenario::Scenario& scenario, std::size_t index, const Data& data, std::uint64_t seed,
                Duration sample_step, const Onlooker& onlooker = {});
  ~DeploymentRun();
  DeploymentRun(const DeploymentRun&) = delete;
  DeploymentRun& operator=(const DeploymentRun&) = delete;

  /// One more listener to the requests; before the first step, and it must outlive the run.
  void listen(trace::Sink& sink);

  SimTime now() const;
  std::optional<engine::Pending> next();  ///< empty when nothing is left before the horizon
  bool step();                            ///< one event before the horizon; false when there is none
  void run_until(SimTime end);            ///< end is cut to the horizon
  services::ServiceView view() const;
  /// By place: the deployment's only service, or the links of a chain.
  std::vector<std::pair<std::string, services::ServiceView>> views() const;
  /// Somebody does something, now. Requires: an onlooker that may act, and an action for a place of this deployment.
  void act(const services::Action& action);
  void flush();                 ///< hands finished requests that wait in blocks to all listeners
  result::Deployment finish();  ///< runs to the horizon first

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace cloudsim::session
