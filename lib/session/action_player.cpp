// SPDX-License-Identifier: Apache-2.0
#include "session/action_player.hpp"

#include <optional>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace cloudsim::session {
namespace {

/// What the trace says of an action that is a fault.
struct ToFault {
  using Fault = std::optional<trace::FaultChanged>;

  Fault operator()(const services::ZoneOutage& outage) const {
    trace::FaultChanged fault = of(trace::Fault::Zone, outage.duration);
    fault.zone = outage.zone;
    return fault;
  }
  Fault operator()(const services::SlowDependency& slow) const {
    trace::FaultChanged fault = of(trace::Fault::SlowDependency, slow.duration);
    fault.permille = static_cast<std::int32_t>(slow.factor_permille);
    fault.extra = slow.extra;
    return fault;
  }
  Fault operator()(const services::BadRelease& release) const {
    trace::FaultChanged fault = of(trace::Fault::BadRelease, release.duration);
    fault.permille = static_cast<std::int32_t>(release.failing_permille);
    return fault;
  }
  Fault operator()(const services::RegistryDown& down) const { return of(trace::Fault::Registry, down.duration); }
  Fault operator()(const services::ApiThrottling& throttling) const {
    trace::FaultChanged fault = of(trace::Fault::Api, throttling.duration);
    fault.permille = static_cast<std::int32_t>(throttling.share_permille);
    return fault;
  }
  template <class NoFault>
  Fault operator()(const NoFault&) const {
    return std::nullopt;
  }

 private:
  static trace::FaultChanged of(trace::Fault what, Duration duration) {
    trace::FaultChanged fault;
    fault.fault = what;
    fault.active = true;
    fault.duration = duration;
    return fault;
  }
};

}  // namespace

ActionPlayer::ActionPlayer(engine::Simulator& simulator, trace::Tracer& tracer, services::ServiceModel& model,
                           workload::Conditions* conditions, std::vector<services::Action> actions)
    : simulator_(simulator),
      tracer_(tracer),
      model_(model),
      conditions_(conditions),
      self_(simulator.add(*this)),
      actions_(std::move(actions)) {
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    simulator.schedule_at(actions_[i].at, engine::Phase::Control, self_, kAction, i);
  }
}

FactId ActionPlayer::begin(const trace::FaultChanged& fault) {
  const FactId fact = tracer_.state(simulator_.now(), fault);
  if (fault.duration.ns > 0) {
    simulator_.schedule_in(fault.duration, engine::Phase::Control, self_, kFaultOver, faults_.size());
  }
  faults_.push_back({fault, fact});
  return fact;
}

// A good release ends the bad one before it, unless time has.
void ActionPlayer::mend_code() {
  if (conditions_ == nullptr) return;
  conditions_->mend_code();
  for (Began& began : faults_) {
    if (began.fault.active && began.fault.fault == trace::Fault::BadRelease) end(began);
  }
}

// When the next good release is planned: it takes the place of a bad one that has no end of its own.
SimTime ActionPlayer::next_release(SimTime now) const {
  for (const services::Action& action : actions_) {  // in order of time
    if (action.at >= now && std::holds_alternative<services::Release>(action.body)) return action.at;
  }
  return kNever;
}

void ActionPlayer::end(Began& began) {
  if (!began.fault.active) return;
  began.fault.active = false;
  tracer_.state(simulator_.now(), began.fault, began.fact);
}

void ActionPlayer::play(const services::Action& action) {
  services::Action told = action;
  told.at = simulator_.now();
  if (const auto fault = std::visit(ToFault{}, action.body)) told.cause = begin(*fault);
  if (const auto* slow = std::get_if<services::SlowDependency>(&action.body)) {
    CLOUDSIM_CHECK(conditions_ != nullptr);
    conditions_->slow_down(told.at + slow->duration, slow->factor_permille, slow->extra);
    return;
  }
  const auto* bad = std::get_if<services::BadRelease>(&action.body);
  if (bad != nullptr && bad->everywhere) {
    CLOUDSIM_CHECK(conditions_ != nullptr);
    const SimTime until = bad->duration.ns > 0 ? told.at + bad->duration : next_release(told.at);
    conditions_->break_code(until, bad->failing_permille, told.cause);
  }
  if (std::holds_alternative<services::Release>(action.body)) mend_code();
  model_.act(told);
}

void ActionPlayer::handle(const engine::Event& event) {
  if (event.kind == kAction) {
    play(actions_[event.data]);
    return;
  }
  end(faults_[event.data]);
}

const char* ActionPlayer::label(std::uint16_t kind) const {
  return kind == kAction ? "scenario.action" : "scenario.fault_over";
}

}  // namespace cloudsim::session
