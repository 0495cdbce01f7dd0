// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "narrative/locale.hpp"
#include "options.hpp"

namespace cloudsim::cli {

/// `lesson guide` and `lesson handout`: of the lessons named, of all when none is.
int show_guide(const Options& options, const narrative::Locale& locale);
int show_handout(const Options& options, const narrative::Locale& locale);

}  // namespace cloudsim::cli
