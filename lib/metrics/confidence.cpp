// SPDX-License-Identifier: Apache-2.0
#include "metrics/confidence.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "base/check.hpp"

namespace cloudsim::metrics {
namespace {

using Table = std::array<double, 30>;  // of 1 to 30 degrees of freedom

constexpr Table k90 = {6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
                       1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
                       1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697};
constexpr Table k95 = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                       2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                       2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
constexpr Table k99 = {63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169,
                       3.106,  3.055, 3.012, 2.977, 2.947, 2.921, 2.898, 2.878, 2.861, 2.845,
                       2.831,  2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.750};
constexpr Table k999 = {636.619, 31.599, 12.924, 8.610, 6.869, 5.959, 5.408, 5.041, 4.781, 4.587,
                        4.437,   4.318,  4.221,  4.140, 4.073, 4.015, 3.965, 3.922, 3.883, 3.850,
                        3.819,   3.792,  3.768,  3.745, 3.725, 3.707, 3.690, 3.674, 3.659, 3.646};

struct Level {
  const Table& table;
  double normal;  // the same quantile of the normal distribution
};

Level level(Confidence confidence) {
  switch (confidence) {
    case Confidence::Percent90:
      return {k90, 1.6448536269514722};
    case Confidence::Percent95:
      return {k95, 1.959963984540054};
    case Confidence::Percent99:
      return {k99, 2.5758293035489004};
    case Confidence::Percent999:
      break;
  }
  return {k999, 3.2905267314918945};
}

}  // namespace

double student_t(Confidence confidence, std::uint64_t degrees) {
  CLOUDSIM_CHECK(degrees >= 1);
  const Level wanted = level(confidence);
  if (degrees <= wanted.table.size()) return wanted.table[static_cast<std::size_t>(degrees - 1)];
  const double z = wanted.normal;
  const double n = static_cast<double>(degrees);
  const double z2 = z * z;
  const double first = z * (z2 + 1) / 4;
  const double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
  const double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  return z + first / n + second / (n * n) + third / (n * n * n);
}

void Estimate::add(double value) {
  ++count_;
  const double before = value - mean_;
  mean_ += before / static_cast<double>(count_);
  squares_ += before * (value - mean_);
}

double Estimate::variance() const { return count_ < 2 ? 0.0 : squares_ / static_cast<double>(count_ - 1); }

double Estimate::half_width(Confidence confidence) const {
  CLOUDSIM_CHECK(count_ >= 2);
  return student_t(confidence, count_ - 1) * std::sqrt(variance() / static_cast<double>(count_));
}

bool Estimate::covers(double value, Confidence confidence) const {
  const double half = half_width(confidence);
  return mean_ - half <= value && value <= mean_ + half;
}

}  // namespace cloudsim::metrics
