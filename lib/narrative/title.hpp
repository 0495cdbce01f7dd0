// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "document/value.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::narrative {

/// The title of a scenario in the locale's language, straight from the file; empty when it has none.
std::string title_of(const document::Value& root, const Locale& locale);

}  // namespace cloudsim::narrative
