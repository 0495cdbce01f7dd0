// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "classroom/tally.hpp"
#include "narrative/locale.hpp"
#include "page/text.hpp"

namespace cloudsim::classroom {

/// One part an exercise and question: bars, what each kind of bet means, and what to do next.
std::string text_tally(const Tally& tally, const lessons::Library& library, const narrative::Locale& locale,
                       const page::TextOptions& options);
/// The same as one page that loads nothing.
std::string html_tally(const Tally& tally, const lessons::Library& library, const narrative::Locale& locale);
/// {"learners", "left_out", "exercises": [{"id", "uuid", "questions": [{"id", "bets", "right", "advice", "dominant",
/// "flat", "bars": [{"meaning", "id", "count"}]}]}]}
std::string to_json(const Tally& tally);

}  // namespace cloudsim::classroom
