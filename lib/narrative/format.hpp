// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.hpp"
#include "base/time.hpp"

/// How numbers look, without any word. Everything starts from a plain decimal text ("-12345.60"), so that what is
/// rounded is decided once, exactly, and only then dressed for a country.
namespace cloudsim::narrative {

/// English: 12,345.6 and 12%. Comma (es): 12 345,6 from five digits on, and 12 %. Point (es-MX): 12,345.6 and 12%.
enum class NumberStyle : std::uint8_t { English, Comma, Point };

/// U+00A0: keeps a number and its unit on one line.
inline constexpr const char* kNoBreak = "\xC2\xA0";

struct NumberFormat {
  NumberStyle style = NumberStyle::English;
  bool plain = false;  ///< for screen readers and narrow terminals: no U+00A0, and no groups that need it
  std::string no_break() const { return plain ? " " : kNoBreak; }
};

/// Plain decimal text of a value, rounded half to even; never "-0.00".
std::string decimal(std::int64_t value);
std::string decimal(double value, int decimals);
/// Totals: two decimals from 1 USD upwards, four below, three significant digits below 0.0001.
std::string total_decimal(Money amount);
/// Prices: shortest exact form, at least two decimals.
std::string price_decimal(Money amount);
/// A fixed number of decimals, for columns.
std::string fixed_decimal(Money amount, int decimals);
/// At most `decimals` of them, without zeros at the end.
std::string trimmed_decimal(double value, int decimals);

/// Plain decimal text → digits as the country groups and marks them.
std::string dress(std::string_view plain_decimal, const NumberFormat& format);
/// A share (0.125) with the country's percent sign: 12.5%. Negative `decimals`: two figures (100%, 11%, 1.5%, 0.02%).
std::string percent(double share, int decimals, const NumberFormat& format);

/// A duration in at most four steps: {("1", "min"), ("15", "s")}. Units: ns µs ms s min h d; whole seconds from one
/// minute on, whole minutes from two days on. Zero is 0 s.
std::vector<std::pair<std::string, std::string>> split_duration(Duration duration);
std::string short_duration(Duration duration, const NumberFormat& format);

/// "512 MB"; MB up to 100 GB, as the services' own pages write sizes.
std::string bytes(std::int64_t count, const NumberFormat& format);
/// "14:05:09" of a time of day.
std::string clock(SimTime at);

/// CLDR's plural classes that our languages tell apart. `Many` (Spanish: multiples of a million) asks for "de".
enum class Plural : std::uint8_t { Zero, One, Many, Other };
/// Of the number *as printed*: English takes "1" only, Spanish "1,0" too.
Plural plural_class(std::string_view language, std::string_view plain_decimal);
bool is_zero(std::string_view plain_decimal);

/// "1st", "2nd", "11th" in English, "1.ª", "2.º" in Spanish.
std::string ordinal(std::string_view language, std::int64_t number, bool feminine, const NumberFormat& format);

/// The country's number style by tag, as locales/countries.yaml says: "es-PE" → point. English is always English;
/// Spanish without a country, and of a country that is not in the table, is comma.
NumberStyle style_of(std::string_view tag);

}  // namespace cloudsim::narrative
