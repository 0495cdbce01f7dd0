// SPDX-License-Identifier: Apache-2.0
#include "billing/capacity_units.hpp"

#include <algorithm>
#include <iterator>

namespace cloudsim::billing {
namespace {

constexpr int128 kMillion = 1'000'000;
constexpr int128 kSecond = 1'000'000'000;
constexpr int128 kHour = 3600 * kSecond;

/// A non-negative fraction.
struct Ratio {
  int128 numerator = 0;
  int128 denominator = 1;
  bool operator<(const Ratio& other) const {
    return checked_product(numerator, other.denominator) < checked_product(other.numerator, denominator);
  }
};

Ratio reduced(int128 numerator, int128 denominator) {
  const int128 shared = std::max<int128>(1, greatest_common_divisor(numerator, denominator));
  return {numerator / shared, denominator / shared};
}

}  // namespace

Quantity capacity_unit_hours(const AlbUse& use, const LcuRule& lcu) {
  const std::int64_t gb = use.lambda_targets ? lcu.gb_per_hour_lambda : lcu.gb_per_hour;
  if (gb == 0) return {};
  const std::int64_t rules = std::max<std::int64_t>(0, use.rules - lcu.free_rules);
  const Ratio dimensions[] = {{use.new_connections_per_second, lcu.new_connections_per_second},
                              {int128{use.new_connections_per_second} * use.connection_length.ns,
                               int128{lcu.active_connections_per_minute} * kSecond},
                              {use.gb_per_hour, gb},
                              {int128{use.requests_per_second} * rules, lcu.rule_evaluations_per_second}};
  const Ratio most = *std::max_element(std::begin(dimensions), std::end(dimensions));
  return {{}, checked_product(most.numerator, use.time.ns), checked_product(most.denominator, kHour)};
}

// An average over the time, times the time: the time itself drops out.
Quantity capacity_unit_hours(const trace::LoadBalancerUsed& use, const LcuRule& lcu) {
  const std::int64_t gb = use.lambda_targets ? lcu.gb_per_hour_lambda : lcu.gb_per_hour;
  if (gb == 0) return {};
  const std::int64_t rules = std::max<std::int64_t>(0, use.rules - lcu.free_rules);
  const int128 open = checked_product(use.connections, use.connection_length.ns);
  const Ratio dimensions[] = {
      reduced(use.connections * kMillion, lcu.new_connections_per_second * (kHour / kSecond)),
      reduced(checked_product(open, kMillion), lcu.active_connections_per_minute * kHour),
      reduced(use.bytes * kMillion, (int128{1} << 30) * gb),
      reduced(int128{use.requests} * rules * kMillion, lcu.rule_evaluations_per_second * (kHour / kSecond))};
  const Ratio most = *std::max_element(std::begin(dimensions), std::end(dimensions));
  return {{}, most.numerator, most.denominator};
}

}  // namespace cloudsim::billing
