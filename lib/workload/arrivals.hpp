// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "engine/simulator.hpp"
#include "queueing/request.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "workload/arrival_process.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::workload {

/// All requests of a scenario, in time order, into one target. One per deployment run: the same workload and seed give
/// every target the same requests (id, instant, class, work), whatever the target does.
///
/// Class i of the workload draws from the streams "arrivals", "work.cpu", "work.io", "work.memory" and "work.failure"
/// with index i, so that changing one class changes no other. Classes that arrive at one instant keep the engine's
/// order: first scheduled first.
class ArrivalSource final : public engine::Component {
 public:
  /// `simulator` and `target` must outlive the source. Arrivals happen in [0, horizon).
  ArrivalSource(engine::Simulator& simulator, std::span<const WorkloadSpec> workload, std::uint64_t seed,
                SimTime horizon, queueing::RequestTarget& target);
  ArrivalSource(const ArrivalSource&) = delete;
  ArrivalSource& operator=(const ArrivalSource&) = delete;

  void start();  ///< schedules the first arrival of each class. Requires: called once, at time 0.

  std::uint64_t arrived() const { return next_id_; }  ///< requests so far; also the next request's number
  std::uint64_t arrived(ClassId request_class) const { return classes_[request_class.value].count; }

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Class {
    ArrivalProcess process;
    Arrival next;
    bool duration_from_trace = false;
    random::Distribution cpu;
    random::Distribution io;
    random::Distribution memory;
    random::Stream arrivals_stream;
    random::Stream cpu_stream;
    random::Stream io_stream;
    random::Stream memory_stream;
    engine::TimerId timer;
    std::uint64_t count = 0;
    queueing::Delivery delivery = queueing::Delivery::Answered;
    bool may_fail = false;
    FailureSpec failure;
    std::size_t next_failing = 0;  ///< index in failure.requests
    random::Stream failure_stream;
  };
  static std::uint8_t failing_attempts(Class& request_class);
  static void draw_next(Class& request_class);
  queueing::Request make_request(Class& request_class, std::uint64_t index);

  engine::Simulator& simulator_;
  queueing::RequestTarget& target_;
  SimTime horizon_;
  std::vector<Class> classes_;
  std::uint64_t next_id_ = 0;
};

}  // namespace cloudsim::workload
