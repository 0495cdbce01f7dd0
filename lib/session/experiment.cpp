// SPDX-License-Identifier: Apache-2.0
#include "session/experiment.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "session/figures.hpp"
#include "session/parallel.hpp"
#include "session/run.hpp"
#include "session/statistics.hpp"

#ifndef CLOUDSIM_VERSION
#define CLOUDSIM_VERSION "0"
#endif

namespace cloudsim::session {
namespace {

using Settings = std::vector<scenario::Override>;
using Rows = std::vector<result::SweepRow>;

/// FNV-1a over texts, each with its end marked.
class Hash {
 public:
  void add(const std::string& text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0x100);
  }
  std::uint64_t value() const { return hash_; }

 private:
  void mix(std::uint64_t word) { hash_ = (hash_ ^ word) * 0x100'0000'01b3; }
  std::uint64_t hash_ = 0xcbf2'9ce4'8422'2325;
};

Diagnostics problem(const std::shared_ptr<const Source>& source, std::string code, Arguments arguments = {}) {
  return {{Severity::Error, std::move(code), std::move(arguments), Location{source, 1, 1, 1}, {}}};
}

/// One point that can be run.
struct Prepared {
  Settings settings;
  scenario::Scenario scenario;
  std::shared_ptr<const Data> data;  // one for all points that name the same lists
};

Rows rows_of(const Prepared& point) {
  Rows rows;
  const result::RunResult run = session::run(point.scenario, *point.data);
  for (const result::Deployment& deployment : run.deployments) {
    result::SweepRow row;
    for (const scenario::Override& each : point.settings) row.values.push_back(each.value);
    row.deployment = deployment.name;
    row.objectives_met = std::all_of(deployment.objectives.begin(), deployment.objectives.end(),
                                     [](const result::ObjectiveCheck& check) { return check.met; });
    row.figures = run.statistics && run.statistics->method == "replications"
                      ? deployment.estimates
                      : estimate({figures_of(deployment, nullptr)}, metrics::Confidence::Percent95, Duration{});
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Rows as they get ready on any thread, handed on in order on one.
class InOrder {
 public:
  InOrder(std::size_t count, std::size_t first) : rows_(count), next_(first) {}

  void put(std::size_t point, Rows rows) {
    const std::lock_guard<std::mutex> lock(mutex_);
    rows_[point] = std::move(rows);
  }
  template <class Ready>
  void hand_on(Ready ready) {
    for (;;) {
      Rows rows;
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (next_ >= rows_.size() || !rows_[next_]) return;
        rows = std::move(*rows_[next_]);
      }
      ready(next_++, std::move(rows));
    }
  }

 private:
  std::mutex mutex_;
  std::vector<std::optional<Rows>> rows_;
  std::size_t next_;
};

}  // namespace

std::vector<Settings> grid(const std::vector<scenario::SweepAxis>& axes) {
  std::vector<Settings> points = {{}};
  for (const scenario::SweepAxis& axis : axes) {
    std::vector<Settings> longer;
    for (const Settings& point : points) {
      for (const std::string& value : axis.values) {
        if (longer.size() > kMostPoints) break;
        longer.push_back(point);
        longer.back().push_back({axis.path, value});
      }
    }
    points = std::move(longer);
  }
  return points;
}

std::uint64_t sweep_inputs(const Source& source, const std::vector<scenario::Override>& overrides,
                           const std::vector<scenario::SweepAxis>& axes) {
  Hash hash;
  hash.add(CLOUDSIM_VERSION);
  hash.add(source.text);
  for (const scenario::Override& each : overrides) {
    hash.add(each.path);
    hash.add(each.value);
  }
  for (const scenario::SweepAxis& axis : axes) hash.add(axis.path);
  return hash.value();
}

std::string rate_path(const scenario::Scenario& scenario) {
  const workload::ArrivalSpec& arrivals = scenario.workload.front().arrivals;
  if (std::holds_alternative<workload::PoissonArrivals>(arrivals)) return "workload.0.arrivals.poisson";
  if (std::holds_alternative<workload::ConstantArrivals>(arrivals)) return "workload.0.arrivals.constant";
  return {};
}

tl::expected<result::Sweep, Diagnostics> sweep(const std::shared_ptr<const Source>& source,
                                               const scenario::FileReader& files, const SweepOptions& options) {
  auto base = scenario::load(source, options.overrides, files);
  if (!base) return tl::unexpected(std::move(base.error()));
  const auto& axes = options.axes.empty() ? base->scenario.sweep : options.axes;
  if (axes.empty()) return tl::unexpected(problem(source, "no_sweep"));
  std::vector<Settings> points = grid(axes);
  if (points.size() > kMostPoints) {
    return tl::unexpected(problem(source, "too_many_points", {{"maximum", static_cast<std::int64_t>(kMostPoints)}}));
  }

  const std::size_t begin = std::min(options.first, points.size());
  const std::size_t end = begin + std::min(options.most, points.size() - begin);
  points = {points.begin() + static_cast<std::ptrdiff_t>(begin), points.begin() + static_cast<std::ptrdiff_t>(end)};

  result::Sweep out;
  for (const scenario::SweepAxis& axis : axes) out.paths.push_back(axis.path);
  for (const Figure& figure : kFigures) out.figures.emplace_back(figure.name);
  out.inputs = sweep_inputs(*source, options.overrides, axes);
  out.deployments = base->scenario.deployments.size();
  const scenario::RunPlan& plan = base->scenario.run;
  out.intervals = plan.statistics && (plan.replications > 1 || plan.precision);

  std::vector<Prepared> prepared;
  for (const Settings& settings : points) {
    Settings all = options.overrides;
    all.insert(all.end(), settings.begin(), settings.end());
    auto loaded = scenario::load(source, all, files);
    if (!loaded) return tl::unexpected(std::move(loaded.error()));
    const scenario::Scenario* last = prepared.empty() ? nullptr : &prepared.back().scenario;
    std::shared_ptr<const Data> data;
    if (last != nullptr && last->price_list == loaded->scenario.price_list &&
        last->effort_list == loaded->scenario.effort_list) {
      data = prepared.back().data;
    } else {
      auto lists = load_data(loaded->scenario, files);
      if (!lists) return tl::unexpected(std::move(lists.error()));
      data = std::make_shared<const Data>(std::move(*lists));
    }
    prepared.push_back({settings, std::move(loaded->scenario), std::move(data)});
  }

  const std::size_t first = options.resume ? std::min(options.resume(out), points.size()) : 0;
  InOrder order(points.size(), first);
  const std::size_t count = points.size() - first;
  const auto done = [&](std::size_t through) {
    order.hand_on([&](std::size_t point, Rows rows) {
      if (options.ready) options.ready(point, rows);
      out.rows.insert(out.rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    });
    if (options.progress) options.progress(static_cast<double>(through) / static_cast<double>(count));
  };
  for_each_index(
      count, options.jobs, [&](std::size_t i) { order.put(first + i, rows_of(prepared[first + i])); }, done);
  return out;
}

}  // namespace cloudsim::session
