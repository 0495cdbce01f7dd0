// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <utility>

#include "base/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "page/layout.hpp"

namespace cloudsim::cli {

lessons::Library library_for(const Options& options) {
  const char* private_folders = std::getenv("CLOUDSIM_TEACH_PATH");
  return lessons::Library({options.data_folder, private_folders == nullptr ? "" : private_folders});
}

std::string attempts_path(const Options& options) {
  if (!options.learning.attempts.empty()) return options.learning.attempts;
  const auto from = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (const std::string file = from("CLOUDSIM_ATTEMPTS"); !file.empty()) return file;
  const std::filesystem::path below = std::filesystem::path("cloudsim") / "attempts.jsonl";
  if (const std::string data = from("XDG_DATA_HOME"); !data.empty()) return (data / below).string();
  if (const std::string home = from("HOME"); !home.empty())
    return (std::filesystem::path(home) / ".local" / "share" / below).string();
  return below.filename().string();
}

std::string timestamp() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text, size);
}

std::string paragraphs(const std::vector<std::string>& lines, const Options& options) {
  const auto width = static_cast<std::size_t>(text_options(options).width);
  std::string text;
  for (const std::string& paragraph : lines) {
    for (const std::string_view line : split(paragraph, '\n')) {
      const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
      text += line.empty() ? "\n" : page::wrap(line.substr(indent), width, indent, indent > 0 ? 3 : 0);
    }
  }
  return text;
}

page::TextOptions learner_report(const Options& options, const narrative::Locale& locale,
                                 const std::vector<lessons::Withhold>& withheld) {
  std::vector<page::Withheld> all;
  for (const lessons::Withhold& each : withheld) {
    const std::string note = locale.text("exercise.withheld", {{"id", each.until}});
    for (const std::string& part : each.parts) all.push_back({part, each.deployments, note});
  }
  page::TextOptions report = text_options(options);
  report.withheld = page::Withholding(std::move(all));
  return report;
}

int unknown_action(const std::string& typed, const std::vector<std::string>& known, const narrative::Locale& locale) {
  std::string text = "cloudsim: " + locale.text("cli.error.bad_action", {{"text", typed}, {"choices", known}});
  const std::string suggestion = closest(typed, known);
  if (!suggestion.empty()) text += " " + locale.text("cli.error.did_you_mean", {{"suggestion", suggestion}});
  std::fputs((text + "\n" + locale.text("cli.error.see_help") + "\n").c_str(), stderr);
  return kBadInput;
}

int exercise_command(const Options& options, const narrative::Locale& locale) {
  using Action = int (*)(const Options&, const narrative::Locale&);
  const std::vector<std::pair<std::string, Action>> actions = {
      {"list", list_exercises},  {"show", show_exercise},    {"predict", predict_exercise},
      {"run", run_exercise},     {"read", read_exercise},    {"explain", explain_exercise},
      {"score", score_exercise}, {"check", check_exercises}, {"new", new_exercise},
      {"try", try_exercise}};
  std::vector<std::string> known;
  for (const auto& [name, action] : actions) {
    if (name == options.learning.action) return action(options, locale);
    known.push_back(name);
  }
  return unknown_action(options.learning.action, known, locale);
}

}  // namespace cloudsim::cli
