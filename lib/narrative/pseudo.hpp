// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "narrative/message.hpp"

namespace cloudsim::narrative {

/// The tag of the language that nobody speaks: English with accents, about 40 % longer, in ⟦ ⟧. A layout that holds it
/// holds any language, and a text without accents has not gone through the catalogue.
inline constexpr std::string_view kPseudo = "qps";

/// "Story" → "Šťóóřý": letters get accents, vowels are written twice; what is no letter stays.
std::string disguised(std::string_view text);

/// Disguises what each message says and puts it in ⟦ ⟧. Nouns and patterns, which become part of other messages, get no
/// brackets; placeholders stay.
void disguise(Messages& messages);

}  // namespace cloudsim::narrative
