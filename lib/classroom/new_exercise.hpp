// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "base/diagnostic.hpp"
#include "lessons/library.hpp"

namespace cloudsim::classroom {

/// Marks each text of a new exercise that still says what the old one said. `exercise check` finds what is left of
/// them.
inline constexpr const char* kGap = "⟦…⟧";

/// The files of a new exercise, made from one that is there: its numbers with an id and a uuid of their own, and its
/// texts in both languages, each with kGap in front. Paths from the folder on; a text file that `folder` has already is
/// there whole, with the new texts at its end. Problems: unknown_exercise, new_exercise_id (not an id like L04.E4),
/// new_exercise_there.
std::map<std::string, std::string> new_exercise(const lessons::Library& library, const std::string& folder,
                                                const std::string& id, const std::string& from, const std::string& uuid,
                                                Diagnostics& problems);

}  // namespace cloudsim::classroom
