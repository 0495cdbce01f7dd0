// SPDX-License-Identifier: Apache-2.0
#include "language/check.hpp"

#include "language/sync.hpp"

namespace cloudsim::language {

Diagnostics check(const MessageFiles& files, const CheckOptions& options) {
  Diagnostics problems;
  const Texts texts = read_texts(files, problems);
  const auto rules = files.find("locales/style.yaml");
  if (rules == files.end()) {
    problems.push_back({Severity::Error, "i18n_no_style", {}, {}, ""});
    return problems;
  }
  const Style style = read_style(std::make_shared<Source>(Source{rules->first, rules->second}), problems);
  // What cannot be read cannot be compared: it would only be reported once more, as missing.
  if (!problems.empty()) return problems;
  check_pairs(texts, style, problems);
  check_shapes(texts, style, problems);
  if (problems.empty()) check_rendering(texts, style, problems);
  check_words(texts, style, problems);
  check_prose(texts, style, problems);
  if (!options.code.empty()) check_usage(texts, style, options.code, problems);
  check_sync(texts, options.release ? Severity::Error : Severity::Warning, problems);
  return problems;
}

}  // namespace cloudsim::language
