// SPDX-License-Identifier: Apache-2.0
#include "random/math.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "random/stream.hpp"
#include "random/ziggurat.hpp"

namespace cloudsim {

namespace {

/// Distance to the exact value in units of the result's last place.
double ulps(double value, long double exact) {
  const double next = std::nextafter(std::fabs(value), std::numeric_limits<double>::infinity());
  const double ulp = next - std::fabs(value);
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / ulp);
}

}  // namespace

TEST_CASE("log is within one unit in the last place from the subnormals to the largest double") {
  random::Stream stream(1, "test");
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const int exponent = static_cast<int>(stream.below(2096)) - 1073;
    const double x = std::ldexp(1.0 + stream.uniform(), exponent);
    if (!std::isfinite(x) || x == 1) continue;
    worst = std::max(worst, ulps(random::log(x), std::log(static_cast<long double>(x))));
  }
  for (int i = 0; i < 100'000; ++i) {  // where the result is small
    const double x = 0.5 + stream.uniform();
    worst = std::max(worst, ulps(random::log(x), std::log(static_cast<long double>(x))));
  }
  CHECK(worst < 1.0);
}

TEST_CASE("exp is within one unit in the last place, subnormal results included") {
  random::Stream stream(2, "test");
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = -745.0 + stream.uniform() * 1454.0;
    worst = std::max(worst, ulps(random::exp(x), std::exp(static_cast<long double>(x))));
  }
  for (int i = 0; i < 100'000; ++i) {
    const double x = stream.uniform() - 0.5;
    worst = std::max(worst, ulps(random::exp(x), std::exp(static_cast<long double>(x))));
  }
  CHECK(worst < 1.0);
}

TEST_CASE("log and exp hold at their edges") {
  CHECK(random::log(1.0) == 0.0);
  CHECK(random::exp(0.0) == 1.0);
  CHECK(random::exp(710.0) == std::numeric_limits<double>::infinity());
  CHECK(random::exp(-746.0) == 0.0);
  CHECK(std::isfinite(random::exp(709.78)));
  CHECK(random::exp(-745.0) > 0.0);
  CHECK(random::log(2.0) == doctest::Approx(0.69314718055994530942).epsilon(1e-15));
  CHECK(random::exp(1.0) == doctest::Approx(2.71828182845904523536).epsilon(1e-15));
}

// The quantile z must satisfy Phi(z) = p: Newton's correction (Phi(z) - p) / phi(z) from long-double erfc is its error.
TEST_CASE("inverse_normal inverts the normal distribution function to 16 digits") {
  random::Stream stream(3, "test");
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    double p = stream.uniform();
    if (i % 2 == 0) p = std::ldexp(p, -static_cast<int>(stream.below(1000)));  // far into the lower tail
    const double z = random::inverse_normal(p);
    const long double exact_z = z;
    const long double cumulative = std::erfc(-exact_z / std::sqrt(2.0L)) / 2;
    const long double density = std::exp(-exact_z * exact_z / 2) / std::sqrt(2 * std::acos(-1.0L));
    const long double error = (cumulative - static_cast<long double>(p)) / density;
    worst = std::max(worst, static_cast<double>(std::fabs(error / exact_z)));
  }
  CHECK(worst < 1e-15);
  CHECK(random::inverse_normal(0.5) == 0.0);
  CHECK(random::inverse_normal(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));  // tables
  CHECK(random::inverse_normal(0.25) == -random::inverse_normal(0.75));
}

}  // namespace cloudsim
