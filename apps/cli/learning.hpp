// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "lessons/library.hpp"
#include "narrative/locale.hpp"
#include "options.hpp"

namespace cloudsim::cli {

/// The lessons that these options and CLOUDSIM_TEACH_PATH reach.
lessons::Library library_for(const Options& options);

/// Says that there is no such action, on standard error; the exit code.
int unknown_action(const std::string& typed, const std::vector<std::string>& known, const narrative::Locale& locale);

// Actions of `exercise` and `lesson`, one file each.
int check_exercises(const Options& options, const narrative::Locale& locale);
int show_coverage(const Options& options, const narrative::Locale& locale);

}  // namespace cloudsim::cli
