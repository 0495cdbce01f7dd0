// SPDX-License-Identifier: Apache-2.0
#include "billing/invoice.hpp"

#include "unit/billing/support.hpp"

namespace cloudsim::billing {
namespace {

constexpr Duration kHour = Duration::hours(1);

TEST_CASE("EC2: whole seconds, at least 60 s for each start") {
  const PriceList aws = shipped("aws", "us-east-1");
  const char* meter = "ec2.instance.t3.micro";  // 0.0104 USD an hour
  CHECK(total_of(bill_of(aws, meter, 1, kHour)) == "0.0104");
  CHECK(total_of(bill_of(aws, meter, 1, Duration::seconds(1))) ==
        total_of(bill_of(aws, meter, 1, Duration::minutes(1))));
  // 60 s: 0.0104 / 60 = 0.00017333…; 61 s: 0.0104 × 61 / 3600 = 0.000176222222(2)
  CHECK(total_of(bill_of(aws, meter, 1, Duration::minutes(1))) == "0.000173333333");
  CHECK(total_of(bill_of(aws, meter, 1, Duration::milliseconds(60'001))) == "0.000176222222");
  CHECK(total_of(bill_of(aws, meter, 1, Duration{})) == "0.00");
  // Lesson 1: 24 h less the 45 s that an order takes are 86,355 s: 0.0104 × 86,355 / 3600 = 0.24947
  CHECK(total_of(bill_of(aws, meter, 1, Duration::seconds(86'355))) == "0.24947");
}

TEST_CASE("each start is rounded by itself") {
  const PriceList aws = shipped("aws", "us-east-1");
  trace::Meters meters;
  const MeterId id = meters.intern("ec2.instance.t3.micro");
  UsageMeter usage(meters, aws);
  for (int start = 0; start < 60; ++start) {
    const SimTime from = kTimeZero + Duration::minutes(start);
    usage.on(trace::Fact{from, FactId{0}, FactId::none(),
                         trace::UsageRecorded{id, 1, from, from + Duration::seconds(1), ServerId{0}}});
  }
  CHECK(total_of(make_bill(usage, aws, {})) == "0.0104");  // 60 starts of 1 s are 60 minutes
}

TEST_CASE("a load balancer's started hour is a full one") {
  const PriceList aws = shipped("aws", "us-east-1");
  CHECK(total_of(bill_of(aws, "alb.hour", 1, kHour)) == "0.0225");
  CHECK(total_of(bill_of(aws, "alb.hour", 1, kHour + Duration::nanoseconds(1))) == "0.045");
  CHECK(total_of(bill_of(aws, "nat.hour", 2, Duration::minutes(5))) == "0.09");
}

TEST_CASE("Fargate bills vCPU and memory by the second from 60 s on") {
  const PriceList aws = shipped("aws", "us-east-1");
  CHECK(total_of(bill_of(aws, "fargate.vcpu_hour.x86", 500, kHour)) == "0.02024");                   // half of 0.04048
  CHECK(total_of(bill_of(aws, "fargate.gb_hour.x86", 2048, kHour)) == "0.00889");                    // twice 0.004445
  CHECK(total_of(bill_of(aws, "fargate.vcpu_hour.x86", 3000, Duration::seconds(5))) == "0.002024");  // 3/60 × 0.04048
}

TEST_CASE("provisioned concurrency: started five minutes; SnapStart: at least three hours") {
  const PriceList aws = shipped("aws", "us-east-1");
  // 1 GB × 600 s × 0.0000041667
  CHECK(total_of(bill_of(aws, "lambda.provisioned.allocation.x86", 1024, Duration::seconds(301))) == "0.00250002");
  // 1 GB × 10,800 s × 0.0000015046
  CHECK(total_of(bill_of(aws, "lambda.snapstart.cache_gb_second", 1024, Duration::seconds(1))) == "0.01624968");
}

TEST_CASE("monthly meters are shares of a month of 730 hours; a subscription is a whole year") {
  const PriceList aws = shipped("aws", "us-east-1");
  CHECK(total_of(bill_of(aws, "ebs.gp3", 100 * 1024, kHour * 730)) == "8.00");
  CHECK(total_of(bill_of(aws, "ebs.gp3", 73 * 1024, kHour)) == "0.008");  // 73 GB × 0.08 / 730
  CHECK(total_of(bill_of(aws, "docker.enterprise_node", 10, kHour)) == "7500.00");
  CHECK(total_of(bill_of(aws, "docker.enterprise_node", 10, Duration::hours(8760))) == "7500.00");
  CHECK(total_of(bill_of(aws, "docker.enterprise_node", 10, Duration::hours(8761))) == "15000.00");
}

TEST_CASE("tiers: each part of a quantity pays its own tier, the bill has one line") {
  const PriceList prices =
      typed("  x: {unit: count, per: 10}", "x: [{up_to: 100, price: 5}, {up_to: 150, price: 3}, {price: 1}]");
  CHECK(total_of(bill_of(prices, "x", 100, {})) == "50.00");
  CHECK(total_of(bill_of(prices, "x", 101, {})) == "50.30");
  CHECK(total_of(bill_of(prices, "x", 150, {})) == "65.00");
  const result::Bill bill = bill_of(prices, "x", 250, {});
  CHECK(total_of(bill) == "75.00");
  REQUIRE(bill.lines.size() == 1);
  CHECK(to_decimal(bill.lines[0].price) == "5");
  CHECK(bill.lines[0].per == 10);
  CHECK(to_string(bill.lines[0].quantity) == "250000000");
}

TEST_CASE("the free tier is taken off before tiers, only when it is on and not used up") {
  const PriceList prices = typed("  x: {unit: count, free: 40}", "x: [{up_to: 10, price: 2}, {price: 1}]");
  CHECK(total_of(bill_of(prices, "x", 60, {})) == "70.00");  // 10 × 2 + 50
  BillOptions options;
  options.free_tier = true;
  const result::Bill part = bill_of(prices, "x", 60, {}, options);  // 20 left: 10 × 2 + 10
  CHECK(total_of(part) == "30.00");
  CHECK(to_string(part.lines[0].free) == "40000000");
  CHECK(to_string(part.lines[0].quantity) == "20000000");
  const result::Bill all = bill_of(prices, "x", 39, {}, options);
  CHECK(total_of(all) == "0.00");
  REQUIRE(all.lines.size() == 1);
  CHECK(to_string(all.lines[0].free) == "39000000");
  options.free_tier_used_up = {"x"};
  CHECK(total_of(bill_of(prices, "x", 60, {}, options)) == "70.00");
}

TEST_CASE("a shared free amount goes to the first of the family, the rest to the next") {
  const PriceList prices = typed("  f: {unit: gb_second, free: 10, free_shared: true}", "f: {x86: 3, arm: 2}");
  BillOptions options;
  options.free_tier = true;
  const std::vector<Quantity> used{{"f.arm", 25, 2}, {"f.x86", 22, 3}};  // 12.5 and 7.33…
  const result::Bill bill = make_bill(used, prices, options);
  REQUIRE(bill.lines.size() == 2);
  CHECK(bill.lines[0].meter == "f.x86");  // the list's order, not the facts'
  CHECK(bill.lines[0].family == "f");
  CHECK(to_decimal(bill.lines[0].amount) == "0");
  // 12.5 − (10 − 7.33…) = 9.833…; × 2 = 19.666…
  CHECK(to_decimal(bill.lines[1].amount) == "19.666666666667");
}

TEST_CASE("a line is rounded once, half to even, at 10^-12 USD") {
  // 0.000000000001 USD for 2 units: 1 unit is half a step and goes to the even 0, 3 units go to 2.
  const PriceList prices = typed("  x: {unit: count, per: 2}", "x: 0.000000000001");
  CHECK(total_of(bill_of(prices, "x", 1, {})) == "0.00");
  CHECK(total_of(bill_of(prices, "x", 2, {})) == "0.000000000001");
  CHECK(total_of(bill_of(prices, "x", 3, {})) == "0.000000000002");
  CHECK(total_of(bill_of(prices, "x", 5, {})) == "0.000000000002");
  CHECK(total_of(bill_of(prices, "x", 7, {})) == "0.000000000004");
  // Parts of a line are not rounded: two tiers of half a step each make a whole one.
  const PriceList tiers =
      typed("  x: {unit: count, per: 2}", "x: [{up_to: 1, price: 0.000000000001}, {price: 0.000000000001}]");
  CHECK(total_of(bill_of(tiers, "x", 2, {})) == "0.000000000001");
}

TEST_CASE("invoice rounding takes every line to cents first, half up") {
  const PriceList prices = typed("  x: {unit: count}\n  y: {unit: count}", "x: 0.005\ny: 0.014");
  const std::vector<Quantity> used{{"x", 1, 1}, {"y", 1, 1}};
  CHECK(total_of(make_bill(used, prices, {})) == "0.019");
  BillOptions options;
  options.invoice_rounding = true;
  const result::Bill bill = make_bill(used, prices, options);
  CHECK(to_decimal(bill.lines[0].amount, 2) == "0.01");
  CHECK(to_decimal(bill.lines[1].amount, 2) == "0.01");
  CHECK(total_of(bill) == "0.02");
}

TEST_CASE("what has no price is named, not guessed and not free by accident") {
  const PriceList prices =
      typed("  x: {unit: count}\n  y: {unit: count}\n  z: {unit: count}", "x: included\ny: unknown\nz: 0");
  const std::vector<Quantity> used{{"x", 1, 1}, {"y", 1, 1}, {"y", 2, 1}, {"z", 1, 1}, {"w", 1, 1}};
  const result::Bill bill = make_bill(used, prices, {});
  CHECK(bill.not_charged == std::vector<std::string>{"x"});
  CHECK(bill.unpriced == std::vector<std::string>{"y", "w"});
  REQUIRE(bill.lines.size() == 1);  // a price of 0 is a price
  CHECK(bill.lines[0].meter == "z");
  CHECK(total_of(bill) == "0.00");
}

TEST_CASE("very large and very small quantities stay exact") {
  const PriceList aws = shipped("aws", "us-east-1");
  // Infracost's golden quantities over three tiers: 6e9 × 0.0000166667 + 9e9 × 0.000015 + 46.44e9 × 0.0000133334
  // = 100,000.2 + 135,000 + 619,203.096
  const std::vector<Quantity> used{{"lambda.gb_second.x86", int128{61'440'000'000}, 1}};
  CHECK(total_of(make_bill(used, aws, {})) == "854203.296");
  const std::vector<Quantity> one{{"lambda.request", 1, 1}};
  CHECK(total_of(make_bill(one, aws, {})) == "0.0000002");
}

}  // namespace
}  // namespace cloudsim::billing
