// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/simulator.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "services/service_model.hpp"
#include "session/data.hpp"
#include "session/deployment_run.hpp"
#include "session/run.hpp"
#include "trace/recorder.hpp"

namespace cloudsim::session {

/// All deployments of a scenario side by side under one clock, event by event. Run to the end, it gives the same bytes
/// as run().
///
/// Of a scenario with replications the steps show the first one; finish() then runs them all. A deployment with one
/// function for each row of a trace takes no steps: finish() runs it.
class Stepper {
 public:
  enum class Record { Nothing, Facts, FactsAndRequests };
  struct Next {
    std::size_t deployment = 0;
    engine::Pending event;
  };
  struct View {
    std::string deployment;
    std::vector<std::pair<std::string, services::ServiceView>> places;  ///< one, or the links of a chain
  };

  /// Scenario and data must outlive it.
  Stepper(const scenario::Scenario& scenario, const Data& data, Record record);

  SimTime now() const { return now_; }
  SimTime horizon() const { return kTimeZero + scenario_.duration; }
  /// The earliest event of all deployments before the horizon; of two at one instant, that of the earlier deployment.
  std::optional<Next> next();
  bool step();  ///< runs it; false when nothing is left before the horizon
  /// Runs every event before `end`, which is cut to the horizon; then it is `end`. An end in the past does nothing.
  void run_until(SimTime end);
  std::vector<View> views() const;
  /// What was recorded so far, all of it. Entries of one place are in order of time.
  const trace::Recorder& recorded();

  /// False with replications: the others would not see what is done by hand.
  bool may_act() const { return !scenario_.run.statistics; }
  /// Somebody does something, now. Requires: may_act(), and an action for a place of this scenario.
  void act(const services::Action& action);

  /// Runs to the horizon and gathers the one result. Call it once, and nothing after it.
  result::RunResult finish(const RunOptions& options);

 private:
  std::size_t deployment_of(const std::string& place) const;

  const scenario::Scenario& scenario_;
  const Data& data_;
  trace::Recorder recorder_;
  std::vector<std::unique_ptr<DeploymentRun>> runs_;  // by deployment; null: takes no steps
  SimTime now_ = kTimeZero;
};

}  // namespace cloudsim::session
