// SPDX-License-Identifier: Apache-2.0
// The scalar half of Reader: one call either reads a value or describes it.
#include <optional>
#include <string>
#include <utility>

#include "base/number.hpp"
#include "document/read_scalar.hpp"
#include "document/reader.hpp"
#include "document/schema.hpp"

namespace cloudsim::document {
namespace {

// The value that a variable has before reading is the default. A quantity of zero (or less) says "not set" in specs,
// so it is no default to show, nor is a plain number below zero or "off".
std::optional<std::string> default_text(bool value) {
  return value ? std::optional<std::string>("true") : std::nullopt;
}
std::optional<std::string> default_text(std::int64_t value) {
  return value >= 0 ? std::optional(std::to_string(value)) : std::nullopt;
}
std::optional<std::string> default_text(double value) {
  return value >= 0 ? std::optional(to_text(value)) : std::nullopt;
}
std::optional<std::string> default_text(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional(value);
}
std::optional<std::string> default_text(Duration value) {
  return value.ns > 0 ? std::optional(to_text(value)) : std::nullopt;
}
std::optional<std::string> default_text(SimTime value) {
  return value == kNever ? std::nullopt : default_text(value - kTimeZero);
}
std::optional<std::string> default_text(Bytes value) {
  return value.count > 0 ? std::optional(to_text(value)) : std::nullopt;
}
std::optional<std::string> default_text(Rate value) {
  return value.millionths > 0 ? std::optional(to_text(value)) : std::nullopt;
}
std::optional<std::string> default_text(Bandwidth value) {
  return value.bytes_per_second > 0 ? std::optional(to_text(value)) : std::nullopt;
}
std::optional<std::string> default_text(Money value) {
  return Money{} < value ? std::optional(to_decimal(value)) : std::nullopt;
}

SchemaNode scalar_node(ScalarType type, const Rule& rule, bool is_required, std::optional<std::string> shown_default) {
  SchemaNode node;
  node.kind = SchemaNode::Kind::Scalar;
  node.type = type;
  node.rule = rule;
  if (!is_required) node.default_text = std::move(shown_default);
  return node;
}

Rule with_limits(const Rule& rule, double lowest, double highest) {
  Rule narrowed = rule;
  narrowed.minimum = rule.minimum.value_or(lowest);
  narrowed.maximum = rule.maximum.value_or(highest);
  return narrowed;
}

}  // namespace

#define CLOUDSIM_SCALAR(TYPE, SCHEMA_TYPE)                                                                 \
  bool Reader::scalar(std::string_view key, TYPE& out, const Rule& rule, bool is_required) {               \
    if (describing()) {                                                                                    \
      describe_property(key, is_required, scalar_node(SCHEMA_TYPE, rule, is_required, default_text(out))); \
      return false;                                                                                        \
    }                                                                                                      \
    const Value* found = take(key, is_required);                                                           \
    return found != nullptr && read_scalar(*found, key, out, rule, *diagnostics_);                         \
  }
CLOUDSIM_SCALAR(bool, ScalarType::Boolean)
CLOUDSIM_SCALAR(std::int64_t, ScalarType::Integer)
CLOUDSIM_SCALAR(double, ScalarType::Number)
CLOUDSIM_SCALAR(Duration, ScalarType::Duration)
CLOUDSIM_SCALAR(SimTime, ScalarType::Duration)
CLOUDSIM_SCALAR(Bytes, ScalarType::Bytes)
CLOUDSIM_SCALAR(Rate, ScalarType::Rate)
CLOUDSIM_SCALAR(Bandwidth, ScalarType::Bandwidth)
CLOUDSIM_SCALAR(Money, ScalarType::Money)
CLOUDSIM_SCALAR(std::string, ScalarType::String)
#undef CLOUDSIM_SCALAR

bool Reader::scalar(std::string_view key, std::uint32_t& out, const Rule& rule, bool is_required) {
  auto wide = static_cast<std::int64_t>(out);
  if (!scalar(key, wide, with_limits(rule, 0, 4294967295.0), is_required)) return false;
  out = static_cast<std::uint32_t>(wide);
  return true;
}

bool Reader::scalar(std::string_view key, std::uint64_t& out, const Rule& rule, bool is_required) {
  auto wide = static_cast<std::int64_t>(out);
  Rule narrowed = rule;
  narrowed.minimum = rule.minimum.value_or(0);
  if (!scalar(key, wide, narrowed, is_required)) return false;
  out = static_cast<std::uint64_t>(wide);
  return true;
}

bool Reader::ratio(std::string_view key, double& out, const Rule& rule, bool is_required) {
  if (describing()) {
    const auto shown_default = out >= 0 ? std::optional(ratio_to_text(out)) : std::nullopt;
    describe_property(key, is_required, scalar_node(ScalarType::Ratio, rule, is_required, shown_default));
    return false;
  }
  const Value* found = take(key, is_required);
  return found != nullptr && read_ratio(*found, key, out, rule, *diagnostics_);
}

bool Reader::millicpu(std::string_view key, std::int64_t& out, const Rule& rule, bool is_required) {
  if (describing()) {
    const auto shown_default = out > 0 ? std::optional(millicpu_to_text(out)) : std::nullopt;
    describe_property(key, is_required, scalar_node(ScalarType::Millicpu, rule, is_required, shown_default));
    return false;
  }
  const Value* found = take(key, is_required);
  return found != nullptr && read_millicpu(*found, key, out, rule, *diagnostics_);
}

bool Reader::required_ratio(std::string_view key, double& out, const Rule& rule) { return ratio(key, out, rule, true); }
bool Reader::optional_ratio(std::string_view key, double& out, const Rule& rule) {
  return ratio(key, out, rule, false);
}
bool Reader::required_millicpu(std::string_view key, std::int64_t& out, const Rule& rule) {
  return millicpu(key, out, rule, true);
}
bool Reader::optional_millicpu(std::string_view key, std::int64_t& out, const Rule& rule) {
  return millicpu(key, out, rule, false);
}

bool Reader::optional_duration_or(std::string_view key, std::optional<Duration>& out, const Rule& rule) {
  if (describing()) {
    const auto shown_default = out ? default_text(*out) : std::optional(rule.keyword);
    describe_property(key, false, scalar_node(ScalarType::Duration, rule, false, shown_default));
    return false;
  }
  const Value* found = take(key, false);
  if (found == nullptr) return false;
  if (found->is_scalar() && found->text == rule.keyword) {
    out.reset();
    return true;
  }
  Duration duration;
  if (!read_scalar(*found, key, duration, rule, *diagnostics_)) return false;
  out = duration;
  return true;
}

bool Reader::optional_text(std::string_view key, std::vector<std::pair<std::string, std::string>>& out,
                           const Rule& rule) {
  bool fine = false;
  scalar_or_object(
      key, false,
      [&](Reader& reader, std::string_view self) {
        std::string text;
        fine = reader.required(self, text);
        if (fine) out = {{"en", text}, {"es", text}};
      },
      [&](Reader& reader) {
        std::vector<std::pair<std::string, std::string>> texts;
        for (const char* tag : {"en", "es"}) {
          std::string text;
          if (reader.optional(tag, text)) texts.emplace_back(tag, text);
        }
        fine = !texts.empty();
        if (fine) out = std::move(texts);
      },
      rule.doc);
  return fine;
}

}  // namespace cloudsim::document
