// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "random/stream.hpp"

namespace cloudsim::random {

/// The layers of a ziggurat (Marsaglia and Tsang 2000). Layer i lies under x[i], between the heights y[i] and y[i+1]; x
/// falls from i = 0 to x[256] = 0. Layer 0 is the base strip with the tail beyond x[1] = r; x[0] = v ÷ f(r) is the
/// width that a rectangle of its area would have.
struct ZigguratLayers {
  static constexpr std::size_t kNumber = 256;
  double x[kNumber + 1];
  double y[kNumber + 1];
};

// Computed at first use with our own log and exp, so they are the same on every platform.
const ZigguratLayers& exponential_layers();
const ZigguratLayers& normal_layers();

// One draw in a hundred goes on here, with the word that it began with.
double rare_exponential(const ZigguratLayers& layers, std::uint64_t bits, Stream& stream);
double rare_normal(const ZigguratLayers& layers, std::uint64_t bits, Stream& stream);

// From the upper 53 bits of the word whose low bits choose the layer. The signed one has no branch on the sign, which
// no processor could predict.
inline double ziggurat_fraction(std::uint64_t bits) {  // [0, 1)
  return static_cast<double>(static_cast<std::int64_t>(bits >> 11)) * (1.0 / 9007199254740992.0);
}
inline double ziggurat_signed_fraction(std::uint64_t bits) {  // [−1, 1)
  return static_cast<double>(static_cast<std::int64_t>(bits) >> 11) * (1.0 / 4503599627370496.0);
}

// Standard variates by the ziggurat method: exact, and about one random word per variate.
/// Mean 1, >= 0. Whoever draws many keeps the layers at hand.
inline double standard_exponential(Stream& stream, const ZigguratLayers& layers = exponential_layers()) {
  const std::uint64_t bits = stream.next();
  const std::size_t i = bits & (ZigguratLayers::kNumber - 1);
  const double x = ziggurat_fraction(bits) * layers.x[i];
  return x < layers.x[i + 1] ? x : rare_exponential(layers, bits, stream);
}
/// Mean 0, standard deviation 1.
inline double standard_normal(Stream& stream, const ZigguratLayers& layers = normal_layers()) {
  const std::uint64_t bits = stream.next();
  const std::size_t i = bits & (ZigguratLayers::kNumber - 1);
  const double x = ziggurat_signed_fraction(bits) * layers.x[i];
  return std::fabs(x) < layers.x[i + 1] ? x : rare_normal(layers, bits, stream);
}

}  // namespace cloudsim::random
