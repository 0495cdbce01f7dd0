// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "metrics/batches.hpp"
#include "metrics/event_builder.hpp"
#include "metrics/fingerprint.hpp"
#include "metrics/histogram.hpp"
#include "metrics/samples.hpp"
#include "metrics/server_book.hpp"
#include "metrics/spells.hpp"
#include "result/run_result.hpp"
#include "trace/sink.hpp"

namespace cloudsim::metrics {

struct CollectorOptions {
  std::string deployment;
  std::string service;               ///< "ec2" | "lambda" | "ecs-ec2" | "ecs-fargate" | "docker"
  SimTime horizon;                   ///< > 0
  Duration sample_step{};            ///< > 0
  std::vector<std::string> classes;  ///< by ClassId
  std::string unit;                  ///< "instance" | "environment" | "task" | "container"
  std::uint32_t slots = 1;           ///< requests that one unit serves at a time, for utilization and idle share; > 0
};

/// Listens to one deployment and fills its result, except name, service, bill, effort, assumptions, objectives and the
/// number of events. Adds whole numbers only, so the order of records does not matter; doubles are
/// made in fill().
///
/// What it does: counts, latency, L, Lq and λ as exact integrals over the run, peaks, samples, and the timeline.
/// What it assumes: a record's times lie in [0, horizon]; facts come in order of time, records in order of `finished`
/// (a record that comes late is binned by its own times; only a peak may count it longer than it lasted).
/// What it leaves out: a warm-up that is not counted. A busy server is a slot in use: a unit with two slots serves two.
class Collector final : public trace::Sink {
 public:
  explicit Collector(CollectorOptions options);

  void on(const trace::Fact& fact) override;
  void on(std::span<const trace::RequestRecord> block) override;

  std::int32_t alive() const { return book_.alive(); }  ///< units, after the facts so far

  /// The requests in the order in which they ended, in batches of at least 64.
  const Batches& batches() const { return batches_; }

  /// Once, after the last record and fact.
  void fill(result::Deployment& out);

 private:
  struct Tally {
    std::array<std::uint64_t, trace::kOutcomes> outcomes{};
    std::array<std::uint64_t, trace::kReasons> reasons{};
    std::uint64_t cold = 0, invocations = 0, attempts = 0;
    std::uint64_t plain = 0;  // besides: those that did what nearly all do
  };
  struct Sums {  // of one block: fit 64 bits unless its requests stayed for years
    std::int64_t in_system = 0, waiting = 0, serving = 0, waited_completed = 0, handler = 0, init = 0;
    std::int64_t stayed_completed = 0;
    std::uint32_t attempts_only = 0, not_completed = 0, lost = 0;
  };
  static constexpr std::size_t kStretch = 64;  // records that batches take at once
  void take(std::span<const trace::RequestRecord> stretch);
  static bool is_plain(const trace::RequestRecord& record);
  void add(const trace::RequestRecord& record, Sums& sums);
  void first_answered(SimTime served);
  static void fill_requests(const Tally& tally, result::Requests& out);
  void fill_queueing(result::Deployment& out) const;

  CollectorOptions options_;
  std::vector<Tally> tallies_;  // by class
  Fingerprint fingerprint_;
  Histogram latency_;
  std::uint32_t most_busy_ = 0;
  Samples samples_;
  ServerBook book_;
  Spells spells_;
  EventBuilder events_;
  int128 in_system_ns_ = 0, waiting_ns_ = 0, serving_ns_ = 0;  // ∫ n dt, as sums over requests
  int128 waited_completed_ns_ = 0;
  int128 handler_billed_ns_ = 0, init_billed_ns_ = 0;
  SimTime first_answer_ = kNever;
  std::uint64_t lost_ = 0, lost_before_answer_ = 0;
  Batches batches_{kStretch};
  Batch stretch_;
  std::size_t in_stretch_ = 0;
};

}  // namespace cloudsim::metrics
