// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"

namespace cloudsim::cli {

int lesson_command(const Options& options, const narrative::Locale& locale) {
  using Action = int (*)(const Options&, const narrative::Locale&);
  const std::vector<std::pair<std::string, Action>> actions = {{"list", list_lessons},
                                                               {"show", show_lesson},
                                                               {"play", play_lesson},
                                                               {"check", check_lessons},
                                                               {"coverage", show_coverage}};
  std::vector<std::string> known;
  for (const auto& [name, action] : actions) {
    if (name == options.learning.action) return action(options, locale);
    known.push_back(name);
  }
  return unknown_action(options.learning.action, known, locale);
}

}  // namespace cloudsim::cli
