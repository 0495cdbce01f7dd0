// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/argument.hpp"

namespace cloudsim::document {

/// What the YAML library complains about, in classes that need different advice.
enum class Complaint {
  EndInScalar,
  UnclosedMapping,
  UnclosedSequence,
  UnexpectedBracket,
  BadCharacter,
  BadEscape,
  Alias,
  Anchor,
  Tag,
  MapValue,
  BlockEntry,
  Structure,
  Other,
};

/// What was read before the complaint. Offsets are bytes from the start of the text.
struct Context {
  std::size_t at = 0;             ///< of the complaint
  std::size_t last_scalar = 0;    ///< start of the last scalar that was read
  std::size_t quoted_start = 0;   ///< of the last quoted scalar
  std::size_t quoted_end = 0;     ///< behind it; 0 when there was none
  std::size_t open_bracket = 0;   ///< start of the innermost open mapping or sequence
  bool has_open_bracket = false;  ///< false: `open_bracket` means nothing
};

struct Problem {
  std::string code;
  std::size_t at = 0;
  Arguments arguments;
};

/// The library says what its scanner saw. Here is what a writer most probably did, and where.
Problem explain(Complaint complaint, const Context& context, std::string_view text);

}  // namespace cloudsim::document
