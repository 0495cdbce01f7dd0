// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "result/run_result.hpp"
#include "trace/facts.hpp"

namespace cloudsim::metrics {

/// One row per step [k × step, (k + 1) × step): what happened in it, and the state at its end, just before anything
/// that happens at that instant. Requests are binned by their own times, in whatever order records come; servers are
/// told in order of time.
class Samples {
 public:
  Samples(SimTime horizon, Duration step);  ///< Requires: both > 0

  /// Served at once and answered, in one attempt, warm: nearly all requests of most runs.
  void add_plain(SimTime arrived, SimTime finished) {
    ++row(arrived, arrival_).plain_begun;
    ++row(finished, finish_).plain_ended;
  }
  void add(const trace::RequestRecord& record) {
    Row& arrival = row(record.arrived, arrival_);
    const bool ended = record.outcome != trace::Outcome::InFlight;
    if (record.of != trace::RecordOf::Attempt) ++arrival.arrived;
    if (record.of != trace::RecordOf::Request) {
      ++arrival.attempts;
      ++arrival.waiting_change;
      if (record.server.valid()) {
        const int busy = record.ran_on == trace::RanOn::Shared ? 0 : 1;
        Row& start = row(record.started, start_);
        --start.waiting_change;
        start.busy_change += busy;
        start.cold += record.cold ? 1 : 0;
        if (ended) row(record.finished, finish_).busy_change -= busy;
      } else if (ended) {
        --row(record.finished, finish_).waiting_change;
      }
    }
    if (!ended || record.of == trace::RecordOf::Attempt) return;
    if (record.outcome == trace::Outcome::Completed) {
      ++row(record.finished, finish_).completed;
    } else if (record.outcome != trace::Outcome::Ignored) {
      ++row(record.finished, finish_).lost;
    }
  }

  /// From now on so many servers are there. Requires: `at` never goes back.
  void servers(SimTime at, std::int32_t alive, std::int32_t ready, std::int32_t hosts);

  std::vector<result::Sample> finish();

 private:
  struct Row {
    std::uint32_t arrived = 0, completed = 0, lost = 0, cold = 0, attempts = 0;
    std::int32_t waiting_change = 0, busy_change = 0;
    std::uint32_t plain_begun = 0, plain_ended = 0;  // besides
  };
  struct Cursor {  // neighbours in a stream of records mostly fall into the same row: saves the division
    std::int64_t begin = 0;
    std::size_t index = 0;
  };
  Row& row(SimTime at, Cursor& cursor) {
    if (static_cast<std::uint64_t>(at.ns - cursor.begin) >= static_cast<std::uint64_t>(step_.ns)) move(at, cursor);
    return rows_[cursor.index];
  }
  void move(SimTime at, Cursor& cursor) const;

  SimTime horizon_;
  Duration step_;
  std::vector<Row> rows_;  // and one more, for what happens at the horizon itself
  std::vector<result::Sample> samples_;
  Cursor arrival_, start_, finish_;
  std::size_t told_ = 0;  // rows whose servers are known
  std::int32_t alive_ = 0, ready_ = 0, hosts_ = 0;
};

}  // namespace cloudsim::metrics
