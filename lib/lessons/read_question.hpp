// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/reader.hpp"
#include "lessons/exercise.hpp"

namespace cloudsim::lessons {

/// Reads one item of `questions`. Its id is empty when it has none.
Question read_question(document::Reader& reader);

}  // namespace cloudsim::lessons
