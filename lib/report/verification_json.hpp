// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/verification.hpp"

namespace cloudsim::report {

/// "cloudsim.verification/1", ending with a line end. Numbers are decimal text: their digits are part of what was
/// published.
std::string to_json(const result::Verification& verification);

}  // namespace cloudsim::report
