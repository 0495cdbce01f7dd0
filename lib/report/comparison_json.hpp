// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/comparison.hpp"

namespace cloudsim::report {

/// "schema": "cloudsim.comparison/1". Differences and ratios stand beside the values; absent ones are null.
std::string to_json(const result::Comparison& comparison);

}  // namespace cloudsim::report
