// SPDX-License-Identifier: Apache-2.0
#include "billing/meter.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace cloudsim::billing {
namespace {

// The caller of a rejected request got an error before anything ran, an ignored event had no function to run, and an
// invocation still running at the end has no billed duration yet.
bool is_billed(const trace::RequestRecord& record) {
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
  if (usage.amount == 0) return;
  total_of_meter.used = true;
  const int128 amount = usage.amount;
  total_of_meter.sum +=
      total_of_meter.timed ? amount * billed_time(*total_of_meter.rule, usage.to - usage.from).ns : amount;
}

void UsageMeter::measure_invocations(const trace::InvocationMetered& metered) {
  Invocations fresh;
  fresh.count = metered.count;
  fresh.duration = metered.duration;
  fresh.memory_mb = metered.memory_mb;
  total(metered.count);
  if (const Meter* rule = total(metered.duration).rule) {
    fresh.granularity = rule->granularity;
    fresh.minimum = rule->minimum;
  }
  if (fresh.granularity.ns == 0) fresh.granularity = Duration::nanoseconds(1);
  invocations_.push_back(fresh);
}

void UsageMeter::on(const trace::Fact& fact) {
  std::visit(
      [this](const auto& body) {
        using Body = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, trace::UsageRecorded>) add_usage(body);
        if constexpr (std::is_same_v<Body, trace::InvocationMetered>) measure_invocations(body);
      },
      fact.body);
}

void UsageMeter::on(std::span<const trace::RequestRecord> block) {
  if (invocations_.empty()) return;
  Invocations& current = invocations_.back();
  for (const trace::RequestRecord& record : block) {
    if (!is_billed(record)) continue;
    current.number += 1;
    const Duration billed = round_up(record.handler_billed + record.init_billed, current.granularity);
    current.billed_ns += std::max(billed, current.minimum).ns;
  }
}

std::vector<Quantity> UsageMeter::quantities() const {
  std::vector<Total> sums = totals_;
  for (const Invocations& part : invocations_) {
    if (part.number == 0) continue;
    sums[part.count.value].used = true;
    sums[part.count.value].sum += part.number;
    sums[part.duration.value].used = true;
    sums[part.duration.value].sum += part.billed_ns * part.memory_mb;
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
    }
    quantities.push_back(std::move(quantity));
  }
  return quantities;
}

}  // namespace cloudsim::billing
