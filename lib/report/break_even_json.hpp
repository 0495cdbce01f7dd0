// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/break_even.hpp"

namespace cloudsim::report {

/// "schema": "cloudsim.break-even/1".
std::string to_json(const result::BreakEven& found);
/// The curve: value, difference, half_width.
std::string to_csv(const result::BreakEven& found);

}  // namespace cloudsim::report
