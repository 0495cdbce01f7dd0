// SPDX-License-Identifier: Apache-2.0
#include "services/ec2/ec2_usage.hpp"

#include <algorithm>
#include <string>

namespace cloudsim::services {

namespace {
constexpr std::int64_t kMillion = 1'000'000;
}

Ec2Usage::Ec2Usage(const ModelContext& context, const Ec2Spec& spec) : context_(context), spec_(spec) {
  trace::Meters& meters = context_.tracer.meters();
  instance_meter_ = meters.intern((spec.spot ? "ec2.spot." : "ec2.instance.") + spec.instance.name);
  volume_meter_ = meters.intern("ebs.gp3");
  address_meter_ = meters.intern("ipv4.address");
  balancer_meter_ = meters.intern("alb.hour");
  if (spec.reserved > 0) reserved_meter_ = meters.intern("ec2.reserved_1y." + spec.instance.name);
  if (spec.detailed_metrics > 0) metric_meter_ = meters.intern("cloudwatch.metric_month");
  if (spec.credits) surplus_meter_ = meters.intern(spec.credits->meter);
  if (spec.capacity_units) capacity_meter_ = meters.intern("alb.lcu");
}

Ec2Usage::Open& Ec2Usage::open(std::uint32_t index) {
  if (index >= open_.size()) open_.resize(static_cast<std::size_t>(index) + 1);
  return open_[index];
}

void Ec2Usage::running(std::uint32_t index, SimTime since) {
  Open& start = open(index);
  start.running = since;
  if (start.disk == kNever) start.disk = since;
  if (covered_ < spec_.reserved) {
    start.covered = true;
    ++covered_;
  }
}

void Ec2Usage::end(std::uint32_t index, bool with_disk, bool free) {
  Open& start = open(index);
  const SimTime running = start.running;
  const bool covered = start.covered;
  if (running != kNever && !covered && !free) use(instance_meter_, 1, running, index);
  if (with_disk && start.disk != kNever) {
    use(volume_meter_, spec_.root_volume.whole_megabytes(), start.disk, index);
    start.disk = kNever;
  }
  if (running == kNever) return;
  if (spec_.public_ipv4) use(address_meter_, 1, running, index);
  if (spec_.detailed_metrics > 0) use(metric_meter_, spec_.detailed_metrics, running, index);
  start.running = kNever;
  start.covered = false;
  if (covered) {
    --covered_;
    cover_another();
  }
}

void Ec2Usage::cover_another() {
  for (std::uint32_t i = 0; i < open_.size(); ++i) {
    if (open_[i].running == kNever || open_[i].covered) continue;
    if (open_[i].running < context_.simulator.now()) use(instance_meter_, 1, open_[i].running, i);
    open_[i].covered = true;
    ++covered_;
    return;
  }
}

// As an average over the time since `from`, in thousandths of a vCPU and millionths of those.
void Ec2Usage::surplus(std::uint32_t index, SimTime from, int128 charged) {
  const SimTime now = context_.simulator.now();
  if (from >= now) from = now - Duration::nanoseconds(1);
  const int128 span = (now - from).ns;
  const int128 parts = (charged * 1000 + span / 2) / span;  // vCPU × millionths × ns → thousandths, × 10⁶
  if (parts == 0) return;
  trace::UsageRecorded fact{surplus_meter_, static_cast<std::int64_t>(parts / kMillion), from, now, ServerId{index}};
  fact.millionths = static_cast<std::int32_t>(parts % kMillion);
  context_.tracer.state(now, fact);
}

void Ec2Usage::balanced(std::int64_t requests) {
  const SimTime now = context_.simulator.now();
  const Ec2CapacityUnits& units = *spec_.capacity_units;
  if (requests > 0 && now > balanced_until_) {
    trace::LoadBalancerUsed fact;
    fact.meter = capacity_meter_;
    fact.from = balanced_until_;
    fact.to = now;
    fact.requests = requests;
    const auto reuse = static_cast<std::int64_t>(units.requests_per_connection * 1e6 + 0.5);
    fact.connections = static_cast<std::int64_t>((int128{requests} * kMillion + reuse - 1) / reuse);
    fact.connection_length = units.connection_length;
    fact.bytes = requests * units.bytes_per_request.count;
    fact.rules = static_cast<std::int32_t>(units.rules);
    context_.tracer.state(now, fact);
  }
  balanced_until_ = now;
}

void Ec2Usage::finish() {
  for (std::uint32_t i = 0; i < open_.size(); ++i) {
    // Nobody is left to take over a reservation.
    Open& start = open_[i];
    if (start.covered) --covered_;
    const bool covered = start.covered;
    start.covered = false;
    end(i, true, covered);
  }
  if (spec_.load_balancer) use(balancer_meter_, 1, kTimeZero, ServerId::none().value);
  if (spec_.reserved > 0) use(reserved_meter_, spec_.reserved, kTimeZero, ServerId::none().value);
}

void Ec2Usage::use(MeterId meter, std::int64_t amount, SimTime from, std::uint32_t index) {
  const SimTime now = context_.simulator.now();
  context_.tracer.state(now, trace::UsageRecorded{meter, amount, from, now, ServerId{index}});
}

}  // namespace cloudsim::services
