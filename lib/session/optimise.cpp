// SPDX-License-Identifier: Apache-2.0
#include "session/optimise.hpp"

#include <algorithm>
#include <utility>

#include "scenario/catalog.hpp"
#include "session/experiment.hpp"
#include "session/figures.hpp"
#include "session/parallel.hpp"
#include "session/run.hpp"
#include "session/statistics.hpp"

namespace cloudsim::session {
namespace {

using Settings = std::vector<scenario::Override>;

std::vector<std::string> counts_around(std::uint32_t now) {
  const std::uint32_t most = std::min<std::uint32_t>(std::max<std::uint32_t>(2 * now, 4), now + 8);
  const std::uint32_t fewest = now > 8 ? now - 8 : 1;
  std::vector<std::string> counts;
  for (std::uint32_t count = fewest; count <= most; ++count) counts.push_back(std::to_string(count));
  return counts;
}

std::vector<std::string> family_of(const services::InstanceType& type,
                                   const std::vector<services::InstanceType>& types) {
  const std::string family = type.name.substr(0, type.name.find('.') + 1);
  std::vector<std::string> names;
  for (const services::InstanceType& each : types) {
    if (each.name.compare(0, family.size(), family) == 0) names.push_back(each.name);
  }
  return names;
}

std::vector<scenario::SweepAxis> axes_of(const scenario::DeploymentSpec& deployment,
                                         const std::vector<services::InstanceType>& types) {
  const std::string at = "deployments." + deployment.name;
  if (std::holds_alternative<services::LambdaSpec>(deployment.service)) {
    return {{at + ".lambda.memory",
             {"128MB", "256MB", "512MB", "768MB", "1024MB", "1536MB", "1769MB", "2048MB", "3008MB"}}};
  }
  if (const auto* ec2 = std::get_if<services::Ec2Spec>(&deployment.service)) {
    std::vector<scenario::SweepAxis> axes = {{at + ".ec2.instance", family_of(ec2->instance, types)}};
    const bool fixed = ec2->minimum == ec2->maximum && !ec2->scaling && ec2->policies.empty() && ec2->schedule.empty();
    if (fixed) axes.push_back({at + ".ec2.fleet", counts_around(ec2->desired)});
    return axes;
  }
  if (const auto* ecs = std::get_if<services::EcsSpec>(&deployment.service)) {
    std::vector<scenario::SweepAxis> axes = {
        {at + ".ecs.task",
         {"{cpu: 0.25, memory: 512MB}", "{cpu: 0.5, memory: 1GB}", "{cpu: 1, memory: 2GB}", "{cpu: 2, memory: 4GB}"}}};
    if (!ecs->scaling) axes.push_back({at + ".ecs.desired", counts_around(ecs->desired)});
    return axes;
  }
  const auto& docker = std::get<services::DockerSpec>(deployment.service);
  return {{at + ".docker.hosts", counts_around(docker.hosts)}};
}

/// One candidate that can be run.
struct Trial {
  result::Candidate candidate;
  scenario::Scenario scenario;
  Data data;
};

void run_trial(Trial& trial) {
  const result::RunResult run = session::run(trial.scenario, trial.data);
  const result::Deployment& deployment = run.deployments.front();
  trial.candidate.objectives_met = run.objectives_met;
  trial.candidate.figures = run.statistics && run.statistics->method == "replications"
                                ? deployment.estimates
                                : estimate({figures_of(deployment, nullptr)}, metrics::Confidence::Percent95, {});
}

const result::Estimate* find(const result::Candidate& candidate, const std::string& name) {
  const auto found = std::find_if(candidate.figures.begin(), candidate.figures.end(),
                                  [&](const result::Estimate& each) { return each.name == name; });
  return found == candidate.figures.end() ? nullptr : &*found;
}

/// `a` is at least as good as `b` in bill and p95, and better in one.
bool beats(const result::Candidate& a, const result::Candidate& b) {
  const double a_bill = find(a, "bill_usd")->mean, b_bill = find(b, "bill_usd")->mean;
  const double a_slow = find(a, "latency_p95_s")->mean, b_slow = find(b, "latency_p95_s")->mean;
  return a_bill <= b_bill && a_slow <= b_slow && (a_bill < b_bill || a_slow < b_slow);
}

bool eligible(const result::Candidate& candidate) {
  return candidate.objectives_met && find(candidate, "latency_p95_s") != nullptr;
}

void mark_frontier(std::vector<result::Candidate>& candidates) {
  for (result::Candidate& each : candidates) {
    each.frontier = eligible(each) && std::none_of(candidates.begin(), candidates.end(), [&](const auto& other) {
                      return eligible(other) && beats(other, each);
                    });
  }
}

}  // namespace

std::vector<Settings> usual_sizes(const scenario::DeploymentSpec& deployment,
                                  const std::vector<services::InstanceType>& types) {
  if (deployment.is_chain()) return {};
  return grid(axes_of(deployment, types));
}

tl::expected<result::Optimum, Diagnostics> optimise(const std::shared_ptr<const Source>& source,
                                                    const scenario::FileReader& files, const OptimiseOptions& options) {
  auto base = scenario::load(source, options.overrides, files);
  if (!base) return tl::unexpected(std::move(base.error()));
  std::vector<std::string> known;
  for (const scenario::DeploymentSpec& spec : base->scenario.deployments) known.push_back(spec.name);
  if (!options.deployment.empty() && std::find(known.begin(), known.end(), options.deployment) == known.end()) {
    return tl::unexpected(Diagnostics{{Severity::Error,
                                       "unknown_deployment",
                                       {{"name", options.deployment}, {"known", known}},
                                       Location{source, 1, 1, 1},
                                       {}}});
  }
  Diagnostics unused;
  const auto catalog = scenario::load_catalog(files, unused);

  result::Optimum out;
  out.objectives = base->scenario.objectives.any();
  std::vector<Trial> trials;
  for (std::size_t index = 0; index < known.size(); ++index) {
    if (!options.deployment.empty() && known[index] != options.deployment) continue;
    const auto candidates = options.axes.empty()
                                ? usual_sizes(base->scenario.deployments[index], catalog->instance_types)
                                : grid(options.axes);
    for (const Settings& settings : candidates) {
      Settings all = options.overrides;
      all.insert(all.end(), settings.begin(), settings.end());
      auto loaded = scenario::load(source, all, files);
      auto data = loaded ? load_data(loaded->scenario, files) : tl::unexpected(Diagnostics{});
      if (!loaded || !data) {
        ++out.left_out;
        continue;
      }
      Trial trial{{known[index], {}, true, false, {}}, std::move(loaded->scenario), std::move(*data)};
      for (const scenario::Override& each : settings) trial.candidate.settings.emplace_back(each.path, each.value);
      trial.scenario.deployments = {trial.scenario.deployments[index]};
      trials.push_back(std::move(trial));
    }
  }
  for_each_index(
      trials.size(), options.jobs, [&](std::size_t i) { run_trial(trials[i]); },
      [&](std::size_t through) {
        if (options.progress) options.progress(static_cast<double>(through) / static_cast<double>(trials.size()));
      });
  for (Trial& trial : trials) out.candidates.push_back(std::move(trial.candidate));
  mark_frontier(out.candidates);
  return out;
}

}  // namespace cloudsim::session
