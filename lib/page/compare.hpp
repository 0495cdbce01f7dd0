// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "page/text.hpp"
#include "result/comparison.hpp"
#include "result/run_result.hpp"

namespace cloudsim::page {

/// What changed from the first result to each of the others, and why. `runs` are the results that were compared: one
/// more than there are pairs, the first of them the yardstick.
std::string text_comparison(const result::Comparison& comparison, const std::vector<result::RunResult>& runs,
                            const narrative::Locale& locale, const TextOptions& options);

}  // namespace cloudsim::page
