// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/money.hpp"

namespace cloudsim::result {

/// One line: quantity × price = amount, exact. `quantity` is in millionths of the unit.
struct BillLine {
  std::string meter;    ///< "ec2.instance.t3.micro"; words: `meter.<family>` in locales
  std::string unit;     ///< "instance_hour", "request", "gb_second", …: `unit.<name>`
  int128 quantity = 0;  ///< billed quantity after rounding, minimum and free tier, in units × 10⁶
  int128 free = 0;      ///< taken off by the free tier, in units × 10⁶
  Money price;          ///< per `per` units (of the first tier that applied)
  std::int64_t per = 1;
  Money amount;        ///< exact, rounded half to even at 10⁻¹² USD once
  std::string family;  ///< "ec2.instance": the start of `meter` that has words; what follows it is an identifier
};

struct Bill {
  std::vector<BillLine> lines;           ///< sorted by meter order of the price list; zero quantities left out
  Money total;                           ///< = Σ amount
  std::vector<std::string> not_charged;  ///< meters used that this list leaves out on purpose (price 0, `included`)
  std::vector<std::string> unpriced;     ///< meters used that the list does not know: the total is too low, and says so
};

}  // namespace cloudsim::result
