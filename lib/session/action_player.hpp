// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/simulator.hpp"
#include "services/service_model.hpp"
#include "trace/tracer.hpp"
#include "workload/conditions.hpp"

namespace cloudsim::session {

/// Plays a scenario's actions at their time: to the model, or to the conditions under which its requests come. A fault
/// is stated as a fact, so that what it breaks can name it, and stated again when it is over.
class ActionPlayer final : public engine::Component {
 public:
  /// `conditions` may be null when no action changes them. All references must outlive the player.
  ActionPlayer(engine::Simulator& simulator, trace::Tracer& tracer, services::ServiceModel& model,
               workload::Conditions* conditions, std::vector<services::Action> actions);

  void play(const services::Action& action);  ///< now

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  enum Kind : std::uint16_t { kAction, kFaultOver };
  struct Began {
    trace::FaultChanged fault;
    FactId fact;
  };
  FactId begin(const trace::FaultChanged& fault);
  void end(Began& began);
  void mend_code();
  SimTime next_release(SimTime now) const;

  engine::Simulator& simulator_;
  trace::Tracer& tracer_;
  services::ServiceModel& model_;
  workload::Conditions* conditions_;
  ComponentId self_;
  std::vector<services::Action> actions_;
  std::vector<Began> faults_;
};

}  // namespace cloudsim::session
