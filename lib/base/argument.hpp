// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/money.hpp"
#include "base/time.hpp"

namespace cloudsim::base {

/// What a message may be filled with: a value, never a sentence and never formatted text. How it is shown (digits,
/// unit, plural, article) is decided by the kind that locales/schema declares for the placeholder, and by the locale.
using ArgumentValue =
    std::variant<std::int64_t, double, Duration, SimTime, Money, std::string, std::vector<std::string>>;

struct Argument {
  std::string key;  ///< the placeholder's name: [a-z][a-z0-9_]*
  ArgumentValue value;
};

using Arguments = std::vector<Argument>;

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
