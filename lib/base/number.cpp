// SPDX-License-Identifier: Apache-2.0
#include "base/number.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "base/money.hpp"

namespace cloudsim::base {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end;
}

/// The pieces of a number written as JSON writes it. One grammar for every reader, so that "010" or ".5" cannot mean
/// one thing here and another there.
struct Pieces {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  bool has_fraction = false;
  bool has_exponent = false;
};

std::optional<Pieces> take_apart(std::string_view text) {
  Pieces pieces;
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') {
    pieces.negative = true;
    ++at;
  }
  std::size_t end = digits_from(text, at);
  if (end == at) return std::nullopt;
  pieces.whole = text.substr(at, end - at);
  if (pieces.whole.size() > 1 && pieces.whole.front() == '0') return std::nullopt;  // octal to some readers
  at = end;
  if (at < text.size() && text[at] == '.') {
    end = digits_from(text, at + 1);
    if (end == at + 1) return std::nullopt;
    pieces.has_fraction = true;
    pieces.fraction = text.substr(at + 1, end - at - 1);
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    end = digits_from(text, at);
    if (end == at) return std::nullopt;
    pieces.has_exponent = true;
    at = end;
  }
  if (at != text.size()) return std::nullopt;
  return pieces;
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
  const std::optional<Pieces> pieces = take_apart(text);
  if (!pieces || pieces->has_fraction || pieces->has_exponent) return std::nullopt;
  return parse_scaled(text, 0);
}

std::optional<double> parse_number(std::string_view text) {
  if (!take_apart(text)) return std::nullopt;
  double value = 0;
  const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_scaled(std::string_view text, int decimals) {
  const std::optional<Pieces> pieces = take_apart(text);
  if (!pieces || pieces->has_exponent) return std::nullopt;
  std::string_view fraction = pieces->fraction;
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(decimals)) return std::nullopt;

  const uint128 limit = static_cast<uint128>(std::numeric_limits<std::int64_t>::max()) + (pieces->negative ? 1 : 0);
  uint128 value = 0;  // stays below 10 × 2⁶³ + 9: checked after every digit
  for (const char c : pieces->whole) {
    value = value * 10 + static_cast<uint128>(c - '0');
    if (value > limit) return std::nullopt;
  }
  for (int i = 0; i < decimals; ++i) {
    const auto place = static_cast<std::size_t>(i);
    value = value * 10 + static_cast<uint128>(place < fraction.size() ? fraction[place] - '0' : 0);
    if (value > limit) return std::nullopt;
  }
  const auto signed_value = static_cast<int128>(value);
  return static_cast<std::int64_t>(pieces->negative ? -signed_value : signed_value);
}

std::string to_text(double value) { return fmt::format("{}", value); }

}  // namespace cloudsim::base
