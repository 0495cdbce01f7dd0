// SPDX-License-Identifier: Apache-2.0
#include "billing/meter.hpp"

#include <map>
#include <random>

#include "unit/billing/support.hpp"

namespace cloudsim::billing {
namespace {

using trace::Outcome;
using trace::Reason;

trace::Fact fact(trace::FactBody body) { return {SimTime{}, FactId{0}, FactId::none(), std::move(body)}; }

trace::RequestRecord record(Outcome outcome, Reason reason, Duration handler, Duration init = {}) {
  trace::RequestRecord made;
  made.outcome = outcome;
  made.reason = reason;
  made.handler_billed = handler;
  made.init_billed = init;
  made.server = ServerId{0};
  return made;
}

const PriceList& teaching() {
  static const PriceList list = shipped("teaching", "us-east-1");
  return list;
}

TEST_CASE("invocations: requests and memory × billed time, initialisation included") {
  trace::Meters meters;
  UsageMeter usage(meters, teaching());
  // Lesson 4: 3,000 images of 400 ms at 1,024 MB: 3000 × 0.2 / 10^6 + 1200 × 0.0000166667 = 0.0006 + 0.02000004.
  usage.on(
      fact(trace::InvocationMetered{meters.intern("lambda.request"), meters.intern("lambda.gb_second.x86"), 1024}));
  const std::vector<trace::RequestRecord> block(
      3000, record(Outcome::Completed, Reason::None, Duration::milliseconds(300), Duration::milliseconds(100)));
  usage.on(block);
  CHECK(total_of(make_bill(usage, teaching(), {})) == "0.02060004");
}

TEST_CASE("billed is what ran: not what was refused, ignored, waiting or still running") {
  trace::Meters meters;
  UsageMeter usage(meters, teaching());
  usage.on(
      fact(trace::InvocationMetered{meters.intern("lambda.request"), meters.intern("lambda.gb_second.x86"), 1024}));
  const Duration second = Duration::seconds(1);
  trace::RequestRecord never_started = record(Outcome::Failed, Reason::ServerCrashed, {});
  never_started.server = ServerId::none();
  const std::vector<trace::RequestRecord> block{record(Outcome::Completed, Reason::None, second),
                                                record(Outcome::TimedOut, Reason::RunTimeout, second),
                                                record(Outcome::Failed, Reason::OutOfMemory, second),
                                                record(Outcome::TimedOut, Reason::WaitTimeout, second),
                                                record(Outcome::Rejected, Reason::ConcurrencyLimit, second),
                                                record(Outcome::Ignored, Reason::NoTrigger, second),
                                                record(Outcome::InFlight, Reason::None, second),
                                                never_started};
  usage.on(block);
  const result::Bill bill = make_bill(usage, teaching(), {});
  REQUIRE(bill.lines.size() == 2);
  CHECK(to_string(bill.lines[0].quantity) == "3000000");  // requests × 10^6
  CHECK(to_string(bill.lines[1].quantity) == "3000000");  // GB-seconds × 10^6
}

TEST_CASE("each attempt and each batch is one invocation; provisioned environments have a duration of their own") {
  trace::Meters meters;
  UsageMeter usage(meters, teaching());
  usage.on(fact(trace::InvocationMetered{meters.intern("lambda.request"), meters.intern("lambda.gb_second.x86"), 1024,
                                         meters.intern("lambda.provisioned.duration.x86")}));
  const auto made = [](trace::RecordOf of, trace::RanOn ran_on) {
    trace::RequestRecord one = record(Outcome::Failed, Reason::FunctionError, Duration::seconds(1));
    one.of = of;
    one.ran_on = ran_on;
    return one;
  };
  // Three attempts and the request that they belong to; a batch of three; two runs on provisioned environments.
  const std::vector<trace::RequestRecord> block{
      made(trace::RecordOf::Attempt, trace::RanOn::OnDemand), made(trace::RecordOf::Attempt, trace::RanOn::OnDemand),
      made(trace::RecordOf::Attempt, trace::RanOn::OnDemand), made(trace::RecordOf::Request, trace::RanOn::OnDemand),
      made(trace::RecordOf::Whole, trace::RanOn::OnDemand),   made(trace::RecordOf::Whole, trace::RanOn::Shared),
      made(trace::RecordOf::Whole, trace::RanOn::Shared),     made(trace::RecordOf::Whole, trace::RanOn::Provisioned),
      made(trace::RecordOf::Whole, trace::RanOn::Provisioned)};
  usage.on(block);
  const result::Bill bill = make_bill(usage, teaching(), {});
  REQUIRE(bill.lines.size() == 3);
  CHECK(to_string(bill.lines[0].quantity) == "6000000");  // 3 + 1 + 2 requests, × 10^6
  CHECK(to_string(bill.lines[1].quantity) == "4000000");  // GB-seconds on demand
  CHECK(to_string(bill.lines[2].quantity) == "2000000");  // and on provisioned environments
}

TEST_CASE("no invocation is metered before a model says what one uses; memory may change on the way") {
  trace::Meters meters;
  UsageMeter usage(meters, teaching());
  const std::vector<trace::RequestRecord> one{record(Outcome::Completed, Reason::None, Duration::seconds(1))};
  usage.on(one);
  CHECK(make_bill(usage, teaching(), {}).lines.empty());
  const MeterId request = meters.intern("lambda.request");
  const MeterId duration = meters.intern("lambda.gb_second.x86");
  usage.on(fact(trace::InvocationMetered{request, duration, 512}));
  usage.on(one);
  usage.on(fact(trace::InvocationMetered{request, duration, 2048}));
  usage.on(one);
  const result::Bill bill = make_bill(usage, teaching(), {});
  REQUIRE(bill.lines.size() == 2);
  CHECK(to_string(bill.lines[1].quantity) == "2500000");  // 0.5 + 2 GB-seconds
}

TEST_CASE("an invocation is rounded up to the list's granularity") {
  const PriceList old_days = typed("  r: {unit: count}\n  d: {unit: gb_second, granularity: 100ms}", "r: 0\nd: 1");
  trace::Meters meters;
  UsageMeter usage(meters, old_days);
  usage.on(fact(trace::InvocationMetered{meters.intern("r"), meters.intern("d"), 1024}));
  const std::vector<trace::RequestRecord> block{
      record(Outcome::Completed, Reason::None, Duration::milliseconds(101)),
      record(Outcome::Completed, Reason::None, Duration::milliseconds(200)),
      record(Outcome::Completed, Reason::None, Duration::nanoseconds(1), Duration::nanoseconds(1))};
  usage.on(block);
  CHECK(total_of(make_bill(usage, old_days, {})) == "0.50");  // 200 + 200 + 100 ms
}

TEST_CASE("a meter without a row in the list is reported, whatever its amount") {
  const result::Bill bill = bill_of(teaching(), "ec2.instance.x9.huge", 7, Duration::hours(1));
  CHECK(bill.lines.empty());
  CHECK(bill.unpriced == std::vector<std::string>{"ec2.instance.x9.huge"});
  CHECK(bill_of(teaching(), "ebs.gp3", 1024, Duration::hours(1)).not_charged == std::vector<std::string>{"ebs.gp3"});
}

// ---- against a naive reference: one line per fact, counted in whole units and a rest

struct Naive {
  struct Row {
    int128 whole = 0;
    int128 rest = 0;
    int128 denominator = 1;
  };
  const PriceList& prices;
  std::map<std::string, Row> rows = {};
  std::int64_t memory = 0;

  static int128 per_unit(Unit unit, std::int64_t month_hours) {
    const int128 second = 1'000'000'000;
    switch (unit) {
      case Unit::Count:
        return 1;
      case Unit::Gb:
        return 1024 * 1024 * 1024;
      case Unit::Hour:
        return 3600 * second;
      case Unit::VcpuHour:
        return 3600 * second * 1000;
      case Unit::GbHour:
        return 3600 * second * 1024;
      case Unit::GbSecond:
        return second * 1024;
      case Unit::GbMonth:
        return 3600 * second * 1024 * month_hours;
      case Unit::Month:
        return 3600 * second * month_hours;
      case Unit::Year:
        return 3600 * second * 24 * 365;
    }
    return 1;
  }

  void add(const std::string& name, int128 amount, Duration used, bool timed) {
    const Meter& meter = *prices.find(name);
    std::int64_t ns = used.ns;
    if (meter.granularity.ns > 0 && ns % meter.granularity.ns != 0)
      ns += meter.granularity.ns - ns % meter.granularity.ns;
    if (ns > 0 && ns < meter.minimum.ns) ns = meter.minimum.ns;
    Row& row = rows[name];
    row.denominator = per_unit(meter.unit, prices.month_hours);
    row.rest += timed ? amount * ns : amount;
    row.whole += row.rest / row.denominator;
    row.rest %= row.denominator;
  }

  Money total() const {
    Money sum;
    for (const auto& [name, row] : rows) {
      const Meter& meter = *prices.find(name);
      sum += multiply(meter.tiers.front().price, row.whole * row.denominator + row.rest, row.denominator * meter.per);
    }
    return sum;
  }
};

TEST_CASE("random facts cost the same as one line per fact, and the lines add up to the total") {
  const PriceList aws = shipped("aws", "us-east-1");
  const std::vector<std::string> names{"ec2.instance.t3.micro",
                                       "ec2.instance.m5.large",
                                       "ebs.gp3",
                                       "ebs.gp3_iops",
                                       "ipv4.address",
                                       "alb.hour",
                                       "alb.lcu",
                                       "fargate.vcpu_hour.x86",
                                       "fargate.gb_hour.x86",
                                       "nat.gb",
                                       "lambda.ephemeral_gb_second"};
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&random](std::int64_t bound) {
      return static_cast<std::int64_t>((std::uint64_t{random()} << 20 ^ random()) % static_cast<std::uint64_t>(bound));
    };
    trace::Meters meters;
    UsageMeter usage(meters, aws);
    Naive naive{aws};
    std::vector<MeterId> ids;
    for (const std::string& name : names) ids.push_back(meters.intern(name));
    const MeterId request = meters.intern("lambda.request");
    const MeterId duration = meters.intern("lambda.gb_second.x86");
    for (int i = 0; i < 500; ++i) {
      const std::int64_t kind = below(3);
      if (kind == 0) {
        naive.memory = 128 + below(10'113);
        usage.on(fact(trace::InvocationMetered{request, duration, naive.memory}));
      } else if (kind == 1 && naive.memory > 0) {
        const Duration handler = Duration::nanoseconds(below(5'000'000'000));
        const Duration init = Duration::nanoseconds(below(2) * below(900'000'000));
        const std::vector<trace::RequestRecord> block{record(Outcome::Completed, Reason::None, handler, init)};
        usage.on(block);
        naive.add("lambda.request", 1, {}, false);
        naive.add("lambda.gb_second.x86", naive.memory, handler + init, true);
      } else {
        const auto pick = static_cast<std::size_t>(below(static_cast<std::int64_t>(names.size())));
        const std::int64_t amount = 1 + below(100'000);
        const SimTime from{below(1'000'000'000'000)};
        const Duration length = Duration::nanoseconds(1 + below(40'000'000'000'000));
        usage.on(fact(trace::UsageRecorded{ids[pick], amount, from, from + length, ServerId{0}}));
        const Unit unit = aws.find(names[pick])->unit;
        naive.add(names[pick], amount, length, unit != Unit::Count && unit != Unit::Gb);
      }
    }
    CAPTURE(seed);
    const result::Bill bill = make_bill(usage, aws, {});
    CHECK(to_decimal(bill.total) == to_decimal(naive.total()));
    CHECK(bill.lines.size() > 8);
    Money sum;
    for (const result::BillLine& line : bill.lines) sum += line.amount;
    CHECK(sum == bill.total);
  }
}

}  // namespace
}  // namespace cloudsim::billing
