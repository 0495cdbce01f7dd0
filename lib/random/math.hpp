// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cloudsim::random {

// Own functions from + − × ÷ and sqrt only: the C libraries' differ from CPU to CPU and from native to WebAssembly.
// Bit-identical everywhere under -ffp-contract=off. log and exp: within 1 ulp of the exact value. inverse_normal:
// relative error below 10⁻¹⁵ (as published, about 10⁻¹⁶ in exact arithmetic).
double log(double x);             ///< natural logarithm. Requires: x > 0 and finite
double exp(double x);             ///< 0 below −745.13, infinity above 709.78
double inverse_normal(double p);  ///< quantile of the standard normal (Wichura's AS 241). Requires: 0 < p < 1

}  // namespace cloudsim::random
