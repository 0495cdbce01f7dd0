// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cloudsim::random {

// Own functions from + − × ÷ and sqrt only: the C libraries' differ from CPU to CPU and from native to WebAssembly.
// Within 2 ulp of the exact value on the ranges used; bit-identical everywhere under -ffp-contract=off.
double log(double x);             ///< natural logarithm. Requires: x > 0 and finite
double exp(double x);             ///< 0 below −745, infinity above 709.78
double inverse_normal(double p);  ///< quantile of the standard normal (Wichura's AS 241). Requires: 0 < p < 1
/// Fast standard variates (ziggurat, own tables) are in distribution.cpp.

}  // namespace cloudsim::random
