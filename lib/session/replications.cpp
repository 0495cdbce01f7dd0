// SPDX-License-Identifier: Apache-2.0
#include "session/replications.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "metrics/steady.hpp"
#include "random/stream.hpp"
#include "session/function_fleet.hpp"
#include "session/objectives.hpp"
#include "session/parallel.hpp"
#include "session/statistics.hpp"
#include "session/theory_models.hpp"

namespace cloudsim::session {
namespace {

constexpr std::uint32_t kFirstRound = 10;           // replications before precision is judged
constexpr std::uint32_t kMostReplications = 1'000;  // unless the scenario asks for more
constexpr std::uint32_t kPilots = 10;               // in which a warm-up is looked for

metrics::Confidence confidence_of(std::int32_t per_mille) {
  switch (per_mille) {
    case 900:
      return metrics::Confidence::Percent90;
    case 990:
      return metrics::Confidence::Percent99;
    case 999:
      return metrics::Confidence::Percent999;
    default:
      return metrics::Confidence::Percent95;
  }
}

/// What is left of one deployment's replication.
struct Outcome {
  FigureValues figures;
  std::uint64_t fingerprint = 0;
  std::optional<result::Deployment> whole;  // of the first replication
  std::optional<metrics::Batches> batches;  // of a single one
};

class Replicator {
 public:
  Replicator(const scenario::Scenario& scenario, const Data& data, const RunOptions& options, Duration sample_step)
      : scenario_(scenario),
        data_(data),
        options_(options),
        sample_step_(sample_step),
        deployments_(scenario.deployments.size()),
        confidence_(confidence_of(scenario.run.confidence)) {}

  void run(result::RunResult& out) {
    const scenario::RunPlan& plan = scenario_.run;
    statistics_.confidence = static_cast<double>(plan.confidence) / 1000;
    statistics_.precision = plan.precision;
    if (plan.precision) statistics_.precision_of = plan.precision_of;
    find_warm_up();
    std::uint32_t wanted = plan.precision ? std::max(kFirstRound, plan.replications) : plan.replications;
    const std::uint32_t most = std::max(kMostReplications, plan.replications);
    const Wanted wanted_precision{plan.precision.value_or(0), plan.precision_of,
                                  scenario_.objectives.latency_p999.has_value()};
    for (;;) {
      run_up_to(wanted);
      estimate_all();
      if (!plan.precision) break;
      statistics_.precise = std::all_of(estimates_.begin(), estimates_.end(),
                                        [&](const auto& of_one) { return precise(of_one, wanted_precision); });
      if (statistics_.precise || wanted >= most) break;
      wanted = std::min(most, wanted + (wanted + 1) / 2);
    }
    gather(out);
  }

 private:
  bool batches_wanted() const { return !scenario_.run.precision && scenario_.run.replications == 1; }

  /// One deployment of one replication, both counted from 0, with a listener of its own when there is one.
  result::Deployment simulate(std::size_t deployment, std::uint32_t replication, metrics::Steady* listener) const {
    const std::uint64_t seed = replication_seed(scenario_.seed, replication + 1);
    if (is_function_fleet(scenario_.deployments[deployment]))  // then nobody listens: the scenario's checks saw to it
      return run_function_fleet(scenario_, scenario_.deployments[deployment], data_, seed, sample_step_, {});
    DeploymentRun run(scenario_, deployment, data_, seed, sample_step_);
    if (listener != nullptr) run.listen(*listener);
    return run.finish();
  }

  void for_each_run(std::size_t count, const std::function<void(std::size_t)>& body) const {
    const auto done = [&](std::size_t through) {
      if (options_.progress) options_.progress(static_cast<double>(through) / static_cast<double>(count));
    };
    for_each_index(count, options_.jobs, body, done);
  }

  // Looked for in the first replications of all deployments together; all get the longest, for the same requests.
  void find_warm_up() {
    if (scenario_.run.warm_up) {
      statistics_.warm_up = *scenario_.run.warm_up;
      return;
    }
    const std::size_t pilots = std::clamp<std::size_t>(scenario_.run.replications, 1, kPilots);
    std::vector<std::vector<metrics::Steady::Bin>> bins(pilots * deployments_);
    const SimTime horizon = kTimeZero + scenario_.duration;
    for_each_run(bins.size(), [&](std::size_t index) {
      metrics::Steady steady(kTimeZero, horizon);
      simulate(index % deployments_, static_cast<std::uint32_t>(index / deployments_), &steady);
      bins[index] = steady.bins();
    });
    statistics_.warm_up_found = true;
    for (std::size_t deployment = 0; deployment < deployments_; ++deployment) {
      std::vector<metrics::Steady::Bin> sum(metrics::Steady::kBins);
      for (std::size_t pilot = 0; pilot < pilots; ++pilot) {
        for (std::size_t i = 0; i < sum.size(); ++i) {
          sum[i].completed += bins[pilot * deployments_ + deployment][i].completed;
          sum[i].stayed_ns += bins[pilot * deployments_ + deployment][i].stayed_ns;
        }
      }
      const std::optional<Duration> found = metrics::find_warm_up(sum, scenario_.duration, pilots);
      statistics_.warm_up_missing |= !found;
      statistics_.warm_up = std::max(statistics_.warm_up, found.value_or(Duration{scenario_.duration.ns / 2}));
    }
  }

  void run_up_to(std::uint32_t replications) {
    const std::size_t before = outcomes_.size();
    outcomes_.resize(replications * deployments_);
    for_each_run(outcomes_.size() - before, [&](std::size_t i) {
      const std::size_t index = before + i;
      const auto replication = static_cast<std::uint32_t>(index / deployments_);
      std::optional<metrics::Steady> steady;
      if (statistics_.warm_up.ns > 0 || batches_wanted()) {
        steady.emplace(kTimeZero + statistics_.warm_up, kTimeZero + scenario_.duration);
      }
      metrics::Steady* listener = steady ? &*steady : nullptr;
      result::Deployment whole = simulate(index % deployments_, replication, listener);
      Outcome& outcome = outcomes_[index];
      outcome.figures = figures_of(whole, statistics_.warm_up.ns > 0 ? listener : nullptr);
      outcome.fingerprint = whole.fingerprint;
      if (replication == 0) outcome.whole = std::move(whole);
      if (batches_wanted()) outcome.batches = steady->batches();
    });
    statistics_.replications = replications;
  }

  void estimate_all() {
    estimates_.clear();
    figures_.assign(deployments_, {});
    for (std::size_t index = 0; index < outcomes_.size(); ++index) {
      figures_[index % deployments_].push_back(outcomes_[index].figures);
    }
    for (std::size_t deployment = 0; deployment < deployments_; ++deployment) {
      estimates_.push_back(batches_wanted()
                               ? estimate(outcomes_[deployment].batches->full(), confidence_, statistics_.warm_up)
                               : estimate(figures_[deployment], confidence_, statistics_.warm_up));
    }
  }

  void gather(result::RunResult& out) {
    statistics_.method = batches_wanted() ? "batch_means" : "replications";
    std::uint64_t hash = 0xcbf2'9ce4'8422'2325;  // FNV-1a over whole words, as metrics/fingerprint
    for (const Outcome& outcome : outcomes_) hash = (hash ^ outcome.fingerprint) * 0x100'0000'01b3;
    statistics_.fingerprint = hash;
    std::vector<std::string> names;
    for (std::size_t deployment = 0; deployment < deployments_; ++deployment) {
      out.deployments.push_back(std::move(*outcomes_[deployment].whole));
      out.deployments.back().estimates = std::move(estimates_[deployment]);
      out.deployments.back().no_interval.clear();
      out.deployments.back().theory = theory_of(scenario_, deployment, out.deployments.back(), statistics_.warm_up);
      names.push_back(out.deployments.back().name);
      if (!batches_wanted())
        check_objectives(scenario_.objectives, figures_[deployment], confidence_, out.deployments.back());
    }
    if (!batches_wanted()) statistics_.differences = differences(names, figures_, confidence_);
    out.statistics = std::move(statistics_);
  }

  const scenario::Scenario& scenario_;
  const Data& data_;
  const RunOptions& options_;
  Duration sample_step_;
  std::size_t deployments_;
  metrics::Confidence confidence_;
  result::Statistics statistics_;
  std::vector<Outcome> outcomes_;  // by replication, then deployment
  std::vector<Replicated> figures_;
  std::vector<std::vector<result::Estimate>> estimates_;
};

}  // namespace

std::uint64_t replication_seed(std::uint64_t seed, std::uint32_t replication) {
  if (replication <= 1) return seed;
  return random::Stream(seed, "replication", replication).next();
}

void run_replications(const scenario::Scenario& scenario, const Data& data, const RunOptions& options,
                      result::RunResult& out) {
  Replicator(scenario, data, options, out.sample_step).run(out);
}

}  // namespace cloudsim::session
