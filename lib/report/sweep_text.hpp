// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "result/sweep.hpp"

namespace cloudsim::report {

/// The heading of a sweep's CSV: a column for each path, then deployment, objectives_met, each figure (with
/// half_width_… beside it when there are intervals), and `inputs`.
std::string sweep_csv_heading(const result::Sweep& sweep);
/// One line per row, each with its line end.
std::string sweep_csv(const result::Sweep& sweep, const std::vector<result::SweepRow>& rows);

/// How many lines of a CSV are whole rows of this very sweep, from its first on: same heading, same `inputs`, line end
/// there. Empty when the text belongs to something else.
std::optional<std::size_t> rows_of_sweep(const result::Sweep& sweep, const std::string& csv);

/// All of it: "schema": "cloudsim.sweep/1".
std::string to_json(const result::Sweep& sweep);

}  // namespace cloudsim::report
