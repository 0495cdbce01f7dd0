// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

/// Looking at the raw text of a YAML file, for what the YAML library accepts in silence or explains badly. All offsets
/// are bytes from the start of the text.
namespace cloudsim::document {

/// Offset of the first control character that no text file should hold (all below space but tab, line feed and a
/// carriage return before a line feed).
std::optional<std::size_t> control_character(std::string_view text);

/// Offset behind the closing quote of the quoted scalar that starts at `at`; empty when it is never closed.
/// Requires: text[at] is a quote.
std::optional<std::size_t> after_quoted(std::string_view text, std::size_t at);

/// Offset of the first quote from `at` on that is outside of comments.
std::optional<std::size_t> next_quote(std::string_view text, std::size_t at);

/// The line around `at`, without its end.
std::string_view line_around(std::string_view text, std::size_t at);
std::size_t line_start(std::string_view text, std::size_t at);

/// Offset in the line of a tab among its leading blanks.
std::optional<std::size_t> tab_in_indentation(std::string_view line);

/// Offset in the line of the colon of "key:value", written without the space that YAML wants behind it. Not in "a: b:c"
/// or "http://x", where such a colon is text.
std::optional<std::size_t> colon_without_space(std::string_view line);

}  // namespace cloudsim::document
