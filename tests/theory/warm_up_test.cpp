// SPDX-License-Identifier: Apache-2.0
// How much a start from empty costs, and that the rule which looks for its end does not cost more. M/M/1 at ρ = 0.9,
// in units of the mean service time.
//
// The formula. W(n + 1) = (W(n) + X)⁺ with X = S − A; Wq = ρ/(1 − ρ) = 9. The function h(w) = a w² + b w with a = 1 /
// (2 (1/λ − 1/μ)) = 4.5 and b = 2a/λ = 10 solves E h(W(n + 1)) − h(w) = Wq − w: what lies below zero is exponential
// with rate λ, and with this b its contributions a·2/λ² − b/λ cancel. So over all customers from an empty system the
// waits that are missing are Σ (Wq − E W(n)) = E h(W) = a E W² + b E W = 4.5 · 180 + 10 · 9 = 900: with W = 0 in 1 of
// 10 cases and otherwise exponential with mean 10, E W = 9 and E W² = 180. The mean response of the first n customers
// is therefore 10 − 900/n, for n far beyond the relaxation time.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "metrics/steady.hpp"
#include "theory/queue_run.hpp"

using namespace cloudsim;
using metrics::Steady;

namespace {

constexpr std::uint64_t kCustomers = 3600;
constexpr double kMissing = 900.0 / kCustomers;  // of the mean response, which is 10 in the long run

std::vector<Steady::Bin> run_from_empty(std::uint64_t replication) {
  test::QueueCase queue;
  queue.arrival_rate = 0.9;
  test::QueueRun run(queue, 11, replication);
  Steady steady(kTimeZero, SimTime{4000 * test::QueueRun::kUnit});
  run.tracer.add(steady);
  run.start(0, kCustomers);
  while (run.simulator.step()) {
  }
  run.tracer.flush();
  return steady.bins();
}

/// The rule without asking whether the start is clearly another thing, as a share of the run.
double plain_cut(const std::vector<Steady::Bin>& bins) {
  std::vector<double> series;
  for (std::size_t i = 0; i < bins.size(); i += 5) {
    Steady::Bin sum;
    for (std::size_t j = i; j < i + 5; ++j) {
      sum.completed += bins[j].completed;
      sum.stayed_ns += bins[j].stayed_ns;
    }
    series.push_back(static_cast<double>(sum.stayed_ns) / static_cast<double>(sum.completed));
  }
  const auto cut = metrics::truncation(series);
  return cut ? static_cast<double>(*cut) / static_cast<double>(series.size()) : 0.5;
}

/// Mean response of those who arrived at `from` (a share of the run) or later.
double mean_from(const std::vector<Steady::Bin>& bins, double from) {
  double count = 0, sum = 0;
  for (auto i = static_cast<std::size_t>(from * Steady::kBins + 0.5); i < bins.size(); ++i) {
    count += static_cast<double>(bins[i].completed);
    sum += static_cast<double>(bins[i].stayed_ns) / test::QueueRun::kUnit;
  }
  return sum / count;
}

double share_of(const std::optional<Duration>& cut, Duration horizon) {
  return cut ? static_cast<double>(cut->ns) / static_cast<double>(horizon.ns) : 0.5;
}

}  // namespace

TEST_CASE("a start from empty lowers the mean by 900/n; looking for its end hardly lowers it more") {
  constexpr Duration kHorizon{4000 * test::QueueRun::kUnit};
  constexpr int kGroups = 100, kPilots = 10;
  std::vector<double> whole, one, ten, gained;
  double cut_plain = 0;
  double cut_one = 0, cut_ten = 0;
  for (int group = 0; group < kGroups; ++group) {
    std::vector<std::vector<Steady::Bin>> runs;
    std::vector<Steady::Bin> sum(Steady::kBins);
    for (int pilot = 0; pilot < kPilots; ++pilot) {
      runs.push_back(run_from_empty(static_cast<std::uint64_t>(group * kPilots + pilot + 1)));
      for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i].completed += runs.back()[i].completed;
        sum[i].stayed_ns += runs.back()[i].stayed_ns;
      }
    }
    const double shared = share_of(metrics::find_warm_up(sum, kHorizon, kPilots), kHorizon);
    CHECK(shared <= 0.5);
    cut_ten += shared / kGroups;
    double of_ten = 0;
    for (const auto& bins : runs) {
      const double own = share_of(metrics::find_warm_up(bins, kHorizon, 1), kHorizon);
      CHECK(own <= 0.5);
      cut_one += own / kGroups / kPilots;
      whole.push_back(mean_from(bins, 0));
      one.push_back(mean_from(bins, own));
      const double plain = plain_cut(bins);
      cut_plain += plain / kGroups / kPilots;
      gained.push_back(one.back() - mean_from(bins, plain));
      of_ten += mean_from(bins, shared) / kPilots;
    }
    ten.push_back(of_ten);
  }
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value / static_cast<double>(values.size());
    return sum;
  };
  const auto error = [&](const std::vector<double>& values) {
    double squares = 0;
    for (const double value : values) squares += (value - mean(values)) * (value - mean(values));
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1) / n);
  };
  // 3.3 standard errors: 999 of 1000 correct programs pass each line.
  CHECK(std::fabs(mean(whole) - (10 - kMissing)) < 3.3 * error(whole));
  // In ten runs together the rule takes nothing away; in a single one at most 2 % of the mean, where the plain rule
  // takes clearly more: it prefers to leave out the busy stretches.
  CHECK(mean(ten) > 10 - kMissing - 3.3 * error(ten));
  CHECK(mean(one) > 10 - kMissing - 0.2 - 3.3 * error(one));
  CHECK(mean(gained) > 3.3 * error(gained));
  CHECK(mean(one) < 10 + 3.3 * error(one));
  CHECK(mean(ten) < 10 + 3.3 * error(ten));
  CHECK(cut_one < cut_plain / 2);
  CHECK(cut_ten < cut_plain / 2);
}
