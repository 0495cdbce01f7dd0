// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "base/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "language/check.hpp"
#include "language/po.hpp"
#include "language/samples.hpp"
#include "language/stats.hpp"
#include "language/sync.hpp"
#include "listing.hpp"

namespace cloudsim::cli {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kActions = {"check", "stats", "samples", "agree", "export-po", "import-po"};

int fail(const narrative::Locale& locale, const std::string& code, const Arguments& arguments) {
  std::fprintf(stderr, "cloudsim: %s\n", locale.text("cli.error." + code, arguments).c_str());
  return kBadInput;
}

/// Files below `folder`/`name` whose names end like this, by their path from `folder`.
std::map<std::string, std::string> files_below(const std::string& folder, const std::string& name,
                                               const std::vector<std::string>& extensions) {
  std::map<std::string, std::string> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(folder) / name, error)) {
    const std::string extension = entry.path().extension().string();
    if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
    if (const auto source = read_file(entry.path().string()))
      files[fs::relative(entry.path(), folder).generic_string()] = source->text;
  }
  return files;
}

std::string today() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  char text[16] = "";
  std::strftime(text, sizeof text, "%Y-%m-%d", std::gmtime(&now));
  return text;
}

class I18n {
 public:
  I18n(const Options& options, const narrative::Locale& locale, language::MessageFiles files)
      : options_(&options), locale_(&locale), files_(std::move(files)) {}

  int check() {
    language::CheckOptions how;
    how.release = options_->i18n.release;
    if (!options_->data_folder.empty()) {
      for (const char* folder : {"lib", "apps"})
        how.code.merge(files_below(options_->data_folder, folder, {".cpp", ".hpp"}));
    }
    Diagnostics found = language::check(files_, how);
    print_diagnostics(found, *options_, *locale_);
    if (has_errors(found)) return kObjectivesMissed;
    if (!options_->quiet) {
      Diagnostics unread;
      const language::Texts texts = language::read_texts(files_, unread);
      std::vector<std::string> tags = texts.languages();
      for (const std::string& overlay : texts.overlays()) tags.push_back(overlay);
      const auto count = static_cast<std::int64_t>(language::pairs_of(texts).size());
      deliver(locale_->text("language.fine", {{"texts", count}, {"languages", tags}}) + "\n", *options_);
    }
    return kFine;
  }

  int stats() {
    Diagnostics unread;
    Listing listing;
    listing.keys = {"part", "language", "texts", "missing", "words", "open"};
    for (const std::string& key : listing.keys) listing.headings.push_back(locale_->text("language.head." + key));
    for (const language::Coverage& row : language::coverage(language::read_texts(files_, unread))) {
      const auto number = [](std::size_t value) { return std::to_string(value); };
      const bool for_people = options_->format == Format::Text;
      listing.rows.push_back(
          {row.part.empty() ? (for_people ? locale_->text("language.messages") : "messages") : row.part, row.language,
           number(row.texts), number(row.missing), number(row.words), number(row.open)});
    }
    deliver(cli::render(listing, options_->format), *options_);
    return kFine;
  }

  int samples() {
    Diagnostics unread;
    const language::Texts texts = language::read_texts(files_, unread);
    std::vector<std::string> known = texts.languages();
    for (const std::string& overlay : texts.overlays()) known.push_back(overlay);
    const std::string tag = options_->i18n.names.empty() ? locale_->language() : options_->i18n.names.front();
    if (std::find(known.begin(), known.end(), tag) == known.end())
      return fail(*locale_, "no_language", {{"text", tag}, {"known", known}});
    deliver(language::rendered_samples(texts, tag), *options_);
    return kFine;
  }

  int agree() {
    if (options_->i18n.names.empty() != options_->i18n.all) return fail(*locale_, "names_or_all", {});
    if (const int code = needs_folder()) return code;
    Diagnostics problems;
    const language::Texts texts = language::read_texts(files_, problems);
    print_diagnostics(problems, *options_, *locale_);
    if (has_errors(problems)) return kObjectivesMissed;
    const language::Agreed agreed = language::agree(texts, options_->i18n.names, today());
    if (!agreed.unknown.empty()) return fail(*locale_, "no_such_text", {{"keys", agreed.unknown}});
    write(language::kLockFile, agreed.lock);
    return say("language.agreed",
               {{"texts", static_cast<std::int64_t>(agreed.changed)}, {"path", std::string(language::kLockFile)}});
  }

  int export_po() {
    Diagnostics unread;
    const language::Texts texts = language::read_texts(files_, unread);
    std::vector<std::string> known = texts.languages();
    known.erase(known.begin());
    const std::string tag = options_->i18n.names.empty() ? "" : options_->i18n.names.front();
    if (std::find(known.begin(), known.end(), tag) == known.end())
      return fail(*locale_, "no_language", {{"text", tag}, {"known", known}});
    deliver(language::export_po(texts, tag), *options_);
    return kFine;
  }

  int import_po() {
    if (const int code = needs_folder()) return code;
    const std::string path = options_->i18n.names.empty() ? "" : options_->i18n.names.front();
    const auto po = read_file(path);
    if (po == nullptr) return fail(*locale_, "cannot_read", {{"path", path}});
    Diagnostics problems;
    const language::Imported imported = language::import_po(language::read_texts(files_, problems), po, problems);
    print_diagnostics(problems, *options_, *locale_);
    if (has_errors(problems)) return kObjectivesMissed;
    for (const auto& [file, text] : imported.files) write(file, text);
    return say("language.imported",
               {{"texts", static_cast<std::int64_t>(imported.changed)}, {"language", imported.language}});
  }

 private:
  /// Whoever writes says where.
  int needs_folder() const {
    return options_->data_folder.empty() ? fail(*locale_, "needs_data", {{"option", std::string("--data")}}) : kFine;
  }
  void write(const std::string& path, const std::string& text) const {
    const fs::path target = fs::path(options_->data_folder) / path;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    write_file(target.string(), text);
  }
  int say(const std::string& key, const Arguments& arguments) const {
    if (!options_->quiet) deliver(locale_->text(key, arguments) + "\n", *options_);
    return kFine;
  }

  const Options* options_;
  const narrative::Locale* locale_;
  language::MessageFiles files_;
};

}  // namespace

int i18n_command(const Options& options, const narrative::Locale& locale) {
  const std::string& action = options.i18n.action;
  if (std::find(kActions.begin(), kActions.end(), action) == kActions.end())
    return fail(locale, "no_i18n_action", {{"text", action}, {"choices", kActions}});
  language::MessageFiles files = options.data_folder.empty()
                                     ? language::shipped_files()
                                     : files_below(options.data_folder, "locales", {".yaml", ".md", ".tsv"});
  if (files.empty()) return fail(locale, "no_locales", {{"path", options.data_folder}});
  I18n i18n(options, locale, std::move(files));
  if (action == "check") return i18n.check();
  if (action == "stats") return i18n.stats();
  if (action == "samples") return i18n.samples();
  if (action == "agree") return i18n.agree();
  if (action == "export-po") return i18n.export_po();
  return i18n.import_po();
}

}  // namespace cloudsim::cli
