// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::narrative {

/// All problems in reading order, each with its place, its line and a caret, and how many there are at the end:
///
///     scenarios/demo.yaml:14:12: error: unknown instance type 't3.mirco'
///         type: t3.mirco
///               ^~~~~~~~ did you mean 't3.micro'?
///     1 problem found.
///
/// Columns in the first line count characters, as editors do; a long line is shown around its caret.
std::string render(const Diagnostics& diagnostics, const Locale& locale, bool color);

}  // namespace cloudsim::narrative
