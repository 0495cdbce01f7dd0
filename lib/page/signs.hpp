// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "narrative/locale.hpp"

/// Small words of differences.
namespace cloudsim::page {

/// "+3 ms", "−3 ms" (with a plain hyphen for screen readers); without a sign when there is no difference.
std::string with_sign(double difference, const std::string& magnitude, const narrative::Locale& locale);

/// A number of minutes of work, its sign left out.
std::string show_minutes(double minutes, const narrative::Locale& locale);

/// "1 → 2", or "1, then 2" in plain text.
std::string from_to(const std::string& before, const std::string& after, const narrative::Locale& locale);

}  // namespace cloudsim::page
