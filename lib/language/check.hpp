// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "base/diagnostic.hpp"
#include "language/style.hpp"
#include "language/texts.hpp"

namespace cloudsim::language {

/// C++ files by path, to look for the keys that they use.
using CodeFiles = std::map<std::string, std::string>;

struct CheckOptions {
  bool release = false;  ///< a text that changed in one language only is an error, not a warning
  CodeFiles code;        ///< without them, unused and absent keys are not looked for
};

/// All checks over locales/: problems of files, and i18n_… with key, file, line and what to do. No finding: every
/// language says everything, in its own words, and agrees with the others.
Diagnostics check(const MessageFiles& files, const CheckOptions& options = {});

// The checks, each for itself.

/// Same keys; same placeholders in every branch; overlays add none. Lesson and exercise texts likewise.
void check_pairs(const Texts& texts, const Style& style, Diagnostics& problems);
/// Schema, branches, declared placeholders, samples.
void check_shapes(const Texts& texts, const Style& style, Diagnostics& problems);
/// Every message of every language with its samples.
void check_rendering(const Texts& texts, const Style& style, Diagnostics& problems);
/// Words, register, typography, length of sentences and labels.
void check_words(const Texts& texts, const Style& style, Diagnostics& problems);
/// Blocks of lessons: the same in every language, with the same code; length.
void check_prose(const Texts& texts, const Style& style, Diagnostics& problems);
/// Keys that code uses and no language has, and the other way round.
void check_usage(const Texts& texts, const Style& style, const CodeFiles& code, Diagnostics& problems);

}  // namespace cloudsim::language
