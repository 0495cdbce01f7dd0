// SPDX-License-Identifier: Apache-2.0
#include "session/objectives.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.hpp"

namespace cloudsim::session {
namespace {

void check_latency(const std::optional<Duration>& wanted, const char* name, Duration result::Latency::*figure,
                   result::Deployment& deployment) {
  if (!wanted) return;
  if (!deployment.latency) {
    // Nothing was answered: as far from any objective as can be, unless nothing arrived.
    const bool met = deployment.requests.arrived == 0;
    deployment.objectives.push_back({name, *wanted, Duration{}, met, {}});
    return;
  }
  const Duration got = (*deployment.latency).*figure;
  deployment.objectives.push_back({name, *wanted, got, got <= *wanted, {}});
}

std::size_t index_of(const char* name) {
  const auto found = std::find_if(kFigures.begin(), kFigures.end(),
                                  [&](const Figure& figure) { return std::string(name) == figure.name; });
  CLOUDSIM_CHECK(found != kFigures.end());
  return static_cast<std::size_t>(found - kFigures.begin());
}

Duration seconds_of(double value) { return Duration{static_cast<std::int64_t>(value * 1e9 + 0.5)}; }
Money usd_of(double value) { return Money{static_cast<int128>(value * 1e12 + 0.5)}; }
double share_of(double value) { return value; }

/// One objective over all replications.
class Judge {
 public:
  Judge(const std::vector<FigureValues>& runs, metrics::Confidence confidence, result::Deployment& deployment)
      : runs_(runs), confidence_(confidence), deployment_(deployment) {}

  /// `wanted` in the unit of the figure; `typed` makes a value of its type again.
  template <class Typed>
  void check(const char* objective, const char* figure, double wanted, const ArgumentValue& wanted_value, Typed typed) {
    const std::size_t index = index_of(figure), errors = index_of("error_share");
    metrics::Estimate values;
    std::uint64_t silent = 0, met = 0;
    for (const FigureValues& run : runs_) {
      if (run[index]) {
        values.add(*run[index]);
        met += *run[index] <= wanted;
      } else if (run[errors]) {  // requests came, and none was answered
        ++silent;
      } else {
        ++met;
      }
    }
    result::ObjectiveCheck check;
    check.objective = objective;
    check.wanted = wanted_value;
    check.got = std::string();
    result::ObjectiveOverRuns& over = check.over_runs.emplace();
    over.runs = runs_.size();
    over.runs_met = met;
    over.verdict = verdict(values, silent, wanted);
    if (values.count() > 0) check.got = typed(values.mean());
    if (values.count() > 1) over.half_width = typed(values.half_width(confidence_));
    check.met = over.verdict == "met";
    deployment_.objectives.push_back(std::move(check));
  }

 private:
  const char* verdict(const metrics::Estimate& values, std::uint64_t silent, double wanted) const {
    if (values.count() == 0) return silent == 0 ? "met" : "missed";
    const double half = values.count() > 1 ? values.half_width(confidence_) : 0;
    if (values.mean() - half > wanted) return "missed";
    return silent == 0 && values.mean() + half <= wanted ? "met" : "open";
  }

  const std::vector<FigureValues>& runs_;
  metrics::Confidence confidence_;
  result::Deployment& deployment_;
};

}  // namespace

void check_objectives(const scenario::Objectives& objectives, result::Deployment& deployment) {
  check_latency(objectives.latency_p50, "latency_p50", &result::Latency::p50, deployment);
  check_latency(objectives.latency_p95, "latency_p95", &result::Latency::p95, deployment);
  check_latency(objectives.latency_p99, "latency_p99", &result::Latency::p99, deployment);
  check_latency(objectives.latency_p999, "latency_p999", &result::Latency::p999, deployment);
  if (objectives.errors) {
    const double got = deployment.requests.error_share();
    deployment.objectives.push_back({"errors", *objectives.errors, got, got <= *objectives.errors, {}});
  }
  if (objectives.cost) {
    deployment.objectives.push_back(
        {"cost", *objectives.cost, deployment.bill.total, deployment.bill.total <= *objectives.cost, {}});
  }
}

void check_objectives(const scenario::Objectives& objectives, const std::vector<FigureValues>& runs,
                      metrics::Confidence confidence, result::Deployment& deployment) {
  CLOUDSIM_CHECK(!runs.empty());
  Judge judge(runs, confidence, deployment);
  const auto latency = [&](const std::optional<Duration>& wanted, const char* objective, const char* figure) {
    if (wanted) judge.check(objective, figure, to_seconds(*wanted), *wanted, seconds_of);
  };
  latency(objectives.latency_p50, "latency_p50", "latency_p50_s");
  latency(objectives.latency_p95, "latency_p95", "latency_p95_s");
  latency(objectives.latency_p99, "latency_p99", "latency_p99_s");
  latency(objectives.latency_p999, "latency_p999", "latency_p999_s");
  if (objectives.errors) judge.check("errors", "error_share", *objectives.errors, *objectives.errors, share_of);
  if (objectives.cost) {
    const double wanted = static_cast<double>(objectives.cost->pico) / 1e12;
    judge.check("cost", "bill_usd", wanted, *objectives.cost, usd_of);
  }
}

}  // namespace cloudsim::session
