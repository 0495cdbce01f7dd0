// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"

namespace cloudsim::cli {

/// The language to speak: --lang, else CLOUDSIM_LANG, LC_ALL, LC_MESSAGES or LANG ("es_PE.UTF-8" → "es-PE"), else
/// English. Looked at before the command line is parsed, so that even its errors speak the user's language. The process
/// locale is not touched.
std::string choose_language(const std::vector<std::string>& arguments);

/// The locale for these arguments: language, --numbers point|comma, --plain, and words from below --data; and
/// as many words as are wanted.
narrative::Locale load_locale(const std::vector<std::string>& arguments, narrative::Words words);

/// What these arguments need: a run whose result is no prose needs messages only.
narrative::Words words_for(const std::vector<std::string>& arguments);

}  // namespace cloudsim::cli
