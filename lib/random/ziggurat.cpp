// SPDX-License-Identifier: Apache-2.0
#include "random/ziggurat.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "random/math.hpp"

// What it does: covers a falling density f with 256 layers of equal area v and picks a layer and a point in it. In 99
// of 100 cases the point lies in the part of the layer that is wholly under f, and is the variate. What it assumes: r
// and v below, for which the topmost layer ends exactly at the mode (solved to 25 digits; a test checks the areas).
// What it leaves out: variates finer than 2⁻⁵³ of a layer's width.

namespace cloudsim::random {

namespace {

using Layers = ZigguratLayers;
constexpr std::size_t kLayers = Layers::kNumber;

double exponential_density(double x) { return exp(-x); }
double exponential_inverse(double y) { return -log(y); }
constexpr double kExponentialR = 7.697117470131049714;
constexpr double kExponentialV = 0.003949659822581557220;

double normal_density(double x) { return exp(-0.5 * x * x); }
double normal_inverse(double y) { return std::sqrt(-2.0 * log(y)); }
constexpr double kNormalR = 3.654152885361008772;
constexpr double kNormalV = 0.004928673233974655347;

Layers make_layers(double r, double v, double (*density)(double), double (*inverse)(double)) {
  Layers layers;
  layers.x[0] = v / density(r);
  layers.y[0] = 0;
  layers.x[1] = r;
  layers.y[1] = density(r);
  for (std::size_t i = 2; i < kLayers; ++i) {
    layers.y[i] = layers.y[i - 1] + v / layers.x[i - 1];
    layers.x[i] = inverse(layers.y[i]);
  }
  layers.x[kLayers] = 0;
  layers.y[kLayers] = 1;
  return layers;
}

/// Whether a point at x, at a random height within layer i, is under the density.
bool under(const Layers& layers, std::size_t i, double density, Stream& stream) {
  const double u = stream.uniform();
  return layers.y[i] + u * (layers.y[i + 1] - layers.y[i]) < density;
}

/// Beyond r: Marsaglia's method. Requires: r > 0.
double normal_tail(Stream& stream) {
  for (;;) {
    const double u = stream.uniform();
    const double x = -log(u) / kNormalR;
    const double w = stream.uniform();
    if (-2.0 * log(w) >= x * x) return kNormalR + x;
  }
}

}  // namespace

const ZigguratLayers& exponential_layers() {
  static const Layers layers = make_layers(kExponentialR, kExponentialV, exponential_density, exponential_inverse);
  return layers;
}

const ZigguratLayers& normal_layers() {
  static const Layers layers = make_layers(kNormalR, kNormalV, normal_density, normal_inverse);
  return layers;
}

double rare_exponential(const ZigguratLayers& layers, std::uint64_t bits, Stream& stream) {
  double offset = 0;
  for (;; bits = stream.next()) {
    const std::size_t i = bits & (kLayers - 1);
    const double x = ziggurat_fraction(bits) * layers.x[i];
    if (x < layers.x[i + 1]) return offset + x;
    if (i == 0) {
      offset += kExponentialR;  // no memory: beyond r it is r plus another one
    } else if (under(layers, i, exponential_density(x), stream)) {
      return offset + x;
    }
  }
}

double rare_normal(const ZigguratLayers& layers, std::uint64_t bits, Stream& stream) {
  for (;; bits = stream.next()) {
    const std::size_t i = bits & (kLayers - 1);
    const double x = ziggurat_signed_fraction(bits) * layers.x[i];
    if (std::fabs(x) < layers.x[i + 1]) return x;
    if (i == 0) {
      const double tail = normal_tail(stream);
      return x < 0 ? -tail : tail;
    }
    if (under(layers, i, normal_density(x), stream)) return x;
  }
}

}  // namespace cloudsim::random
