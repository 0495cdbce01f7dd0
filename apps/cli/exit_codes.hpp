// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cloudsim::cli {

inline constexpr int kFine = 0;
inline constexpr int kObjectivesMissed = 1;  ///< only with --check
inline constexpr int kBadInput = 2;
inline constexpr int kInternal = 3;
inline constexpr int kObjectivesOpen = 4;  ///< only with --check and replications: none is surely missed, some is open

}  // namespace cloudsim::cli
