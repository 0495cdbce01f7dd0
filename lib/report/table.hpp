// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/argument.hpp"
#include "result/run_result.hpp"

namespace cloudsim::report {

/// One line of the comparison: what it is (`report.row.<key>` in locales), how its values are shown (a message kind
/// such as "percent(1)"), and one value per deployment; empty where there is nothing to show.
struct Row {
  std::string key;
  std::string kind;
  std::vector<std::optional<ArgumentValue>> cells;
  std::vector<bool> withheld = {};  ///< per cell: there is a value, and it is not to be seen yet; empty: none is
};

struct Section {
  std::string key;  ///< effort | scaling | cost | latency | errors: `report.section.<key>`
  std::vector<Row> rows;
};

/// The comparison of all deployments: values, no words.
struct Table {
  std::vector<std::string> columns;  ///< deployment names
  std::vector<Section> sections;
};

/// Rows that are zero or absent for every deployment (hosts, incidents, ignored requests …) are left out.
Table compare(const result::RunResult& run);

}  // namespace cloudsim::report
