// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/argument.hpp"

namespace cloudsim::base {

/// One input text, kept so that a message can quote its line. Shared by all diagnostics that point into it.
struct Source {
  std::string name;  ///< as the user gave it: "scenarios/demo.yaml", "--set", "standard input"
  std::string text;
};

/// A place in a source. Lines and columns count from 1; columns count bytes; line 0 = the source as a whole.
struct Location {
  std::shared_ptr<const Source> source;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;  ///< how many bytes the caret underlines
};

enum class Severity : std::uint8_t { Error, Warning };

/// A problem in something the user gave us: a code with arguments, no words. The words are `error.<code>` in
/// locales/*/errors.yaml.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code;  ///< e.g. "unknown_key"
  Arguments arguments;
  Location location;
  std::string suggestion;  ///< a word to offer as "did you mean", or empty
};

using Diagnostics = std::vector<Diagnostic>;

/// Sorted by source, line and column; stable. One run shows every problem, in reading order.
void sort_by_position(Diagnostics& diagnostics);
bool has_errors(const Diagnostics& diagnostics);

/// The line that a location points to, without its line end; tabs become single spaces.
std::string line_of(const Location& location);

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
