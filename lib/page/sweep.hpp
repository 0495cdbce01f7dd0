// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "narrative/locale.hpp"
#include "page/html_report.hpp"
#include "page/text.hpp"
#include "result/sweep.hpp"

namespace cloudsim::page {

/// A sweep as a table for each deployment: one line per point with the settings, bill, mean and p95 latency, losses and
/// servers, and at the end the cheapest point that meets the objectives. Plain: one sentence per point.
std::string text_sweep(const result::Sweep& sweep, const narrative::Locale& locale, const TextOptions& options);
/// The same as a page, with a curve for each deployment.
std::string html_sweep(const result::Sweep& sweep, const narrative::Locale& locale, const HtmlOptions& options = {});

}  // namespace cloudsim::page
