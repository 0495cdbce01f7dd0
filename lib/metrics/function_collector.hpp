// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "metrics/histogram.hpp"
#include "metrics/samples.hpp"
#include "result/run_result.hpp"
#include "trace/sink.hpp"

namespace cloudsim::metrics {

/// Listens to many functions that run one after the other, each over the same span of time, and fills one result.
///
/// What it does: counts, latency, L, Lq and busy environments as exact integrals; environments alive at the end of each
/// sample; how cold starts are spread over the functions.
/// What it assumes: begin() and end() stand around each function, whose server ids are its own.
/// What it leaves out: events and spans of single environments; peaks between the ends of two samples.
class FunctionCollector final : public trace::Sink {
 public:
  FunctionCollector(SimTime horizon, Duration sample_step, std::string request_class);

  void begin();  ///< the next function
  void end();    ///< it has been run to the horizon, and the tracer is flushed

  void on(const trace::Fact& fact) override;
  void on(std::span<const trace::RequestRecord> block) override;

  void fill(result::Deployment& out);  ///< once, after the last function

 private:
  struct Environment {
    SimTime since{};
    bool alive = false;
  };
  struct Function {
    std::uint32_t requests = 0;
    std::uint32_t cold = 0;
  };
  std::size_t step_of(SimTime at) const;
  void count_alive(SimTime from, SimTime to);
  void fill_requests(result::Requests& out) const;
  void fill_capacity(result::Deployment& out) const;
  result::Functions spread() const;

  SimTime horizon_;
  Duration step_;
  std::string class_;
  std::array<std::uint64_t, trace::kOutcomes> outcomes_{};
  std::array<std::uint64_t, trace::kReasons> reasons_{};
  std::uint64_t cold_ = 0, invocations_ = 0, attempts_ = 0;
  Histogram latency_;
  Samples samples_;
  std::vector<std::int32_t> changes_;      // environments: change of their number at the end of each sample
  std::vector<Environment> environments_;  // of the present function, by id
  std::vector<Function> functions_;
  int128 alive_ns_ = 0, lived_ns_ = 0, in_system_ns_ = 0, waiting_ns_ = 0, serving_ns_ = 0, waited_completed_ns_ = 0;
  int128 handler_billed_ns_ = 0, init_billed_ns_ = 0;
  std::int64_t launched_ = 0, ended_ = 0;
  SimTime first_answer_ = kNever;
};

}  // namespace cloudsim::metrics
