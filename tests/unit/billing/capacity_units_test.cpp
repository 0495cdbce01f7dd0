// SPDX-License-Identifier: Apache-2.0
#include "billing/capacity_units.hpp"

#include "billing/meter.hpp"
#include "unit/billing/support.hpp"

namespace cloudsim::billing {
namespace {

/// So many hours alike.
std::string price_of(trace::LoadBalancerUsed hour, std::int64_t hours, int decimals) {
  const PriceList prices = shipped("aws", "us-west-2");
  trace::Meters meters;
  UsageMeter usage(meters, prices);
  hour.meter = meters.intern("alb.lcu");
  for (std::int64_t i = 0; i < hours; ++i) {
    hour.from = kTimeZero + Duration::hours(i);
    hour.to = kTimeZero + Duration::hours(i + 1);
    usage.on(trace::Fact{hour.to, FactId{0}, FactId::none(), hour});
  }
  return to_decimal(round_half_up(make_bill(usage, prices, {}).total, decimals), decimals);
}

trace::LoadBalancerUsed hour_of(std::int64_t requests, std::int64_t connections, Duration length, std::int64_t bytes,
                                std::int32_t rules) {
  trace::LoadBalancerUsed hour;
  hour.requests = requests;
  hour.connections = connections;
  hour.connection_length = length;
  hour.bytes = bytes;
  hour.rules = rules;
  return hour;
}

// The ELB pricing page's example: 1 new connection a second for 2 min each, 5 requests a second, 1.08 GB an hour, 60
// rules, 720 h. 0.04, 0.04, 1.08 and 0.25 units: 777.6 × 0.008 = 6.2208.
TEST_CASE("the published example of capacity units, hour by hour") {
  CHECK(price_of(hour_of(18'000, 3'600, Duration::minutes(2), 1'159'641'170, 60), 720, 4) == "6.2208");
}

// 0.008 USD a unit and hour; 100 hours so that the differences show.
TEST_CASE("an hour costs the largest of the four dimensions") {
  // 100 new connections a second are 4 units.
  CHECK(price_of(hour_of(360'000, 360'000, Duration::seconds(1), 0, 1), 100, 4) == "3.2000");
  // 10 a second for 10 min each: 6,000 open, 2 units.
  CHECK(price_of(hour_of(36'000, 36'000, Duration::minutes(10), 0, 1), 100, 4) == "1.6000");
  // 3 GB: 3 units.
  CHECK(price_of(hour_of(3'600, 1, Duration::seconds(1), 3 * Bytes::gigabytes(1).count, 1), 100, 4) == "2.4000");
  // 100 requests a second × (60 − 10 free) rules = 5,000 evaluations: 5 units.
  CHECK(price_of(hour_of(360'000, 1, Duration::seconds(1), 0, 60), 100, 4) == "4.0000");
  CHECK(price_of(hour_of(360'000, 1, Duration::seconds(1), 0, 10), 100, 4) == "0.0000");
}

// Half of a load for an hour and twice it for another are not what the average would be: 1 and 4 units.
TEST_CASE("each hour is counted by itself") {
  const PriceList prices = shipped("aws", "us-east-1");
  trace::Meters meters;
  UsageMeter usage(meters, prices);
  for (const std::int64_t gigabytes : {1, 4}) {
    trace::LoadBalancerUsed hour = hour_of(1, 1, Duration::seconds(1), Bytes::gigabytes(gigabytes).count, 1);
    hour.meter = meters.intern("alb.lcu");
    hour.to = kTimeZero + Duration::hours(1);
    usage.on(trace::Fact{hour.to, FactId{0}, FactId::none(), hour});
  }
  CHECK(to_decimal(make_bill(usage, prices, {}).total, 4) == "0.0400");
}

// 1.50001 vCPU-hours at 0.05 USD.
TEST_CASE("parts of a thing are metered as well") {
  const PriceList prices = shipped("aws", "us-east-1");
  trace::Meters meters;
  UsageMeter usage(meters, prices);
  trace::UsageRecorded part{meters.intern("ec2.surplus.t3"), 1'500, kTimeZero, kTimeZero + Duration::hours(1), {}};
  part.millionths = 10'000;  // 1,500.01 thousandths of a vCPU
  usage.on(trace::Fact{part.to, FactId{0}, FactId::none(), part});
  CHECK(to_decimal(make_bill(usage, prices, {}).total, 7) == "0.0750005");
}

}  // namespace
}  // namespace cloudsim::billing
