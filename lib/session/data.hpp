// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "billing/price_list.hpp"
#include "effort/effort_list.hpp"

namespace cloudsim::session {

/// The data files that a run needs beside its scenario.
struct Data {
  billing::PriceList prices;
  effort::EffortList effort;
};

}  // namespace cloudsim::session
