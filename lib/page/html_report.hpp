// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "result/comparison.hpp"
#include "result/run_result.hpp"

namespace cloudsim::page {

struct HtmlOptions {
  bool fragment = false;   ///< a <div> for a notebook, without <html>; stories, bills and the rest are shown on demand
  int verbosity = 1;       ///< as of TextOptions
  std::string id = "run";  ///< begins every id, [a-z][a-z0-9-]*; fragments of one page need different ones
};

/// A run as one self-contained page that needs no network and runs no script: what text_report() says, in the same
/// words and order, with pictures of servers, answer times, bills, and of each deployment over time. Every picture has
/// its summary, its start, peak and end, and its numbers as a table.
std::string html_report(const result::RunResult& run, const narrative::Locale& locale, const HtmlOptions& options = {});

/// What text_comparison() says, as a page.
std::string html_comparison(const result::Comparison& comparison, const std::vector<result::RunResult>& runs,
                            const narrative::Locale& locale, const HtmlOptions& options = {});

}  // namespace cloudsim::page
