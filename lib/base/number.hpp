// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cloudsim::base {

// Locale-free reading of plain decimal numbers: "42", "-3", "0.25", "1e-5". Refused: "010", "1_000", ".inf", "nan",
// "0x1f", surrounding spaces, digit grouping. The process locale is never looked at.
std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<double> parse_number(std::string_view text);

/// Decimal text scaled by 10^decimals, exactly: ("1.5", 9) → 1500000000. Empty when it does not fit or is not exact.
std::optional<std::int64_t> parse_scaled(std::string_view text, int decimals);

/// Shortest decimal text that reads back to the same double ("0.1"), '.' as decimal sign; for JSON and CSV.
std::string to_text(double value);

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
