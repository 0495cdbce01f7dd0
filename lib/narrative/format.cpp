// SPDX-License-Identifier: Apache-2.0
#include "narrative/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cloudsim::narrative {
namespace {

std::string without_negative_zero(std::string text) {
  if (!text.empty() && text.front() == '-' && is_zero(text)) text.erase(0, 1);
  return text;
}

std::string without_zeros_at_end(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string group(std::string_view digits, std::string_view separator, std::size_t from_digits) {
  if (digits.size() < from_digits || separator.empty()) return std::string(digits);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

}  // namespace

bool is_zero(std::string_view plain_decimal) {
  return std::none_of(plain_decimal.begin(), plain_decimal.end(), [](char c) { return c >= '1' && c <= '9'; });
}

std::string decimal(std::int64_t value) { return std::to_string(value); }

std::string decimal(double value, int decimals) {
  return without_negative_zero(fmt::format("{:.{}f}", std::isfinite(value) ? value : 0.0, decimals));
}

std::string trimmed_decimal(double value, int decimals) { return without_zeros_at_end(decimal(value, decimals)); }

std::string fixed_decimal(Money amount, int decimals) { return to_decimal(round_to(amount, decimals), decimals); }

std::string price_decimal(Money amount) { return to_decimal(amount, 2); }

std::string total_decimal(Money amount) {
  const Money magnitude{amount.pico < 0 ? -amount.pico : amount.pico};
  if (magnitude.pico == 0) return "0.00";
  if (Money::usd(1) <= round_to(magnitude, 4)) return fixed_decimal(amount, 2);
  constexpr Money kTenthOfMilli{100'000'000};  // 0.0001 USD
  if (kTenthOfMilli <= magnitude) return fixed_decimal(amount, 4);
  // Three significant digits: 0.0000400 shows as many decimals as the first digit's place plus two.
  int decimals = 7;
  for (int128 limit = kTenthOfMilli.pico / 10; magnitude.pico < limit && decimals < 12; limit /= 10) ++decimals;
  return fixed_decimal(amount, decimals);
}

std::string dress(std::string_view plain_decimal, const NumberFormat& format) {
  const bool negative = !plain_decimal.empty() && plain_decimal.front() == '-';
  if (negative) plain_decimal.remove_prefix(1);
  const std::size_t point = plain_decimal.find('.');
  const std::string_view whole = plain_decimal.substr(0, point);
  std::string text = negative ? "-" : "";
  if (format.style == NumberStyle::Comma) {
    text += group(whole, format.plain ? "" : kNoBreak, 5);
  } else {
    text += group(whole, ",", 4);
  }
  if (point != std::string_view::npos) {
    text += format.style == NumberStyle::Comma ? ',' : '.';
    text += plain_decimal.substr(point + 1);
  }
  return text;
}

std::string percent(double share, int decimals, const NumberFormat& format) {
  std::string digits = decimal(share * 100, std::max(decimals, 0));
  if (decimals < 0) {
    const double size = share < 0 ? -share : share;
    int needed = 0;
    for (double limit = 0.0995; size > 0 && size < limit && needed < 6; limit /= 10) ++needed;
    digits = trimmed_decimal(share * 100, needed);
  }
  const std::string number = dress(digits, format);
  return number + (format.style == NumberStyle::Comma ? format.no_break() : "") + "%";
}

namespace {

using Quantities = std::vector<std::pair<std::string, std::string>>;

/// Below a minute: three significant digits, in the largest unit that keeps the number at 1 or more. Rounding may reach
/// the next unit: 999.7 ms is "1 s".
Quantities below_a_minute(std::int64_t ns) {
  struct Step {
    std::int64_t unit;
    const char* name;
    std::int64_t limit;
  };
  constexpr std::array<Step, 4> kSteps = {
      Step{1, "ns", 1000}, {1'000, "\xC2\xB5s", 1000}, {1'000'000, "ms", 1000}, {1'000'000'000, "s", 60}};
  for (const Step& step : kSteps) {
    const double value = static_cast<double>(ns) / static_cast<double>(step.unit);
    if (value >= static_cast<double>(step.limit)) continue;
    const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    const std::string text = trimmed_decimal(value, decimals);
    if (text != std::to_string(step.limit)) return {{text, step.name}};
  }
  return {{"1", "min"}};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> split_duration(Duration duration) {
  const bool negative = duration.ns < 0;
  const std::int64_t ns = negative ? -duration.ns : duration.ns;
  constexpr std::int64_t kSecond = 1'000'000'000;
  Quantities parts;
  if (ns == 0) {
    parts = {{"0", "s"}};
  } else if (ns < 60 * kSecond) {
    parts = below_a_minute(ns);
  } else {
    std::int64_t seconds = (ns + kSecond / 2) / kSecond;
    const bool long_one = seconds >= 48 * 3600;
    if (long_one) seconds = (seconds + 30) / 60 * 60;
    const std::int64_t days = long_one ? seconds / 86400 : 0;
    const std::int64_t hours = (seconds - days * 86400) / 3600;
    const std::int64_t minutes = seconds / 60 % 60;
    if (days > 0) parts.emplace_back(std::to_string(days), "d");
    if (hours > 0) parts.emplace_back(std::to_string(hours), "h");
    if (minutes > 0) parts.emplace_back(std::to_string(minutes), "min");
    if (seconds % 60 > 0) parts.emplace_back(std::to_string(seconds % 60), "s");
  }
  if (negative) parts.front().first.insert(0, "-");
  return parts;
}

std::string short_duration(Duration duration, const NumberFormat& format) {
  std::string text;
  for (const auto& [number, unit] : split_duration(duration)) {
    if (!text.empty()) text += format.no_break();
    text += dress(number, format) + format.no_break() + (format.plain && unit == "\xC2\xB5s" ? "us" : unit);
  }
  return text;
}

std::string bytes(std::int64_t count, const NumberFormat& format) {
  struct Step {
    std::int64_t below;
    std::int64_t unit;
    const char* name;
  };
  constexpr std::int64_t kMega = std::int64_t{1} << 20;
  constexpr std::array<Step, 3> kSteps = {Step{1024, 1, "B"}, {kMega, 1024, "KB"}, {102'400 * kMega, kMega, "MB"}};
  std::int64_t unit = kMega * 1024;
  const char* name = "GB";
  for (const Step& step : kSteps) {
    if (count >= step.below) continue;
    unit = step.unit;
    name = step.name;
    break;
  }
  const double value = static_cast<double>(count) / static_cast<double>(unit);
  return dress(trimmed_decimal(value, value < 100 ? 1 : 0), format) + format.no_break() + name;
}

std::string clock(SimTime at) {
  const std::int64_t seconds = at.ns / 1'000'000'000;
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

Plural plural_class(std::string_view language, std::string_view plain_decimal) {
  const std::size_t point = plain_decimal.find('.');
  const std::string_view whole = plain_decimal.substr(0, point);
  const bool whole_number = point == std::string_view::npos || is_zero(plain_decimal.substr(point + 1));
  if (is_zero(plain_decimal)) return Plural::Zero;
  if (language == "es") {
    if (whole == "1" && whole_number) return Plural::One;
    const bool millions = whole.size() > 6 && is_zero(whole.substr(whole.size() - 6));
    return millions && point == std::string_view::npos ? Plural::Many : Plural::Other;
  }
  return plain_decimal == "1" ? Plural::One : Plural::Other;
}

std::string ordinal(std::string_view language, std::int64_t number, bool feminine, const NumberFormat& format) {
  const std::string digits = dress(decimal(number), format);
  if (language == "es") return digits + (feminine ? ".\xC2\xAA" : ".\xC2\xBA");
  const std::int64_t ones = number % 10;
  const bool teens = number % 100 >= 11 && number % 100 <= 13;
  const char* suffix = teens ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
  return digits + suffix;
}

}  // namespace cloudsim::narrative
