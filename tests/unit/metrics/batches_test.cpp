// SPDX-License-Identifier: Apache-2.0
#include "metrics/batches.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "metrics/confidence.hpp"
#include "metrics/steady.hpp"

using namespace cloudsim;
using metrics::Batch;
using metrics::Batches;

namespace {

/// Any numbers will do: Knuth's linear congruential generator.
struct Noise {
  std::uint64_t state = 7;
  double next() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state >> 40) / 16777216.0;
  }
};

Batch answered(std::int64_t ns) { return {1, 1, 0, ns, ns / 2, ns}; }

}  // namespace

TEST_CASE("batches join in pairs: 63 of one size become 32 of twice the size with the 64th") {
  Batches batches;
  for (std::int64_t i = 1; i <= 63; ++i) batches.add(answered(i));
  CHECK(batches.full().size() == 63);
  CHECK(batches.size() == 1);
  batches.add(answered(64));
  REQUIRE(batches.full().size() == 32);
  CHECK(batches.size() == 2);
  CHECK(static_cast<std::int64_t>(batches.full()[0].stayed_ns) == 1 + 2);
  CHECK(static_cast<std::int64_t>(batches.full()[31].stayed_ns) == 63 + 64);
  // 100 requests: 64 in 32 batches of two, 36 more in 18: 50 of two, nothing left over.
  for (std::int64_t i = 65; i <= 100; ++i) batches.add(answered(i));
  CHECK(batches.full().size() == 50);
}

TEST_CASE("no request is lost or counted twice, however long the run") {
  for (const std::int64_t count : {10, 64, 1'000, 12'345, 262'144}) {
    Batches batches;
    for (std::int64_t i = 1; i <= count; ++i) batches.add(answered(i));
    std::int64_t requests = 0, sum = 0;
    for (const Batch& batch : batches.full()) {
      CHECK(batch.requests == batches.size());
      requests += static_cast<std::int64_t>(batch.requests);
      sum += static_cast<std::int64_t>(batch.stayed_ns);
    }
    CHECK(count - requests < static_cast<std::int64_t>(batches.size()));
    CHECK(sum == requests * (requests + 1) / 2);  // the first ones, each once
    if (count >= 64) CHECK(batches.full().size() >= 32);
    CHECK(batches.full().size() < 64);
  }
}

TEST_CASE("the truncation point is the one that a search over all points finds") {
  Noise noise;
  for (int run = 0; run < 200; ++run) {
    std::vector<double> series;
    const std::size_t size = 2 + static_cast<std::size_t>(noise.next() * 40);
    const double start = noise.next() * 10;
    for (std::size_t i = 0; i < size; ++i) {
      series.push_back(noise.next() + start / static_cast<double>(i + 1));
    }
    // Slow and plain: the mean and the squares of each tail anew.
    std::size_t best = 0;
    double lowest = 1e300;
    for (std::size_t first = 0; first <= size / 2; ++first) {
      const double kept = static_cast<double>(size - first);
      double mean = 0, squares = 0;
      for (std::size_t i = first; i < size; ++i) mean += series[i] / kept;
      for (std::size_t i = first; i < size; ++i) squares += (series[i] - mean) * (series[i] - mean);
      if (squares / kept / kept < lowest - 1e-12) {
        lowest = squares / kept / kept;
        best = first;
      }
    }
    const auto found = metrics::truncation(series);
    CHECK(found.value_or(size / 2) == best);
  }
}

TEST_CASE("a start that differs is cut, a steady series is not, a drift is recognised") {
  std::vector<double> series(40, 1.0);
  CHECK(metrics::truncation(series) == 0);
  for (std::size_t i = 0; i < 6; ++i) series[i] = 9;
  CHECK(metrics::truncation(series) == 6);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = static_cast<double>(i);
  CHECK(!metrics::truncation(series));
}

TEST_CASE("correlation with the value before: by hand") {
  // 1 2 3 4: mean 2.5, squares 5, products (-.5)(-1.5) + (.5)(-.5) + (1.5)(.5) = 1.25.
  const std::vector<double> rising = {1, 2, 3, 4};
  CHECK(metrics::lag_one_correlation(rising) == doctest::Approx(0.25));
  const std::vector<double> flat = {3, 3, 3};
  CHECK(metrics::lag_one_correlation(flat) == 0);
}

TEST_CASE("a warm-up is found in the bins over time, empty ones at the start included") {
  std::vector<metrics::Steady::Bin> bins(metrics::Steady::kBins);
  for (std::size_t i = 0; i < bins.size(); ++i) bins[i] = {10, 10 * 1'000};
  CHECK(metrics::find_warm_up(bins, Duration::seconds(200), 1) == Duration::seconds(0));
  for (std::size_t i = 0; i < 10; ++i) bins[i] = {};              // nobody is answered: two groups of five bins
  for (std::size_t i = 10; i < 30; ++i) bins[i].stayed_ns *= 20;  // slow answers: four groups
  CHECK(metrics::find_warm_up(bins, Duration::seconds(200), 1) == Duration::seconds(30));
  CHECK(!metrics::find_warm_up(std::vector<metrics::Steady::Bin>(200), Duration::seconds(200), 1));
}

TEST_CASE("the 90 % quantiles of Student's distribution, from the usual tables") {
  CHECK(metrics::student_t(metrics::Confidence::Percent90, 1) == doctest::Approx(6.314));
  CHECK(metrics::student_t(metrics::Confidence::Percent90, 9) == doctest::Approx(1.833));
  CHECK(metrics::student_t(metrics::Confidence::Percent90, 40) == doctest::Approx(1.684).epsilon(0.0005));
  CHECK(metrics::student_t(metrics::Confidence::Percent90, 120) == doctest::Approx(1.658).epsilon(0.0005));
}
