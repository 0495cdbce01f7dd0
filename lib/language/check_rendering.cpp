// SPDX-License-Identifier: Apache-2.0
// Every message of every language, filled with the samples that its schema gives.
#include "language/check.hpp"
#include "language/samples.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::language {
namespace {

using narrative::Locale;

constexpr const char* kGap = "⟦";

}  // namespace

void check_rendering(const Texts& texts, const Style& style, Diagnostics& problems) {
  std::vector<std::string> tags = texts.languages();
  for (const std::string& overlay : texts.overlays()) tags.push_back(overlay);
  for (const std::string& tag : tags) {
    narrative::LocaleOptions options;
    options.files = texts.files;
    options.words = narrative::Words::Everything;
    const Locale locale = Locale::load(tag, options);
    for (const auto& [key, message] : texts.folder(tag).messages) {
      if (std::regex_search(key, style.foreign)) continue;
      const MessageSchema* schema = texts.schema(key);
      for (const Arguments& arguments : schema == nullptr ? std::vector<Arguments>{{}} : all_samples(*schema)) {
        const std::string text = locale.text(key, arguments);
        if (!text.empty() && text.find(kGap) == std::string::npos) continue;
        problems.push_back(
            {Severity::Error, "i18n_gap", {{"key", key}, {"tag", tag}, {"text", text}}, message.location, ""});
        break;
      }
    }
    for (const auto& [key, path] : unreached_branches(texts, tag)) {
      problems.push_back({Severity::Error,
                          "i18n_branch_untried",
                          {{"key", key}, {"branch", path.substr(1)}},
                          texts.folder(tag).messages.at(key).location,
                          ""});
    }
  }
}

}  // namespace cloudsim::language
