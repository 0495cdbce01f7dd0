// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "result/optimum.hpp"
#include "scenario/load.hpp"
#include "tl/expected.hpp"

namespace cloudsim::session {

struct OptimiseOptions {
  std::vector<scenario::Override> overrides;
  std::string deployment;                 ///< the only one to try sizes of; empty: all
  std::vector<scenario::SweepAxis> axes;  ///< what to try, in place of the usual sizes
  unsigned jobs = 1;
  std::function<void(double share)> progress;
};

/// What is usually tried of a deployment: a function's memory; sizes of the instance's family, and numbers of them
/// where the fleet is fixed; sizes and numbers of tasks; numbers of Docker hosts. Empty for a chain.
std::vector<std::vector<scenario::Override>> usual_sizes(const scenario::DeploymentSpec& deployment,
                                                         const std::vector<services::InstanceType>& types);

/// Runs every candidate by itself and marks the frontier of bill and p95 among those that meet the objectives.
/// Combinations that cannot be (a size without a price, a task that fits no host) are left out and counted. Problems:
/// those of the scenario itself, and unknown_deployment.
tl::expected<result::Optimum, Diagnostics> optimise(const std::shared_ptr<const Source>& source,
                                                    const scenario::FileReader& files, const OptimiseOptions& options);

}  // namespace cloudsim::session
