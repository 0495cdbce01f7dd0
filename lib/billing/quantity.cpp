// SPDX-License-Identifier: Apache-2.0
#include "billing/quantity.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::billing {
namespace {

constexpr int128 kSecond = 1'000'000'000;
constexpr int128 kHour = 3600 * kSecond;

constexpr int128 kLargest = static_cast<int128>(~uint128{0} >> 1);

}  // namespace

int128 greatest_common_divisor(int128 a, int128 b) {
  while (b != 0) {
    const int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// Not __builtin_mul_overflow: for 128 bits clang calls a helper that GNU's runtime library does not have.
int128 checked_product(int128 a, int128 b) {
  CLOUDSIM_CHECK(a >= 0 && b >= 0 && (a == 0 || b <= kLargest / a));
  return a * b;
}

int128 denominator_of(Unit unit, std::int64_t month_hours) {
  switch (unit) {
    case Unit::Count:
      return 1;
    case Unit::Hour:
      return kHour;
    case Unit::GbSecond:
      return 1024 * kSecond;
    case Unit::VcpuHour:
      return 1000 * kHour;
    case Unit::GbHour:
      return 1024 * kHour;
    case Unit::GbMonth:
      return 1024 * kHour * month_hours;
    case Unit::Gb:
      return int128{1} << 30;
    case Unit::Month:
      return kHour * month_hours;
    case Unit::Year:
      return kHour * 24 * 365;
  }
  return 1;
}

bool is_timed(Unit unit) { return unit != Unit::Count && unit != Unit::Gb; }

Duration billed_time(const Meter& meter, Duration used) {
  if (used.ns <= 0) return Duration{};
  const Duration rounded = meter.granularity.ns > 0 ? round_up(used, meter.granularity) : used;
  return std::max(rounded, meter.minimum);
}

Quantity add(const Quantity& a, const Quantity& b) {
  if (a.numerator == 0) return {a.meter, b.numerator, b.denominator};
  const int128 common = greatest_common_divisor(a.denominator, b.denominator);
  const int128 left = checked_product(a.numerator, b.denominator / common);
  const int128 right = checked_product(b.numerator, a.denominator / common);
  CLOUDSIM_CHECK(left <= kLargest - right);
  const int128 numerator = left + right;
  const int128 denominator = checked_product(a.denominator / common, b.denominator);
  const int128 shared = greatest_common_divisor(numerator, denominator);
  return shared > 1 ? Quantity{a.meter, numerator / shared, denominator / shared}
                    : Quantity{a.meter, numerator, denominator};
}

}  // namespace cloudsim::billing
