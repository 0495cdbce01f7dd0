// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "base/diagnostic.hpp"
#include "capi/include/cloudsim.h"

namespace cloudsim::capi {

/// Why a call cannot do what it was asked: thrown inside, a cloudsim_error outside.
struct Failure {
  cloudsim_status status = CLOUDSIM_INTERNAL;
  std::string code;  ///< words: `error.<code>`
  Arguments arguments = {};
  std::string suggestion = {};
  Diagnostics problems = {};  ///< of a text that was given; then the code is the first one's
  std::string locale = "en";  ///< for the words
};

[[noreturn]] void refuse(cloudsim_status status, std::string code, Arguments arguments = {},
                         std::string suggestion = {});
/// Requires: has_errors(problems)
[[noreturn]] void refuse(Diagnostics problems, const std::string& locale);

/// The list of problems as "cloudsim.diagnostics/1".
std::string to_json(const Diagnostics& problems, const std::string& locale);

}  // namespace cloudsim::capi
