// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trace/recorder.hpp"

namespace cloudsim::capi {

/// Facts `cursor` … of a recorder, at most `most` (0: all), as "cloudsim.facts/1". `classes` names the workloads.
std::string facts_json(const trace::Recorder& recorder, std::uint64_t cursor, std::uint64_t most,
                       const std::vector<std::string>& classes);

}  // namespace cloudsim::capi
