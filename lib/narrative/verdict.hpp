// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "result/run_result.hpp"

namespace cloudsim::narrative {

/// Exactly three sentences that compare the deployments: the bill (and who meets the objectives, if there are any),
/// lost requests or speed, and the work. Ties are said to be ties; with one deployment it is described, not compared.
/// Requires: at least one deployment.
std::vector<std::string> verdict_sentences(const result::RunResult& run, const Locale& locale);

/// The three sentences as one paragraph.
std::string verdict(const result::RunResult& run, const Locale& locale);

}  // namespace cloudsim::narrative
