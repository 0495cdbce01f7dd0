// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "narrative/locale.hpp"
#include "page/html_report.hpp"
#include "page/text.hpp"
#include "result/optimum.hpp"

namespace cloudsim::page {

/// The cheapest candidate, the frontier of bill and p95 from cheap to fast, and how many were tried.
std::string text_optimum(const result::Optimum& found, const narrative::Locale& locale, const TextOptions& options);
/// The same as a page, with everything that was tried as a picture.
std::string html_optimum(const result::Optimum& found, const narrative::Locale& locale,
                         const HtmlOptions& options = {});

}  // namespace cloudsim::page
