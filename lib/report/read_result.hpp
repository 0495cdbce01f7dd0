// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "base/diagnostic.hpp"
#include "result/run_result.hpp"

namespace cloudsim::report {

/// Reads what to_json(RunResult) has written, so that a run can be looked at again without being repeated. The file may
/// come from anywhere: every key is checked for presence, type and range, causes may only point backwards, and what is
/// wrong becomes a diagnostic that names its place ("deployments[0].events[3].at_ns"), at most ten of them. Empty when
/// there is one. to_json() of what is read gives the same bytes back. Keys that the form does not have are passed over.
std::optional<result::RunResult> read_result(const std::shared_ptr<const Source>& source, Diagnostics& diagnostics);

}  // namespace cloudsim::report
