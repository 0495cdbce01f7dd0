// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "narrative/locale.hpp"
#include "page/text.hpp"
#include "result/verification.hpp"

namespace cloudsim::page {

/// Every check with what was published, what came out, how far they may be apart and why, and a verdict in words.
std::string text_verification(const result::Verification& verification, const narrative::Locale& locale,
                              const TextOptions& options);

/// The same as one self-contained HTML page: a summary, then a table for each kind of check. No script, nothing loaded
/// from elsewhere.
std::string html_verification(const result::Verification& verification, const narrative::Locale& locale);

/// What both show: a check's heading ("Erlang B: A = 2, c = 3") and a value's name.
std::string name_of(const result::VerifiedCheck& check, const narrative::Locale& locale);
std::string quantity_name(const result::VerifiedCheck& check, const result::VerifiedValue& value,
                          const narrative::Locale& locale);

/// The words at the end: how many values agree.
std::string verification_summary(const result::Verification& verification, const narrative::Locale& locale);

}  // namespace cloudsim::page
