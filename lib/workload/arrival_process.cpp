// SPDX-License-Identifier: Apache-2.0
#include "workload/arrival_process.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "random/ziggurat.hpp"

// What it does: turns each arrival form of a scenario into instants, one at a time.
// What it assumes: specs that the reader of the scenario has validated.
// What it leaves out: arrivals that react to the service (retries, users who wait for an answer before the next click).

namespace cloudsim::workload {

PoissonProcess::PoissonProcess(const PoissonArrivals& spec) : at_(spec.from), until_(spec.until) {
  CLOUDSIM_CHECK(spec.rate.per.ns > 0 && spec.rate.millionths >= 0);
  if (spec.rate.is_zero()) {
    at_ = kNever;
  } else {
    gap_ = random::Distribution(
        random::Exponential{static_cast<double>(spec.rate.per.ns) * 1e6 / static_cast<double>(spec.rate.millionths)});
  }
}

Arrival ConstantProcess::next(random::Stream&) {
  if (spec_.rate.is_zero()) return {};
  const int128 offset =
      static_cast<int128>(count_) * spec_.rate.per.ns * 1'000'000 / static_cast<int128>(spec_.rate.millionths);
  if (offset >= spec_.until.ns - spec_.from.ns) return {};
  ++count_;
  return {spec_.from + Duration{static_cast<std::int64_t>(offset)}, std::nullopt};
}

Arrival ScheduledProcess::next(random::Stream&) {
  if (count_ == at_.size()) return {};
  const SimTime at = at_[count_];
  ++count_;
  return {at, std::nullopt};
}

ProfileProcess::ProfileProcess(const ProfileArrivals& spec)
    : profile_(spec.points, spec.interpolation), spacing_(spec.spacing) {}

Arrival ProfileProcess::next(random::Stream& stream) {
  if (previous_ == kNever) return {};
  if (spacing_ == Spacing::Poisson) {
    // A unit exponential in steps of 2⁻⁴⁸, so that the sum of areas stays a whole number. Never above 512 (e⁻⁵¹²),
    // which keeps the product in 128 bits.
    constexpr double kSteps = 281474976710656.0;
    const double gap = std::min(random::standard_exponential(stream), 512.0);
    const int128 steps = static_cast<int128>(gap * kSteps);
    area_ += (steps * profile_.arrival_area()) >> 48;
  }
  const SimTime at = profile_.when(area_);
  if (spacing_ == Spacing::Even) area_ += profile_.arrival_area();
  previous_ = std::max(previous_, at);  // rounding on a ramp must not turn time back
  return {previous_, std::nullopt};
}

ArrivalProcess make_process(const ArrivalSpec& spec) {
  struct Maker {
    ArrivalProcess operator()(const PoissonArrivals& s) const { return PoissonProcess(s); }
    ArrivalProcess operator()(const ConstantArrivals& s) const { return ConstantProcess(s); }
    ArrivalProcess operator()(const ScheduledArrivals& s) const { return ScheduledProcess(s); }
    ArrivalProcess operator()(const ProfileArrivals& s) const { return ProfileProcess(s); }
    ArrivalProcess operator()(const TraceArrivals& s) const { return TraceReplay(s); }
  };
  return std::visit(Maker{}, spec);
}

Arrival next_arrival(ArrivalProcess& process, random::Stream& stream) {
  return std::visit([&stream](auto& form) { return form.next(stream); }, process);
}

}  // namespace cloudsim::workload
