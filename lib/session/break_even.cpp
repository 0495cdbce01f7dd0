// SPDX-License-Identifier: Apache-2.0
#include "session/break_even.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "scenario/read.hpp"
#include "session/experiment.hpp"
#include "session/run.hpp"

namespace cloudsim::session {
namespace {

using result::BreakEven;
using result::BreakEvenPoint;

constexpr std::uint32_t kGrid = 1024;  // the bisection ends at neighbours of this grid
constexpr std::uint32_t kCurve = 8;    // stretches of the curve
constexpr const char* kFigure = "bill_usd";
constexpr const char* kReplications = "10";

Diagnostics problem(const std::shared_ptr<const Source>& source, std::string code, Arguments arguments = {}) {
  return {{Severity::Error, std::move(code), std::move(arguments), Location{source, 1, 1, 1}, {}}};
}

class Curve {
 public:
  Curve(std::shared_ptr<const Source> source, const scenario::FileReader& files, const BreakEvenOptions& options,
        std::string path, std::vector<std::string> values, bool replicated)
      : source_(std::move(source)),
        files_(files),
        options_(options),
        path_(std::move(path)),
        values_(std::move(values)),
        replicated_(replicated) {}

  /// The difference at one value of the grid; computed once.
  tl::expected<BreakEvenPoint, Diagnostics> at(std::uint32_t index) {
    const auto known = points_.find(index);
    if (known != points_.end()) return known->second;
    std::vector<scenario::Override> overrides = options_.overrides;
    if (!replicated_) overrides.push_back({"run.replications", kReplications});
    overrides.push_back({path_, values_[index]});
    auto loaded = scenario::load(source_, overrides, files_);
    if (!loaded) return tl::unexpected(std::move(loaded.error()));
    auto data = load_data(loaded->scenario, files_);
    if (!data) return tl::unexpected(std::move(data.error()));
    keep_two(loaded->scenario);
    RunOptions how;
    how.jobs = options_.jobs;
    const result::RunResult run = session::run(loaded->scenario, *data, how);
    confidence_ = run.statistics->confidence;
    BreakEvenPoint point{values_[index], 0, 0};
    for (const result::Difference& each : run.statistics->differences) {
      if (each.name != kFigure) continue;
      point.mean = each.first == options_.first ? each.mean : -each.mean;
      point.half_width = each.half_width.value_or(0);
    }
    points_[index] = point;
    return point;
  }

  const std::map<std::uint32_t, BreakEvenPoint>& points() const { return points_; }
  const std::vector<std::string>& values() const { return values_; }
  double confidence() const { return confidence_; }

  /// Where mean + sign × half-width is zero first, by a straight line between neighbours; the end of the grid when
  /// nowhere.
  std::uint32_t zero_of(double sign) const {
    const auto height = [sign](const BreakEvenPoint& point) { return point.mean + sign * point.half_width; };
    for (auto right = std::next(points_.begin()); right != points_.end(); ++right) {
      const auto left = std::prev(right);
      const double a = height(left->second), b = height(right->second);
      if ((a < 0) == (b < 0)) continue;
      const double share = a / (a - b);
      return left->first + static_cast<std::uint32_t>(share * (right->first - left->first) + 0.5);
    }
    return (height(points_.begin()->second) < 0) == (points_.begin()->second.mean < 0) ? kGrid : 0;
  }

 private:
  /// Only these two are simulated.
  void keep_two(scenario::Scenario& scenario) const {
    const auto other = [&](const scenario::DeploymentSpec& spec) {
      return spec.name != options_.first && spec.name != options_.second;
    };
    auto& all = scenario.deployments;
    all.erase(std::remove_if(all.begin(), all.end(), other), all.end());
  }

  std::shared_ptr<const Source> source_;
  const scenario::FileReader& files_;
  const BreakEvenOptions& options_;
  std::string path_;
  std::vector<std::string> values_;
  bool replicated_;
  double confidence_ = 0;
  std::map<std::uint32_t, BreakEvenPoint> points_;
};

bool less(const BreakEvenPoint& point) { return point.mean < 0; }

}  // namespace

tl::expected<BreakEven, Diagnostics> break_even(const std::shared_ptr<const Source>& source,
                                                const scenario::FileReader& files, const BreakEvenOptions& options) {
  auto base = scenario::load(source, options.overrides, files);
  if (!base) return tl::unexpected(std::move(base.error()));
  std::vector<std::string> known;
  for (const scenario::DeploymentSpec& spec : base->scenario.deployments) known.push_back(spec.name);
  for (const std::string& name : {options.first, options.second}) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return tl::unexpected(problem(source, "unknown_deployment", {{"name", name}, {"known", known}}));
  }
  const std::string path = options.path == "rate" ? rate_path(base->scenario) : options.path;
  if (path.empty()) return tl::unexpected(problem(source, "no_rate"));
  std::vector<std::string> values = scenario::spread(options.from, options.to, kGrid + 1);
  if (values.empty()) {
    return tl::unexpected(problem(source, "bad_range", {{"from", options.from}, {"to", options.to}}));
  }

  const scenario::RunPlan& plan = base->scenario.run;
  Curve curve(source, files, options, path, std::move(values), plan.replications > 1 || plan.precision.has_value());
  constexpr double kSteps = kCurve + 1 + 7;  // the bisection halves a stretch of 128 seven times
  double done = 0;
  const auto tell = [&] {
    if (options.progress) options.progress(++done / kSteps);
  };
  std::optional<std::uint32_t> left;
  std::optional<BreakEvenPoint> before;
  for (std::uint32_t index = 0; index <= kGrid; index += kGrid / kCurve) {
    auto point = curve.at(index);
    if (!point) return tl::unexpected(std::move(point.error()));
    if (before && !left && less(*before) != less(*point)) left = index - kGrid / kCurve;
    before = *point;
    tell();
  }
  if (left) {
    std::uint32_t low = *left, high = low + kGrid / kCurve;
    const bool at_low = less(*curve.at(low));
    while (high - low > 1) {
      const std::uint32_t middle = low + (high - low) / 2;
      auto point = curve.at(middle);
      if (!point) return tl::unexpected(std::move(point.error()));
      (less(*point) == at_low ? low : high) = middle;
      tell();
    }
  }

  BreakEven out;
  out.path = path;
  out.first = options.first;
  out.second = options.second;
  out.figure = kFigure;
  out.confidence = curve.confidence();
  for (std::uint32_t index = 0; index <= kGrid; index += kGrid / kCurve) out.curve.push_back(*curve.at(index));
  if (left) {
    const std::uint32_t one = curve.zero_of(1), other = curve.zero_of(-1);
    out.crossing = result::Crossing{curve.values()[curve.zero_of(0)], curve.values()[std::min(one, other)],
                                    curve.values()[std::max(one, other)], less(*curve.at(*left))};
  }
  return out;
}

}  // namespace cloudsim::session
