// SPDX-License-Identifier: Apache-2.0
#include "narrative/sample.hpp"

#include <vector>

#include "base/number.hpp"
#include "base/units.hpp"

namespace cloudsim::narrative {

ArgumentValue sample_value(const Kind& kind, const std::string& text) {
  switch (kind.type) {
    case Kind::Type::Int:
    case Kind::Type::Counted:
    case Kind::Type::Approx:
    case Kind::Type::Ordinal:
    case Kind::Type::Big:
    case Kind::Type::YesNo:
      return parse_integer(text).value_or(0);
    case Kind::Type::Bytes: {
      const auto size = parse_bytes(text);
      return size ? size->count : parse_integer(text).value_or(0);
    }
    case Kind::Type::Num:
    case Kind::Type::Percent:
    case Kind::Type::Rate:
      return parse_number(text).value_or(0);
    case Kind::Type::Usd:
    case Kind::Type::Price:
      return Money::from_decimal(text).value_or(Money{});
    case Kind::Type::Duration:
    case Kind::Type::Seconds:
    case Kind::Type::Instant:
    case Kind::Type::Clock: {
      const auto duration = parse_duration(text);
      return duration ? *duration : Duration{static_cast<std::int64_t>(parse_number(text).value_or(0) * 1e9)};
    }
    case Kind::Type::List:
      return std::vector<std::string>{text};
    default:
      return text;
  }
}

}  // namespace cloudsim::narrative
