// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "language/texts.hpp"

namespace cloudsim::language {

/// A piece of text to read word by word, wherever it stands.
struct Passage {
  std::string key;    ///< "story.calm", "L04.E1.prompt", "lessons/L04.md#open"
  std::string text;   ///< X for placeholders and for `code`
  std::string words;  ///< the same without *terms of another language*, in lessons also without quotes
  Location where;
  bool from_lesson = false;  ///< prose for learners, not a message
};

/// All of one folder; for an overlay what its readers see: its own messages and those it leaves as they are.
std::vector<Passage> passages_of(const Texts& texts, const std::string& tag);

/// Pieces that end in a full stop, a question mark or an exclamation mark.
std::vector<std::string> sentences_in(const std::string& text);
std::size_t count_words(const std::string& text);

}  // namespace cloudsim::language
