// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "language/texts.hpp"

namespace cloudsim::language {

/// One text to translate: what a line "msgctxt" names.
struct Unit {
  std::string text;    ///< as the file holds it; of a plural the branch `one`
  std::string plural;  ///< the branch `other`
  bool has_plural = false;
  bool is_block = false;  ///< of a Markdown file
  Location where;         ///< of `text`
  Location where_plural;
};

/// By context: the key, then the branches that lead to the text, "story.state/select_result=under". Plural forms one
/// and other are one unit; `zero` is a unit of its own, as no other language need have it.
using Units = std::map<std::string, Unit>;
Units units_of(const Folder& folder);

/// The key of a context, and the file's part of it: "lessons/L04.md#open" is its own key.
std::string key_of(const std::string& context);

/// The English text for a context of another language, which may have more branches: the nearest one above. Null when
/// English does not have the key.
const Unit* english_for(const Units& english, std::string context);

}  // namespace cloudsim::language
