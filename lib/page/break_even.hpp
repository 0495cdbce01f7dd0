// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "narrative/locale.hpp"
#include "page/html_report.hpp"
#include "page/text.hpp"
#include "result/break_even.hpp"

namespace cloudsim::page {

/// The curve, value by value, and a sentence on where it crosses zero.
std::string text_break_even(const result::BreakEven& found, const narrative::Locale& locale,
                            const TextOptions& options);
/// The same as a page, with the curve as a picture.
std::string html_break_even(const result::BreakEven& found, const narrative::Locale& locale,
                            const HtmlOptions& options = {});

}  // namespace cloudsim::page
