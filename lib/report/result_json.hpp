// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/run_result.hpp"

namespace cloudsim::report {

/// The whole result as JSON, "schema": "cloudsim.result/1", keys in a fixed order, two spaces a level. Exact values
/// stay exact: money and billed quantities are decimal texts, times are whole nanoseconds in keys that end in _ns;
/// other numbers are doubles in the shortest form that reads back the same. Absent values are null. The same result
/// gives the same bytes on every platform.
std::string to_json(const result::RunResult& run);

/// Formulas of queueing theory alone: "schema": "cloudsim.theory/1".
std::string to_json(const result::Theory& theory);

/// A bill alone: "schema": "cloudsim.bill/1".
std::string to_json(const result::Bill& bill);

}  // namespace cloudsim::report
