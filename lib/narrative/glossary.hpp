// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "narrative/locale.hpp"

namespace cloudsim::narrative {

/// "Arranque-en-frío" and "arranque en frio" are the same word: small letters, no accents, blanks for hyphens, points
/// and underscores, no blanks at the ends.
std::string folded(std::string_view word);

/// The terms of scenarios/catalog/glossary.yaml, and by which names of any language each of them is found. Words are
/// `glossary.<id>.name`, `.also`, `.means`, `.example` and `.aws`.
class Glossary {
 public:
  struct Term {
    std::string id;  ///< "cold_start"
    std::string group;
    std::vector<std::string> see;                            ///< ids to read on
    std::vector<std::pair<std::string, std::string>> names;  ///< language → name
  };

  /// As shipped. The languages' words are loaded for it.
  static Glossary load();

  const std::vector<Term>& terms() const { return terms_; }
  /// Groups in the order of the file.
  std::vector<std::string> groups() const;
  /// Terms with this name in any language, whatever its capitals, accents and hyphens; also in the English plural.
  std::vector<const Term*> find(std::string_view name) const;
  const Term* by_id(std::string_view id) const;
  /// All folded names, for suggestions.
  std::vector<std::string> names() const;

 private:
  std::vector<Term> terms_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
};

}  // namespace cloudsim::narrative
