// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace cloudsim::report {
namespace {

using result::Deployment;
using result::RunResult;

using Cell = std::optional<ArgumentValue>;

Duration minutes(double count) { return {static_cast<std::int64_t>(count * 60e9 + 0.5)}; }

Cell count(std::uint64_t value) { return ArgumentValue{static_cast<std::int64_t>(value)}; }

Cell length(const std::optional<Duration>& duration) { return duration ? Cell{ArgumentValue{*duration}} : Cell{}; }

bool says_something(const Cell& cell) {
  if (!cell) return false;
  if (const auto* whole = std::get_if<std::int64_t>(&*cell)) return *whole != 0;
  if (const auto* real = std::get_if<double>(&*cell)) return *real != 0;
  if (const auto* duration = std::get_if<Duration>(&*cell)) return duration->ns != 0;
  return true;
}

class Builder {
 public:
  explicit Builder(const RunResult& run) : run_(&run) {}

  void section(const char* key) { table_.sections.push_back({key, {}}); }

  template <class Get>
  void row(const char* key, const char* kind, Get get) {
    Row row{key, kind, {}};
    for (const Deployment& deployment : run_->deployments) row.cells.push_back(get(deployment));
    table_.sections.back().rows.push_back(std::move(row));
  }

  /// Only when some deployment has something to show.
  template <class Get>
  void row_if_any(const char* key, const char* kind, Get get) {
    row(key, kind, get);
    std::vector<Row>& rows = table_.sections.back().rows;
    if (std::none_of(rows.back().cells.begin(), rows.back().cells.end(), says_something)) rows.pop_back();
  }

  Table take() {
    for (const Deployment& deployment : run_->deployments) table_.columns.push_back(deployment.name);
    return std::move(table_);
  }

 private:
  const RunResult* run_;
  Table table_;
};

Cell of_functions(const Deployment& deployment, double result::Functions::*part) {
  return deployment.functions ? Cell{ArgumentValue{(*deployment.functions).*part}} : Cell{};
}

Cell latency(const Deployment& deployment, Duration result::Latency::*part) {
  return deployment.latency ? Cell{ArgumentValue{(*deployment.latency).*part}} : Cell{};
}

}  // namespace

Table compare(const RunResult& run) {
  Builder builder(run);
  builder.section("effort");
  builder.row("setup_minutes", "duration(work)",
              [](const Deployment& d) { return Cell{minutes(d.effort.setup_minutes)}; });
  builder.row_if_any("setup_steps", "int",
                     [](const Deployment& d) { return Cell{std::int64_t{d.effort.setup_steps}}; });
  builder.row("monthly_minutes", "duration(work)",
              [](const Deployment& d) { return Cell{minutes(d.effort.monthly_minutes)}; });
  builder.row_if_any("incident_minutes", "duration(work)",
                     [](const Deployment& d) { return Cell{minutes(d.effort.incident_minutes)}; });
  builder.row("first_answer", "duration(short)", [](const Deployment& d) { return length(d.milestones.first_answer); });

  builder.section("scaling");
  builder.row_if_any("functions", "int", [](const Deployment& d) {
    return d.functions ? Cell{ArgumentValue{d.functions->count}} : Cell{};
  });
  builder.row("peak", "int", [](const Deployment& d) { return Cell{std::int64_t{d.capacity.peak}}; });
  builder.row("launched", "int", [](const Deployment& d) { return Cell{std::int64_t{d.capacity.launched}}; });
  builder.row_if_any("hosts_peak", "int",
                     [](const Deployment& d) { return Cell{std::int64_t{d.capacity.hosts_peak}}; });
  builder.row("idle_share", "percent(0)", [](const Deployment& d) { return Cell{d.capacity.idle_share}; });

  builder.section("cost");
  builder.row("bill_total", "usd", [](const Deployment& d) { return Cell{d.bill.total}; });

  builder.section("latency");
  builder.row("latency_p50", "duration(short)", [](const Deployment& d) { return latency(d, &result::Latency::p50); });
  builder.row("latency_p95", "duration(short)", [](const Deployment& d) { return latency(d, &result::Latency::p95); });
  builder.row("latency_p99", "duration(short)", [](const Deployment& d) { return latency(d, &result::Latency::p99); });

  builder.section("errors");
  builder.row("arrived", "int", [](const Deployment& d) { return count(d.requests.arrived); });
  builder.row("completed", "int", [](const Deployment& d) { return count(d.requests.completed); });
  builder.row("lost", "int", [](const Deployment& d) { return count(d.requests.lost()); });
  builder.row("error_share", "percent", [](const Deployment& d) { return Cell{d.requests.error_share()}; });
  builder.row_if_any("ignored", "int", [](const Deployment& d) { return count(d.requests.ignored); });
  builder.row_if_any("in_flight", "int", [](const Deployment& d) { return count(d.requests.in_flight); });
  builder.row_if_any("cold_starts", "int", [](const Deployment& d) { return count(d.requests.cold_starts); });
  builder.row_if_any("cold_share_of_half", "percent",
                     [](const Deployment& d) { return of_functions(d, &result::Functions::cold_share_p50); });
  builder.row_if_any("busiest_tenth", "percent",
                     [](const Deployment& d) { return of_functions(d, &result::Functions::busiest_tenth_share); });
  return builder.take();
}

}  // namespace cloudsim::report
