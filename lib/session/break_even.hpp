// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "result/break_even.hpp"
#include "scenario/load.hpp"
#include "tl/expected.hpp"

namespace cloudsim::session {

struct BreakEvenOptions {
  std::vector<scenario::Override> overrides;
  std::string first, second;  ///< deployments
  std::string path;           ///< as --set takes it; "rate" is the arrival rate of the first class
  std::string from, to;       ///< ends of the range, in one unit
  unsigned jobs = 1;          ///< for the replications of one value
  std::function<void(double share)> progress;
};

/// The difference of the bills over a range: at nine evenly spaced values, and then, by bisection where the sign
/// changes first, to a thousandth of the range. Each value is replicated as the scenario says, ten times when it does
/// not say. Problems: those of the scenario at a value, and unknown_deployment, no_rate, bad_range.
tl::expected<result::BreakEven, Diagnostics> break_even(const std::shared_ptr<const Source>& source,
                                                        const scenario::FileReader& files,
                                                        const BreakEvenOptions& options);

}  // namespace cloudsim::session
