// SPDX-License-Identifier: Apache-2.0
// The small instruments: histogram, time average, confidence, fingerprint; each against a plain reference.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "metrics/confidence.hpp"
#include "metrics/fingerprint.hpp"
#include "metrics/histogram.hpp"
#include "metrics/time_weighted.hpp"
#include "unit/metrics/scene.hpp"

using namespace cloudsim;
using namespace cloudsim::metrics;
using metrics_test::Bits;

TEST_CASE("Quantiles are those of the sorted values, within 0.4 %") {
  Bits bits{7};
  Histogram histogram;
  std::vector<std::int64_t> values;
  int128 sum = 0;
  for (int i = 0; i < 50'000; ++i) {
    // Every order of magnitude from nanoseconds to days.
    const std::int64_t value = static_cast<std::int64_t>(bits.next() >> (17 + bits.next() % 47));
    values.push_back(value);
    sum += value;
    histogram.add(Duration{value});
  }
  std::sort(values.begin(), values.end());
  CHECK(histogram.count() == values.size());
  CHECK(histogram.sum_ns() == sum);
  CHECK(histogram.minimum().ns == values.front());
  CHECK(histogram.maximum().ns == values.back());
  for (std::uint32_t per_mille = 1; per_mille <= 1000; ++per_mille) {
    const std::int64_t exact = values[(values.size() * per_mille + 999) / 1000 - 1];
    const std::int64_t got = histogram.quantile(per_mille).ns;
    if (exact < 256) {
      CHECK(got == exact);
    } else {
      CHECK(std::abs(got - exact) * 250 <= exact);
    }
  }
}

TEST_CASE("A single value is its own quantile; none has none") {
  Histogram histogram;
  CHECK(histogram.quantile(500) == Duration{});
  CHECK(histogram.mean() == Duration{});
  histogram.add(Duration::milliseconds(250));
  CHECK(histogram.quantile(1) == Duration::milliseconds(250));
  CHECK(histogram.quantile(999) == Duration::milliseconds(250));
  CHECK(histogram.mean() == Duration::milliseconds(250));
}

TEST_CASE("Two histograms merge into the histogram of both") {
  Bits bits{8};
  Histogram left, right, both;
  for (int i = 0; i < 10'000; ++i) {
    const Duration value{static_cast<std::int64_t>(bits.next() >> 30)};
    (i % 3 == 0 ? left : right).add(value);
    both.add(value);
  }
  left.merge(right);
  CHECK(left.count() == both.count());
  CHECK(left.sum_ns() == both.sum_ns());
  CHECK(left.minimum() == both.minimum());
  CHECK(left.maximum() == both.maximum());
  for (std::uint32_t per_mille = 1; per_mille <= 1000; per_mille += 7) {
    CHECK(left.quantile(per_mille) == both.quantile(per_mille));
  }
}

TEST_CASE("A number over time: peak, when, and the exact integral") {
  TimeWeighted number;
  number.add(SimTime{10}, 2);
  number.add(SimTime{20}, 3);
  number.add(SimTime{30}, -4);
  CHECK(number.value() == 1);
  CHECK(number.peak() == 5);
  CHECK(number.peak_at() == SimTime{20});
  CHECK(number.integral(SimTime{100}) == 0 * 10 + 2 * 10 + 5 * 10 + 1 * 70);
}

namespace {

// P(|T| <= t) for an even number of degrees of freedom, in closed form (Abramowitz and Stegun 26.7.4).
double within(double t, int degrees) {
  const double cos2 = degrees / (degrees + t * t);
  double term = 1;
  double sum = 1;
  for (int k = 1; k < degrees / 2; ++k) {
    term *= cos2 * (2 * k - 1) / (2 * k);
    sum += term;
  }
  return t / std::sqrt(degrees + t * t) * sum;
}

}  // namespace

TEST_CASE("Student's t covers what it says") {
  struct Level {
    Confidence confidence;
    double probability;
  };
  for (const Level& level :
       {Level{Confidence::Percent95, 0.95}, Level{Confidence::Percent99, 0.99}, Level{Confidence::Percent999, 0.999}}) {
    for (const int degrees : {2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 40, 60, 100, 1000}) {
      const double t = student_t(level.confidence, static_cast<std::uint64_t>(degrees));
      // Between neighbours of the third decimal.
      CHECK(within(t - 0.0006, degrees) < level.probability);
      CHECK(within(t + 0.0006, degrees) > level.probability);
    }
    for (std::uint64_t degrees = 1; degrees < 200; ++degrees) {
      CHECK(student_t(level.confidence, degrees) > student_t(level.confidence, degrees + 1));
    }
  }
}

TEST_CASE("Mean, variance and interval of a few numbers") {
  Estimate estimate;
  for (const double value : {2.0, 4.0, 4.0, 6.0}) estimate.add(value);
  CHECK(estimate.mean() == doctest::Approx(4));
  CHECK(estimate.variance() == doctest::Approx(8.0 / 3));  // 4 + 0 + 0 + 4 over 3
  const double half = 3.182 * std::sqrt(8.0 / 3 / 4);      // three degrees of freedom
  CHECK(estimate.half_width(Confidence::Percent95) == doctest::Approx(half));
  CHECK(estimate.covers(4 + half - 1e-9, Confidence::Percent95));
  CHECK_FALSE(estimate.covers(4 + half + 1e-9, Confidence::Percent95));
}

TEST_CASE("Every field of a record and of a fact changes the fingerprint, and so does the order") {
  using trace::RequestRecord;
  const auto of = [](const std::vector<RequestRecord>& records) {
    Fingerprint fingerprint;
    fingerprint.on(std::span<const RequestRecord>(records));
    return fingerprint.value();
  };
  std::vector<std::uint64_t> seen;
  const RequestRecord plain;
  seen.push_back(of({plain}));
  const auto vary = [&](auto change) {
    RequestRecord record;
    change(record);
    seen.push_back(of({record}));
  };
  vary([](RequestRecord& r) { r.arrived.ns = 1; });
  vary([](RequestRecord& r) { r.started.ns = 1; });
  vary([](RequestRecord& r) { r.finished.ns = 1; });
  vary([](RequestRecord& r) { r.initialization.ns = 1; });
  vary([](RequestRecord& r) { r.handler_billed.ns = 1; });
  vary([](RequestRecord& r) { r.init_billed.ns = 1; });
  vary([](RequestRecord& r) { r.id.value = 1; });
  vary([](RequestRecord& r) { r.server.value = 1; });
  vary([](RequestRecord& r) { r.cause.value = 1; });
  vary([](RequestRecord& r) { r.request_class.value = 1; });
  vary([](RequestRecord& r) { r.outcome = trace::Outcome::Failed; });
  vary([](RequestRecord& r) { r.reason = trace::Reason::NoCode; });
  vary([](RequestRecord& r) { r.cold = true; });
  RequestRecord other;
  other.arrived.ns = 5;
  seen.push_back(of({plain, other}));
  seen.push_back(of({other, plain}));

  const auto state = [&](SimTime at, FactId cause, trace::FactBody body) {
    Fingerprint fingerprint;
    fingerprint.on(trace::Fact{at, FactId{0}, cause, std::move(body)});
    seen.push_back(fingerprint.value());
  };
  state(SimTime{0}, FactId::none(), trace::ServerChanged{});
  state(SimTime{1}, FactId::none(), trace::ServerChanged{});
  state(SimTime{0}, FactId{3}, trace::ServerChanged{});
  trace::ScalingDecided scaling;
  state(SimTime{0}, FactId::none(), scaling);
  scaling.measured = 0.1;
  state(SimTime{0}, FactId::none(), scaling);
  scaling.measured = 0.2;
  state(SimTime{0}, FactId::none(), scaling);
  state(SimTime{0}, FactId::none(), trace::LimitReached{trace::Reason::ScalingRate, true, 1000});
  state(SimTime{0}, FactId::none(), trace::LimitReached{trace::Reason::ScalingRate, false, 1000});
  state(SimTime{0}, FactId::none(), trace::Crashed{});
  state(SimTime{0}, FactId::none(), trace::Repaired{});

  std::sort(seen.begin(), seen.end());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}
