// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "scenario/scenario.hpp"

namespace cloudsim::cli {

/// What --over says: "PATH=128MB,256MB" or "PATH=1/s..10/s:10". Empty when it says neither.
std::optional<scenario::SweepAxis> axis_of(const std::string& text);

}  // namespace cloudsim::cli
