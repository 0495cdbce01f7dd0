// SPDX-License-Identifier: Apache-2.0
#include "scenario/scenario.hpp"

namespace cloudsim::scenario {

std::vector<const DeploymentSpec*> Scenario::places() const {
  std::vector<const DeploymentSpec*> all;
  for (const DeploymentSpec& deployment : deployments) {
    if (!deployment.is_chain()) all.push_back(&deployment);
    for (const DeploymentSpec& link : deployment.links) all.push_back(&link);
  }
  return all;
}

}  // namespace cloudsim::scenario
