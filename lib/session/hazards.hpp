// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/simulator.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/hazard_spec.hpp"
#include "services/service_model.hpp"
#include "session/action_player.hpp"

namespace cloudsim::session {

/// Lets things fail by chance.
///
/// What it does: n servers with a mean time m fail at a rate of n ÷ m. Instants come at the rate of the most that there
/// can ever be, from the stream "hazard.time" with the hazard's index; at each, one of the most is picked (stream
/// "hazard.pick"), counted from the one up longest, and something fails only if that one is there. So the rate follows
/// the servers exactly, and the instants are the same whatever the deployment does.
/// What it assumes: failures are independent, and age means nothing.
/// What it leaves out: failures that come in groups, other than a zone's.
class Hazards final : public engine::Component {
 public:
  /// All references must outlive this.
  Hazards(engine::Simulator& simulator, const services::ServiceModel& model, ActionPlayer& player,
          std::vector<services::HazardSpec> hazards, std::uint64_t seed);

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Hazard {
    services::HazardSpec spec;
    random::Distribution gap;
    random::Stream times;
    random::Stream picks;
  };
  void schedule_next(std::size_t index);
  std::uint32_t there(const services::HazardSpec& spec) const;

  engine::Simulator& simulator_;
  const services::ServiceModel& model_;
  ActionPlayer& player_;
  ComponentId self_;
  std::vector<Hazard> hazards_;
};

}  // namespace cloudsim::session
