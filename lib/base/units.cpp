// SPDX-License-Identifier: Apache-2.0
#include "base/units.hpp"

#include <array>
#include <limits>
#include <span>

#include "base/money.hpp"
#include "base/number.hpp"

namespace cloudsim::base {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t size;  // in nanoseconds or bytes
};

constexpr std::int64_t kSecond = 1'000'000'000;
// Longest first within a family is not needed: the whole rest of the text must equal the name.
constexpr std::array<Unit, 9> kTimes{{{"ns", 1},
                                      {"us", 1'000},
                                      {"\u00B5s", 1'000},  // micro sign
                                      {"\u03BCs", 1'000},  // Greek mu: looks the same, typed as often
                                      {"ms", 1'000'000},
                                      {"s", kSecond},
                                      {"min", 60 * kSecond},
                                      {"h", 3600 * kSecond},
                                      {"d", 86400 * kSecond}}};
constexpr std::array<Unit, 9> kSizes{{{"B", 1},
                                      {"KB", std::int64_t{1} << 10},
                                      {"KiB", std::int64_t{1} << 10},
                                      {"MB", std::int64_t{1} << 20},
                                      {"MiB", std::int64_t{1} << 20},
                                      {"GB", std::int64_t{1} << 30},
                                      {"GiB", std::int64_t{1} << 30},
                                      {"TB", std::int64_t{1} << 40},
                                      {"TiB", std::int64_t{1} << 40}}};

/// An unsigned decimal as digits ÷ 10^decimals.
struct Decimal {
  int128 digits = 0;
  int decimals = 0;
};

/// "1.5 h" → the decimal and the unit's name. At most 20 digits that count: their product with any unit fits int128.
bool take_quantity(std::string_view text, Decimal& number, std::string_view& unit) {
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.')) ++end;
  std::string_view digits = text.substr(0, end);
  if (!parse_number(digits)) return false;  // its grammar: no "010", no ".5", no "5."
  unit = text.substr(end);
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  if (digits.find('.') != std::string_view::npos) {
    while (digits.back() == '0') digits.remove_suffix(1);
    if (digits.back() == '.') digits.remove_suffix(1);
  }
  int counted = 0;
  bool after_point = false;
  for (const char c : digits) {
    if (c == '.') {
      after_point = true;
      continue;
    }
    if (number.digits != 0 || c != '0') ++counted;
    if (counted > 20) return false;
    number.digits = number.digits * 10 + (c - '0');
    if (after_point && ++number.decimals > 20) return false;
  }
  return true;
}

const Unit* find_unit(std::span<const Unit> units, std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

int128 power_of_ten(int exponent) {
  int128 result = 1;
  while (exponent-- > 0) result *= 10;
  return result;
}

std::optional<std::int64_t> to_int64(int128 value) {
  if (value > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::string with_sign(std::int64_t value, std::string text) { return value < 0 ? "-" + text : text; }

/// amount ÷ size as a decimal, or empty when it has no end within nine decimals.
std::string exact_quotient(int128 amount, std::int64_t size) {
  std::string text = to_string(amount / size);
  int128 rest = amount % size;
  if (rest == 0) return text;
  text += '.';
  for (int i = 0; i < 9 && rest != 0; ++i) {
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / size));
    rest %= size;
  }
  return rest == 0 ? text : std::string{};
}

/// The unit in which the number has fewest characters; a whole number before a fraction, then the larger unit: 15min
/// rather than 900s, 512MB rather than 0.5GB.
std::string shortest(int128 amount, std::span<const Unit> units, std::string_view zero) {
  if (amount == 0) return std::string(zero);
  const int128 magnitude = amount < 0 ? -amount : amount;
  std::string best;
  std::string_view best_unit;
  for (const Unit& unit : units) {
    if (static_cast<unsigned char>(unit.name.front()) >= 0x80) continue;                // "us" is enough
    if (unit.name.size() == 3 && unit.name[1] == 'i' && unit.name[2] == 'B') continue;  // so is "MB"
    const std::string number = exact_quotient(magnitude, unit.size);
    const bool whole = number.find('.') == std::string::npos;
    if (number.empty() || (!best.empty() && number.size() > best.size())) continue;
    if (!best.empty() && number.size() == best.size() && !whole) continue;  // units grow: what is there is whole
    best = number;
    best_unit = unit.name;
  }
  return (amount < 0 ? "-" : "") + best + std::string(best_unit);
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  if (text == "0") return Duration{};
  Decimal number;
  std::string_view name;
  if (!take_quantity(text, number, name)) return std::nullopt;
  const Unit* unit = find_unit(kTimes, name);
  if (unit == nullptr) return std::nullopt;
  const int128 product = number.digits * unit->size;
  const int128 scale = power_of_ten(number.decimals);
  if (product % scale != 0) return std::nullopt;
  const std::optional<std::int64_t> ns = to_int64(product / scale);
  if (!ns) return std::nullopt;
  return Duration{*ns};
}

std::optional<Bytes> parse_bytes(std::string_view text) {
  Decimal number;
  std::string_view name;
  if (!take_quantity(text, number, name)) return std::nullopt;
  const Unit* unit = find_unit(kSizes, name);
  if (unit == nullptr) return std::nullopt;
  const int128 scale = power_of_ten(number.decimals);
  const std::optional<std::int64_t> count = to_int64((number.digits * unit->size + scale / 2) / scale);
  if (!count) return std::nullopt;
  return Bytes{*count};
}

std::optional<Rate> parse_rate(std::string_view text) {
  Decimal number;
  std::string_view name;
  if (!take_quantity(text, number, name) || name.size() < 2 || name.front() != '/') return std::nullopt;
  name.remove_prefix(1);
  const Unit* unit = find_unit(kTimes, name == "day" ? "d" : name);
  if (unit == nullptr) return std::nullopt;
  // More than six decimals: a longer period keeps the fraction exact (0.00000001/s = a millionth per 100 s).
  Duration per{unit->size};
  for (; number.decimals > 6; --number.decimals) {
    if (per.ns > std::numeric_limits<std::int64_t>::max() / 10) return std::nullopt;
    per.ns *= 10;
  }
  const std::optional<std::int64_t> millionths = to_int64(number.digits * power_of_ten(6 - number.decimals));
  if (!millionths) return std::nullopt;
  return Rate{*millionths, per};
}

std::optional<Bandwidth> parse_bandwidth(std::string_view text) {
  if (!text.ends_with("/s")) return std::nullopt;
  const std::optional<Bytes> bytes = parse_bytes(text.substr(0, text.size() - 2));
  if (!bytes) return std::nullopt;
  return Bandwidth{bytes->count};
}

std::optional<double> parse_ratio(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  while (percent && text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty() || text.front() == '-' || text.find_first_of("eE") != std::string_view::npos) return std::nullopt;
  if (!percent) return parse_number(text);
  // As decimal text, so that 0.1% and 0.001 are the same double.
  if (!parse_number(text)) return std::nullopt;
  return parse_number(std::string(text) + "e-2");
}

std::optional<std::int64_t> parse_millicpu(std::string_view text) {
  if (!text.empty() && text.front() == '-') return std::nullopt;
  return parse_scaled(text, 3);
}

std::string to_text(Duration duration) { return shortest(duration.ns, kTimes, "0s"); }

std::string to_text(Bytes bytes) { return shortest(bytes.count, kSizes, "0B"); }

std::string to_text(Rate rate) {
  const std::string events =
      exact_quotient(rate.millionths < 0 ? -int128{rate.millionths} : rate.millionths, 1'000'000);
  const std::string sign = with_sign(rate.millionths, "");
  if (rate.per == Duration::hours(24)) return sign + events + "/day";
  for (const Unit& unit : kTimes) {
    if (unit.size == rate.per.ns) return sign + events + "/" + std::string(unit.name);
  }
  // A period that is no unit, as parse_rate makes it of many decimals: back to a number per second.
  return to_text(rate.per_second()) + "/s";
}

std::string to_text(Bandwidth bandwidth) { return to_text(Bytes{bandwidth.bytes_per_second}) + "/s"; }

std::string ratio_to_text(double ratio) {
  // Through decimal text again: 0.07 × 100 is 7.000000000000001.
  const std::optional<double> percent = parse_number(to_text(ratio) + "e2");
  return to_text(percent ? *percent : ratio * 100) + "%";
}

std::string millicpu_to_text(std::int64_t millicpu) {
  return with_sign(millicpu, exact_quotient(millicpu < 0 ? -int128{millicpu} : millicpu, 1000));
}

}  // namespace cloudsim::base
