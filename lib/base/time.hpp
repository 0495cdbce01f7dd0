// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace cloudsim::base {

/// A length of simulated time in whole nanoseconds. Integer on purpose: ties are exact, bills are exact, and every
/// compiler and CPU gets the same run. Range ±292 years.
struct Duration {
  std::int64_t ns = 0;

  static constexpr Duration nanoseconds(std::int64_t n) { return {n}; }
  static constexpr Duration microseconds(std::int64_t n) { return {n * 1'000}; }
  static constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000'000}; }
  static constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
  static constexpr Duration hours(std::int64_t n) { return seconds(n * 3600); }

  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.ns - b.ns}; }
  friend constexpr Duration operator*(Duration a, std::int64_t k) { return {a.ns * k}; }
  constexpr Duration& operator+=(Duration b) {
    ns += b.ns;
    return *this;
  }
};

/// An instant: nanoseconds since the start of the run. Never negative in a run.
struct SimTime {
  std::int64_t ns = 0;

  friend constexpr auto operator<=>(SimTime, SimTime) = default;
  friend constexpr SimTime operator+(SimTime t, Duration d) { return {t.ns + d.ns}; }
  friend constexpr SimTime operator-(SimTime t, Duration d) { return {t.ns - d.ns}; }
  friend constexpr Duration operator-(SimTime a, SimTime b) { return {a.ns - b.ns}; }
};

inline constexpr SimTime kTimeZero{0};
inline constexpr SimTime kNever{std::numeric_limits<std::int64_t>::max()};

/// For statistics and display only: a double may not steer a run.
constexpr double to_seconds(Duration d) { return static_cast<double>(d.ns) / 1e9; }
constexpr double to_seconds(SimTime t) { return static_cast<double>(t.ns) / 1e9; }

/// Smallest multiple of `step` that is not below `d`. Requires: d >= 0, step > 0.
constexpr Duration round_up(Duration d, Duration step) { return {(d.ns + step.ns - 1) / step.ns * step.ns}; }

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;  // the words everybody uses
}
