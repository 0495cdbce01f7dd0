// SPDX-License-Identifier: Apache-2.0
#include "lessons/read_number.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "base/text.hpp"

namespace cloudsim::lessons {
namespace {

using narrative::NumberStyle;

constexpr std::size_t kLongest = 80;
constexpr int kMostExponent = 30;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Other spaces become blanks, the typographic minus becomes '-'.
std::string ascii(std::string_view typed) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSame = {
      {{"\xC2\xA0", " "}, {"\xE2\x80\xAF", " "}, {"\xE2\x80\x89", " "}, {"\t", " "}, {"\xE2\x88\x92", "-"}}};
  std::string text(typed);
  for (const auto& [from, to] : kSame) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  }
  return std::string(trim(text));
}

/// The digits of a mantissa, and how many of them are behind the decimal sign.
struct Digits {
  std::string digits;
  int decimals = 0;
};

/// What was typed, taken apart.
struct Typed {
  bool negative = false;
  std::string mantissa;  ///< digits, '.', ',' and single blanks
  int exponent = 0;
  std::string unit;
};

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

void take_currency(std::string_view& text, std::string& unit) {
  for (const std::string_view sign : {"US$", "USD", "$"}) {
    if (!starts_with(text, sign)) continue;
    unit = std::string(sign);
    text = trim(text.substr(sign.size()));
    return;
  }
}

void take_sign(std::string_view& text, bool& negative) {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return;
  negative = text.front() == '-';
  text = trim(text.substr(1));
}

/// "e-5" or "E+3" right behind the digits; false when there is an e that is none.
bool take_exponent(std::string_view& text, int& exponent) {
  if (text.empty() || (text.front() != 'e' && text.front() != 'E')) return true;
  std::string_view rest = text.substr(1);
  bool negative = false;
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
    negative = rest.front() == '-';
    rest.remove_prefix(1);
  }
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  if (digits == 0) return true;  // a word that begins with e: a unit
  if (digits > 2) return false;
  exponent = 0;
  for (std::size_t i = 0; i < digits; ++i) exponent = exponent * 10 + (rest[i] - '0');
  if (exponent > kMostExponent) return false;
  if (negative) exponent = -exponent;
  text = rest.substr(digits);
  return true;
}

std::optional<Typed> take_apart(std::string_view text) {
  Typed typed;
  take_sign(text, typed.negative);
  take_currency(text, typed.unit);
  if (!typed.negative) take_sign(text, typed.negative);
  std::size_t end = 0;
  std::size_t behind_digits = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (is_digit(c)) {
      behind_digits = end + 1;
    } else if (c == '.' || c == ',') {
      behind_digits = end + 1;
    } else if (c != ' ' || end + 1 >= text.size() || !is_digit(text[end + 1])) {
      break;
    }
  }
  typed.mantissa = std::string(text.substr(0, behind_digits));
  text = text.substr(behind_digits);
  if (!take_exponent(text, typed.exponent)) return std::nullopt;
  text = trim(text);
  if (!text.empty()) {
    const bool word =
        std::none_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == ',' || c == '.'; });
    if (!word || !typed.unit.empty()) return std::nullopt;
    typed.unit = std::string(text);
  }
  return typed;
}

/// Groups of three behind a first one of one to three: "12 345", "1.234.567". Also one group alone.
bool is_grouped(std::string_view text, char separator) {
  const std::vector<std::string_view> groups = split(text, separator);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string_view group = groups[i];
    if (!std::all_of(group.begin(), group.end(), is_digit)) return false;
    const bool first = i == 0 && groups.size() > 1;
    if (groups.size() == 1) return !group.empty();
    if (first ? group.empty() || group.size() > 3 : group.size() != 3) return false;
  }
  return true;
}

std::string without(std::string_view text, char sign) {
  std::string kept;
  for (const char c : text) {
    if (c != sign) kept += c;
  }
  return kept;
}

std::optional<Digits> whole_of(std::string_view text, char separator) {
  if (!is_grouped(text, separator)) return std::nullopt;
  return Digits{without(text, separator), 0};
}

/// `whole` may be grouped by `separator` or by blanks.
std::optional<Digits> with_decimals(std::string_view whole, std::string_view fraction, char separator) {
  if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;
  if (whole.empty() && fraction.empty()) return std::nullopt;
  const char by = whole.find(' ') != std::string_view::npos ? ' ' : separator;
  if (!whole.empty() && !is_grouped(whole, by)) return std::nullopt;
  return Digits{without(whole, by) + std::string(fraction), static_cast<int>(fraction.size())};
}

struct Both {
  std::optional<Digits> preferred, other;
};

/// One sign, once.
Both once(std::string_view text, char sign, std::size_t at, bool has_exponent, NumberStyle style) {
  const std::string_view whole = text.substr(0, at);
  const std::string_view fraction = text.substr(at + 1);
  const std::optional<Digits> decimal = with_decimals(whole, fraction, sign == '.' ? ',' : '.');
  const bool ambiguous = !has_exponent && fraction.size() == 3 && !whole.empty() && whole.size() <= 3 &&
                         whole.front() != '0' && is_grouped(whole, ' ');
  if (!ambiguous) return {decimal, std::nullopt};
  const std::optional<Digits> grouped = whole_of(text, sign);
  const char decimal_sign = style == NumberStyle::Comma ? ',' : '.';
  return sign == decimal_sign ? Both{decimal, grouped} : Both{grouped, decimal};
}

Both digits_of(const Typed& typed, NumberStyle style) {
  const std::string_view text = typed.mantissa;
  const auto points = std::count(text.begin(), text.end(), '.');
  const auto commas = std::count(text.begin(), text.end(), ',');
  if (points == 0 && commas == 0) return {whole_of(text, ' '), std::nullopt};
  if (points > 0 && commas > 0) {
    const std::size_t last = text.find_last_of(".,");
    const char sign = text[last];
    if ((sign == '.' ? points : commas) != 1) return {};
    return {with_decimals(text.substr(0, last), text.substr(last + 1), sign == '.' ? ',' : '.'), std::nullopt};
  }
  const char sign = points > 0 ? '.' : ',';
  if (points + commas > 1) {
    const bool zero_first = text.front() == '0';
    return {zero_first ? std::nullopt : whole_of(text, sign), std::nullopt};
  }
  return once(text, sign, text.find(sign), typed.exponent != 0, style);
}

/// Digits with a decimal point in them, and the exponent worked in.
std::string plain_text(const Digits& number, int exponent, bool negative) {
  std::string digits = number.digits;
  int decimals = number.decimals - exponent;
  if (decimals < 0) {
    digits.append(static_cast<std::size_t>(-decimals), '0');
    decimals = 0;
  }
  if (static_cast<int>(digits.size()) <= decimals)
    digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
  std::string whole = digits.substr(0, digits.size() - static_cast<std::size_t>(decimals));
  const std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(decimals));
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

int figures_of(const std::string& plain) {
  const std::string digits = without(without(plain, '.'), '-');
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? 1 : static_cast<int>(digits.size() - first);
}

}  // namespace

tl::expected<Reading, ReadingProblem> read_number(std::string_view typed, NumberStyle style) {
  const std::string text = ascii(typed);
  if (text.empty()) return tl::unexpected(ReadingProblem{"number_empty", {}});
  if (text.size() > kLongest) return tl::unexpected(ReadingProblem{"number_too_long", {}});
  const ReadingProblem unreadable{"number_unreadable", {{"typed", text}}};
  const std::optional<Typed> parts = take_apart(text);
  if (!parts) return tl::unexpected(unreadable);
  const Both digits = digits_of(*parts, style);
  if (!digits.preferred || digits.preferred->digits.empty()) return tl::unexpected(unreadable);
  Reading reading;
  reading.plain = plain_text(*digits.preferred, parts->exponent, parts->negative);
  const std::optional<double> value = parse_number(reading.plain);
  if (!value) return tl::unexpected(unreadable);
  reading.value = *value;
  reading.figures = figures_of(reading.plain);
  const std::size_t point = reading.plain.find('.');
  reading.decimals = point == std::string::npos ? 0 : static_cast<int>(reading.plain.size() - point - 1);
  if (digits.other) reading.other = plain_text(*digits.other, parts->exponent, parts->negative);
  reading.unit = parts->unit;
  return reading;
}

}  // namespace cloudsim::lessons
