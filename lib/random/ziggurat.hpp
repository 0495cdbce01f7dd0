// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "random/stream.hpp"

namespace cloudsim::random {

// Standard variates by the ziggurat method (Marsaglia and Tsang 2000): exact, and about one random word per variate.
// The tables are computed at first use with our own log and exp, so they are the same on every platform.
double standard_exponential(Stream& stream);  ///< mean 1, >= 0
double standard_normal(Stream& stream);       ///< mean 0, standard deviation 1

}  // namespace cloudsim::random
