// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cloudsim::lessons {

/// The names in braces: "{rate}/s" → {"rate"}. Braces around anything else are text: "{rate: 5/s}" has none.
std::vector<std::string> placeholders_in(std::string_view text);

/// Each name in braces replaced by what `value` gives; names it does not know (empty) stay as they are.
std::string fill_placeholders(std::string_view text, const std::function<std::string(const std::string&)>& value);

/// A number as --set takes it: no exponent, no zeros at the end, at most nine decimals.
std::string plain_number(double value);

}  // namespace cloudsim::lessons
