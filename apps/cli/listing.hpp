// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "options.hpp"

namespace cloudsim::cli {

/// Rows under headings, for `cloudsim list`: as aligned columns for people, as JSON objects or CSV for programs.
struct Listing {
  std::vector<std::string> keys;      ///< JSON keys and CSV headings: English, snake_case
  std::vector<std::string> headings;  ///< for people, in the locale's language
  std::vector<std::vector<std::string>> rows;
};

std::string render(const Listing& listing, Format format);

}  // namespace cloudsim::cli
