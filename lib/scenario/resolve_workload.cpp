// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "scenario/check.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

using workload::TraceFormat;

constexpr double kMostRequests = 1e9;  ///< of one run: more would take hours and say no more

/// Requests to expect in [0, duration). A double is enough: it decides a message, not the run.
class Expected {
 public:
  explicit Expected(Duration duration) : end_(to_seconds(duration)) {}
  double operator()(const workload::PoissonArrivals& a) const { return window(a.rate, a.from, a.until); }
  double operator()(const workload::ConstantArrivals& a) const { return window(a.rate, a.from, a.until); }
  double operator()(const workload::ScheduledArrivals& a) const { return static_cast<double>(a.at.size()); }
  double operator()(const workload::TraceArrivals& a) const { return static_cast<double>(a.trace->total); }
  double operator()(const workload::ProfileArrivals& a) const {
    double sum = 0;
    for (std::size_t i = 0; i < a.points.size(); ++i) {
      const double from = to_seconds(a.points[i].first);
      const bool last = i + 1 == a.points.size();
      const double to = last ? end_ : std::min(end_, to_seconds(a.points[i + 1].first));
      if (to <= from) break;
      const double rate = a.points[i].second.per_second();
      const bool joined = !last && a.interpolation == workload::Interpolation::Linear;
      // A line that the end of the run cuts short is taken to reach its next point: close enough for a limit.
      const double next = joined ? a.points[i + 1].second.per_second() : rate;
      sum += (to - from) * (joined ? 0.5 * (rate + next) : rate);
    }
    return sum;
  }

 private:
  double window(Rate rate, SimTime from, SimTime until) const {
    const double to = until == kNever ? end_ : std::min(end_, to_seconds(until));
    return std::max(0.0, to - to_seconds(from)) * rate.per_second();
  }
  double end_;
};

/// The text of a trace. One that is read function by function is left on disk where it is there.
workload::TraceText find_trace(const std::string& path, const Location& where, const Scenario& scenario,
                               workload::Keep keep, const FileReader& files, Diagnostics& diagnostics) {
  if (keep.functions) {
    const std::string on_disk = files.on_disk(path);
    if (!on_disk.empty()) return {std::make_shared<const Source>(Source{on_disk, {}}), on_disk};
  }
  auto source = find_file(path, files, scenario.source_name);
  if (!source) report(diagnostics, where, "file_missing", {{"file", path}});
  return source;
}

/// The mapping that names the trace, whichever of its three keys was used.
Location trace_mark(const WorkloadDraft& draft, const char* key) {
  const document::Value* arrivals = draft.value->find("arrivals");
  for (const char* form : {"trace", "azure-functions-2019", "azure-functions-2021"}) {
    if (arrivals->find(form) != nullptr) return mark(arrivals, {form, key});
  }
  return arrivals->location;
}

/// Millionths. A double is exact enough: the same file gives the same whole number everywhere.
std::uint64_t millionths(double share) { return static_cast<std::uint64_t>(share * 1e6 + 0.5); }

bool has_counts(TraceFormat format) {
  return format == TraceFormat::PerSecond || format == TraceFormat::PerMinute ||
         format == TraceFormat::AzureFunctions2019;
}

std::optional<workload::TraceArrivals> load_trace(const WorkloadDraft& draft, const Scenario& scenario,
                                                  workload::Keep keep, const FileReader& files,
                                                  Diagnostics& diagnostics) {
  const TraceDraft& trace = *draft.trace;
  if (trace.sample < 1 && trace.format != TraceFormat::AzureFunctions2019) {
    report(diagnostics, trace_mark(draft, "sample"), "trace_sample_not_with_format");
    return std::nullopt;
  }
  if (trace.scale != 1 && !has_counts(trace.format)) {
    report(diagnostics, trace_mark(draft, "scale"), "trace_scale_not_with_format");
    return std::nullopt;
  }
  const workload::TraceText csv = find_trace(trace.file, trace_mark(draft, "file"), scenario, keep, files, diagnostics);
  workload::TraceText durations;
  if (!trace.durations.empty()) {
    const Location where = trace_mark(draft, "durations");
    if (trace.format != TraceFormat::AzureFunctions2019) {
      report(diagnostics, where, "durations_not_with_format");
      return std::nullopt;
    }
    durations = find_trace(trace.durations, where, scenario, keep, files, diagnostics);
    if (!durations.source) return std::nullopt;
  }
  if (!csv.source) return std::nullopt;
  workload::TraceArrivals arrivals;
  const workload::Thinning thinning{static_cast<std::uint32_t>(millionths(trace.sample)), millionths(trace.scale)};
  arrivals.trace = workload::parse_trace(csv, trace.format, diagnostics, durations, thinning, keep);
  arrivals.spacing = trace.spacing;
  if (!arrivals.trace) return std::nullopt;
  return arrivals;
}

/// The values of a caller; every deployment receives it, so every one lists what was assumed.
std::optional<workload::ClientSpec> resolve_client(const WorkloadDraft& entry, const Catalog& catalog,
                                                   Scenario& scenario, Diagnostics& diagnostics) {
  const ClientDraft& draft = *entry.client;
  if (entry.source != workload::SourceKind::Http && entry.source != workload::SourceKind::Mobile) {
    report(diagnostics, mark(entry.value, {"client"}), "client_without_caller",
           {{"source", entry.value->find("source")->text}});
    return std::nullopt;
  }
  workload::ClientSpec spec;
  spec.timeout = draft.timeout.value_or(Duration{});
  spec.retries = draft.retries.value_or(0);
  spec.abandon_after = draft.abandon_after.value_or(Duration{});
  spec.jitter = draft.jitter;
  if (spec.retries == 0) return spec;
  for (DeploymentSpec& deployment : scenario.deployments) {
    Defaults defaults(catalog.parameters, deployment.parameters, diagnostics);
    spec.backoff_base = defaults.choose(draft.backoff_base, "client.backoff_base");
    spec.backoff_maximum = defaults.choose(draft.backoff_maximum, "client.backoff_maximum");
    const double factor = defaults.choose(draft.backoff_factor, "client.backoff_factor");
    spec.factor_permille = static_cast<std::uint32_t>(factor * 1000.0 + 0.5);
  }
  if (spec.backoff_maximum < spec.backoff_base) {
    report(diagnostics, mark(entry.value, {"client", "backoff"}), "backoff_reversed",
           {{"base", spec.backoff_base}, {"maximum", spec.backoff_maximum}});
    return std::nullopt;
  }
  return spec;
}

}  // namespace

void resolve_workload(const ScenarioDraft& draft, const Catalog& catalog, const FileReader& files, Scenario& scenario,
                      Diagnostics& diagnostics) {
  double expected = 0;
  const workload::Keep keep = kept_of_traces(scenario);
  for (const WorkloadDraft& entry : draft.workload) {
    if (!entry.sound) continue;
    workload::WorkloadSpec spec;
    spec.name = entry.name;
    spec.source = entry.source;
    if (entry.trace) {
      auto arrivals = load_trace(entry, scenario, keep, files, diagnostics);
      if (!arrivals) continue;
      spec.arrivals = std::move(*arrivals);
      const bool timed = entry.trace->format == TraceFormat::AzureFunctions2021 || !entry.trace->durations.empty();
      spec.work.duration_from_trace = timed && !entry.cpu;
    } else if (entry.arrivals) {
      spec.arrivals = *entry.arrivals;
    } else {
      continue;
    }
    if (entry.cpu) spec.work.cpu = *entry.cpu;
    if (entry.io) spec.work.io = *entry.io;
    if (entry.memory) spec.work.memory = *entry.memory;
    spec.failure = entry.failure;
    if (entry.client) spec.client = resolve_client(entry, catalog, scenario, diagnostics);
    expected += std::visit(Expected(scenario.duration), spec.arrivals);
    if (expected > kMostRequests) {
      report(diagnostics, mark(entry.value, {"arrivals"}), "too_many_requests",
             {{"expected", static_cast<std::int64_t>(std::min(expected, 9e18))},
              {"maximum", static_cast<std::int64_t>(kMostRequests)}});
      return;
    }
    scenario.workload.push_back(std::move(spec));
  }
}

}  // namespace cloudsim::scenario
