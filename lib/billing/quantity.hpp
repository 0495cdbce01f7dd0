// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/money.hpp"
#include "billing/price_list.hpp"

namespace cloudsim::billing {

/// How much of a meter was used, exactly: numerator ÷ denominator units of the price list, after rounding of times and
/// minimums, before the free tier. Requires: numerator >= 0, denominator > 0.
struct Quantity {
  std::string meter;
  int128 numerator = 0;
  int128 denominator = 1;
};

/// By what amount × nanoseconds (or the bare amount, for units without time) is divided to give the meter's unit.
int128 denominator_of(Unit unit, std::int64_t month_hours);

/// Whether the unit multiplies an amount by a time.
bool is_timed(Unit unit);

/// The time that is billed for one interval: rounded up to the meter's granularity, and at least its minimum. An
/// interval of no length was not used and bills nothing.
Duration billed_time(const Meter& meter, Duration used);

/// Sum of two quantities of one meter, exact.
Quantity add(const Quantity& a, const Quantity& b);

// Exact arithmetic on numbers that are not negative. A product beyond 2¹²⁷ is a failed check.
int128 greatest_common_divisor(int128 a, int128 b);
int128 checked_product(int128 a, int128 b);

}  // namespace cloudsim::billing
