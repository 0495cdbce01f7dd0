// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "base/units.hpp"
#include "document/rule.hpp"
#include "document/schema.hpp"
#include "document/value.hpp"

/// One scalar → one typed value, or one diagnostic and `out` as it was. Reader uses these; they are also for items of
/// Reader::list_of_values. `key` names the thing in the message. Codes: empty_value, expected_scalar, quoted_number,
/// bad_bool, bad_integer, bad_number, bad_duration, bad_bytes, bad_rate, bad_bandwidth, bad_ratio, bad_vcpu, bad_money,
/// bad_choice, and out_of_range, too_small, too_large, not_above (bounds as text in the file's own notation).
namespace cloudsim::document {

bool read_scalar(const Value& value, std::string_view key, bool& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, std::int64_t& out, const Rule& rule, Diagnostics&);
bool read_scalar(const Value& value, std::string_view key, double& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, Duration& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, SimTime& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, Bytes& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, Rate& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, Bandwidth& out, const Rule& rule, Diagnostics&);
bool read_scalar(const Value& value, std::string_view key, Money& out, const Rule& rule, Diagnostics& diagnostics);
bool read_scalar(const Value& value, std::string_view key, std::string& out, const Rule& rule, Diagnostics&);
bool read_ratio(const Value& value, std::string_view key, double& out, const Rule& rule, Diagnostics& diagnostics);
bool read_millicpu(const Value& value, std::string_view key, std::int64_t& out, const Rule& rule, Diagnostics&);

/// A bound of a Rule in the notation of the file: (Duration, 900) → "15min".
std::string show_bound(ScalarType type, double bound);

/// Text of the user's as a message may show it: one line, at most 60 characters.
std::string shown(std::string_view text);

}  // namespace cloudsim::document
