// SPDX-License-Identifier: Apache-2.0
#include "session/deployment_run.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.hpp"
#include "billing/invoice.hpp"
#include "billing/meter.hpp"
#include "effort/ledger.hpp"
#include "metrics/collector.hpp"
#include "metrics/fingerprint.hpp"
#include "session/action_player.hpp"
#include "session/build.hpp"
#include "session/hazards.hpp"
#include "trace/tracer.hpp"
#include "workload/arrivals.hpp"
#include "workload/client.hpp"
#include "workload/conditions.hpp"

namespace cloudsim::session {
namespace {

std::vector<services::Action> actions_of(const scenario::Scenario& scenario, const std::string& deployment) {
  std::vector<services::Action> mine;
  for (const services::Action& action : scenario.actions) {
    if (action.deployment == deployment) mine.push_back(action);
  }
  return mine;
}

std::vector<services::HazardSpec> hazards_of(const scenario::Scenario& scenario, const std::string& deployment) {
  std::vector<services::HazardSpec> mine;
  for (const services::HazardSpec& hazard : scenario.hazards) {
    if (hazard.deployment == deployment) mine.push_back(hazard);
  }
  return mine;
}

bool changes_conditions(const std::vector<services::Action>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](const services::Action& action) {
    const auto* bad = std::get_if<services::BadRelease>(&action.body);
    return std::holds_alternative<services::SlowDependency>(action.body) || (bad != nullptr && bad->everywhere);
  });
}

std::vector<std::string> class_names(const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const workload::WorkloadSpec& spec : scenario.workload) names.push_back(spec.name);
  return names;
}

metrics::CollectorOptions collector_options(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
                                            Duration sample_step) {
  metrics::CollectorOptions options;
  options.deployment = spec.name;
  const ServiceIdentity identity = identify(spec.service);
  options.service = identity.service;
  options.horizon = kTimeZero + scenario.duration;
  options.sample_step = sample_step;
  options.classes = class_names(scenario);
  options.unit = identity.unit;
  options.slots = identity.slots;
  return options;
}

}  // namespace

// Order matters: what is built later may hold references to what was built before.
struct DeploymentRun::Parts {
  const scenario::Scenario& scenario;
  const scenario::DeploymentSpec& spec;
  const Data& data;
  SimTime horizon;
  engine::Simulator simulator;
  trace::Tracer tracer;
  metrics::Collector collector;
  metrics::Fingerprint fingerprint;
  billing::UsageMeter meter;
  effort::Ledger ledger;
  std::unique_ptr<services::ServiceModel> model;
  std::vector<services::Action> planned;
  std::optional<workload::Conditions> conditions;  // between the callers and the service, only if they ever change
  std::optional<workload::Client> client;          // the callers, only if they do more than call once
  workload::ArrivalSource source;
  ActionPlayer actions;
  std::optional<Hazards> hazards;

  Parts(const scenario::Scenario& whole, std::size_t index, const Data& files, std::uint64_t seed, Duration sample_step)
      : scenario(whole),
        spec(whole.deployments[index]),
        data(files),
        horizon(kTimeZero + whole.duration),
        collector(collector_options(whole, spec, sample_step)),
        meter(tracer.meters(), files.prices),
        ledger(files.effort, identify(spec.service).service, whole.duration),
        model(build_model(spec.service, {simulator, tracer, seed, horizon})),
        planned(actions_of(whole, spec.name)),
        source(simulator, whole.workload, seed, horizon, build_entry(seed)),
        actions(simulator, tracer, *model, conditions ? &*conditions : nullptr, planned) {
    std::vector<services::HazardSpec> chances = hazards_of(whole, spec.name);
    if (!chances.empty()) hazards.emplace(simulator, *model, actions, std::move(chances), seed);
    tracer.add(collector);
    tracer.add(fingerprint);
    tracer.add(meter);
    tracer.add(ledger);
    model->start();
    source.start();
  }

  /// Where arrivals go: to the callers, if they do more than call, through the conditions of the moment, to the
  /// service.
  queueing::RequestTarget& build_entry(std::uint64_t seed) {
    queueing::RequestTarget* next = model.get();
    if (changes_conditions(planned)) next = &conditions.emplace(simulator, *next, seed);
    if (workload::Client::needed(scenario.workload)) {
      next = &client.emplace(simulator, tracer, scenario.workload, seed, *next);
    }
    return *next;
  }
};

DeploymentRun::DeploymentRun(const scenario::Scenario& scenario, std::size_t index, const Data& data,
                             std::uint64_t seed, Duration sample_step) {
  CLOUDSIM_CHECK(index < scenario.deployments.size());
  parts_ = std::make_unique<Parts>(scenario, index, data, seed, sample_step);
}

DeploymentRun::~DeploymentRun() = default;

void DeploymentRun::listen(trace::Sink& sink) { parts_->tracer.add(sink); }

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

services::ServiceView DeploymentRun::view() const { return parts_->model->view(); }

result::Deployment DeploymentRun::finish() {
  Parts& parts = *parts_;
  run_until(parts.horizon);
  parts.model->finish();
  if (parts.client) parts.client->finish();
  parts.tracer.flush();

  const ServiceIdentity identity = identify(parts.spec.service);
  result::Deployment out;
  out.name = parts.spec.name;
  out.service = identity.service;
  parts.collector.fill(out);
  const billing::BillOptions options{.free_tier = parts.scenario.prices.free_tier,
                                     .invoice_rounding = parts.scenario.prices.invoice_rounding};
  out.bill = billing::make_bill(parts.meter, parts.data.prices, options);
  if (identity.shared_data && out.capacity.hosts_peak > 0) {
    // Without walls between them, an intruder in one reads what all on its host can read.
    parts.ledger.set_datasets_reachable((out.capacity.peak + out.capacity.hosts_peak - 1) / out.capacity.hosts_peak);
  }
  parts.ledger.set_uses(identity.load_balancer, identity.scaling);
  out.effort = parts.ledger.finish();
  out.fingerprint = parts.fingerprint.value();
  out.events_simulated = parts.simulator.events_run();
  for (const scenario::ParameterUse& use : parts.spec.parameters) {
    out.assumptions.push_back({use.parameter, use.value, use.source, use.confidence});
  }
  return out;
}

}  // namespace cloudsim::session
