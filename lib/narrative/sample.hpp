// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "narrative/catalogue.hpp"

namespace cloudsim::narrative {

/// A sample of locales/schema as the value that a message of this kind takes.
ArgumentValue sample_value(const Kind& kind, const std::string& text);

}  // namespace cloudsim::narrative
