// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "base/diagnostic.hpp"

namespace cloudsim::scenario {

/// A problem found after reading, where no Reader is at hand any more.
inline void report(Diagnostics& diagnostics, const Location& where, std::string code, Arguments arguments = {},
                   std::string suggestion = {}) {
  diagnostics.push_back({Severity::Error, std::move(code), std::move(arguments), where, std::move(suggestion)});
}

inline void warn(Diagnostics& diagnostics, const Location& where, std::string code, Arguments arguments = {}) {
  diagnostics.push_back({Severity::Warning, std::move(code), std::move(arguments), where, {}});
}

}  // namespace cloudsim::scenario
