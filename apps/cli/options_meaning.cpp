// SPDX-License-Identifier: Apache-2.0
#include "options_meaning.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "exit_codes.hpp"
#include "narrative/pseudo.hpp"

namespace cloudsim::cli {
namespace {

constexpr std::int64_t kMostJobs = 1024;

// A word out of a closed list, or a usage error that names the list.
template <class T>
bool pick(const std::string& option, const std::string& typed, const std::vector<std::pair<std::string, T>>& choices,
          T& out, const narrative::Locale& locale, Parsed& error) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) {
    if (word == typed) {
      out = value;
      return true;
    }
    words.push_back(word);
  }
  error = usage_error(locale, "bad_choice", {{"option", option}, {"text", typed}, {"choices", words}},
                      closest(typed, words));
  return false;
}

}  // namespace

Parsed usage_error(const narrative::Locale& locale, const std::string& code, Arguments arguments,
                   const std::string& suggestion) {
  Parsed parsed;
  parsed.exit_code = kBadInput;
  parsed.text = "cloudsim: " + locale.text("cli.error." + code, arguments);
  if (!suggestion.empty()) parsed.text += " " + locale.text("cli.error.did_you_mean", {{"suggestion", suggestion}});
  parsed.text += "\n" + locale.text("cli.error.see_help", {}) + "\n";
  return parsed;
}

bool give_meaning(const Raw& raw, Options& options, const narrative::Locale& locale, Parsed& error) {
  std::vector<std::pair<std::string, Format>> formats = {{"text", Format::Text}, {"json", Format::Json}};
  const Command command = options.command;
  const bool html = command == Command::Verify || command == Command::Run || command == Command::Compare ||
                    command == Command::Sweep || command == Command::BreakEven || command == Command::Optimise ||
                    command == Command::Class || command == Command::Lesson;
  if (command != Command::Verify && command != Command::Explain && command != Command::Theory &&
      command != Command::Compare) {
    formats.emplace_back("csv", Format::Csv);
  }
  if (html) formats.emplace_back("html", Format::Html);
  if (!pick<Format>("--format", raw.format, formats, options.format, locale, error)) return false;
  if (!pick<ColorMode>("--color", raw.color,
                       {{"auto", ColorMode::Automatic}, {"always", ColorMode::Always}, {"never", ColorMode::Never}},
                       options.color, locale, error)) {
    return false;
  }
  if (!pick<bool>("--rounding", raw.rounding, {{"exact", false}, {"invoice", true}}, options.invoice_rounding, locale,
                  error))
    return false;
  if (raw.verbosity < 1 || raw.verbosity > 3) {
    error = usage_error(locale, "bad_choice",
                        {{"option", "--verbosity"},
                         {"text", std::to_string(raw.verbosity)},
                         {"choices", std::vector<std::string>{"1", "2", "3"}}});
    return false;
  }
  options.verbosity = raw.verbosity;
  for (const std::string& word : raw.words) options.input += (options.input.empty() ? "" : " ") + word;
  std::string chosen;  // load_locale() has acted on it; here it is checked
  const std::vector<std::string> languages = narrative::Catalogue::languages();
  const std::string language = narrative::normalized_tag(raw.language);
  if (!raw.language.empty() && language != narrative::kPseudo &&
      std::find(languages.begin(), languages.end(), language.substr(0, language.find('-'))) == languages.end()) {
    error = usage_error(locale, "bad_choice", {{"option", "--lang"}, {"text", raw.language}, {"choices", languages}});
    return false;
  }
  if (!raw.numbers.empty() &&
      !pick<std::string>("--numbers", raw.numbers, {{"point", ""}, {"comma", ""}}, chosen, locale, error))
    return false;
  if (options.samples && options.format != Format::Csv) {
    error = usage_error(locale, "only_with", {{"option", "--samples"}, {"other", "--format csv"}});
    return false;
  }
  if (!options.data_folder.empty() && !std::filesystem::is_directory(options.data_folder)) {
    error = usage_error(locale, "no_folder", {{"path", options.data_folder}});
    return false;
  }
  for (const std::string& set : raw.sets) {
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) {
      error = usage_error(locale, "bad_set", {{"text", set}});
      return false;
    }
    options.overrides.push_back({set.substr(0, equals), set.substr(equals + 1)});
  }
  if (!raw.seed.empty()) options.overrides.push_back({"seed", raw.seed});
  if (!raw.replications.empty()) options.overrides.push_back({"run.replications", raw.replications});
  if (!raw.precision.empty()) options.overrides.push_back({"run.precision", raw.precision});
  if (!raw.precision_of.empty()) options.overrides.push_back({"run.precision_of", raw.precision_of});
  if (!raw.jobs.empty()) {
    const auto jobs = parse_integer(raw.jobs);
    if (!jobs || *jobs < 1 || *jobs > kMostJobs) {
      error = usage_error(locale, "bad_jobs", {{"text", raw.jobs}, {"maximum", kMostJobs}});
      return false;
    }
    options.jobs = static_cast<unsigned>(*jobs);
  }
  return true;
}

}  // namespace cloudsim::cli
