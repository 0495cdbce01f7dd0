// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cloudsim::bench {

void add_micro();  ///< samplers, calendars, histogram, each alone
void add_macro();  ///< the bound, whole runs beside it, bill, story

}  // namespace cloudsim::bench
