// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "options.hpp"

namespace cloudsim::cli {

/// A command line as typed, before it is given meaning.
struct Raw {
  std::vector<std::string> sets, words;
  std::string seed, replications, precision, precision_of, jobs, format = "text", color = "auto", numbers, language,
                                                                 rounding = "exact";
  int verbosity = 1;
};

/// What to print for a command line that makes no sense; `code` is a message below cli.error.
Parsed usage_error(const narrative::Locale& locale, const std::string& code, Arguments arguments,
                   const std::string& suggestion = {});

/// Words become values. False, and `error` filled, when one of them cannot.
bool give_meaning(const Raw& raw, Options& options, const narrative::Locale& locale, Parsed& error);

}  // namespace cloudsim::cli
