// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <variant>

#include "random/distribution_spec.hpp"
#include "random/math.hpp"
#include "random/stream.hpp"
#include "random/ziggurat.hpp"

namespace cloudsim::random {

/// No draw is larger, so that sums of many stay far below the largest int64: 10¹⁸ ns are 31 years.
inline constexpr std::int64_t kLargestDraw = 1'000'000'000'000'000'000;

/// Draws whole numbers (nanoseconds, bytes) from a distribution. Every draw is rounded to the nearest integer at once
/// and lies in [0, kLargestDraw], so that no platform's floating point can steer a run. Uses + − × ÷ and sqrt only (own
/// log, exp). A constant uses no random bits; all others one word per draw, exponential and log-normal a little more.
class Distribution {
 public:
  Distribution() : Distribution(Constant{0}) {}
  /// Requires: what distribution_spec.hpp says of the parameters; checked.
  explicit Distribution(DistributionSpec spec);
  [[gnu::always_inline]] std::int64_t draw(Stream& stream) const {  // each place with a form of its own to predict
    if (form_ == Form::Constant) return constant_;
    if (form_ == Form::Exponential) return to_integer(scale_ * standard_exponential(stream, *layers_));
    return draw_other(stream);
  }
  const DistributionSpec& spec() const { return spec_; }
  bool is_constant() const { return form_ == Form::Constant; }

 private:
  enum class Form : std::uint8_t { Constant, Exponential, Lognormal, Other };
  static std::int64_t to_integer(double x) {
    if (!(x > 0)) return 0;
    if (x >= static_cast<double>(kLargestDraw)) return kLargestDraw;
    return static_cast<std::int64_t>(x + 0.5);
  }
  std::int64_t draw_other(Stream& stream) const;

  Form form_ = Form::Constant;
  std::int64_t constant_ = 0;
  double location_ = 0;  // of the logarithm
  double scale_ = 0;
  const ZigguratLayers* layers_ = nullptr;
  DistributionSpec spec_;
};

}  // namespace cloudsim::random
