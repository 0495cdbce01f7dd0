// SPDX-License-Identifier: Apache-2.0
#include "session/hazards.hpp"

#include <utility>

#include "base/check.hpp"

namespace cloudsim::session {

using services::HazardOf;

Hazards::Hazards(engine::Simulator& simulator, const services::ServiceModel& model, ActionPlayer& player,
                 std::vector<services::HazardSpec> hazards, std::uint64_t seed)
    : simulator_(simulator), model_(model), player_(player), self_(simulator.add(*this)) {
  for (services::HazardSpec& spec : hazards) {
    CLOUDSIM_CHECK(spec.mean_time.ns > 0 && spec.most > 0);
    const std::size_t index = hazards_.size();
    const double mean = static_cast<double>(spec.mean_time.ns) / static_cast<double>(spec.most);
    hazards_.push_back({std::move(spec), random::Distribution(random::Exponential{mean}),
                        random::Stream(seed, "hazard.time", index), random::Stream(seed, "hazard.pick", index)});
    schedule_next(index);
  }
}

void Hazards::schedule_next(std::size_t index) {
  Hazard& hazard = hazards_[index];
  const Duration gap{hazard.gap.draw(hazard.times)};
  if (gap.ns >= kNever.ns - simulator_.now().ns) return;  // not in this world's time
  simulator_.schedule_in(gap, engine::Phase::Control, self_, 0, index);
}

std::uint32_t Hazards::there(const services::HazardSpec& spec) const {
  switch (spec.of) {
    case HazardOf::Server:
      return model_.view().servers_ready;
    case HazardOf::Host:
      return model_.view().hosts;
    case HazardOf::Zone:
      break;
  }
  return spec.most;
}

void Hazards::handle(const engine::Event& event) {
  Hazard& hazard = hazards_[event.data];
  const std::uint64_t pick = hazard.picks.below(hazard.spec.most);
  schedule_next(event.data);
  if (pick >= there(hazard.spec)) return;
  services::Action action;
  action.deployment = hazard.spec.deployment;
  if (hazard.spec.of == HazardOf::Zone) {
    action.body = services::ZoneOutage{static_cast<std::uint32_t>(pick) + 1, hazard.spec.duration};
  } else {
    const bool host = hazard.spec.of == HazardOf::Host;
    action.body = services::Crash{0, host, hazard.spec.repaired_after, static_cast<std::uint32_t>(pick)};
  }
  player_.play(action);
}

const char* Hazards::label(std::uint16_t) const { return "scenario.hazard"; }

}  // namespace cloudsim::session
