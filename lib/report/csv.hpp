// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/run_result.hpp"

namespace cloudsim::report {

/// One row per deployment, one column per figure. RFC 4180 with "\n"; '.' as decimal sign and no grouping in every
/// language; durations in seconds, money in exact USD; an empty field where there is nothing (no request completed).
std::string to_csv(const result::RunResult& run);

/// A bill alone, one row per line: meter, unit, quantity, free, price_usd, per, amount_usd. All exact.
std::string to_csv(const result::Bill& bill);

/// One row per deployment and sampling step: deployment, at_s, arrived, completed, lost, cold, servers, ready, busy,
/// waiting, hosts.
std::string samples_csv(const result::RunResult& run);

}  // namespace cloudsim::report
