// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace cloudsim::language {

/// One entry of a PO file, as far as we need it.
struct PoEntry {
  std::string context, id, text;
  std::string plural_text;  ///< msgstr[1]
  bool has_plural = false;
  bool fuzzy = false;
  Location where;  ///< its first line
};

struct PoFile {
  std::string language;  ///< of the heading; empty when it does not say
  std::vector<PoEntry> entries;
};

/// gettext's text form; obsolete entries (#~) are left out. Problem: i18n_po_syntax, with the line.
PoFile read_po(const std::shared_ptr<const Source>& source, Diagnostics& problems);

}  // namespace cloudsim::language
