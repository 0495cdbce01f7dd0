// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "result/run_result.hpp"

/// What statistics say, in words. All functions but the first three require run.statistics.
namespace cloudsim::narrative {

/// A value of an estimate ("latency_p95_s", "bill_usd", "error_share") as people read it; the name tells its unit.
std::string show_figure(const std::string& name, double value, const Locale& locale);

/// "812 ms ± 14 ms"; the mean alone when there is no half-width.
std::string with_half_width(const std::string& mean, const std::string& half_width, const Locale& locale);

/// What one run tells unasked: an interval of each deployment's means, or why there is none; the first sentence says
/// how to read it. Empty when nothing in the load is random: then a table says all there is to say.
std::vector<std::string> tell_single_run(const result::RunResult& run, const Locale& locale);

/// How the figures came about: replications or batches, the warm-up, the precision that was asked for, and what makes
/// an interval doubtful.
std::vector<std::string> how_sure(const result::RunResult& run, const Locale& locale);

/// Paired differences of bill and mean response time: who is cheaper and faster, by how much, or that it is open. Of
/// more than four deployments only the first is compared with the others.
std::vector<std::string> tell_differences(const result::RunResult& run, const Locale& locale);

/// One sentence that ends a deployment's story: its bill and answers over all replications. Empty for one run.
std::string tell_certainty(const result::Deployment& deployment, const result::RunResult& run, const Locale& locale);

}  // namespace cloudsim::narrative
