// SPDX-License-Identifier: Apache-2.0
#include "result/comparison.hpp"

#include <algorithm>
#include <cmath>

namespace cloudsim::result {

std::optional<bool> FigureChange::sure() const {
  if (!spread || !before || !after) return std::nullopt;
  return std::fabs(*after - *before) > *spread;
}

bool DeploymentChange::differs() const {
  return service_before != service_after || !lines.empty() || !losses.empty() || !events.empty() || !duties.empty() ||
         std::any_of(figures.begin(), figures.end(), [](const FigureChange& each) { return each.differs(); });
}

bool RunComparison::differs() const {
  return !only_first.empty() || !only_second.empty() ||
         std::any_of(deployments.begin(), deployments.end(),
                     [](const DeploymentChange& each) { return each.differs(); });
}

}  // namespace cloudsim::result
