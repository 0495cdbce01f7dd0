// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/request.hpp"
#include "workload/arrivals.hpp"

namespace cloudsim {

/// A service that only writes down what it is asked.
class Recorder final : public queueing::RequestTarget {
 public:
  void submit(const queueing::Request& request) override { requests.push_back(request); }
  std::vector<queueing::Request> requests;
};

inline std::vector<queueing::Request> requests_of(const std::vector<workload::WorkloadSpec>& specs, std::uint64_t seed,
                                                  Duration horizon) {
  engine::Simulator simulator;
  Recorder recorder;
  workload::ArrivalSource source(simulator, specs, seed, kTimeZero + horizon, recorder);
  source.start();
  simulator.run_until(kTimeZero + horizon);
  return std::move(recorder.requests);
}

inline workload::WorkloadSpec workload_of(workload::ArrivalSpec arrivals) {
  workload::WorkloadSpec spec;
  spec.name = "test";
  spec.arrivals = std::move(arrivals);
  return spec;
}

inline std::vector<std::int64_t> instants(const workload::ArrivalSpec& arrivals, Duration horizon,
                                          std::uint64_t seed = 1) {
  std::vector<std::int64_t> result;
  for (const queueing::Request& request : requests_of({workload_of(arrivals)}, seed, horizon)) {
    result.push_back(request.arrived.ns);
  }
  return result;
}

/// n per `per`.
inline Rate rate(std::int64_t n, Duration per = Duration::seconds(1)) { return {n * 1'000'000, per}; }
inline SimTime at_second(std::int64_t s) { return kTimeZero + Duration::seconds(s); }

}  // namespace cloudsim
