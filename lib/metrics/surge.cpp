// SPDX-License-Identifier: Apache-2.0
#include "metrics/surge.hpp"

#include <algorithm>
#include <cmath>

namespace cloudsim::metrics {
namespace {

constexpr std::size_t kStepsBefore = 5;
constexpr std::size_t kStepsAfter = 3;
constexpr double kFactor = 2;
constexpr double kSigmas = 5;
constexpr double kChance = 10;  // requests in one step

}  // namespace

std::vector<DemandChange> find_demand_changes(std::span<const result::Sample> samples, Duration step, SimTime horizon) {
  std::vector<DemandChange> changes;
  std::size_t count = samples.size();
  if (count > 0 && horizon.ns % step.ns != 0) --count;
  const double seconds = to_seconds(step);
  std::size_t regime = 0;  // first step of the present rate
  bool high = false;
  for (std::size_t k = 1; k < count; ++k) {
    const std::size_t first = std::max(regime, k > kStepsBefore ? k - kStepsBefore : 0);
    double before = 0;
    for (std::size_t i = first; i < k; ++i) before += samples[i].arrived;
    before /= static_cast<double>(k - first);
    if (before == 0) {
      regime = k;
      continue;
    }
    const double now = samples[k].arrived;
    // Poisson counts have long tails when they are small: a handful more in one step of thousands is chance.
    const bool significant = std::abs(now - before) > kSigmas * std::sqrt(std::max(before, 1.0)) + kChance;
    const bool up = now >= kFactor * before;
    const bool down = high && now * kFactor <= before;
    if (!significant || (!up && !down)) continue;

    const SimTime at{static_cast<std::int64_t>(k) * step.ns};
    if (!changes.empty()) changes.back().until = at;
    double after = now;
    if (up) {
      for (std::size_t i = k; i < std::min(count, k + kStepsAfter); ++i) {
        after = std::max(after, static_cast<double>(samples[i].arrived));
      }
    }
    changes.push_back({at, horizon, before / seconds, after / seconds, up});
    regime = k;
    high = up;
  }
  return changes;
}

}  // namespace cloudsim::metrics
