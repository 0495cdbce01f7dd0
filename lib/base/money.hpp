// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cloudsim::base {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// An amount in whole 10⁻¹² USD. Read from decimal text, never from a double, so bills add up to the last digit.
struct Money {
  int128 pico = 0;

  /// `"0.0000166667"` → exact. Empty when the text is no plain decimal, has more than 12 decimals, or is 10¹⁸ or more.
  static std::optional<Money> from_decimal(std::string_view text);
  static constexpr Money usd(std::int64_t whole) { return {static_cast<int128>(whole) * 1'000'000'000'000}; }

  constexpr bool operator==(const Money& other) const { return pico == other.pico; }
  constexpr bool operator<(const Money& other) const { return pico < other.pico; }
  constexpr bool operator<=(const Money& other) const { return pico <= other.pico; }
  constexpr bool operator>(const Money& other) const { return pico > other.pico; }
  friend constexpr Money operator+(Money a, Money b) { return {a.pico + b.pico}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.pico - b.pico}; }
  constexpr Money& operator+=(Money b) {
    pico += b.pico;
    return *this;
  }
};

/// price × numerator ÷ denominator, rounded half to even once. Requires: denominator > 0 and a product below 2¹²⁷.
Money multiply(Money price, int128 numerator, int128 denominator);

/// Rounded half to even to 10^-decimals USD; `multiply` and this are the only places where money is rounded.
Money round_to(Money amount, int decimals);

/// Rounded half away from zero (as AWS prints its examples) to 10^-decimals USD.
Money round_half_up(Money amount, int decimals);

/// Shortest exact decimal with '.', at least `min_decimals`: 0.24947, 0.20, -1.50. Locale-free.
std::string to_decimal(Money amount, int min_decimals = 0);

/// For statistics and charts only.
double to_usd(Money amount);

std::string to_string(int128 value);

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
