// SPDX-License-Identifier: Apache-2.0
// What it does: turns usage as people state it into quantities of meters, and prices them.
// What it assumes: every start of a block lasts the same; load-balancer traffic is even over the time.
// What it leaves out: services without a block (give their lines as `given`), Windows, discounts, taxes.
#include <algorithm>
#include <utility>

#include "base/cpu_credits.hpp"
#include "base/text.hpp"
#include "billing/capacity_units.hpp"
#include "billing/read_price.hpp"
#include "billing/usage.hpp"

namespace cloudsim::billing {
namespace {

constexpr int128 kDecimal = 1'000'000'000'000;  // of Money used as an exact decimal
constexpr int128 kHour = int128{3600} * 1'000'000'000;

/// Collects quantities; one overload per kind of usage.
class Metering {
 public:
  explicit Metering(const PriceList& prices) : prices_(prices) {}

  void operator()(const LambdaUse& use) {
    const std::string processor = use.arm ? ".arm" : ".x86";
    add_count("lambda.request", use.requests);
    add_timed("lambda.gb_second" + processor, int128{use.requests} * use.memory_mb, use.duration);
    const std::int64_t charged_mb =
        std::max<std::int64_t>(0, use.ephemeral_mb - prices_.allowances.lambda_ephemeral_mb);
    add_timed("lambda.ephemeral_gb_second", int128{use.requests} * charged_mb, use.duration);
    const std::int64_t charged_bytes =
        std::max<std::int64_t>(0, use.streamed_bytes - Bytes::megabytes(prices_.allowances.lambda_streaming_mb).count);
    add("lambda.streaming_gb", int128{use.streamed_responses} * charged_bytes, denominator_of(Unit::Gb, 1));
    add("lambda.tenant_environment_gb", int128{use.tenant_environments} * use.memory_mb, 1024);
    if (!use.provisioned) return;
    const LambdaUse::Provisioned& part = *use.provisioned;
    add_count("lambda.request", part.requests);
    add_timed("lambda.provisioned.allocation" + processor, int128{part.concurrency} * use.memory_mb, part.enabled);
    add_timed("lambda.provisioned.duration" + processor, int128{part.requests} * use.memory_mb, part.duration);
  }

  void operator()(const FargateUse& use) {
    static constexpr const char* kPlatforms[] = {".x86", ".arm", ".spot"};
    const std::string platform = kPlatforms[static_cast<int>(use.platform)];
    const int128 starts = int128{use.tasks} * use.runs;
    add_timed("fargate.vcpu_hour" + platform, starts * use.cpu_milli, use.each);
    add_timed("fargate.gb_hour" + platform, starts * use.memory_mb, use.each);
    const std::int64_t charged_mb =
        std::max<std::int64_t>(0, use.ephemeral_mb - prices_.allowances.fargate_ephemeral_mb);
    add_timed("fargate.ephemeral_gb_hour", starts * charged_mb, use.each);
  }

  void operator()(const Ec2Use& use) {
    add_timed("ec2.instance." + use.instance, use.count, use.running);
    if (!use.credits) return;
    CreditAccount account(use.credits->vcpu, use.credits->baseline_millionths);
    for (const Ec2Use::Phase& phase : use.credits->phases) account.run(phase.cpu_millionths, phase.time);
    if (use.credits->closed) account.close();
    add(use.credits->meter, use.count * account.charged(), CreditAccount::kVcpuHour);
  }

  void operator()(const EbsUse& use) {
    add_timed("ebs.gp3", int128{use.volumes} * use.size_mb, use.time);
    const Allowances& free = prices_.allowances;
    add_timed("ebs.gp3_iops", int128{use.volumes} * std::max<std::int64_t>(0, use.iops - free.gp3_iops), use.time);
    add_timed("ebs.gp3_throughput",
              int128{use.volumes} * std::max<std::int64_t>(0, use.throughput_mb_per_s - free.gp3_throughput_mb_per_s),
              use.time);
  }

  void operator()(const AlbUse& use) {
    add_timed("alb.hour", 1, use.time);
    const Quantity units = capacity_unit_hours(use, prices_.lcu);
    add("alb.lcu", units.numerator, units.denominator);
  }

  void operator()(const NatUse& use) {
    add_timed("nat.hour", use.gateways, use.time);
    add("nat.gb", use.processed_gb.pico, kDecimal);
  }

  void operator()(const Ipv4Use& use) { add_timed("ipv4.address", use.addresses, use.time); }

  void operator()(const LogsUse& use) {
    add("cloudwatch.logs_ingest_gb", use.ingested_gb.pico, kDecimal);
    add("cloudwatch.logs_gb_month", checked_product(use.ingested_gb.pico, use.kept.ns),
        kDecimal * kHour * prices_.month_hours);
  }

  void operator()(const ApiUse& use) { add_count(use.rest ? "apigw.rest" : "apigw.http", use.calls); }

  void operator()(const MeterUse& use) { add(use.meter, use.quantity.pico, kDecimal); }

  void operator()(const GivenUse&) {}  // has a price already

  const std::vector<Quantity>& quantities() const { return quantities_; }

 private:
  void add(std::string meter, int128 numerator, int128 denominator) {
    if (numerator == 0) return;
    const int128 shared = greatest_common_divisor(numerator, denominator);
    quantities_.push_back({std::move(meter), numerator / shared, denominator / shared});
  }

  void add_count(std::string meter, std::int64_t number) { add(std::move(meter), number, 1); }

  // Each of the starts lasts as long as the others: rounding one is rounding all.
  void add_timed(std::string meter, int128 amount, Duration time) {
    const Meter* rule = prices_.find(meter);
    const int128 ns = rule == nullptr ? time.ns : billed_time(*rule, time).ns;
    const int128 denominator = rule == nullptr ? 1 : denominator_of(rule->unit, prices_.month_hours);
    add(std::move(meter), checked_product(amount, ns), denominator);
  }

  const PriceList& prices_;
  std::vector<Quantity> quantities_;
};

bool known(const std::string& meter, const Location& where, const PriceList& prices, Diagnostics& diagnostics) {
  if (prices.find(meter) != nullptr) return true;
  std::vector<std::string> names;
  for (const auto& [name, row] : prices.meters) names.push_back(name);
  report(diagnostics, where, "unknown_meter", {{"meter", meter}}, closest(meter, names));
  return false;
}

}  // namespace

bool check_usage(const UsageDocument& usage, const PriceList& prices, Diagnostics& diagnostics) {
  bool good = true;
  for (const PriceOverride& change : usage.overrides) good &= known(change.meter, change.where, prices, diagnostics);
  for (const NamedMeter& name : usage.used_up) good &= known(name.meter, name.where, prices, diagnostics);
  for (const UsageItem& item : usage.items) {
    if (const auto* use = std::get_if<MeterUse>(&item)) good &= known(use->meter, use->where, prices, diagnostics);
  }
  return good;
}

PriceList prices_for(const UsageDocument& usage, const PriceList& prices) {
  PriceList own = prices;
  if (usage.month_hours) own.month_hours = *usage.month_hours;
  for (const PriceOverride& change : usage.overrides) {
    const auto found = own.meters.find(change.meter);
    if (found == own.meters.end()) continue;
    found->second.tiers = change.tiers;
    found->second.included = false;
    found->second.unknown = false;
  }
  return own;
}

result::Bill price_usage(const UsageDocument& usage, const PriceList& prices) {
  const PriceList own = prices_for(usage, prices);
  Metering metering(own);
  for (const UsageItem& item : usage.items) std::visit(metering, item);
  result::Bill bill = make_bill(metering.quantities(), own, usage.options);
  for (const UsageItem& item : usage.items) {
    const auto* given = std::get_if<GivenUse>(&item);
    if (given == nullptr) continue;
    result::BillLine line;
    line.meter = "given." + given->what;
    line.family = "given";
    line.unit = "given";
    line.quantity = 1'000'000;
    line.price = given->amount;
    line.amount = usage.options.invoice_rounding ? round_half_up(given->amount, 2) : given->amount;
    bill.total += line.amount;
    bill.lines.push_back(std::move(line));
  }
  return bill;
}

}  // namespace cloudsim::billing
