// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lessons/attempts.hpp"

/// One attempt as one line of JSON, and the seal on it.
namespace cloudsim::lessons {

/// What the first line follows.
std::string first_seal();

/// The line without its line end, sealed behind `previous`.
std::string write_line(const Attempt& attempt, const std::string& previous);

struct ReadLine {
  Attempt attempt;
  std::string previous;  ///< the seal that it says it follows
  std::string seal;      ///< as it stands in the line
  bool intact = false;   ///< the seal fits the bytes
};
/// Empty when the line is no sealed attempt at all. Never throws.
std::optional<ReadLine> read_line(std::string_view line);

}  // namespace cloudsim::lessons
