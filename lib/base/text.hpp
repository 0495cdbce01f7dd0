// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cloudsim::base {

/// The candidate closest to `word` (restricted edit distance in code points: insert, delete, replace, swap neighbours;
/// ASCII case does not count), or empty when the best one is further than a third of the word's length (at least 1, at
/// most 3) or has nothing in common with it. First one wins a tie. Words over 64 bytes get no suggestion.
std::string closest(std::string_view word, std::span<const std::string> candidates);

/// Byte offset of the first byte that is no valid UTF-8 (overlong forms and surrogates included); empty when all is
/// well.
std::optional<std::size_t> invalid_utf8(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);

/// Number of columns a terminal needs for the text: code points, combining marks not counted.
std::size_t display_width(std::string_view utf8);

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
