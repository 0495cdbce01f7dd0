// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "lessons/exercise.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::lessons {

/// A value or figure as its kind shows it.
std::string show(ShownAs shown, double value, const narrative::Locale& locale);

/// A right answer: up to four significant figures, money as totals are shown.
std::string show(Unit unit, double value, const narrative::Locale& locale);

/// What a learner typed, with the figures typed: plain decimal text and its unit.
std::string show_typed(Unit unit, std::string_view plain_decimal, const narrative::Locale& locale);

/// "in seconds": what kind of number is asked for.
std::string unit_words(Unit unit, const narrative::Locale& locale);

/// At most `figures` significant figures of a number, as plain decimal text without zeros at the end.
std::string significant(double value, int figures);

}  // namespace cloudsim::lessons
