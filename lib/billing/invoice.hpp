// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "billing/meter.hpp"
#include "billing/price_list.hpp"
#include "billing/quantity.hpp"
#include "result/bill.hpp"

namespace cloudsim::billing {

struct BillOptions {
  bool free_tier = false;         ///< take off the list's free amounts, a whole month's for the bill
  bool invoice_rounding = false;  ///< every line to cents first, half up, as AWS's invoices and page examples do
  std::vector<std::string> free_tier_used_up = {};  ///< meters whose free amount went elsewhere
};

/// What was used → what it costs. Everything is exact (integers, fractions) until the end of a line, which is rounded
/// once, half to even, to 10⁻¹² USD. The total is the sum of the lines, digit for digit.
///
/// Quantities of one meter make one line, also across price tiers. A meter of which the free tier takes off everything
/// keeps its line (amount 0, `free` says why). Meters that the list leaves out on purpose go to `not_charged`; meters
/// without a price to `unpriced`.
result::Bill make_bill(std::span<const Quantity> quantities, const PriceList& prices, const BillOptions& options);

/// The bill of a run.
result::Bill make_bill(const UsageMeter& usage, const PriceList& prices, const BillOptions& options);

}  // namespace cloudsim::billing
