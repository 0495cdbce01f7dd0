// SPDX-License-Identifier: Apache-2.0
#include "billing/meter.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "billing/capacity_units.hpp"

namespace cloudsim::billing {
namespace {

constexpr int128 kMillion = 1'000'000;
constexpr int128 kNano = 1'000'000'000;  // parts of one
constexpr Duration kMillisecond = Duration::milliseconds(1);

// A division by a number that is known when this is compiled is several times as fast, and nearly all are that one.
Duration rounded_up(Duration time, Duration granularity) {
  return granularity == kMillisecond ? round_up(time, kMillisecond) : round_up(time, granularity);
}

// The caller of a rejected request got an error before anything ran, an ignored event had no function to run, and an
// invocation still running at the end has no billed duration yet.
bool is_billed(const trace::RequestRecord& record) {
  if (record.of == trace::RecordOf::Request || record.ran_on == trace::RanOn::Shared) return false;
  switch (record.outcome) {
    case trace::Outcome::Completed:
      return true;
    case trace::Outcome::TimedOut:
      return record.reason == trace::Reason::RunTimeout;
    case trace::Outcome::Failed:
      return record.server.valid();
    case trace::Outcome::Rejected:
    case trace::Outcome::Ignored:
    case trace::Outcome::InFlight:
      return false;
  }
  return false;
}

}  // namespace

UsageMeter::UsageMeter(const trace::Meters& meters, const PriceList& prices) : meters_(meters), prices_(prices) {}

UsageMeter::Total& UsageMeter::total(MeterId meter) {
  for (std::size_t i = totals_.size(); i <= meter.value; ++i) {
    Total fresh;
    fresh.rule = prices_.find(meters_.name(MeterId{static_cast<std::uint16_t>(i)}));
    fresh.timed = fresh.rule != nullptr && is_timed(fresh.rule->unit);
    totals_.push_back(fresh);
  }
  return totals_[meter.value];
}

void UsageMeter::add_usage(const trace::UsageRecorded& usage) {
  Total& total_of_meter = total(usage.meter);
  if (usage.amount == 0 && usage.millionths == 0) return;
  total_of_meter.used = true;
  const int128 time = total_of_meter.timed ? billed_time(*total_of_meter.rule, usage.to - usage.from).ns : 1;
  total_of_meter.sum += usage.amount * time;
  total_of_meter.nano += usage.millionths * time * (kNano / kMillion);
}

void UsageMeter::add_balancing(const trace::LoadBalancerUsed& use) {
  Total& total_of_meter = total(use.meter);
  const Quantity units = capacity_unit_hours(use, prices_.lcu);
  if (units.numerator == 0) return;
  total_of_meter.used = true;
  total_of_meter.nano += (checked_product(units.numerator, kNano) + units.denominator / 2) / units.denominator;
}

void UsageMeter::measure_invocations(const trace::InvocationMetered& metered) {
  Invocations fresh;
  fresh.count = metered.count;
  fresh.memory_mb = metered.memory_mb;
  total(metered.count);
  fresh.on_demand = measure_durations(metered.duration);
  if (metered.provisioned_duration.valid()) fresh.provisioned = measure_durations(metered.provisioned_duration);
  invocations_.push_back(fresh);
}

UsageMeter::Durations UsageMeter::measure_durations(MeterId meter) {
  Durations fresh;
  fresh.meter = meter;
  if (const Meter* rule = total(meter).rule) {
    fresh.granularity = rule->granularity;
    fresh.minimum = rule->minimum;
  }
  if (fresh.granularity.ns == 0) fresh.granularity = Duration::nanoseconds(1);
  return fresh;
}

void UsageMeter::on(const trace::Fact& fact) {
  std::visit(
      [this](const auto& body) {
        using Body = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, trace::UsageRecorded>) add_usage(body);
        if constexpr (std::is_same_v<Body, trace::LoadBalancerUsed>) add_balancing(body);
        if constexpr (std::is_same_v<Body, trace::InvocationMetered>) measure_invocations(body);
      },
      fact.body);
}

void UsageMeter::on(std::span<const trace::RequestRecord> block) {
  if (invocations_.empty()) return;
  Invocations& current = invocations_.back();
  std::int64_t number = 0;
  std::int64_t on_demand_ns = 0;  // of a block: fits 64 bits unless its requests ran for years
  const Duration granularity = current.on_demand.granularity;
  const Duration minimum = current.on_demand.minimum;
  for (const trace::RequestRecord& record : block) {
    if (record.outcome == trace::Outcome::Completed && record.of != trace::RecordOf::Request &&
        record.ran_on == trace::RanOn::OnDemand) {  // nearly always
      ++number;
      on_demand_ns += std::max(rounded_up(record.handler_billed + record.init_billed, granularity), minimum).ns;
      continue;
    }
    if (!is_billed(record)) continue;
    ++number;
    Durations& durations = record.ran_on == trace::RanOn::Provisioned ? current.provisioned : current.on_demand;
    const Duration billed = rounded_up(record.handler_billed + record.init_billed, durations.granularity);
    durations.billed_ns += std::max(billed, durations.minimum).ns;
  }
  current.number += number;
  current.on_demand.billed_ns += on_demand_ns;
}

std::vector<Quantity> UsageMeter::quantities() const {
  std::vector<Total> sums = totals_;
  for (const Invocations& part : invocations_) {
    if (part.number == 0) continue;
    sums[part.count.value].used = true;
    sums[part.count.value].sum += part.number;
    const bool provisioned = part.provisioned.meter.valid();
    for (const Durations& durations : {part.on_demand, part.provisioned}) {
      if (!durations.meter.valid() || (provisioned && durations.billed_ns == 0)) continue;
      sums[durations.meter.value].used = true;
      sums[durations.meter.value].sum += durations.billed_ns * part.memory_mb;
    }
  }
  std::vector<Quantity> quantities;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (!sums[i].used) continue;
    Quantity quantity;
    quantity.meter = meters_.name(MeterId{static_cast<std::uint16_t>(i)});
    quantity.numerator = 1;
    if (sums[i].rule != nullptr) {
      quantity.numerator = sums[i].sum;
      quantity.denominator = denominator_of(sums[i].rule->unit, prices_.month_hours);
      if (sums[i].nano != 0) {
        quantity.numerator = checked_product(quantity.numerator, kNano) + sums[i].nano;
        quantity.denominator = checked_product(quantity.denominator, kNano);
      }
    }
    quantities.push_back(std::move(quantity));
  }
  return quantities;
}

}  // namespace cloudsim::billing
