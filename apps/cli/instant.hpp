// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace cloudsim::cli {

/// An instant as people write it, from the start of a run: "95s", "1h5m", "1h 5min", "1.5h", or as a clock that shows
/// 00:00 at the start: "14:05", "0:05:30". Empty on anything else, and when it is too long to be held.
std::optional<SimTime> parse_instant(std::string_view text);

}  // namespace cloudsim::cli
