// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "result/run_result.hpp"
#include "scenario/load.hpp"
#include "session/deployment_run.hpp"
#include "tl/expected.hpp"

namespace cloudsim::session {

struct RunOptions {
  std::vector<std::pair<std::string, std::string>> overrides;  ///< for the record: what --set changed
  /// Told now and then how much is done, 0..1. Called between events, never inside one, on the
  /// calling thread; must not throw.
  std::function<void(double share)> progress;
  unsigned jobs = 1;  ///< threads for deployments and replications; 0: one per core. Never changes the result.
};

/// Loads what a valid scenario refers to: its price list and its effort list.
tl::expected<Data, Diagnostics> load_data(const scenario::Scenario& scenario, const scenario::FileReader& files);

/// A shipped price list by name, or the user's own file by path; problems (unknown list or region, bad file) go to
/// `diagnostics`.
std::optional<billing::PriceList> load_price_list(const std::string& name, const std::string& region,
                                                  const scenario::FileReader& files, Diagnostics& diagnostics);

/// Runs every deployment and gathers the one result. Deterministic: the same scenario gives the same bytes.
result::RunResult run(const scenario::Scenario& scenario, const Data& data, const RunOptions& options = {});

/// What a result says before anything has run: title, what was asked for, provenance.
result::RunResult begin_result(const scenario::Scenario& scenario, const Data& data,
                               const std::vector<std::pair<std::string, std::string>>& overrides);
/// Holds the finished deployments against the objectives: the last thing that a result needs.
void judge(const scenario::Scenario& scenario, result::RunResult& result);

/// One row of the timeline per this long: the shortest step of 1 s, 10 s, 1 min, … that gives at most 1,500 rows.
Duration sample_step_for(Duration duration);

}  // namespace cloudsim::session
