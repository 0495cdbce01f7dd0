// SPDX-License-Identifier: Apache-2.0
#include "scenario/check.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {

void check_run(const Scenario& scenario, const document::Value& root, Diagnostics& diagnostics) {
  const std::optional<Duration>& warm_up = scenario.run.warm_up;
  if (!warm_up || *warm_up < scenario.duration || scenario.duration.ns == 0) return;
  report(diagnostics, mark(&root, {"run", "warm_up"}), "warm_up_too_long",
         {{"warm_up", *warm_up}, {"duration", scenario.duration}});
}

}  // namespace cloudsim::scenario
