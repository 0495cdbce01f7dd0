// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cloudsim::page {

/// Breaks a paragraph at spaces so that no line is wider than `width` columns (a longer word stands alone). U+00A0 is
/// no place to break. Every line begins with `indent` spaces, every line but the first with `hanging` more. Ends with a
/// line end.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent = 0, std::size_t hanging = 0);

std::string pad_left(const std::string& text, std::size_t width);
std::string pad_right(const std::string& text, std::size_t width);

/// Text at the left, value at the right edge, dots between that lead the eye. Ends with a line end.
std::string leader(const std::string& label, const std::string& value, std::size_t width, std::size_t indent);

/// A name as lines of at most `width` columns, broken after hyphens; empty when some part is too long.
std::vector<std::string> break_name(const std::string& name, std::size_t width);

}  // namespace cloudsim::page
