// SPDX-License-Identifier: Apache-2.0
#include "document/read_scalar.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "document/guess.hpp"

namespace cloudsim::document {
namespace {

/// What every reader of a scalar shares: the value, its name in messages, its rule and where problems go.
class Scalar {
 public:
  Scalar(const Value& value, std::string_view key, const Rule& rule, Diagnostics& diagnostics)
      : value_(value), key_(key), rule_(rule), diagnostics_(diagnostics) {}

  const std::string& text() const { return value_.text; }

  bool fail(std::string code, Arguments arguments = {}, std::string suggestion = {}) {
    Arguments all{{"key", shown(key_)}};
    if (value_.is_scalar()) all.push_back({"text", shown(value_.text)});
    for (Argument& argument : arguments) all.push_back(std::move(argument));
    diagnostics_.push_back({Severity::Error, std::move(code), std::move(all), value_.location, std::move(suggestion)});
    return false;
  }

  bool is_scalar() {
    if (value_.is_null()) return fail("empty_value");
    return value_.is_scalar() || fail("expected_scalar");
  }

  /// As is_scalar, and not in quotes: "5" is text, as it is in JSON and for every editor.
  bool is_bare() {
    if (!is_scalar()) return false;
    return !value_.quoted || fail("quoted_number", {}, guess(ScalarType::Number, text()));
  }

  bool bad(const char* code, ScalarType type) { return fail(code, {}, guess(type, text())); }

  bool in_range(ScalarType type, double amount) {
    const bool low = rule_.minimum && (rule_.exclusive_minimum ? amount <= *rule_.minimum : amount < *rule_.minimum);
    const bool high = rule_.maximum && amount > *rule_.maximum;
    if (!low && !high) return true;
    std::string suggestion;  // 50 where 50% was meant
    if (high && type == ScalarType::Ratio && !text().ends_with('%') && amount / 100 <= *rule_.maximum)
      suggestion = text() + "%";
    const char* code = low ? "too_small" : "too_large";
    if (low && rule_.exclusive_minimum) {
      code = "not_above";
    } else if (rule_.minimum && rule_.maximum && !rule_.exclusive_minimum) {
      code = "out_of_range";
    }
    const bool both = std::string_view(code) == "out_of_range";
    Arguments bounds;
    if (low || both) bounds.push_back({"minimum", show_bound(type, *rule_.minimum)});
    if (high || both) bounds.push_back({"maximum", show_bound(type, *rule_.maximum)});
    return fail(code, std::move(bounds), std::move(suggestion));
  }

 private:
  const Value& value_;
  std::string_view key_;
  const Rule& rule_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (invalid_utf8(text)) return "?";  // only a value set from outside can be that
  std::string result;
  std::size_t characters = 0;
  for (const char c : text) {
    const bool starts = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (starts && ++characters > kLongest) return result + "\u2026";
    result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return result;
}

std::string show_bound(ScalarType type, double bound) {
  const auto whole = [](double value) { return static_cast<std::int64_t>(std::llround(value)); };
  switch (type) {
    case ScalarType::Duration:
      return to_text(Duration{whole(bound * 1e9)});
    case ScalarType::Bytes:
      return to_text(Bytes{whole(bound)});
    case ScalarType::Bandwidth:
      return to_text(Bandwidth{whole(bound)});
    case ScalarType::Rate:
      return to_text(bound) + "/s";
    case ScalarType::Ratio:
      return ratio_to_text(bound);
    default:
      return to_text(bound);
  }
}

bool read_scalar(const Value& value, std::string_view key, bool& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_bare()) return false;
  const std::string& text = scalar.text();
  if (text == "true" || text == "on" || text == "yes") {
    out = true;
  } else if (text == "false" || text == "off" || text == "no") {
    out = false;
  } else {
    const std::array<std::string, 6> words{"true", "false", "on", "off", "yes", "no"};
    return scalar.fail("bad_bool", {}, closest(text, words));
  }
  return true;
}

bool read_scalar(const Value& value, std::string_view key, std::int64_t& out, const Rule& rule,
                 Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_bare()) return false;
  const auto number = parse_integer(scalar.text());
  if (!number) return scalar.bad("bad_integer", ScalarType::Integer);
  if (!scalar.in_range(ScalarType::Integer, static_cast<double>(*number))) return false;
  out = *number;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, double& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_bare()) return false;
  const auto number = parse_number(scalar.text());
  if (!number) return scalar.bad("bad_number", ScalarType::Number);
  if (!scalar.in_range(ScalarType::Number, *number)) return false;
  out = *number;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, Duration& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  const auto duration = parse_duration(scalar.text());
  if (!duration) return scalar.bad("bad_duration", ScalarType::Duration);
  if (!scalar.in_range(ScalarType::Duration, to_seconds(*duration))) return false;
  out = *duration;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, SimTime& out, const Rule& rule, Diagnostics& diagnostics) {
  Duration since_start;
  if (!read_scalar(value, key, since_start, rule, diagnostics)) return false;
  out = kTimeZero + since_start;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, Bytes& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  const auto bytes = parse_bytes(scalar.text());
  if (!bytes) return scalar.bad("bad_bytes", ScalarType::Bytes);
  if (!scalar.in_range(ScalarType::Bytes, static_cast<double>(bytes->count))) return false;
  out = *bytes;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, Rate& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  const auto rate = parse_rate(scalar.text());
  if (!rate) return scalar.bad("bad_rate", ScalarType::Rate);
  if (!scalar.in_range(ScalarType::Rate, rate->per_second())) return false;
  out = *rate;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, Bandwidth& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  const auto bandwidth = parse_bandwidth(scalar.text());
  if (!bandwidth) return scalar.bad("bad_bandwidth", ScalarType::Bandwidth);
  if (!scalar.in_range(ScalarType::Bandwidth, static_cast<double>(bandwidth->bytes_per_second))) return false;
  out = *bandwidth;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, Money& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  const auto money = Money::from_decimal(scalar.text());
  if (!money) return scalar.bad("bad_money", ScalarType::Money);
  if (!scalar.in_range(ScalarType::Money, to_usd(*money))) return false;
  out = *money;
  return true;
}

bool read_scalar(const Value& value, std::string_view key, std::string& out, const Rule& rule,
                 Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  bool known = rule.choices.empty();
  for (const std::string& choice : rule.choices) known = known || choice == scalar.text();
  if (!known) return scalar.fail("bad_choice", {{"choices", rule.choices}}, closest(scalar.text(), rule.choices));
  out = scalar.text();
  return true;
}

bool read_ratio(const Value& value, std::string_view key, double& out, const Rule& rule, Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_scalar()) return false;
  const auto ratio = parse_ratio(scalar.text());
  if (!ratio) return scalar.bad("bad_ratio", ScalarType::Ratio);
  if (!scalar.in_range(ScalarType::Ratio, *ratio)) return false;
  out = *ratio;
  return true;
}

bool read_millicpu(const Value& value, std::string_view key, std::int64_t& out, const Rule& rule,
                   Diagnostics& diagnostics) {
  Scalar scalar(value, key, rule, diagnostics);
  if (!scalar.is_bare()) return false;
  const auto millicpu = parse_millicpu(scalar.text());
  if (!millicpu) return scalar.bad("bad_vcpu", ScalarType::Millicpu);
  if (!scalar.in_range(ScalarType::Millicpu, static_cast<double>(*millicpu) / 1000.0)) return false;
  out = *millicpu;
  return true;
}

}  // namespace cloudsim::document
