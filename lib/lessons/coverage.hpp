// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/library.hpp"

namespace cloudsim::lessons {

/// One statement of the source, and where it can be seen and checked.
struct Claim {
  std::string id;  ///< "S14"; its words are `claims.<id>.says`
  std::vector<std::string> lessons;
  std::vector<std::string> scenarios;
  std::vector<std::string> exercises;  ///< empty when the lesson's exit question asks for it
  Location location;
};

/// scenarios/lessons/coverage.yaml. Empty with problems when it is missing or wrong.
std::vector<Claim> read_claims(const Library& library, Diagnostics& problems);

/// What is missing for every claim to be shown: claims without an exercise (claim_uncovered), exercises that do not
/// name the claim (claim_not_named) or are not there (unknown_exercise), scenarios and lessons that are not there,
/// claims of exercises that the list does not know or that are not in its row. Does not run anything.
Diagnostics check_coverage(const Library& library, const std::vector<Claim>& claims);

}  // namespace cloudsim::lessons
