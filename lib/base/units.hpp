// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace cloudsim::base {

/// Memory or file size in bytes. MB = MiB = 2²⁰ and GB = GiB = 2³⁰, as Lambda, Fargate and EC2 count them.
struct Bytes {
  std::int64_t count = 0;
  static constexpr Bytes megabytes(std::int64_t n) { return {n << 20}; }
  static constexpr Bytes gigabytes(std::int64_t n) { return {n << 30}; }
  constexpr std::int64_t whole_megabytes() const { return count >> 20; }
  friend constexpr auto operator<=>(Bytes, Bytes) = default;
};

/// How many events per time, kept as a fraction so that evenly spaced arrivals fall on exact nanoseconds.
/// rate = millionths / (10⁶ × per).
struct Rate {
  std::int64_t millionths = 0;  ///< events × 10⁶
  Duration per = Duration::seconds(1);
  constexpr double per_second() const {
    return static_cast<double>(millionths) / 1e6 / (static_cast<double>(per.ns) / 1e9);
  }
  constexpr bool is_zero() const { return millionths == 0; }
};

/// Bytes per second.
struct Bandwidth {
  std::int64_t bytes_per_second = 0;
};

// Readers of physical quantities as people write them. All: a plain decimal number, optional spaces, a unit; no sign,
// no exponent, no digit grouping. Empty on anything else, on a missing unit, or when the value overflows. Durations and
// rates are exact or refused (0.1ns is no whole number of nanoseconds); sizes are rounded to a whole byte (0.1GB).
std::optional<Duration> parse_duration(std::string_view text);    // ns us µs ms s min h d ("1.5h"; "0" alone is 0)
std::optional<Bytes> parse_bytes(std::string_view text);          // B KB KiB MB MiB GB GiB TB TiB
std::optional<Rate> parse_rate(std::string_view text);            // 5/s 300/min 20/h 3000/day 0.5/ms; also /d
std::optional<Bandwidth> parse_bandwidth(std::string_view text);  // 50MB/s
std::optional<double> parse_ratio(std::string_view text);         // 50% → 0.5; a plain 0.5 is 0.5 too
/// vCPU: "0.25", "2", "256 units"? No: a plain decimal, at most three decimals. Returned in thousandths.
std::optional<std::int64_t> parse_millicpu(std::string_view text);

/// Back to a short text that reads the same: 1500 ms → "1.5s", 900 s → "15min". For schema defaults and for bounds in
/// the notation of the file; amounts in a report are formatted by the locale. A negative amount gets a '-' and does not
/// read back.
std::string to_text(Duration duration);
std::string to_text(Bytes bytes);
std::string to_text(Rate rate);
std::string to_text(Bandwidth bandwidth);
/// 0.125 → "12.5%".
std::string ratio_to_text(double ratio);
/// 250 → "0.25".
std::string millicpu_to_text(std::int64_t millicpu);

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
