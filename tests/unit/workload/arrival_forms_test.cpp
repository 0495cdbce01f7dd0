// SPDX-License-Identifier: Apache-2.0
// Exact instants and counts of every arrival form.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/check.hpp"
#include "recorder.hpp"
#include "workload/rate_profile.hpp"

namespace cloudsim {

namespace {

using namespace workload;

constexpr double kZ = 3.891;  // ± this many standard deviations hold 99.99 % of a normal
constexpr std::int64_t kSecond = 1'000'000'000;

std::int64_t count_in(const std::vector<std::int64_t>& at, std::int64_t from_s, std::int64_t until_s) {
  return std::count_if(at.begin(), at.end(),
                       [=](std::int64_t t) { return t >= from_s * kSecond && t < until_s * kSecond; });
}

/// Variance ÷ mean of the counts per window of `width`; 1 for a Poisson process.
double dispersion(const std::vector<std::int64_t>& at, std::int64_t from, std::int64_t until, std::int64_t width) {
  std::vector<double> counts(static_cast<std::size_t>((until - from) / width));
  for (const std::int64_t t : at) {
    if (t >= from && t < until) counts[static_cast<std::size_t>((t - from) / width)] += 1;
  }
  double mean = 0;
  for (const double c : counts) mean += c / static_cast<double>(counts.size());
  double squares = 0;
  for (const double c : counts) squares += (c - mean) * (c - mean);
  return squares / static_cast<double>(counts.size() - 1) / mean;
}

ProfileArrivals steps(std::vector<std::pair<SimTime, Rate>> points, Spacing spacing = Spacing::Even) {
  return {std::move(points), Interpolation::Step, spacing};
}
ProfileArrivals ramps(std::vector<std::pair<SimTime, Rate>> points, Spacing spacing = Spacing::Even) {
  return {std::move(points), Interpolation::Linear, spacing};
}

}  // namespace

TEST_CASE("constant arrivals fall on k ÷ rate, rounded down, without drift") {
  const std::vector<std::int64_t> ten = instants(ConstantArrivals{rate(10)}, Duration::seconds(180));
  REQUIRE(ten.size() == 1800);
  for (std::size_t k = 0; k < ten.size(); ++k) REQUIRE(ten[k] == static_cast<std::int64_t>(k) * 100'000'000);

  const std::vector<std::int64_t> third = instants(ConstantArrivals{rate(3)}, Duration::hours(100));
  REQUIRE(third.size() == 3 * 360'000);
  for (std::size_t k = 0; k < third.size(); ++k) REQUIRE(third[k] == static_cast<std::int64_t>(k) * kSecond / 3);

  const std::vector<std::int64_t> slow =
      instants(ConstantArrivals{rate(7, Duration::minutes(1)), at_second(30), at_second(90)}, Duration::hours(1));
  REQUIRE(slow.size() == 7);
  for (std::size_t k = 0; k < slow.size(); ++k) {
    REQUIRE(slow[k] == 30 * kSecond + static_cast<std::int64_t>(k) * 60 * kSecond / 7);
  }
}

TEST_CASE("time is half-open: an arrival at the horizon or at `until` does not happen") {
  CHECK(instants(ConstantArrivals{rate(1)}, Duration::seconds(10)).back() == 9 * kSecond);
  CHECK(instants(ConstantArrivals{rate(1), kTimeZero, at_second(5)}, Duration::seconds(10)).back() == 4 * kSecond);
  CHECK(instants(ConstantArrivals{rate(1), at_second(5), at_second(5)}, Duration::seconds(10)).empty());
  CHECK(instants(ScheduledArrivals{{at_second(10)}}, Duration::seconds(10)).empty());
  for (const std::int64_t t : instants(PoissonArrivals{rate(100), at_second(2), at_second(3)}, Duration::seconds(10))) {
    REQUIRE(t >= 2 * kSecond);
    REQUIRE(t < 3 * kSecond);
  }
}

TEST_CASE("scheduled arrivals come as listed, several at one instant too") {
  const std::vector<std::int64_t> at =
      instants(ScheduledArrivals{{at_second(0), at_second(2), at_second(2), at_second(7)}}, Duration::seconds(60));
  CHECK(at == std::vector<std::int64_t>{0, 2 * kSecond, 2 * kSecond, 7 * kSecond});
}

TEST_CASE("rate 0 produces nothing and ends") {
  const Duration year = Duration::hours(24 * 365);
  CHECK(instants(ConstantArrivals{rate(0)}, year).empty());
  CHECK(instants(PoissonArrivals{rate(0)}, year).empty());
  CHECK(instants(ScheduledArrivals{}, year).empty());
  for (const Spacing spacing : {Spacing::Even, Spacing::Poisson}) {
    CHECK(instants(steps({{at_second(0), rate(0)}}, spacing), year).empty());
    CHECK(instants(ramps({{at_second(0), rate(0)}, {at_second(9), rate(0)}}, spacing), year).empty());
    CHECK(instants(steps({}, spacing), year).empty());
  }
}

// 10/s for a minute, 200/s for a minute, 10/s for a minute: 600 + 12,000 + 600.
TEST_CASE("an even step profile has exactly the arrivals of its areas") {
  const std::vector<std::pair<SimTime, Rate>> same_unit = {
      {at_second(0), rate(10)}, {at_second(60), rate(200)}, {at_second(120), rate(10)}};
  const std::vector<std::pair<SimTime, Rate>> other_units = {{at_second(0), rate(600, Duration::minutes(1))},
                                                             {at_second(60), rate(200)},
                                                             {at_second(120), rate(36'000, Duration::hours(1))}};
  for (const auto& points : {same_unit, other_units}) {
    const std::vector<std::int64_t> at = instants(steps(points), Duration::seconds(180));
    REQUIRE(at.size() == 13'200);
    for (std::int64_t k = 0; k < 13'200; ++k) {
      const std::int64_t expected = k < 600      ? k * 100'000'000
                                    : k < 12'600 ? 60 * kSecond + (k - 600) * 5'000'000
                                                 : 120 * kSecond + (k - 12'600) * 100'000'000;
      REQUIRE(at[static_cast<std::size_t>(k)] == expected);
    }
  }
}

// 1/3 of an arrival is left at 10 s: 7 per 21 s for 10 s, then 1/s. The 4th (k = 4) needs 2/3 more: at 10 2/3 s.
TEST_CASE("a step profile carries fractions of an arrival over its steps") {
  const std::vector<std::int64_t> at = instants(
      steps({{at_second(0), rate(7, Duration::seconds(21))}, {at_second(10), rate(1)}}), Duration::seconds(13));
  CHECK(at == std::vector<std::int64_t>{0, 3 * kSecond, 6 * kSecond, 9 * kSecond, 10'666'666'666, 11'666'666'666,
                                        12'666'666'666});
}

TEST_CASE("stretches of rate 0 are waited out") {
  const auto points = [](Spacing spacing) {
    return steps({{at_second(10), rate(0)},
                  {at_second(60), rate(10)},
                  {at_second(120), rate(0)},
                  {at_second(150), rate(0)},
                  {at_second(180), rate(10)}},
                 spacing);
  };
  const std::vector<std::int64_t> even = instants(points(Spacing::Even), Duration::seconds(240));
  REQUIRE(even.size() == 1200);
  CHECK(even.front() == 60 * kSecond);
  CHECK(even[599] == 119'900'000'000);
  CHECK(even[600] == 180 * kSecond);
  const std::vector<std::int64_t> random = instants(points(Spacing::Poisson), Duration::seconds(240));
  CHECK(count_in(random, 0, 60) == 0);
  CHECK(count_in(random, 120, 180) == 0);
  CHECK(std::fabs(static_cast<double>(count_in(random, 60, 120)) - 600) < kZ * std::sqrt(600.0));
}

TEST_CASE("a profile that begins later, and whose last rate goes on") {
  const std::vector<std::int64_t> at = instants(steps({{at_second(100), rate(2)}}), Duration::seconds(110));
  REQUIRE(at.size() == 20);
  CHECK(at.front() == 100 * kSecond);
  CHECK(at.back() == 109'500'000'000);
}

// From 0 to 10/s over 100 s the area is t²/20: the k-th arrival at √(20 k) s; 500 in all.
TEST_CASE("a rising ramp") {
  const std::vector<std::int64_t> at =
      instants(ramps({{at_second(0), rate(0)}, {at_second(100), rate(10)}}), Duration::seconds(100));
  REQUIRE(at.size() == 500);
  for (std::size_t k = 0; k < at.size(); ++k) {
    const double expected = std::sqrt(20.0 * static_cast<double>(k)) * 1e9;
    REQUIRE(std::fabs(static_cast<double>(at[k]) - expected) <= 0.51);
  }
  CHECK(at[5] == 10 * kSecond);    // √100
  CHECK(at[20] == 20 * kSecond);   // √400
  CHECK(at[125] == 50 * kSecond);  // √2500
}

// From 10/s to 0 over 100 s the area is 10 t − t²/20: the k-th at 100 − √(10000 − 20 k) s. Afterwards nothing, however
// long: the 500th would need the whole triangle.
TEST_CASE("a falling ramp down to nothing") {
  const std::vector<std::int64_t> at =
      instants(ramps({{at_second(0), rate(10)}, {at_second(100), rate(0)}}), Duration::hours(1000));
  REQUIRE(at.size() == 500);
  for (std::size_t k = 0; k < at.size(); ++k) {
    const double expected = (100 - std::sqrt(10'000.0 - 20.0 * static_cast<double>(k))) * 1e9;
    REQUIRE(std::fabs(static_cast<double>(at[k]) - expected) <= 0.51);
  }
}

// A day from 1/s over 20/s at noon back to 1/s: 2 × 43,200 s × 10.5/s = 907,200 arrivals, the half of them before noon.
TEST_CASE("ramps over a day keep their exact counts, and time never goes back") {
  const std::vector<std::int64_t> at =
      instants(ramps({{at_second(0), rate(1)}, {at_second(43'200), rate(20)}, {at_second(86'400), rate(1)}}),
               Duration::hours(24));
  CHECK(at.size() == 907'200);
  CHECK(count_in(at, 0, 43'200) == 453'600);
  CHECK(at[453'600] == 43'200 * kSecond);
  CHECK(std::is_sorted(at.begin(), at.end()));
}

TEST_CASE("two points at one time make a jump between ramps") {
  // 0 → 2/s in 10 s (10 arrivals), jump to 4/s → 0 in 10 s (20 arrivals).
  const std::vector<std::int64_t> at = instants(
      ramps({{at_second(0), rate(0)}, {at_second(10), rate(2)}, {at_second(10), rate(4)}, {at_second(20), rate(0)}}),
      Duration::seconds(100));
  CHECK(at.size() == 30);
  CHECK(count_in(at, 0, 10) == 10);
  CHECK(at[10] == 10 * kSecond);
}

TEST_CASE("the inverse of the cumulative rate meets its definition anywhere on a ramp") {
  // 3/s → 11/s in 40 s, then 11/s → 0.5/s in 60 s, then constant. Area by hand: r t + slope t²/2.
  const std::vector<std::pair<SimTime, Rate>> points = {
      {at_second(0), rate(3)}, {at_second(40), rate(11)}, {at_second(100), rate(30, Duration::minutes(1))}};
  const RateProfile profile(points, Interpolation::Linear);
  const auto area = [](double t) {
    if (t <= 40) return 3 * t + 0.1 * t * t;
    const double u = std::min(t, 100.0) - 40;
    return 280 + 11 * u - 10.5 / 120 * u * u + (t > 100 ? 0.5 * (t - 100) : 0);
  };
  for (int k = 0; k < 800; ++k) {
    const SimTime t = profile.when(profile.arrival_area() * k);
    REQUIRE(area(to_seconds(t)) == doctest::Approx(k).epsilon(1e-9));
  }
}

TEST_CASE("a profile that cannot be is our bug") {
  const std::vector<std::pair<SimTime, Rate>> unsorted = {{at_second(5), rate(1)}, {at_second(4), rate(1)}};
  CHECK_THROWS_AS(RateProfile(unsorted, Interpolation::Step), InternalError);
  const std::vector<std::pair<SimTime, Rate>> timeless = {{at_second(5), Rate{1, Duration{}}}};
  CHECK_THROWS_AS(RateProfile(timeless, Interpolation::Step), InternalError);
}

// N of a Poisson process with mean m has standard deviation √m; the dispersion of n window counts has √(2/(n−1)).
TEST_CASE("Poisson arrivals have Poisson counts") {
  for (const std::uint64_t seed : {1ull, 2ull, 3ull}) {
    const std::vector<std::int64_t> at = instants(PoissonArrivals{rate(5)}, Duration::seconds(20'000), seed);
    CHECK(std::fabs(static_cast<double>(at.size()) - 100'000) < kZ * std::sqrt(100'000.0));
    CHECK(std::fabs(dispersion(at, 0, 20'000 * kSecond, kSecond) - 1) < kZ * std::sqrt(2.0 / 19'999));
    CHECK(std::is_sorted(at.begin(), at.end()));
  }
}

TEST_CASE("a Poisson profile has Poisson counts that follow the rate") {
  for (const std::uint64_t seed : {1ull, 2ull}) {
    // 0 → 20/s over 4000 s, then 20/s for 6000 s. Quarters of the ramp hold 1, 3, 5 and 7 sixteenths of 40,000.
    const std::vector<std::int64_t> at =
        instants(ramps({{at_second(0), rate(0)}, {at_second(4000), rate(20)}}, Spacing::Poisson),
                 Duration::seconds(10'000), seed);
    for (int quarter = 0; quarter < 4; ++quarter) {
      const double mean = 40'000 * (2 * quarter + 1) / 16.0;
      const double n = static_cast<double>(count_in(at, 1000 * quarter, 1000 * (quarter + 1)));
      CHECK(std::fabs(n - mean) < kZ * std::sqrt(mean));
    }
    CHECK(std::fabs(static_cast<double>(count_in(at, 4000, 10'000)) - 120'000) < kZ * std::sqrt(120'000.0));
    CHECK(std::fabs(dispersion(at, 4000 * kSecond, 10'000 * kSecond, kSecond) - 1) < kZ * std::sqrt(2.0 / 5999));
  }
}

namespace {

std::shared_ptr<const Trace> bins(Duration width, std::vector<Trace::Bin> list) {
  auto trace = std::make_shared<Trace>();
  trace->bin_width = width;
  trace->bins = std::move(list);
  for (const Trace::Bin& bin : trace->bins) trace->total += bin.count;
  return trace;
}

}  // namespace

TEST_CASE("an evenly replayed bin places request i at i × width ÷ count") {
  const auto trace = bins(Duration::seconds(1), {{at_second(3), 4, {}}, {at_second(5), 3, {}}, {at_second(6), 1, {}}});
  const std::vector<std::int64_t> at = instants(TraceArrivals{trace, Spacing::Even}, Duration::seconds(60));
  CHECK(at == std::vector<std::int64_t>{3'000'000'000, 3'250'000'000, 3'500'000'000, 3'750'000'000, 5'000'000'000,
                                        5'333'333'333, 5'666'666'666, 6'000'000'000});
}

TEST_CASE("a randomly replayed bin keeps its count and is uniform within") {
  const auto trace = bins(Duration::seconds(60), {{at_second(60), 20'000, {}}, {at_second(240), 5, {}}});
  const std::vector<std::int64_t> at = instants(TraceArrivals{trace, Spacing::Poisson}, Duration::seconds(600));
  REQUIRE(at.size() == 20'005);
  CHECK(std::is_sorted(at.begin(), at.end()));
  CHECK(count_in(at, 60, 120) == 20'000);
  CHECK(count_in(at, 240, 300) == 5);
  // Kolmogorov–Smirnov against the uniform distribution, exceeded with probability 0.0001.
  double distance = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    const double u = static_cast<double>(at[i] - 60 * kSecond) / 60e9;
    distance = std::max({distance, u - static_cast<double>(i) / 20'000, static_cast<double>(i + 1) / 20'000 - u});
  }
  CHECK(distance < 2.2253 / std::sqrt(20'000.0));
}

TEST_CASE("bins of several functions that begin together are merged, each with its duration") {
  const Duration quick = Duration::milliseconds(10);
  const Duration slow = Duration::milliseconds(700);
  const auto trace =
      bins(Duration::minutes(1), {{at_second(0), 2, quick}, {at_second(0), 3, slow}, {at_second(60), 1, Duration{}}});
  WorkloadSpec spec = workload_of(TraceArrivals{trace, Spacing::Even});
  spec.work.duration_from_trace = true;
  spec.work.cpu = random::Constant{5e6};
  const std::vector<queueing::Request> requests = requests_of({spec}, 1, Duration::minutes(5));
  std::vector<std::pair<std::int64_t, std::int64_t>> seen;
  for (const queueing::Request& r : requests) seen.emplace_back(r.arrived.ns / kSecond, r.cpu.ns / 1'000'000);
  // Equal instants: the bin listed first. Unknown duration: cpu as the workload says.
  CHECK(seen ==
        std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 10}, {0, 700}, {20, 700}, {30, 10}, {40, 700}, {60, 5}});
  spec.work.duration_from_trace = false;
  for (const queueing::Request& r : requests_of({spec}, 1, Duration::minutes(5))) CHECK(r.cpu.ns == 5'000'000);
}

TEST_CASE("single invocations are replayed when they came") {
  auto trace = std::make_shared<Trace>();
  trace->invocations = {{at_second(1), Duration::seconds(2)}, {at_second(1), Duration{}}, {at_second(9), Duration{}}};
  trace->total = 3;
  WorkloadSpec spec = workload_of(TraceArrivals{trace, Spacing::Even});
  spec.work.duration_from_trace = true;
  const std::vector<queueing::Request> requests = requests_of({spec}, 1, Duration::seconds(9));
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].cpu == Duration::seconds(2));
  CHECK(requests[1].arrived == at_second(1));
}

}  // namespace cloudsim
