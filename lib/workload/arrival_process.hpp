// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "workload/rate_profile.hpp"
#include "workload/replay.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::workload {

// One process per arrival form. `next` gives the arrivals in time order, one per call, and an arrival at kNever when
// there are no more; the stream is used by random forms only.

/// Gaps drawn from the exponential distribution, each rounded to the nanosecond.
class PoissonProcess {
 public:
  explicit PoissonProcess(const PoissonArrivals& spec);
  Arrival next(random::Stream& stream) { return {next_at(stream), std::nullopt}; }
  SimTime next_at(random::Stream& stream) {
    if (at_ == kNever) return kNever;
    const std::int64_t gap = gap_.draw(stream);
    at_ = gap >= kNever.ns - at_.ns ? kNever : at_ + Duration{gap};
    if (at_ >= until_) at_ = kNever;
    return at_;
  }

 private:
  random::Distribution gap_;
  SimTime at_;
  SimTime until_;
};

/// The k-th arrival at from + k ÷ rate, computed from k so that nothing adds up, rounded down to the nanosecond.
class ConstantProcess {
 public:
  explicit ConstantProcess(const ConstantArrivals& spec) : spec_(spec) {}
  Arrival next(random::Stream& stream);

 private:
  ConstantArrivals spec_;
  std::uint64_t count_ = 0;
};

class ScheduledProcess {
 public:
  explicit ScheduledProcess(const ScheduledArrivals& spec) : at_(spec.at) {}
  Arrival next(random::Stream& stream);

 private:
  std::vector<SimTime> at_;
  std::size_t count_ = 0;
};

/// Inversion of the cumulative rate: at 0, 1, 2, … (even), or at the points of a Poisson process of rate 1.
class ProfileProcess {
 public:
  explicit ProfileProcess(const ProfileArrivals& spec);
  Arrival next(random::Stream& stream);

 private:
  RateProfile profile_;
  Spacing spacing_;
  int128 area_ = 0;
  SimTime previous_{};
};

using ArrivalProcess = std::variant<PoissonProcess, ConstantProcess, ScheduledProcess, ProfileProcess, TraceReplay>;

ArrivalProcess make_process(const ArrivalSpec& spec);
Arrival next_arrival(ArrivalProcess& process, random::Stream& stream);

}  // namespace cloudsim::workload
