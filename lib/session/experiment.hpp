// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "result/sweep.hpp"
#include "scenario/load.hpp"
#include "tl/expected.hpp"

namespace cloudsim::session {

inline constexpr std::size_t kMostPoints = 10'000;

/// Every combination of the axes' values, the last axis changing fastest. At most kMostPoints + 1 are made.
std::vector<std::vector<scenario::Override>> grid(const std::vector<scenario::SweepAxis>& axes);

/// Where the arrival rate of the first class stands, as --set takes it; empty when it has none.
std::string rate_path(const scenario::Scenario& scenario);

/// One number for scenario, settings, what is swept, and version: rows of another one do not belong together.
std::uint64_t sweep_inputs(const Source& source, const std::vector<scenario::Override>& overrides,
                           const std::vector<scenario::SweepAxis>& axes);

struct SweepOptions {
  std::vector<scenario::Override> overrides;  ///< below those of the points
  std::vector<scenario::SweepAxis> axes;      ///< in place of the scenario's, when there are any
  std::size_t first = 0;                      ///< of all points, only those from this one on …
  std::size_t most = kMostPoints;             ///< … and so many
  unsigned jobs = 1;                          ///< points at a time; 0: one per core
  /// Told, once and before the first run, what is the same in all rows; answers how many points are there already.
  std::function<std::size_t(const result::Sweep&)> resume;
  /// Told of each further point with its rows, in order, on the calling thread.
  std::function<void(std::size_t point, const std::vector<result::SweepRow>&)> ready;
  std::function<void(double share)> progress;
};

/// Runs a scenario at every point and returns all new rows. All points are checked before the first one runs; the
/// problems are those of the first point that cannot be used, or "no_sweep", or "too_many_points". The same rows for
/// any number of threads.
tl::expected<result::Sweep, Diagnostics> sweep(const std::shared_ptr<const Source>& source,
                                               const scenario::FileReader& files, const SweepOptions& options);

}  // namespace cloudsim::session
