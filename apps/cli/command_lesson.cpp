// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <utility>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "lesson_guide.hpp"

namespace cloudsim::cli {
namespace {

// A page for paper or a text: the guide and hand-outs have no other form, and nothing else is a page.
int wrong_format(const Options& options, const narrative::Locale& locale) {
  const char* const names[] = {"text", "json", "csv", "html"};
  const bool on_paper = options.learning.action == "guide" || options.learning.action == "handout";
  const bool fits =
      on_paper ? options.format == Format::Text || options.format == Format::Html : options.format != Format::Html;
  if (fits) return kFine;
  const std::vector<std::string> choices =
      on_paper ? std::vector<std::string>{"text", "html"} : std::vector<std::string>{"text", "json", "csv"};
  const std::string text =
      locale.text("cli.error.bad_choice", {{"option", std::string("--format")},
                                           {"text", std::string(names[static_cast<std::size_t>(options.format)])},
                                           {"choices", choices}});
  std::fprintf(stderr, "cloudsim: %s\n", text.c_str());
  return kBadInput;
}

}  // namespace

int lesson_command(const Options& options, const narrative::Locale& locale) {
  using Action = int (*)(const Options&, const narrative::Locale&);
  const std::vector<std::pair<std::string, Action>> actions = {
      {"list", list_lessons},      {"show", show_lesson}, {"play", play_lesson},    {"check", check_lessons},
      {"coverage", show_coverage}, {"guide", show_guide}, {"handout", show_handout}};
  std::vector<std::string> known;
  for (const auto& [name, action] : actions) {
    if (name == options.learning.action) {
      const int wrong = wrong_format(options, locale);
      return wrong == kFine ? action(options, locale) : wrong;
    }
    known.push_back(name);
  }
  return unknown_action(options.learning.action, known, locale);
}

}  // namespace cloudsim::cli
