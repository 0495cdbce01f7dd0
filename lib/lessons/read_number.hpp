// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/argument.hpp"
#include "narrative/format.hpp"
#include "tl/expected.hpp"

namespace cloudsim::lessons {

/// A number as somebody typed it.
struct Reading {
  std::string plain;  ///< plain decimal text: "-12345.60", without exponent and grouping, with the figures typed
  double value = 0;
  int figures = 0;  ///< significant ones
  int decimals = 0;
  /// The other way to read it: "1,234" is one thousand in English and one point two in Spanish. Plain decimal text.
  std::optional<std::string> other;
  std::string unit;  ///< what stood around it, as typed: "$", "USD", "%", "min"; may be empty
};

struct ReadingProblem {
  std::string code;  ///< number_empty, number_unreadable, number_too_long
  Arguments arguments;
};

/// Comma or point, both always: the last sign is the decimal one, a repeated one groups, a sign with exactly three
/// digits behind one to three others is ambiguous (the style prefers one reading) unless the digits before it are 0.
/// Groups by spaces too. Minus also as U+2212, exponents, currency before or behind, one word of unit behind.
tl::expected<Reading, ReadingProblem> read_number(std::string_view typed, narrative::NumberStyle style);

}  // namespace cloudsim::lessons
