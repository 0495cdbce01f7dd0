// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "report/json_object.hpp"
#include "result/statistics.hpp"

namespace cloudsim::report {

/// `estimates` of a deployment, and `statistics` of a run, as result_json writes them; what is wrong is told to
/// `object`.
void read_estimates(const JsonObject& object, std::vector<result::Estimate>& out);
void read_statistics(const JsonObject& object, result::Statistics& out);

}  // namespace cloudsim::report
