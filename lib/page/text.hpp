// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "narrative/locale.hpp"
#include "page/withheld.hpp"
#include "result/run_result.hpp"

namespace cloudsim::page {

struct TextOptions {
  bool color = false;    ///< ANSI bold for headings; never the only carrier of meaning
  bool plain = false;    ///< for screen readers: no lines drawn, no columns; one fact per line
  int width = 72;        ///< columns; at least 40
  int verbosity = 1;     ///< 1 the beats that matter, 2 and 3 every event; with 0 only verdict and comparison
  Withholding withheld;  ///< what an exercise asks about later
};

/// A run as text: title, verdict in three sentences, comparison, objectives, the story of each deployment, the bills,
/// the work, the assumptions, and what was run. For `plain` the locale should be a plain one too.
std::string text_report(const result::RunResult& run, const narrative::Locale& locale, const TextOptions& options);

/// What stands above a bill that belongs to no run.
struct BillHeading {
  std::string title;
  std::string price_list, region, as_of;
  bool free_tier = false;
  bool invoice_rounding = false;
};

/// A bill with its total: each line names meter, quantity and price. The printed amounts add up to the printed total.
std::string text_bill(const result::Bill& bill, const BillHeading& heading, const narrative::Locale& locale,
                      const TextOptions& options);

}  // namespace cloudsim::page
