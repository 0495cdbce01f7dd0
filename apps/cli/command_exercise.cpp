// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"

namespace cloudsim::cli {

lessons::Library library_for(const Options& options) {
  const char* private_folders = std::getenv("CLOUDSIM_TEACH_PATH");
  return lessons::Library({options.data_folder, private_folders == nullptr ? "" : private_folders});
}

int unknown_action(const std::string& typed, const std::vector<std::string>& known, const narrative::Locale& locale) {
  std::string text =
      "cloudsim: " + locale.text("cli.error.bad_action", {{"text", typed}, {"choices", known}});
  const std::string suggestion = closest(typed, known);
  if (!suggestion.empty()) text += " " + locale.text("cli.error.did_you_mean", {{"suggestion", suggestion}});
  std::fputs((text + "\n" + locale.text("cli.error.see_help") + "\n").c_str(), stderr);
  return kBadInput;
}

int exercise_command(const Options& options, const narrative::Locale& locale) {
  using Action = int (*)(const Options&, const narrative::Locale&);
  const std::vector<std::pair<std::string, Action>> actions = {{"check", check_exercises}};
  std::vector<std::string> known;
  for (const auto& [name, action] : actions) {
    if (name == options.learning.action) return action(options, locale);
    known.push_back(name);
  }
  return unknown_action(options.learning.action, known, locale);
}

}  // namespace cloudsim::cli
