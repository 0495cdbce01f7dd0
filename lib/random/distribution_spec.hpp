// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <variant>
#include <vector>

namespace cloudsim::random {

/// Parameters of what can be drawn, as plain data. The unit is the user's: nanoseconds for durations, bytes for memory.
struct Constant {
  double value = 0;
};
struct Exponential {
  double mean = 0;  ///< >= 0
};
/// ln X is normal with mean mu and standard deviation sigma; mu is the log of a quantity in the unit above.
struct Lognormal {
  double mu = 0;
  double sigma = 0;  ///< >= 0
};
struct Uniform {
  double minimum = 0;
  double maximum = 0;  ///< >= minimum
};
struct Triangular {
  double minimum = 0;
  double mode = 0;     ///< in [minimum, maximum]
  double maximum = 0;  ///< >= minimum
};
/// Empirical: (probability, value) with increasing probabilities from 0 to 1 and non-decreasing values; linear in
/// between. At least two points.
struct Quantiles {
  std::vector<std::pair<double, double>> points;
};

using DistributionSpec = std::variant<Constant, Exponential, Lognormal, Uniform, Triangular, Quantiles>;

/// The log-normal with this mean and coefficient of variation (standard deviation ÷ mean). Requires: mean > 0, cv >= 0.
Lognormal lognormal_from_mean(double mean, double cv);

/// The mean by formula, before rounding and clamping.
double mean_of(const DistributionSpec& spec);
/// The variance by formula, in the square of the unit, before rounding and clamping.
double variance_of(const DistributionSpec& spec);

}  // namespace cloudsim::random
