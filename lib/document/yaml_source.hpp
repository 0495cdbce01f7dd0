// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/diagnostic.hpp"
#include "document/value.hpp"

namespace cloudsim::document {

/// What a data file may hold at most. Everything that is larger belongs into a CSV file, and nobody nests deeper.
inline constexpr std::size_t kMaxBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxValues = 250'000;
inline constexpr std::size_t kMaxDepth = 32;

struct Parsed {
  Value root;  ///< Null when nothing could be read, and for an empty text; what kind it must be is the caller's matter
  /// Codes: yaml_too_large, yaml_too_many_values, yaml_too_deep, yaml_invalid_utf8, yaml_control_character,
  /// yaml_anchor, yaml_alias, yaml_merge_key, yaml_tag, yaml_empty_key, yaml_complex_key, duplicate_key,
  /// yaml_unclosed_quote, yaml_text_after_quote, yaml_unclosed_bracket, yaml_unexpected_bracket, yaml_tab,
  /// yaml_space_after_colon, yaml_colon_in_value, yaml_indentation, yaml_list_item_place, yaml_reserved_character,
  /// yaml_bad_escape, yaml_second_document, yaml_trailing_text, yaml_syntax. At most 100.
  Diagnostics diagnostics;
};

/// Text → tree. The only file that knows yaml-cpp; never throws on bad text. JSON is read as YAML's flow style.
Parsed parse(std::shared_ptr<const Source> source);
Parsed parse(std::string name, std::string text);

/// Reads the source from byte `offset` on (its first line is the source's first line): for "a.b=c", where the value is
/// a document of its own but a caret must stand in the whole.
Parsed parse_from(std::shared_ptr<const Source> source, std::size_t offset);

}  // namespace cloudsim::document
