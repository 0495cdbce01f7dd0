// SPDX-License-Identifier: Apache-2.0
#include "random/distribution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "random/math.hpp"
#include "random/ziggurat.hpp"

namespace cloudsim {

namespace {

using random::Distribution;
using random::DistributionSpec;
using random::Stream;

constexpr double kZ = 3.891;  // ± this many standard deviations hold 99.99 % of a normal
constexpr int kDraws = 400'000;

/// A distribution with what formulas say of it. Scale about 10⁹, so that rounding to integers does not show.
struct Case {
  std::string name;
  DistributionSpec spec;
  double mean;
  double variance;
  double kurtosis;                         ///< fourth central moment ÷ variance²
  std::function<double(double)> quantile;  ///< inverse distribution function
};

std::vector<Case> cases() {
  std::vector<Case> result;
  const double m = 1e9;
  result.push_back({"exponential", random::Exponential{m}, m, m * m, 9, [m](double q) { return -m * std::log1p(-q); }});
  {
    // mean and cv given: variance = (mean × cv)²; w = exp(sigma²) = 1 + cv²; kurtosis = w⁴ + 2w³ + 3w² − 3.
    const double cv = 0.5;
    const double w = 1 + cv * cv;
    const double sigma = std::sqrt(std::log(w));
    const double mu = std::log(m) - sigma * sigma / 2;
    const double z[] = {-2.3263478740408408, -1.2815515655446004, 0, 1.2815515655446004, 2.3263478740408408};
    const std::vector<double> normal(std::begin(z), std::end(z));
    result.push_back({"lognormal", random::lognormal_from_mean(m, cv), m, m * m * cv * cv,
                      w * w * w * w + 2 * w * w * w + 3 * w * w - 3, [mu, sigma, normal](double q) {
                        const std::size_t i = q < 0.05 ? 0 : q < 0.3 ? 1 : q < 0.7 ? 2 : q < 0.95 ? 3 : 4;
                        return std::exp(mu + sigma * normal[i]);
                      }});
  }
  result.push_back(
      {"uniform", random::Uniform{m, 3 * m}, 2 * m, 4 * m * m / 12, 1.8, [m](double q) { return m + 2 * m * q; }});
  {
    // a = 1, mode = 2, b = 5 (× 10⁹): mean (a+b+c)/3, variance (a²+b²+c²−ab−ac−bc)/18, kurtosis 2.4.
    result.push_back(
        {"triangular", random::Triangular{m, 2 * m, 5 * m}, 8 * m / 3, (1 + 4 + 25 - 2 - 5 - 10) * m * m / 18, 2.4,
         [m](double q) { return q < 0.25 ? m * (1 + std::sqrt(q * 4 * 1)) : m * (5 - std::sqrt((1 - q) * 4 * 3)); }});
  }
  {
    // Half of the mass uniform on [0, 1], half on [1, 9] (× 10⁹): E X = ½(½ + 5) = 2.75,
    // E X² = ½(1/3 + 91/3) = 46/3, E X³ = ½(1/4 + 205) = 102.625, E X⁴ = ½(1/5 + 7381/5) = 738.2.
    const double e1 = 2.75;
    const double e2 = 46.0 / 3;
    const double e3 = 102.625;
    const double e4 = 738.2;
    const double variance = e2 - e1 * e1;
    const double fourth = e4 - 4 * e1 * e3 + 6 * e1 * e1 * e2 - 3 * e1 * e1 * e1 * e1;
    result.push_back({"quantiles", random::Quantiles{{{0, 0}, {0.5, m}, {1, 9 * m}}}, e1 * m, variance * m * m,
                      fourth / (variance * variance),
                      [m](double q) { return q < 0.5 ? 2 * q * m : m + (q - 0.5) * 16 * m; }});
  }
  return result;
}

std::vector<std::int64_t> draws(const DistributionSpec& spec, std::uint64_t seed, int count) {
  const Distribution distribution(spec);
  Stream stream(seed, "test");
  std::vector<std::int64_t> result;
  result.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) result.push_back(distribution.draw(stream));
  return result;
}

/// Largest distance between the sample's distribution function and F. Sorts the sample.
double kolmogorov_smirnov(std::vector<double>& sample, const std::function<double(double)>& cumulative) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double f = cumulative(sample[i]);
    distance = std::max({distance, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
  }
  return distance;
}

/// Exceeded with probability 0.0001: sqrt(ln(2 ÷ 0.0001) ÷ 2) ÷ sqrt(n).
double kolmogorov_smirnov_limit(std::size_t n) { return 2.2253 / std::sqrt(static_cast<double>(n)); }

}  // namespace

TEST_CASE("mean, variance and quantiles of every distribution agree with the formulas") {
  for (const Case& c : cases()) {
    for (const std::uint64_t seed : {1ull, 2ull}) {
      CAPTURE(c.name);
      CAPTURE(seed);
      const std::vector<std::int64_t> sample = draws(c.spec, seed, kDraws);
      const double n = kDraws;
      double sum = 0;
      for (const std::int64_t x : sample) sum += static_cast<double>(x);
      CHECK(std::fabs(sum / n - c.mean) < kZ * std::sqrt(c.variance / n));
      double squares = 0;
      for (const std::int64_t x : sample)
        squares += (static_cast<double>(x) - c.mean) * (static_cast<double>(x) - c.mean);
      CHECK(std::fabs(squares / n - c.variance) < kZ * c.variance * std::sqrt((c.kurtosis - 1) / n));
      for (const double q : {0.01, 0.1, 0.5, 0.9, 0.99}) {
        CAPTURE(q);
        const double limit = c.quantile(q);
        const auto below = std::count_if(sample.begin(), sample.end(),
                                         [limit](std::int64_t x) { return static_cast<double>(x) < limit; });
        CHECK(std::fabs(static_cast<double>(below) / n - q) < kZ * std::sqrt(q * (1 - q) / n));
      }
      CHECK(random::mean_of(c.spec) == doctest::Approx(c.mean).epsilon(1e-14));
      CHECK(random::variance_of(c.spec) == doctest::Approx(c.variance).epsilon(1e-12));
    }
  }
}

TEST_CASE("the ziggurat's exponential follows 1 - exp(-x)") {
  Stream stream(11, "test");
  std::vector<double> sample(1'000'000);
  int beyond = 0;
  for (double& x : sample) {
    x = random::standard_exponential(stream);
    if (x > 7.697117470131049714) ++beyond;
  }
  // Beyond the last layer lies exp(-r): binomial.
  const double p = std::exp(-7.697117470131049714);
  CHECK(std::fabs(beyond - 1e6 * p) < kZ * std::sqrt(1e6 * p));
  CHECK(kolmogorov_smirnov(sample, [](double x) { return -std::expm1(-x); }) < kolmogorov_smirnov_limit(sample.size()));
}

TEST_CASE("the ziggurat's normal follows Phi") {
  Stream stream(12, "test");
  std::vector<double> sample(1'000'000);
  int beyond = 0;
  for (double& x : sample) {
    x = random::standard_normal(stream);
    if (std::fabs(x) > 3.654152885361008772) ++beyond;
  }
  const double p = std::erfc(3.654152885361008772 / std::sqrt(2.0));
  CHECK(std::fabs(beyond - 1e6 * p) < kZ * std::sqrt(1e6 * p));
  CHECK(kolmogorov_smirnov(sample, [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }) <
        kolmogorov_smirnov_limit(sample.size()));
}

// What lies within the layers must fit too: a wrong layer area would show as a step where the layers of one part end.
TEST_CASE("the ziggurat's tails follow the conditional distribution") {
  Stream stream(13, "test");
  std::vector<double> exponential;
  std::vector<double> normal;
  for (int i = 0; i < 4'000'000; ++i) {
    const double e = random::standard_exponential(stream);
    if (e > 6) exponential.push_back(e);
    const double z = random::standard_normal(stream);
    if (z > 3) normal.push_back(z);
  }
  CHECK(kolmogorov_smirnov(exponential, [](double x) { return -std::expm1(6 - x); }) <
        kolmogorov_smirnov_limit(exponential.size()));
  const double tail = std::erfc(3 / std::sqrt(2.0));
  CHECK(kolmogorov_smirnov(normal, [tail](double x) { return 1 - std::erfc(x / std::sqrt(2.0)) / tail; }) <
        kolmogorov_smirnov_limit(normal.size()));
}

TEST_CASE("log-normal parameters are those of the given mean and variation") {
  for (const double cv : {0.0, 0.1, 0.8, 3.0}) {
    const random::Lognormal d = random::lognormal_from_mean(120e6, cv);
    // mean = exp(mu + s²/2), cv² = exp(s²) - 1
    CHECK(std::exp(d.mu + d.sigma * d.sigma / 2) == doctest::Approx(120e6).epsilon(1e-13));
    CHECK(std::expm1(d.sigma * d.sigma) == doctest::Approx(cv * cv).epsilon(1e-12));
  }
  CHECK_THROWS_AS(random::lognormal_from_mean(0, 1), InternalError);
}

TEST_CASE("draws are whole, not negative and bounded") {
  Stream stream(14, "test");
  CHECK(Distribution(random::Constant{2.5}).draw(stream) == 3);
  CHECK(Distribution(random::Constant{-4}).draw(stream) == 0);
  CHECK(Distribution(random::Constant{1e300}).draw(stream) == random::kLargestDraw);
  CHECK(Distribution().draw(stream) == 0);
  CHECK(Distribution().is_constant());
  const Distribution negative(random::Uniform{-10, -5});
  const Distribution huge(random::Lognormal{700, 1});
  const Distribution point(random::Triangular{7, 7, 7});
  const Distribution degenerate(random::Lognormal{random::log(1000.0), 0});
  for (int i = 0; i < 1000; ++i) {
    CHECK(negative.draw(stream) == 0);
    CHECK(huge.draw(stream) == random::kLargestDraw);
    CHECK(point.draw(stream) == 7);
    CHECK(degenerate.draw(stream) == 1000);
  }
}

TEST_CASE("a draw rounds to the nearest whole number") {
  // Uniform on [0, 2]: 0, 1 and 2 with probabilities 1/4, 1/2, 1/4.
  const std::vector<std::int64_t> sample = draws(random::Uniform{0, 2}, 15, 100'000);
  const auto share = [&sample](std::int64_t value) {
    return static_cast<double>(std::count(sample.begin(), sample.end(), value)) / 1e5;
  };
  CHECK(std::fabs(share(0) - 0.25) < kZ * std::sqrt(0.25 * 0.75 / 1e5));
  CHECK(std::fabs(share(1) - 0.5) < kZ * std::sqrt(0.5 * 0.5 / 1e5));
  CHECK(share(0) + share(1) + share(2) == doctest::Approx(1));
}

TEST_CASE("parameters that describe no distribution are our bug, not a draw") {
  CHECK_THROWS_AS(Distribution(random::Exponential{-1}), InternalError);
  CHECK_THROWS_AS(Distribution(random::Uniform{2, 1}), InternalError);
  CHECK_THROWS_AS(Distribution(random::Triangular{0, 5, 4}), InternalError);
  CHECK_THROWS_AS(Distribution(random::Quantiles{{{0, 1}}}), InternalError);
  CHECK_THROWS_AS(Distribution(random::Quantiles{{{0, 1}, {0.5, 2}}}), InternalError);
  CHECK_THROWS_AS(Distribution(random::Quantiles{{{0, 2}, {1, 1}}}), InternalError);
}

TEST_CASE("constants leave the stream alone; others take one word per draw") {
  Stream stream(16, "test");
  Stream untouched(16, "test");
  Distribution(random::Constant{5}).draw(stream);
  CHECK(stream.next() == untouched.next());
  for (const DistributionSpec& spec :
       {DistributionSpec(random::Uniform{0, 9}), DistributionSpec(random::Triangular{0, 1, 9}),
        DistributionSpec(random::Quantiles{{{0, 0}, {1, 9}}})}) {
    Distribution(spec).draw(stream);
    untouched.next();
    CHECK(stream.next() == untouched.next());
  }
}

}  // namespace cloudsim
