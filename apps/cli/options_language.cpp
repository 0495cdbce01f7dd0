// SPDX-License-Identifier: Apache-2.0
#include "options_language.hpp"

#include <CLI/CLI.hpp>

namespace cloudsim::cli {

void add_i18n(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say) {
  app.add_option("action", options.i18n.action, say("cli.argument.i18n_action"))->required();
  app.add_option("names", options.i18n.names, say("cli.argument.i18n_names"));
  app.add_flag("--release", options.i18n.release, say("cli.option.release"));
  app.add_flag("--all", options.i18n.all, say("cli.option.all"));
  app.add_option("-o,--out", options.out, say("cli.option.out"));
}

}  // namespace cloudsim::cli
