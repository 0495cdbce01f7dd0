// SPDX-License-Identifier: Apache-2.0
#include "base/money.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::base {
namespace {

constexpr int kDecimals = 12;
constexpr int128 kTooMuch = 1'000'000'000'000'000'000;  // whole USD: leaves room for products

int128 power_of_ten(int exponent) {
  int128 result = 1;
  while (exponent-- > 0) result *= 10;
  return result;
}

int128 divide_half_even(int128 numerator, int128 denominator) {
  int128 quotient = numerator / denominator;
  const int128 remainder = numerator % denominator;
  const int128 twice = (remainder < 0 ? -remainder : remainder) * 2;
  const bool away = twice > denominator || (twice == denominator && quotient % 2 != 0);
  if (away) quotient += numerator < 0 ? -1 : 1;
  return quotient;
}

}  // namespace

std::optional<Money> Money::from_decimal(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  int128 value = 0;
  int decimals = -1;  // -1: no point seen yet
  int digits = 0;
  for (const char c : text) {
    if (c == '.') {
      if (decimals >= 0) return std::nullopt;
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (decimals >= 0 && ++decimals > kDecimals) return std::nullopt;
    ++digits;
    value = value * 10 + (c - '0');
    if (decimals < 0 && value >= kTooMuch) return std::nullopt;
  }
  if (digits == 0) return std::nullopt;
  value *= power_of_ten(kDecimals - std::max(decimals, 0));
  return Money{negative ? -value : value};
}

Money multiply(Money price, int128 numerator, int128 denominator) {
  CLOUDSIM_CHECK(denominator > 0);
  return {divide_half_even(price.pico * numerator, denominator)};
}

Money round_to(Money amount, int decimals) {
  if (decimals >= kDecimals) return amount;
  const int128 step = power_of_ten(kDecimals - decimals);
  return {divide_half_even(amount.pico, step) * step};
}

Money round_half_up(Money amount, int decimals) {
  if (decimals >= kDecimals) return amount;
  const int128 step = power_of_ten(kDecimals - decimals);
  const int128 magnitude = amount.pico < 0 ? -amount.pico : amount.pico;
  const int128 rounded = (magnitude + step / 2) / step * step;
  return {amount.pico < 0 ? -rounded : rounded};
}

std::string to_string(int128 value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  uint128 rest = negative ? -static_cast<uint128>(value) : static_cast<uint128>(value);
  std::string digits;
  while (rest > 0) {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string to_decimal(Money amount, int min_decimals) {
  const bool negative = amount.pico < 0;
  const int128 magnitude = negative ? -amount.pico : amount.pico;
  const int128 unit = power_of_ten(kDecimals);
  std::string fraction = to_string(magnitude % unit);
  fraction.insert(0, static_cast<std::size_t>(kDecimals) - fraction.size(), '0');
  while (static_cast<int>(fraction.size()) > min_decimals && fraction.back() == '0') fraction.pop_back();
  std::string text = (negative ? "-" : "") + to_string(magnitude / unit);
  if (!fraction.empty()) text += "." + fraction;
  return text;
}

double to_usd(Money amount) { return static_cast<double>(amount.pico) / 1e12; }

}  // namespace cloudsim::base
