// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/diagnostic.hpp"
#include "language/texts.hpp"

namespace cloudsim::language {

/// All texts of a language beside the English ones in gettext's form, for Poedit, Lokalize, Weblate and their like. A
/// text goes by its key and branches (msgctxt), arguments stand in comments, plurals are plurals, and what has changed
/// in English since both agreed is fuzzy. The form is for exchange only: files of locales/ stay the source.
std::string export_po(const Texts& texts, const std::string& tag);

struct Imported {
  std::string language;
  MessageFiles files;       ///< those that change, whole, by path
  std::size_t changed = 0;  ///< texts
};

/// Puts the texts of a PO file into the files of its language: only what differs changes, comments and order stay. A
/// language without files gets copies of the English ones. Fuzzy and empty texts are passed over. Problems:
/// i18n_po_syntax, i18n_po_language, i18n_po_unknown, i18n_po_text (other braces than English), i18n_po_place (the
/// language's file has no such key yet); then nothing of that text changes.
Imported import_po(const Texts& texts, const std::shared_ptr<const Source>& po, Diagnostics& problems);

}  // namespace cloudsim::language
