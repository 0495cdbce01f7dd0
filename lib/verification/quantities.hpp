// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result/run_result.hpp"

namespace cloudsim::verification {

/// A figure of a deployment by the name that a check list gives it. Times are in seconds, shares from 0 to 1. `from` =
/// 0: of the whole run; later: only of what arrived in the samples after it (rejected_share alone). Empty when there is
/// no such figure, or the run does not have it.
std::optional<double> quantity_of(const result::Deployment& deployment, std::string_view name, Duration from);

/// Names that quantity_of() knows.
std::vector<std::string> quantities();

}  // namespace cloudsim::verification
