// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "document/schema.hpp"

namespace cloudsim::document {

/// What somebody who wrote `text` for a value of this type probably meant ("5 sec" → "5s", "512m" → "512MB", "1,5h" →
/// "1.5h", "010" → "10"), or empty. What is offered always reads without a problem.
std::string guess(ScalarType type, std::string_view text);

}  // namespace cloudsim::document
