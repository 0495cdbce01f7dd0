// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.hpp"

namespace cloudsim::document {

/// The bytes [first, second) of the scalar that begins at this place of a YAML text: quoted, folded, literal or plain.
/// Empty when there is none. For edits that leave comments and order of a file as they are.
std::optional<std::pair<std::size_t, std::size_t>> scalar_extent(const Location& where);

/// The text as a scalar in double quotes.
std::string quoted_scalar(std::string_view text);

}  // namespace cloudsim::document
