// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"
#include "random/distribution_spec.hpp"
#include "workload/client_spec.hpp"
#include "workload/trace_spec.hpp"

namespace cloudsim::workload {

/// Where requests come from, in the field's five sorts; decides who waits for the answer and what a failure means.
enum class SourceKind : std::uint8_t { Http, Mobile, ObjectCreated, Queue, Schedule };

/// Independent arrivals (exponential gaps) at a constant rate in [from, until).
struct PoissonArrivals {
  Rate rate;
  SimTime from{};
  SimTime until = kNever;
};
/// Evenly spaced: one at `from`, then one per 1/rate, exactly.
struct ConstantArrivals {
  Rate rate;
  SimTime from{};
  SimTime until = kNever;
};
/// At given instants (sorted; equal instants allowed).
struct ScheduledArrivals {
  std::vector<SimTime> at;
};
enum class Interpolation : std::uint8_t { Step, Linear };
enum class Spacing : std::uint8_t { Poisson, Even };
/// A rate that changes over the day: points (t, rate), held (Step) or joined (Linear); after the last point its rate
/// goes on. Poisson: by inversion of the cumulative rate. Even: the k-th arrival when the cumulative rate reaches k
/// (the first at its start).
struct ProfileArrivals {
  std::vector<std::pair<SimTime, Rate>> points;
  Interpolation interpolation = Interpolation::Linear;
  Spacing spacing = Spacing::Poisson;
};
/// A recorded log, parsed by trace_spec.hpp. Counts per bin are placed inside their bin evenly or at random (stream
/// "arrivals").
struct TraceArrivals {
  std::shared_ptr<const Trace> trace;
  Spacing spacing = Spacing::Even;
};
using ArrivalSpec = std::variant<PoissonArrivals, ConstantArrivals, ScheduledArrivals, ProfileArrivals, TraceArrivals>;

/// What one request asks for. Drawn at arrival, in this order, each from its own stream.
struct WorkSpec {
  random::DistributionSpec cpu = random::Constant{0};     ///< ns on one full vCPU
  random::DistributionSpec io = random::Constant{0};      ///< ns
  random::DistributionSpec memory = random::Constant{0};  ///< bytes
  /// True when the trace itself says how long each invocation took (azure-functions-*): `cpu` is then drawn only for
  /// those of unknown duration.
  bool duration_from_trace = false;
};

/// On which attempts the code itself fails, whatever serves it. Drawn at arrival from its own stream, so that every
/// deployment sees the same failures.
struct FailureSpec {
  double share = 0;                     ///< of attempts, each by itself; 0..1
  std::vector<std::uint64_t> requests;  ///< numbers of requests of this class, from 1, that always fail; increasing
};

/// One entry of `workload:`: a class of requests.
struct WorkloadSpec {
  std::string name;
  SourceKind source = SourceKind::Http;
  ArrivalSpec arrivals;
  WorkSpec work;
  FailureSpec failure;
  std::optional<ClientSpec> client;  ///< unset: a caller makes one attempt and waits as long as the service lets it
};

}  // namespace cloudsim::workload
