// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cloudsim::metrics {

enum class Confidence : std::uint8_t { Percent90, Percent95, Percent99, Percent999 };

/// t such that |T| <= t with the given probability for Student's distribution. Exact to the three decimals of the usual
/// tables up to 30 degrees of freedom, within 0.0005 above (Abramowitz and Stegun 26.7.5). Requires: degrees >= 1.
double student_t(Confidence confidence, std::uint64_t degrees);

/// Mean and spread of independent values (replications, batch means), numerically stable (Welford).
class Estimate {
 public:
  void add(double value);

  std::uint64_t count() const { return count_; }
  double mean() const { return mean_; }
  double variance() const;                                 ///< of the sample, n − 1; 0 below two values
  double half_width(Confidence confidence) const;          ///< of the interval around the mean. Requires: two values
  bool covers(double value, Confidence confidence) const;  ///< is it in the interval? Requires: two values

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace cloudsim::metrics
