// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/texts.hpp"

namespace cloudsim::language {

/// How far one language is with one part: all messages, the exercises of a lesson, its text, its teacher's guide.
struct Coverage {
  std::string part;      ///< "" for messages, else the file: "lessons/L04.md"
  std::string language;  ///< "es"
  std::size_t texts = 0;
  std::size_t missing = 0;  ///< in English, but not here
  std::size_t words = 0;
  std::size_t open = 0;  ///< not as last agreed; counted for English and Spanish alike
};

/// Messages first, then the files by name; within a part English first.
std::vector<Coverage> coverage(const Texts& texts);

}  // namespace cloudsim::language
