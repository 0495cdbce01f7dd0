// SPDX-License-Identifier: Apache-2.0
#include "language.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "files.hpp"

namespace cloudsim::cli {
namespace {

// "es_PE.UTF-8@euro" → "es-PE"; "C" and "POSIX" name no language.
std::string tag_from_locale(std::string name) {
  name = name.substr(0, name.find_first_of(".@"));
  if (name.empty() || name == "C" || name == "POSIX") return "";
  for (char& c : name) {
    if (c == '_') c = '-';
  }
  return name;
}

// The value of an option, before the command line is parsed in earnest.
std::optional<std::string> value_of(const std::vector<std::string>& arguments, const std::string& option) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--") break;
    if (arguments[i] == option && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].rfind(option + "=", 0) == 0) return arguments[i].substr(option.size() + 1);
  }
  return std::nullopt;
}

// Every message file below DIR/locales, by its path from there: "en/story.yaml".
narrative::MessageFiles message_files(const std::string& folder) {
  narrative::MessageFiles files;
  namespace fs = std::filesystem;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(folder) / "locales", error)) {
    if (entry.path().extension() != ".yaml") continue;
    if (const auto source = read_file(entry.path().string())) {
      files[fs::relative(entry.path(), fs::path(folder) / "locales").generic_string()] = source->text;
    }
  }
  return files;
}

}  // namespace

std::string choose_language(const std::vector<std::string>& arguments) {
  if (const auto tag = value_of(arguments, "--lang")) return *tag;
  for (const char* name : {"CLOUDSIM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    const std::string tag = value != nullptr ? tag_from_locale(value) : "";
    if (!tag.empty()) return tag;
  }
  return "en";
}

narrative::Words words_for(const std::vector<std::string>& arguments) {
  const std::optional<std::string> format = value_of(arguments, "--format");
  const bool no_prose = format == "json" || format == "csv";
  return no_prose && !arguments.empty() && arguments.front() == "run" ? narrative::Words::Brief
                                                                      : narrative::Words::Reports;
}

narrative::Locale load_locale(const std::vector<std::string>& arguments, narrative::Words words) {
  narrative::LocaleOptions options;
  options.words = words;
  const std::optional<std::string> numbers = value_of(arguments, "--numbers");
  if (numbers == "point") options.numbers = narrative::NumberStyle::Point;
  if (numbers == "comma") options.numbers = narrative::NumberStyle::Comma;
  options.plain = std::find(arguments.begin(), arguments.end(), "--plain") != arguments.end();
  if (const auto folder = value_of(arguments, "--data")) options.files = message_files(*folder);
  return narrative::Locale::load(choose_language(arguments), options);
}

}  // namespace cloudsim::cli
