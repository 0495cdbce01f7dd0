// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/argument.hpp"
#include "narrative/catalogue.hpp"
#include "narrative/format.hpp"

namespace cloudsim::narrative {

struct LocaleOptions {
  std::optional<NumberStyle> numbers;  ///< else by the tag's country
  bool plain = false;                  ///< no U+00A0, straight quotes, hyphens for dashes
  MessageFiles files;                  ///< put over the shipped messages
  Words words = Words::Reports;
};

/// One language with its number style. Everything that is shown to people goes through here: a key and typed arguments
/// come in, finished text comes out. Never throws on a missing word: it shows ⟦key⟧, and tests make that impossible for
/// the shipped languages.
class Locale {
 public:
  /// A tag without words of its own gets those of its language ("es-PE" → es), an unknown language gets English.
  /// Throws Error "catalogue_invalid" {place, problem, key} when a message file is broken.
  static Locale load(std::string_view tag, const LocaleOptions& options = {});

  const std::string& tag() const { return tag_; }            ///< as asked for, normalised
  const std::string& language() const { return language_; }  ///< "en", "es": whose words these are
  const NumberFormat& numbers() const { return numbers_; }
  bool plain() const { return numbers_.plain; }

  bool has(std::string_view key) const;
  /// The message with its placeholders filled. A text from the language of last resort is marked ⟦en⟧.
  std::string text(std::string_view key, const Arguments& arguments = {}) const;

  /// One value as a kind shows it: show("percent(1)", 0.125). The kinds are those of locales/schema.
  std::string show(std::string_view kind, const ArgumentValue& value) const;
  std::string number(std::int64_t value) const;
  std::string number(double value, int decimals) const;
  std::string money(Money amount) const;
  std::string price(Money amount) const;
  std::string money(Money amount, int decimals) const;  ///< for columns that are added up
  /// Of {en: …, es: …} the one for this language, else English, else the first.
  std::string choose(const std::vector<std::pair<std::string, std::string>>& texts) const;

  const Catalogue& catalogue() const { return *catalogue_; }

 private:
  friend class Filler;
  std::string tag_;
  std::string language_;
  NumberFormat numbers_;
  bool latin_quotes_ = false;  ///< “ ” where the message says « »
  std::shared_ptr<const Catalogue> catalogue_;
};

}  // namespace cloudsim::narrative
