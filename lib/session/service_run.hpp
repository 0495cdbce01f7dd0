// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "billing/meter.hpp"
#include "effort/ledger.hpp"
#include "engine/simulator.hpp"
#include "metrics/collector.hpp"
#include "queueing/neighbours.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "services/service_model.hpp"
#include "session/action_player.hpp"
#include "session/data.hpp"
#include "session/hazards.hpp"
#include "session/onlooker.hpp"
#include "trace/tracer.hpp"
#include "workload/conditions.hpp"

namespace cloudsim::session {

/// One service of a run with all that listens to it, and with what happens to it: a deployment's only service, or a
/// link of a chain. The clock and the requests are its owner's.
class ServiceRun {
 public:
  /// All references must outlive it; `place` is one of scenario.places(). `seed` is that of the service's own streams.
  ServiceRun(engine::Simulator& simulator, const scenario::Scenario& scenario, const scenario::DeploymentSpec& place,
             const Data& data, std::uint64_t seed, Duration sample_step, queueing::Neighbours neighbours,
             const Onlooker& onlooker = {});
  ServiceRun(const ServiceRun&) = delete;
  ServiceRun& operator=(const ServiceRun&) = delete;

  /// Where its requests go: through the conditions of the moment, to the service.
  queueing::RequestTarget& entry();
  trace::Tracer& tracer() { return tracer_; }
  void start();   ///< after everything is connected
  void finish();  ///< at the horizon; before result()

  services::ServiceView view() const { return model_->view(); }
  /// Somebody does something, now. Requires: an onlooker that may act, and an action for this place.
  void act(const services::Action& action) { actions_->play(action); }
  const std::string& place() const { return place_.name; }
  std::int32_t alive() const { return collector_.alive(); }  ///< servers, now
  const metrics::Batches& batches() const { return collector_.batches(); }
  /// Everything but objectives and the number of events. `free_tier_used_up`: meters whose free amount went elsewhere.
  result::Deployment result(const std::vector<std::string>& free_tier_used_up);

 private:
  const scenario::Scenario& scenario_;
  const scenario::DeploymentSpec& place_;
  const Data& data_;
  trace::Tracer tracer_;
  metrics::Collector collector_;
  billing::UsageMeter meter_;
  effort::Ledger ledger_;
  std::unique_ptr<services::ServiceModel> model_;
  std::optional<workload::Conditions> conditions_;  // before the service, only if they ever change
  std::optional<ActionPlayer> actions_;
  std::optional<Hazards> hazards_;
};

/// By request class, for collectors.
std::vector<std::string> class_names(const scenario::Scenario& scenario);

}  // namespace cloudsim::session
