// SPDX-License-Identifier: Apache-2.0
#include "session/stepper.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "session/function_fleet.hpp"

namespace cloudsim::session {

Stepper::Stepper(const scenario::Scenario& scenario, const Data& data, Record record)
    : scenario_(scenario), data_(data), recorder_(record == Record::FactsAndRequests) {
  Onlooker onlooker;
  onlooker.may_act = may_act();
  onlooker.recorder = record == Record::Nothing ? nullptr : &recorder_;
  for (std::size_t i = 0; i < scenario.deployments.size(); ++i) {
    runs_.emplace_back();
    if (is_function_fleet(scenario.deployments[i])) continue;
    runs_.back() =
        std::make_unique<DeploymentRun>(scenario, i, data, scenario.seed, sample_step_for(scenario.duration), onlooker);
  }
}

std::optional<Stepper::Next> Stepper::next() {
  std::optional<Next> first;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (!runs_[i]) continue;
    const auto pending = runs_[i]->next();
    if (pending && (!first || pending->at < first->event.at)) first = Next{i, *pending};
  }
  return first;
}

bool Stepper::step() {
  const auto first = next();
  if (!first) return false;
  runs_[first->deployment]->step();
  now_ = first->event.at;
  return true;
}

void Stepper::run_until(SimTime end) {
  const SimTime bound = std::min(end, horizon());
  if (bound <= now_) return;
  for (const auto& run : runs_) {
    if (run) run->run_until(bound);
  }
  now_ = bound;
}

std::vector<Stepper::View> Stepper::views() const {
  std::vector<View> views;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    views.push_back({scenario_.deployments[i].name, {}});
    if (runs_[i]) views.back().places = runs_[i]->views();
  }
  return views;
}

const trace::Recorder& Stepper::recorded() {
  for (const auto& run : runs_) {
    if (run) run->flush();
  }
  return recorder_;
}

std::size_t Stepper::deployment_of(const std::string& place) const {
  const std::string name = place.substr(0, place.find('.'));
  std::size_t index = 0;
  while (index < runs_.size() && scenario_.deployments[index].name != name) ++index;
  CLOUDSIM_CHECK(index < runs_.size() && runs_[index]);
  return index;
}

void Stepper::act(const services::Action& action) {
  CLOUDSIM_CHECK(may_act());
  DeploymentRun& run = *runs_[deployment_of(action.deployment)];
  // Its last event may lie before that of another deployment; nothing of its own is left before now.
  run.run_until(now_);
  run.act(action);
}

result::RunResult Stepper::finish(const RunOptions& options) {
  if (scenario_.run.statistics) {
    runs_.clear();
    return run(scenario_, data_, options);
  }
  result::RunResult out = begin_result(scenario_, data_, options.overrides);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i]) {
      out.deployments.push_back(runs_[i]->finish());
    } else {
      out.deployments.push_back(run_function_fleet(scenario_, scenario_.deployments[i], data_, scenario_.seed,
                                                   out.sample_step, options.progress));
    }
  }
  now_ = horizon();
  judge(scenario_, out);
  return out;
}

}  // namespace cloudsim::session
