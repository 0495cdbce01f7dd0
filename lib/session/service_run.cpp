// SPDX-License-Identifier: Apache-2.0
#include "session/service_run.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "billing/invoice.hpp"
#include "session/build.hpp"

namespace cloudsim::session {
namespace {

std::vector<services::Action> actions_of(const scenario::Scenario& scenario, const std::string& place) {
  std::vector<services::Action> mine;
  for (const services::Action& action : scenario.actions) {
    if (action.deployment == place) mine.push_back(action);
  }
  return mine;
}

std::vector<services::HazardSpec> hazards_of(const scenario::Scenario& scenario, const std::string& place) {
  std::vector<services::HazardSpec> mine;
  for (const services::HazardSpec& hazard : scenario.hazards) {
    if (hazard.deployment == place) mine.push_back(hazard);
  }
  return mine;
}

bool changes_conditions(const std::vector<services::Action>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](const services::Action& action) {
    const auto* bad = std::get_if<services::BadRelease>(&action.body);
    return std::holds_alternative<services::SlowDependency>(action.body) || (bad != nullptr && bad->everywhere);
  });
}

metrics::CollectorOptions collector_options(const scenario::Scenario& scenario, const scenario::DeploymentSpec& place,
                                            Duration sample_step) {
  metrics::CollectorOptions options;
  options.deployment = place.link_name();
  const ServiceIdentity identity = identify(place.service);
  options.service = identity.service;
  options.horizon = kTimeZero + scenario.duration;
  options.sample_step = sample_step;
  options.classes = class_names(scenario);
  options.unit = identity.unit;
  options.slots = identity.slots;
  return options;
}

}  // namespace

std::vector<std::string> class_names(const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const workload::WorkloadSpec& spec : scenario.workload) names.push_back(spec.name);
  return names;
}

ServiceRun::ServiceRun(engine::Simulator& simulator, const scenario::Scenario& scenario,
                       const scenario::DeploymentSpec& place, const Data& data, std::uint64_t seed,
                       Duration sample_step, queueing::Neighbours neighbours, const Onlooker& onlooker)
    : scenario_(scenario),
      place_(place),
      data_(data),
      collector_(collector_options(scenario, place, sample_step)),
      meter_(tracer_.meters(), data.prices),
      ledger_(data.effort, identify(place.service).service, scenario.duration),
      model_(build_model(place.service, {simulator, tracer_, seed, kTimeZero + scenario.duration, neighbours})) {
  std::vector<services::Action> planned = actions_of(scenario, place.name);
  if (onlooker.may_act || changes_conditions(planned)) conditions_.emplace(simulator, *model_, seed);
  actions_.emplace(simulator, tracer_, *model_, conditions_ ? &*conditions_ : nullptr, std::move(planned));
  std::vector<services::HazardSpec> chances = hazards_of(scenario, place.name);
  if (!chances.empty()) hazards_.emplace(simulator, *model_, *actions_, std::move(chances), seed);
  tracer_.add(collector_);
  tracer_.add(meter_);
  tracer_.add(ledger_);
  if (onlooker.recorder != nullptr) tracer_.add(onlooker.recorder->add_place(place.name, tracer_.meters()));
}

queueing::RequestTarget& ServiceRun::entry() {
  if (conditions_) return *conditions_;
  return *model_;
}

void ServiceRun::start() { model_->start(); }

void ServiceRun::finish() { model_->finish(); }

result::Deployment ServiceRun::result(const std::vector<std::string>& free_tier_used_up) {
  tracer_.flush();
  const ServiceIdentity identity = identify(place_.service);
  result::Deployment out;
  out.name = place_.link_name();
  out.service = identity.service;
  collector_.fill(out);
  billing::BillOptions options;
  options.free_tier = scenario_.prices.free_tier;
  options.invoice_rounding = scenario_.prices.invoice_rounding;
  options.free_tier_used_up = free_tier_used_up;
  out.bill = billing::make_bill(meter_, data_.prices, options);
  if (identity.shared_data && out.capacity.hosts_peak > 0) {
    // Without walls between them, an intruder in one reads what all on its host can read.
    ledger_.set_datasets_reachable((out.capacity.peak + out.capacity.hosts_peak - 1) / out.capacity.hosts_peak);
  }
  ledger_.set_uses(identity.load_balancer, identity.scaling);
  out.effort = ledger_.finish();
  for (const scenario::ParameterUse& use : place_.parameters) {
    out.assumptions.push_back({use.parameter, use.value, use.source, use.confidence});
  }
  return out;
}

}  // namespace cloudsim::session
