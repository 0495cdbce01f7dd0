// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace cloudsim::language {

/// A word or form that a language does not use.
struct Forbidden {
  std::regex pattern;
  std::string why;                 ///< promises | belittles | terminology | register | contraction | spelling | overlay
  std::string say;                 ///< what to write instead; may be empty
  std::vector<std::string> allow;  ///< keys (or starts of keys that end in a point) where it stands on purpose
};

/// What the style guide asks of one language. Sentences are counted in words.
struct LanguageStyle {
  std::int64_t sentence = 20;
  bool opening_marks = false;  ///< ¿…? and ¡…!
  std::vector<Forbidden> forbidden;
};

/// Labels stand in a column of `width` characters.
struct LabelStyle {
  std::string keys;  ///< start of their keys
  std::int64_t width = 0;
};

/// locales/style.yaml: the style guide and the table of words as rules.
struct Style {
  std::map<std::string, LanguageStyle> languages;
  std::vector<LabelStyle> labels;
  double label_ratio = 1.6;         ///< a label at most so many times as long as the English one …
  std::int64_t label_short = 20;    ///< … unless it is no longer than this
  std::int64_t lesson_words = 900;  ///< of one lesson in one language
  std::regex foreign;               ///< keys that each language may have for itself, with any words
  std::regex quoted;                ///< keys of texts that others have written: no style is asked of them
  std::regex signs;  ///< keys of texts that speak about signs and so hold some: no typography is asked of them
  std::vector<std::string> named;  ///< starts of keys that data names, not code
};

/// Codes: those of document::Reader, and bad_pattern.
Style read_style(const std::shared_ptr<const Source>& source, Diagnostics& problems);

}  // namespace cloudsim::language
