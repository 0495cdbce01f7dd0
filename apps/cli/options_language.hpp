// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "options.hpp"

namespace CLI {
class App;
}

namespace cloudsim::cli {

/// The options of `cloudsim i18n`; `say` gives the words for a key.
void add_i18n(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say);

/// The options of `cloudsim class`.
void add_class(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say);
/// `cloudsim grade`: short for `class grade`.
void add_grade(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say);

}  // namespace cloudsim::cli
