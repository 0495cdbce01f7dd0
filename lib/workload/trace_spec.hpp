// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/time.hpp"
#include "workload/trace_text.hpp"

namespace cloudsim::workload {

enum class TraceFormat : std::uint8_t {
  PerSecond,           ///< CSV "second,requests": a row per second that had any
  PerMinute,           ///< CSV "minute,requests"
  Timestamps,          ///< CSV with one column "at": seconds with decimals, sorted
  AzureFunctions2019,  ///< invocations_per_function CSV (1..1440 counts per minute); optionally the durations CSV
                       ///< beside it
  AzureFunctions2021,  ///< CSV "app,func,end_timestamp,duration": one row per invocation
};

/// How much of a log is replayed. Both the same for every deployment and every seed.
struct Thinning {
  /// AzureFunctions2019: share of its functions, in millionths, picked by a hash of their names. > 0
  std::uint32_t functions_ppm = 1'000'000;
  /// Formats with counts: every count times this, in millionths; what a whole number leaves over goes to the function's
  /// (or the log's) next count. > 0
  std::uint64_t counts_ppm = 1'000'000;
};

/// What parse_trace() keeps of an AzureFunctions2019 file: its sum, its functions one by one, or both.
struct Keep {
  bool sum = true;
  bool functions = false;
};

/// One function of an AzureFunctions2019 file. Its counts stay in the file.
struct FunctionRow {
  std::uint32_t number = 0;  ///< of its row in the file, from 0: names its random streams
  std::uint64_t total = 0;   ///< > 0
  Duration duration{};       ///< of each invocation, 0 = unknown
};

/// A parsed log: bins with counts, or single invocations with a known duration. Exactly one of the two is filled.
struct Trace {
  struct Bin {
    SimTime from;
    std::uint32_t count = 0;  ///< > 0
    Duration duration{};      ///< of each invocation, 0 = unknown
  };
  struct Invocation {
    SimTime at;
    Duration duration{};
  };
  Duration bin_width{};
  std::vector<Bin> bins;                ///< sorted by `from`; several functions' bins may share one
  std::vector<Invocation> invocations;  ///< sorted by `at`
  std::uint64_t total = 0;              ///< requests in all
  std::vector<FunctionRow> functions;   ///< with Keep::functions: those that are invoked at all
  TraceText rows;                       ///< with functions: the file
  Thinning thinning;
};

/// Goes through a trace's functions in their order, and reads each one's log from its row again.
class FunctionLogs {
 public:
  /// Requires: the trace has functions, and outlives this.
  explicit FunctionLogs(const Trace& trace);
  /// The log of the next function. Requires: not called more often than trace.functions has members. Throws Error
  /// "trace_changed" {file} when the file on disk is no longer the one that was checked.
  std::shared_ptr<const Trace> next();

 private:
  const Trace& trace_;
  TraceLines lines_;
  std::int64_t line_ = -2;  ///< row of the file that was read last, from 0; -1 is the header
  std::size_t index_ = 0;   ///< in trace.functions, of the next one
};

/// CSV text → trace, or null after reporting what is wrong (at most 20 problems per text), with line and column, as
/// `error.trace_…` of locales/*/errors_trace.yaml: wrong header, wrong number of columns, not a number, not sorted, no
/// request at all. LF or CRLF; blank lines are skipped. `durations` is only for AzureFunctions2019 (may be null); a
/// function that it does not name has unknown durations.
std::shared_ptr<const Trace> parse_trace(const TraceText& csv, TraceFormat format, Diagnostics& diagnostics,
                                         const TraceText& durations = {}, const Thinning& thinning = {},
                                         Keep keep = {});

}  // namespace cloudsim::workload
