// SPDX-License-Identifier: Apache-2.0
#include "session/deployment_run.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "session/chain.hpp"
#include "session/chain_sums.hpp"
#include "session/service_run.hpp"
#include "session/single_run.hpp"
#include "workload/arrivals.hpp"
#include "workload/client.hpp"

namespace cloudsim::session {

// Order matters: what is built later may hold references to what was built before.
struct DeploymentRun::Parts {
  const scenario::Scenario& scenario;
  const scenario::DeploymentSpec& spec;
  const Data& data;
  SimTime horizon;
  engine::Simulator simulator;
  std::optional<Chain> chain;
  ServiceRuns services;                    // one, or the links
  std::optional<workload::Client> client;  // the callers, only if they do more than call once
  workload::ArrivalSource source;

  Parts(const scenario::Scenario& whole, std::size_t index, const Data& files, std::uint64_t seed, Duration sample_step,
        const Onlooker& onlooker)
      : scenario(whole),
        spec(whole.deployments[index]),
        data(files),
        horizon(kTimeZero + whole.duration),
        source(simulator, whole.workload, seed, horizon, build_entry(seed, sample_step, onlooker)) {
    for (const auto& service : services) service->start();
    source.start();
  }

  /// Where arrivals go: to the callers, if they do more than call, and from them to the first service.
  queueing::RequestTarget& build_entry(std::uint64_t seed, Duration sample_step, const Onlooker& onlooker) {
    if (!spec.is_chain()) {
      services.push_back(std::make_unique<ServiceRun>(simulator, scenario, spec, data, seed, sample_step,
                                                      queueing::Neighbours{}, onlooker));
      return build_callers(seed);
    }
    chain.emplace(simulator, scenario, spec, seed, sample_step);
    if (onlooker.recorder != nullptr) {
      trace::Tracer& whole = chain->tracer();
      whole.add(onlooker.recorder->add_place(spec.name, whole.meters()));
    }
    for (std::size_t i = 0; i < spec.links.size(); ++i) {
      services.push_back(std::make_unique<ServiceRun>(simulator, scenario, spec.links[i], data,
                                                      Chain::link_seed(seed, i), sample_step, chain->neighbours(i),
                                                      onlooker));
    }
    chain->connect(services, build_callers(seed));
    return chain->entry();
  }

  queueing::RequestTarget& build_callers(std::uint64_t seed) {
    ServiceRun& first = *services.front();
    if (!workload::Client::needed(scenario.workload)) return first.entry();
    return client.emplace(simulator, first.tracer(), scenario.workload, seed, first.entry());
  }

  /// The tracer that hears of every request from end to end.
  trace::Tracer& tracer() { return chain ? chain->tracer() : services.front()->tracer(); }

  void finish() {
    for (const auto& service : services) service->finish();
    if (client) client->finish();
    if (chain) chain->finish();
  }

  result::Deployment result() {
    std::vector<result::Deployment> results;
    std::vector<std::string> free_tier_used_up;
    for (const auto& service : services) {
      results.push_back(service->result(free_tier_used_up));
      note_free_tier(results.back().bill, data.prices, free_tier_used_up);
    }
    result::Deployment out = chain ? chain->result(std::move(results), data) : std::move(results.front());
    judge_single_run(scenario, spec, chain ? chain->batches() : services.front()->batches(), out);
    return out;
  }
};

DeploymentRun::DeploymentRun(const scenario::Scenario& scenario, std::size_t index, const Data& data,
                             std::uint64_t seed, Duration sample_step, const Onlooker& onlooker) {
  CLOUDSIM_CHECK(index < scenario.deployments.size());
  parts_ = std::make_unique<Parts>(scenario, index, data, seed, sample_step, onlooker);
}

DeploymentRun::~DeploymentRun() = default;

void DeploymentRun::listen(trace::Sink& sink) { parts_->tracer().add(sink); }

SimTime DeploymentRun::now() const { return parts_->simulator.now(); }

std::optional<engine::Pending> DeploymentRun::next() {
  std::optional<engine::Pending> pending = parts_->simulator.next();
  if (pending && pending->at >= parts_->horizon) pending.reset();
  return pending;
}

bool DeploymentRun::step() { return next().has_value() && parts_->simulator.step(); }

void DeploymentRun::run_until(SimTime end) {
  const SimTime bound = std::min(end, parts_->horizon);
  if (bound >= now()) parts_->simulator.run_until(bound);
}

services::ServiceView DeploymentRun::view() const {
  services::ServiceView sum;
  for (const auto& service : parts_->services) {
    const services::ServiceView view = service->view();
    sum.waiting += view.waiting;
    sum.in_service += view.in_service;
    sum.servers_ready += view.servers_ready;
    sum.servers_starting += view.servers_starting;
    sum.hosts += view.hosts;
  }
  return sum;
}

std::vector<std::pair<std::string, services::ServiceView>> DeploymentRun::views() const {
  std::vector<std::pair<std::string, services::ServiceView>> views;
  for (const auto& service : parts_->services) views.emplace_back(service->place(), service->view());
  return views;
}

void DeploymentRun::act(const services::Action& action) {
  const auto& services = parts_->services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const auto& service) { return service->place() == action.deployment; });
  CLOUDSIM_CHECK(found != services.end());
  (*found)->act(action);
}

void DeploymentRun::flush() {
  for (const auto& service : parts_->services) service->tracer().flush();
  if (parts_->chain) parts_->chain->tracer().flush();
}

result::Deployment DeploymentRun::finish() {
  run_until(parts_->horizon);
  parts_->finish();
  result::Deployment out = parts_->result();
  out.events_simulated = parts_->simulator.events_run();
  return out;
}

}  // namespace cloudsim::session
