// SPDX-License-Identifier: Apache-2.0
#include "session/single_run.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>
#include <vector>

#include "session/statistics.hpp"

namespace cloudsim::session {
namespace {

constexpr std::uint64_t kFewestRequests = 2'048;
constexpr double kRelaxations = 2'000;
constexpr double kClearStart = 5;  // standard errors

bool varies(const random::DistributionSpec& spec) { return !std::holds_alternative<random::Constant>(spec); }

bool varies(const workload::WorkSpec& work) { return varies(work.cpu) || varies(work.io) || varies(work.memory); }

bool random_arrivals(const workload::ArrivalSpec& arrivals) {
  if (const auto* profile = std::get_if<workload::ProfileArrivals>(&arrivals))
    return profile->spacing == workload::Spacing::Poisson;
  if (const auto* trace = std::get_if<workload::TraceArrivals>(&arrivals))
    return trace->spacing == workload::Spacing::Poisson;
  return std::holds_alternative<workload::PoissonArrivals>(arrivals);
}

bool same_place(const std::string& place, const scenario::DeploymentSpec& spec) {
  return place.substr(0, place.find('.')) == spec.name;
}

bool random_load(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec) {
  const bool requests =
      std::any_of(scenario.workload.begin(), scenario.workload.end(), [](const workload::WorkloadSpec& each) {
        const bool retries = each.client && each.client->retries > 0 && each.client->jitter == workload::Jitter::Full;
        return random_arrivals(each.arrivals) || varies(each.work) || each.failure.share > 0 || retries;
      });
  const bool links = std::any_of(spec.links.begin(), spec.links.end(), [](const scenario::DeploymentSpec& link) {
    return varies(link.link.work) || link.link.failure.share > 0;
  });
  return requests || links ||
         std::any_of(scenario.hazards.begin(), scenario.hazards.end(),
                     [&](const services::HazardSpec& each) { return same_place(each.deployment, spec); });
}

template <class Arrivals>
bool whole_run(const Arrivals& arrivals, SimTime horizon) {
  return arrivals.from == kTimeZero && arrivals.until >= horizon;
}

bool even_rate(const workload::ArrivalSpec& arrivals, SimTime horizon) {
  if (const auto* poisson = std::get_if<workload::PoissonArrivals>(&arrivals)) return whole_run(*poisson, horizon);
  if (const auto* constant = std::get_if<workload::ConstantArrivals>(&arrivals)) return whole_run(*constant, horizon);
  return false;
}

bool changes(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec) {
  const SimTime horizon = kTimeZero + scenario.duration;
  return !std::all_of(scenario.workload.begin(), scenario.workload.end(),
                      [&](const workload::WorkloadSpec& each) { return even_rate(each.arrivals, horizon); }) ||
         std::any_of(scenario.actions.begin(), scenario.actions.end(),
                     [&](const services::Action& each) { return same_place(each.deployment, spec); });
}

/// How busy the busiest servers with a queue are. Functions have none: more requests, more environments.
double busy_share(const result::Deployment& deployment) {
  double busy = deployment.capacity.unit == "environment" ? 0 : deployment.queueing.utilization;
  if (!deployment.links.empty()) busy = 0;
  for (const result::Deployment& link : deployment.links) busy = std::max(busy, busy_share(link));
  return busy;
}

bool enough(std::uint64_t requests, double busy) {
  const double idle = 1 - busy;
  return requests >= kFewestRequests && static_cast<double>(requests) * idle * idle >= kRelaxations;
}

std::vector<double> responses_of(const metrics::Batches& batches) {
  std::vector<double> means;
  for (const metrics::Batch& batch : batches.full()) {
    if (batch.completed > 0)
      means.push_back(static_cast<double>(batch.stayed_ns) / static_cast<double>(batch.completed));
  }
  return means;
}

std::vector<double> losses_of(const metrics::Batches& batches) {
  std::vector<double> shares;
  for (const metrics::Batch& batch : batches.full())
    shares.push_back(static_cast<double>(batch.lost) / static_cast<double>(batch.requests));
  return shares;
}

}  // namespace

void judge_single_run(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
                      const metrics::Batches& batches, result::Deployment& out) {
  const auto none = [&out](const char* why) { out.no_interval = why; };
  if (!random_load(scenario, spec)) return none("fixed");
  if (changes(scenario, spec)) return none("changing");
  const auto full = batches.full();
  if (full.size() * batches.size() < kFewestRequests) return none("too_few");
  const std::vector<double> responses = responses_of(batches);
  // Batches without any answer belong to the start, as long as servers come up; later they are no steady state.
  const std::size_t silent = full.size() - responses.size();
  for (std::size_t i = silent; i < full.size(); ++i) {
    if (full[i].completed == 0) return none("not_steady");
  }
  if (2 * silent >= full.size()) return none("not_steady");
  const std::optional<std::size_t> found = metrics::clear_truncation(responses, kClearStart);
  if (!found || 2 * (silent + *found) > full.size()) return none("not_steady");
  // Losses may mark a start that answers do not: who is turned away while servers boot does not wait.
  const std::size_t losing = metrics::clear_truncation(losses_of(batches), kClearStart).value_or(0);
  const std::size_t cut = std::max(silent + *found, losing);
  if (!enough(full.size() * batches.size(), busy_share(out))) return none("too_few");
  const Duration warm_up = cut == 0 ? Duration{} : Duration{full[cut - 1].until_ns};
  out.estimates = estimate(full.subspan(cut), metrics::Confidence::Percent95, warm_up);
  if (out.estimates.empty()) none("too_few");
}

}  // namespace cloudsim::session
