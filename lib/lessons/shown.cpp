// SPDX-License-Identifier: Apache-2.0
#include "lessons/shown.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/time.hpp"
#include "narrative/format.hpp"

namespace cloudsim::lessons {
namespace {

constexpr int kFigures = 4;
constexpr int kMostDecimals = 9;

std::string with_unit(std::string_view plain_decimal, const char* unit, const narrative::Locale& locale) {
  return narrative::dress(plain_decimal, locale.numbers()) + locale.numbers().no_break() + unit;
}

std::string trimmed(double value, int decimals) { return narrative::trimmed_decimal(value, decimals); }

}  // namespace

std::string significant(double value, int figures) {
  double size = value < 0 ? -value : value;
  int decimals = figures - 1;
  for (; size >= 10 && decimals > 0; size /= 10) --decimals;
  for (; size > 0 && size < 1 && decimals < kMostDecimals; size *= 10) ++decimals;
  return trimmed(value, decimals);
}

std::string show(ShownAs shown, double value, const narrative::Locale& locale) {
  switch (shown) {
    case ShownAs::Int:
      return narrative::dress(narrative::decimal(value, 0), locale.numbers());
    case ShownAs::Num1:
      return narrative::dress(narrative::decimal(value, 1), locale.numbers());
    case ShownAs::Num2:
      return narrative::dress(narrative::decimal(value, 2), locale.numbers());
    case ShownAs::Usd:
      return locale.show("usd", value);
    case ShownAs::Price:
      return locale.show("price", value);
    case ShownAs::Percent:
      return locale.show("percent", value);
    case ShownAs::Ms: {
      constexpr double kLongest = 9e12;  // 285 years in milliseconds, still exact in nanoseconds
      const double ms = std::clamp(value, -kLongest / 2, kLongest / 2);
      return locale.show("duration(short)", Duration{static_cast<std::int64_t>(ms * 1e6)});
    }
    case ShownAs::S:
      return with_unit(trimmed(value, 2), "s", locale);
    case ShownAs::Min:
      return with_unit(trimmed(value, 2), "min", locale);
    case ShownAs::H:
      return with_unit(trimmed(value, 2), "h", locale);
    case ShownAs::Mb:
      return with_unit(trimmed(value, 2), "MB", locale);
    case ShownAs::Mib:
      return with_unit(trimmed(value, 2), "MiB", locale);
    case ShownAs::Gb:
      return with_unit(trimmed(value, 2), "GB", locale);
    case ShownAs::PerSecond:
      return locale.show("rate", value);
    case ShownAs::PerDay:
      return locale.text("exercise.per_day", {{"number", narrative::dress(trimmed(value, 2), locale.numbers())}});
    case ShownAs::Text:
      return trimmed(value, kMostDecimals);
  }
  return {};
}

std::string show_typed(Unit unit, std::string_view plain_decimal, const narrative::Locale& locale) {
  const bool negative = plain_decimal.substr(0, 1) == "-";
  const std::string digits = narrative::dress(negative ? plain_decimal.substr(1) : plain_decimal, locale.numbers());
  const std::string sign = negative ? "-" : "";
  const auto measured = [&](const char* word) { return sign + digits + locale.numbers().no_break() + word; };
  switch (unit) {
    case Unit::Usd:
      return sign + locale.text("pattern.usd", {{"amount", digits}});
    case Unit::Seconds:
      return measured("s");
    case Unit::Minutes:
      return measured("min");
    case Unit::Hours:
      return measured("h");
    case Unit::Percent:
      return sign + digits +
             (locale.numbers().style == narrative::NumberStyle::Comma ? locale.numbers().no_break() : "") + "%";
    case Unit::Megabytes:
      return measured("MB");
    case Unit::Gigabytes:
      return measured("GB");
    case Unit::PerSecond:
      return locale.text("exercise.per_second", {{"number", sign + digits}});
    case Unit::Count:
    case Unit::Ratio:
      return sign + digits;
  }
  return {};
}

std::string show(Unit unit, double value, const narrative::Locale& locale) {
  if (unit == Unit::Usd) return locale.show("usd", value);
  return show_typed(unit, significant(value, kFigures), locale);
}

std::string unit_words(Unit unit, const narrative::Locale& locale) {
  return locale.text(std::string("exercise.unit.") + unit_name(unit));
}

}  // namespace cloudsim::lessons
