// SPDX-License-Identifier: Apache-2.0
#include "workload/trace_spec.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "workload/trace_csv.hpp"

// What it does: reads the five CSV formats of recorded logs into bins of counts or single invocations.
// What it assumes: azure-functions-2019 durations are the day's average of a function (milliseconds, as Azure documents
// the column "Average"), taken for each of its invocations; an azure-functions-2021 invocation starts at its end minus
// its duration, and at 0 if that lies before the log.
// What it leaves out: which function an invocation belongs to, unless the functions are kept; the percentiles of the
// 2019 durations; its memory file.

namespace cloudsim::workload {

namespace {

constexpr std::int64_t kLargestCount = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kLargestSecond = 1'000'000'000;  // 31 years

enum class Match : std::uint8_t { Whole, Start };

/// Multiplies counts so that the sum stays true: what is left over goes to the next one.
class Scale {
 public:
  explicit Scale(std::uint64_t ppm) : ppm_(ppm) {}
  std::uint64_t operator()(std::uint64_t count) {
    if (ppm_ == kWhole) return count;
    left_ += count * ppm_;
    const std::uint64_t whole = left_ / kWhole;
    left_ %= kWhole;
    return whole;
  }

 private:
  static constexpr std::uint64_t kWhole = 1'000'000;
  std::uint64_t ppm_;
  std::uint64_t left_ = 0;
};

std::uint32_t fitting(std::uint64_t count) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, static_cast<std::uint64_t>(kLargestCount)));
}

/// FNV-1a of a function's name, as a share of all names.
std::uint32_t place_of(std::string_view name) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3;
  return static_cast<std::uint32_t>((hash ^ (hash >> 32)) % 1'000'000);
}

/// The first row must be the expected text, or begin with it. False after reporting.
bool read_header(TraceCsv& csv, const std::string& expected, Match match) {
  if (!csv.next_row()) {
    csv.report_row("trace_empty", {});
    return false;
  }
  std::string found;
  for (bool first = true; csv.next_cell(); first = false) {
    if (!first) found += ',';
    found += csv.cell();
    if (match == Match::Start && found.size() >= expected.size()) break;
  }
  if (found == expected) return true;
  csv.report_row(match == Match::Whole ? "trace_header" : "trace_header_start",
                 {{"expected", expected}, {"found", TraceCsv::shortened(csv.row())}});
  return false;
}

/// Counts the cells of a row that must all be there, without moving.
bool has_columns(TraceCsv& csv, std::size_t expected) {
  const std::size_t found = static_cast<std::size_t>(std::count(csv.row().begin(), csv.row().end(), ',')) + 1;
  if (found == expected) return true;
  csv.report_row("trace_columns",
                 {{"expected", static_cast<std::int64_t>(expected)}, {"found", static_cast<std::int64_t>(found)}});
  return false;
}

void read_counts(TraceCsv& csv, const std::string& unit, Duration width, Trace& trace) {
  trace.bin_width = width;
  if (!read_header(csv, unit + ",requests", Match::Whole)) return;
  std::int64_t previous = -1;
  Scale scale(trace.thinning.counts_ppm);
  while (csv.next_row()) {
    if (!has_columns(csv, 2)) continue;
    const std::optional<std::int64_t> index = csv.whole_number(unit, kLargestSecond * 1'000'000'000 / width.ns);
    if (!index.has_value()) continue;
    if (*index <= previous) {
      csv.report("trace_order_strict", {{"column", unit}, {"found", *index}, {"previous", previous}});
      continue;
    }
    previous = *index;
    const std::optional<std::int64_t> count = csv.whole_number("requests", kLargestCount);
    if (!count.has_value()) continue;
    const std::uint64_t scaled = scale(static_cast<std::uint64_t>(*count));
    if (scaled == 0) continue;
    trace.bins.push_back({SimTime{*index * width.ns}, fitting(scaled), Duration{}});
  }
}

void read_timestamps(TraceCsv& csv, Trace& trace) {
  if (!read_header(csv, "at", Match::Whole)) return;
  SimTime previous{};
  while (csv.next_row()) {
    if (!has_columns(csv, 1)) continue;
    const std::optional<Duration> at = csv.seconds("at");
    if (!at.has_value()) continue;
    const SimTime instant = kTimeZero + *at;
    if (instant < previous) {
      csv.report("trace_order", {{"column", std::string("at")}});
      continue;
    }
    previous = instant;
    trace.invocations.push_back({instant, Duration{}});
  }
}

/// "owner,app,function" → average duration.
using AverageDurations = std::map<std::string, Duration, std::less<>>;

/// Leaves the walker after the third cell.
std::string read_function_name(TraceCsv& csv) {
  std::string name;
  for (int i = 0; i < 3 && csv.next_cell(); ++i) {
    if (i > 0) name += ',';
    name += csv.cell();
  }
  return name;
}

AverageDurations read_durations(TraceCsv& csv) {
  AverageDurations result;
  if (!read_header(csv, "HashOwner,HashApp,HashFunction,Average", Match::Start)) return result;
  while (csv.next_row()) {
    const std::string name = read_function_name(csv);
    const std::optional<Duration> average = csv.milliseconds("Average");
    if (average.has_value()) result.emplace(name, *average);
  }
  return result;
}

void read_azure_2019(TraceCsv& csv, const AverageDurations& durations, Keep keep, Trace& trace) {
  trace.bin_width = Duration::minutes(1);
  if (!read_header(csv, "HashOwner,HashApp,HashFunction,Trigger,1", Match::Start)) return;
  const std::size_t columns = static_cast<std::size_t>(std::count(csv.row().begin(), csv.row().end(), ',')) + 1;
  std::vector<std::string> minutes;  // names of columns, for messages
  for (std::size_t minute = 1; minute + 4 <= columns; ++minute) minutes.push_back(std::to_string(minute));
  FunctionRow function;
  for (std::uint32_t number = 0; csv.next_row(); ++number) {
    if (!has_columns(csv, columns)) continue;
    const std::string name = read_function_name(csv);
    if (place_of(name) >= trace.thinning.functions_ppm) continue;
    const auto known = durations.find(name);
    function.duration = known == durations.end() ? Duration{} : known->second;
    function.number = number;
    function.total = 0;
    csv.next_cell();  // Trigger
    Scale scale(trace.thinning.counts_ppm);
    for (std::size_t minute = 0; minute < minutes.size(); ++minute) {
      const std::optional<std::int64_t> count = csv.whole_number(minutes[minute], kLargestCount);
      if (!count.has_value()) break;
      const std::uint64_t scaled = scale(static_cast<std::uint64_t>(*count));
      if (scaled == 0) continue;
      function.total += scaled;
      if (!keep.sum) continue;
      const SimTime from = kTimeZero + Duration::minutes(static_cast<std::int64_t>(minute));
      trace.bins.push_back({from, fitting(scaled), function.duration});
    }
    if (keep.functions && function.total > 0) trace.functions.push_back(function);
  }
  std::stable_sort(trace.bins.begin(), trace.bins.end(),
                   [](const Trace::Bin& a, const Trace::Bin& b) { return a.from < b.from; });
}

void read_azure_2021(TraceCsv& csv, Trace& trace) {
  if (!read_header(csv, "app,func,end_timestamp,duration", Match::Whole)) return;
  while (csv.next_row()) {
    if (!has_columns(csv, 4)) continue;
    csv.next_cell();  // app
    csv.next_cell();  // func
    const std::optional<Duration> end = csv.seconds("end_timestamp");
    const std::optional<Duration> duration = csv.seconds("duration");
    if (!end.has_value() || !duration.has_value()) continue;
    const SimTime start = std::max(kTimeZero, kTimeZero + (*end - *duration));
    trace.invocations.push_back({start, *duration});
  }
  std::stable_sort(trace.invocations.begin(), trace.invocations.end(),
                   [](const Trace::Invocation& a, const Trace::Invocation& b) { return a.at < b.at; });
}

}  // namespace

std::shared_ptr<const Trace> parse_trace(const TraceText& csv, TraceFormat format, Diagnostics& diagnostics,
                                         const TraceText& durations, const Thinning& thinning, Keep keep) {
  const auto trace = std::make_shared<Trace>();
  trace->thinning = thinning;
  AverageDurations averages;
  bool failed = false;
  if (format == TraceFormat::AzureFunctions2019 && durations.source != nullptr) {
    TraceCsv walker(durations, diagnostics);
    averages = read_durations(walker);
    failed = walker.failed();
  }
  TraceCsv walker(csv, diagnostics);
  switch (format) {
    case TraceFormat::PerSecond:
      read_counts(walker, "second", Duration::seconds(1), *trace);
      break;
    case TraceFormat::PerMinute:
      read_counts(walker, "minute", Duration::minutes(1), *trace);
      break;
    case TraceFormat::Timestamps:
      read_timestamps(walker, *trace);
      break;
    case TraceFormat::AzureFunctions2019:
      read_azure_2019(walker, averages, keep, *trace);
      break;
    case TraceFormat::AzureFunctions2021:
      read_azure_2021(walker, *trace);
      break;
  }
  if (!walker.failed() && trace->bins.empty() && trace->invocations.empty() && trace->functions.empty())
    walker.report_row("trace_empty", {});
  if (failed || walker.failed()) return nullptr;
  trace->total = trace->invocations.size();
  for (const Trace::Bin& bin : trace->bins) trace->total += bin.count;
  if (trace->bins.empty())
    for (const FunctionRow& function : trace->functions) trace->total += function.total;
  if (!trace->functions.empty()) trace->rows = csv;
  return trace;
}

FunctionLogs::FunctionLogs(const Trace& trace) : trace_(trace), lines_(trace.rows) {}

std::shared_ptr<const Trace> FunctionLogs::next() {
  const FunctionRow& function = trace_.functions[index_++];
  std::string_view row;
  while (line_ < static_cast<std::int64_t>(function.number)) {
    if (!lines_.next(row)) throw Error("trace_changed", {{"file", trace_.rows.source->name}});
    if (!trim(row).empty()) ++line_;
  }
  for (int cell = 0; cell < 4; ++cell)
    row.remove_prefix(std::min(row.find(','), row.size() - 1) + 1);  // names, trigger
  const auto one = std::make_shared<Trace>();
  one->bin_width = trace_.bin_width;
  Scale scale(trace_.thinning.counts_ppm);
  // The row was checked when the file was read: whole numbers and commas, perhaps spaces.
  std::int64_t minute = 0;
  std::uint64_t count = 0;
  const auto keep = [&] {
    const std::uint64_t scaled = scale(count);
    one->total += scaled;
    if (scaled > 0) one->bins.push_back({kTimeZero + Duration::minutes(minute), fitting(scaled), function.duration});
    count = 0;
    ++minute;
  };
  for (const char c : row) {
    if (c == ',') {
      keep();
    } else if (c >= '0' && c <= '9') {
      count = count * 10 + static_cast<std::uint64_t>(c - '0');
    }
  }
  keep();
  if (one->total != function.total) throw Error("trace_changed", {{"file", trace_.rows.source->name}});
  return one;
}

}  // namespace cloudsim::workload
