// SPDX-License-Identifier: Apache-2.0
#include "billing/usage.hpp"

#include <filesystem>

#include "base/cpu_credits.hpp"
#include "unit/billing/support.hpp"

namespace cloudsim::billing {
namespace {

result::Bill bill_of_file(const std::string& path) {
  Diagnostics diagnostics;
  const auto usage = read_usage(source_of(path), diagnostics);
  INFO(words_of(diagnostics));
  REQUIRE(usage.has_value());
  const PriceList prices = shipped(usage->list, usage->region);
  CHECK(check_usage(*usage, prices, diagnostics));
  const result::Bill bill = price_usage(*usage, prices);
  CHECK(bill.unpriced.empty());
  CHECK(bill.not_charged.empty());
  Money sum;
  for (const result::BillLine& line : bill.lines) sum += line.amount;
  CHECK(sum == bill.total);
  return bill;
}

std::string shown(Money amount, int decimals) { return to_decimal(round_half_up(amount, decimals), decimals); }

TEST_CASE("a bill that was published wrong is not reproduced: the inputs win") {
  const std::vector<std::pair<const char*, std::pair<const char*, const char*>>> traps = {
      {"trap-lambda-tenant-isolation", {"368.74", "368.734"}},
      {"trap-lambda-esm-kafka", {"1153.30", "1147.33532"}},
      {"trap-hong-kong-blog", {"3.21", "3.7688"}},
      {"trap-fargate-sp-note", {"952.00", "951.16"}},
  };
  for (const auto& trap : traps) {
    const auto* name = trap.first;  // clang 14 captures no structured binding
    const auto& totals = trap.second;
    CAPTURE(name);
    const result::Bill bill = bill_of_file(std::string("tests/unit/billing/usage/") + name + ".yaml");
    CHECK(shown(bill.total, 2) != totals.first);
    CHECK(to_decimal(bill.total) == totals.second);
  }
}

TEST_CASE("real bills with quantities printed in whole units agree as far as those allow") {
  CHECK(to_decimal(bill_of_file("tests/unit/billing/usage/sanity-bill-ireland-2026-07.yaml").total) == "44.356605");
  CHECK(to_decimal(bill_of_file("tests/unit/billing/usage/sanity-bill-mexico-2026-07.yaml").total) == "74.537");
}

TEST_CASE("every usage file that ships is valid and priced") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(CLOUDSIM_SOURCE_DIR) + "/scenarios/usage")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const result::Bill bill = bill_of_file("scenarios/usage/" + name);
    CHECK(bill.lines.size() >= 3);
    CHECK(Money::usd(1) < bill.total);
    ++files;
  }
  CHECK(files == 3);
}

TEST_CASE("credits of a t3.nano in unlimited mode, phase by phase") {
  // EC2 user guide, unlimited-mode-examples (2023-06-15): hours, CPU, and then balance, borrowed, charged so far.
  struct Phase {
    int hours;
    std::int64_t cpu_millionths;
    double balance, borrowed, charged;
  };
  const std::vector<Phase> phases = {
      {24, 0, 144, 0, 0},        {12, 25'000, 144, 0, 0},       {24, 70'000, 86.4, 0, 0},
      {12, 25'000, 122.4, 0, 0}, {5, 1'000'000, 0, 144, 303.6}, {13, 50'000, 0, 144, 303.6},
      {24, 0, 0, 0, 303.6}};
  CreditAccount account(2, 50'000);
  const auto credits = [](int128 amount) { return static_cast<double>(amount * 1000 / CreditAccount::kCredit) / 1000; };
  for (const Phase& phase : phases) {
    account.run(phase.cpu_millionths, Duration::hours(phase.hours));
    CHECK(credits(account.balance()) == phase.balance);
    CHECK(credits(account.borrowed()) == phase.borrowed);
    CHECK(credits(account.charged()) == phase.charged);
  }
}

TEST_CASE("what a terminated instance still owes is charged") {
  CreditAccount account(2, 50'000);
  account.run(1'000'000, Duration::minutes(30));  // 60 credits used, 3 earned: 57 borrowed
  CHECK(account.charged() == 0);
  account.close();
  CHECK(account.charged() == 57 * CreditAccount::kCredit);
  CHECK(account.borrowed() == 0);
}

TEST_CASE("the largest of a load balancer's four dimensions is charged") {
  const PriceList aws = shipped("aws", "us-east-1");
  const auto lcu = [&](AlbUse use) {
    UsageDocument document;
    use.time = Duration::hours(1);
    document.items.emplace_back(use);
    for (const result::BillLine& line : price_usage(document, aws).lines) {
      if (line.meter == "alb.lcu") return to_string(line.quantity);
    }
    return std::string("none");
  };
  AlbUse connections;
  connections.new_connections_per_second = 50'000'000;  // 50 a second: 2 LCU
  CHECK(lcu(connections) == "2000000");
  connections.connection_length = Duration::minutes(3);  // 9,000 open: 3 LCU
  CHECK(lcu(connections) == "3000000");
  AlbUse bytes;
  bytes.gb_per_hour = 800'000;
  CHECK(lcu(bytes) == "800000");
  bytes.lambda_targets = true;  // 0.4 GB an hour make one
  CHECK(lcu(bytes) == "2000000");
  AlbUse rules;
  rules.requests_per_second = 100'000'000;
  rules.rules = 10;  // ten rules cost nothing
  CHECK(lcu(rules) == "none");
  rules.rules = 30;  // 100 × 20 evaluations a second
  CHECK(lcu(rules) == "2000000");
}

TEST_CASE("problems of a usage file come all at once, with places") {
  Diagnostics diagnostics;
  const auto source =
      std::make_shared<Source>(Source{"u.yaml",
                                      "usage: 1\n"
                                      "prices: {free_teir: true, override: {alb.hour: -1}}\n"
                                      "lambda:\n"
                                      "  - {requests: 5, duration: 1s, memory: 1GB, architecture: arm6}\n"
                                      "nat:\n"
                                      "  - {time: 1h, processed_gb: 1e3}\n"});
  CHECK(!read_usage(source, diagnostics).has_value());
  sort_by_position(diagnostics);
  CHECK(words_of(diagnostics) ==
        "u.yaml:2:10 unknown_key[free_tier]\n"
        "u.yaml:2:48 not_a_decimal[]\n"
        "u.yaml:4:60 bad_choice[arm64]\n"
        "u.yaml:6:30 not_a_decimal[]\n");
}

TEST_CASE("names of meters are checked against the list") {
  Diagnostics diagnostics;
  const auto source =
      std::make_shared<Source>(Source{"u.yaml",
                                      "usage: 1\n"
                                      "prices: {override: {alb.hours: 1}, free_tier_used_up: [lambda.requests]}\n"
                                      "meters:\n"
                                      "  - {meter: nat.gbs, quantity: 1}\n"});
  const auto usage = read_usage(source, diagnostics);
  REQUIRE(usage.has_value());
  CHECK(!check_usage(*usage, shipped("aws", "us-east-1"), diagnostics));
  sort_by_position(diagnostics);
  CHECK(words_of(diagnostics) ==
        "u.yaml:2:21 unknown_meter[alb.hour]\n"
        "u.yaml:2:56 unknown_meter[lambda.request]\n"
        "u.yaml:4:13 unknown_meter[nat.gb]\n");
}

}  // namespace
}  // namespace cloudsim::billing
