// SPDX-License-Identifier: Apache-2.0
#include "metrics/event_builder.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "metrics/names.hpp"
#include "result/events.hpp"

namespace cloudsim::metrics {

namespace event = result::event;
using trace::ServerKind;
using trace::ServerState;

EventBuilder::EventBuilder(ServerBook& book, std::string unit, Duration gap)
    : book_(book), unit_(std::move(unit)), gap_(gap), list_(gap), limits_(trace::kReasons, 0) {}

void EventBuilder::on(const trace::Fact& fact, const ServerBook::Change& change) {
  struct Visitor {
    EventBuilder& self;
    const trace::Fact& fact;
    const ServerBook::Change& change;
    Handle operator()(const trace::ServerChanged& body) const { return self.server_changed(fact, body, change); }
    Handle operator()(const trace::ScalingDecided& body) const { return self.scaling(fact, body); }
    Handle operator()(const trace::PlacementDecided& body) const { return self.placement(fact, body); }
    Handle operator()(const trace::ApiCalled& body) const { return self.api(fact, body); }
    Handle operator()(const trace::UsageRecorded&) const { return self.of(fact.cause); }
    Handle operator()(const trace::LoadBalancerUsed&) const { return self.of(fact.cause); }
    Handle operator()(const trace::InvocationMetered&) const { return self.of(fact.cause); }
    Handle operator()(const trace::OperationDone& body) const { return self.operation(fact, body); }
    Handle operator()(const trace::Crashed& body) const {
      const Handle made = self.list_.add(event::kCrashed, fact.at, self.of(fact.cause),
                                         {{"unit", std::string(name_of(body.kind))},
                                          {"lost_requests", std::int64_t{body.lost_requests}},
                                          {"lost_tasks", std::int64_t{body.lost_tasks}}},
                                         self.book_.name(body.server));
      if (body.reason != trace::Reason::None) self.list_.set(made, "reason", std::string(name_of(body.reason)));
      return made;
    }
    Handle operator()(const trace::Repaired& body) const {
      return self.list_.add(event::kRepaired, fact.at, self.of(fact.cause),
                            {{"unit", std::string(name_of(body.kind))}, {"after", body.out_of_service}},
                            self.book_.name(body.server));
    }
    Handle operator()(const trace::ImagePulled& body) const {
      const Handle made = self.list_.join(event::kImagePulled, "", fact.at, self.of(fact.cause), {});
      self.list_.increase(made, "bytes", body.bytes.count);
      self.list_.raise(made, "took", body.took);
      self.list_.increase(made, "cached_count", body.bytes.count == 0 ? 1 : 0);
      return made;
    }
    Handle operator()(const trace::LimitReached& body) const { return self.limit(fact, body); }
    Handle operator()(const trace::Noticed& body) const {
      if (body.notice == trace::Notice::Drift) {
        return self.list_.add(event::kDriftFound, fact.at, self.of(fact.cause), {{"differences", body.value}});
      }
      return self.list_.add(event::kMemoryAlarm, fact.at, self.of(fact.cause),
                            {{"unit", self.unit_}, {"used", body.value}, {"limit", body.limit}},
                            self.book_.name(body.server));
    }
    Handle operator()(const trace::DeploymentChanged& body) const { return self.deployment(fact, body); }
    Handle operator()(const trace::FaultChanged& body) const { return self.fault(fact, body); }
  };
  const Handle made = std::visit(Visitor{*this, fact, change}, fact.body);
  if (fact.id.value >= events_.size()) events_.resize(static_cast<std::size_t>(fact.id.value) + 1, 0);
  events_[fact.id.value] = made;
}

// Environments come and go in such numbers that only spells of cold starts, the peak and departures are told.
EventBuilder::Handle EventBuilder::server_changed(const trace::Fact& fact, const trace::ServerChanged& body,
                                                  const ServerBook::Change& change) {
  const Handle cause = of(fact.cause);
  const std::string unit = name_of(body.kind);
  Handle made = cause;
  const bool again = !change.first && (body.from == ServerState::Stopped || body.from == ServerState::Standby) &&
                     body.to != ServerState::Gone;
  if ((change.first || again) && body.kind != ServerKind::Environment) {
    made = list_.join(event::kLaunchOrdered, unit, fact.at, cause, {{"unit", unit}});
    book_.server(body.server).story = made;
  }
  if (body.to == ServerState::Ready && body.kind != ServerKind::Environment) {
    made = ready(fact, body, cause);
  }
  const bool crashed = list_.is(cause, event::kCrashed);
  const bool never_ran = body.reason == trace::Reason::StartFailed || body.reason == trace::Reason::ImageUnavailable;
  if (body.to == ServerState::Gone && never_ran) {
    made = list_.join(event::kStartFailed, unit + name_of(body.reason), fact.at, cause,
                      {{"unit", unit}, {"reason", std::string(name_of(body.reason))}});
  }
  if (body.to == ServerState::Draining && body.reason == trace::Reason::SpotReclaimed) {
    made = list_.join(event::kSpotReclaimed, unit, fact.at, cause, {{"unit", unit}});
  }
  if (body.to == ServerState::Gone && !crashed && body.reason == trace::Reason::None) {
    made = list_.join(event::kTerminated, unit, fact.at, cause, {{"unit", unit}});
  }
  if (body.kind != ServerKind::Host && body.kind != ServerKind::Environment) {
    follow_dip(fact.at, change, cause, body.to == ServerState::Failed);
  }
  return made;
}

EventBuilder::Handle EventBuilder::ready(const trace::Fact& fact, const trace::ServerChanged& body, Handle cause) {
  ServerBook::Server& server = book_.server(body.server);
  if (without_code_ != 0 && without_code_server_ == body.server && list_.event(without_code_).at == fact.at) {
    list_.drop(without_code_);  // the code was there at once
  }
  without_code_ = 0;
  if (body.from == ServerState::Failed) return cause;  // told by its repair
  if (server.story != 0 && fact.at == kTimeZero && server.first == kTimeZero) {
    // It was there before the run began: nothing to tell.
    if (std::get<std::int64_t>(*find_argument(list_.event(server.story), "count")) == 1) {
      list_.drop(server.story);
    } else {
      list_.increase(server.story, "count", -1);
    }
    server.story = 0;
    return cause;
  }
  const std::string unit = name_of(body.kind);
  const Handle made = list_.join(event::kReady, unit, fact.at, server.story, {{"unit", unit}});
  list_.raise(made, "after", fact.at - server.first);
  return made;
}

void EventBuilder::follow_dip(SimTime at, const ServerBook::Change& change, Handle cause, bool failed) {
  const std::int32_t before = change.ready_before;
  const std::int32_t now = change.ready_after;
  if (now < before) {
    if (!failed && !list_.is(cause, event::kCrashed)) return;  // wanted so
    if (dip_ && dip_->top > dip_->low) close_dip();            // it had begun to recover
    if (!dip_) {
      dip_ = Dip{};
      dip_->event = list_.add(event::kRunningLow, at, cause, {{"unit", unit_}});
      dip_->from = before;
      dip_->at = at;
    }
    dip_->low = dip_->top = now;
  } else if (now > before && dip_ && now > dip_->top) {
    dip_->top = now;
    dip_->top_at = at;
    dip_->desired = book_.desired();
    if (now >= dip_->from) close_dip();
  }
}

void EventBuilder::close_dip() {
  if (!dip_) return;
  list_.set(dip_->event, "from", std::int64_t{dip_->from});
  list_.set(dip_->event, "to", std::int64_t{dip_->low});
  if (dip_->top > dip_->low) {
    list_.add(event::kRunningAgain, dip_->top_at, dip_->event,
              {{"unit", unit_},
               {"to", std::int64_t{dip_->top}},
               {"desired", std::int64_t{dip_->desired}},
               {"after", dip_->top_at - dip_->at}});
  }
  dip_.reset();
}

EventBuilder::Handle EventBuilder::scaling(const trace::Fact& fact, const trace::ScalingDecided& body) {
  const std::string unit = name_of(body.kind);
  Handle made = of(fact.cause);
  // What was asked for by a call is told by the call, a replacement by what it replaces.
  const bool by_policy = body.signal != trace::Signal::DesiredCount && body.signal != trace::Signal::Unhealthy;
  if (by_policy && body.to != body.from) {
    made = list_.add(body.to > body.from ? event::kScaleOut : event::kScaleIn, fact.at, made,
                     {{"unit", unit},
                      {"from", std::int64_t{body.from}},
                      {"to", std::int64_t{body.to}},
                      {"measured", body.measured},
                      {"threshold", body.threshold},
                      {"points", std::int64_t{body.points}},
                      {"signal", std::string(name_of(body.signal))}});
  }
  if (body.wanted > body.to) {
    const Handle full =
        list_.join(event::kAtMaximum, unit, fact.at, made, {{"unit", unit}, {"maximum", std::int64_t{body.to}}});
    list_.raise(full, "wanted", std::int64_t{body.wanted});
    if (made == 0) made = full;
  }
  return made;
}

EventBuilder::Handle EventBuilder::api(const trace::Fact& fact, const trace::ApiCalled& body) {
  const Handle cause = of(fact.cause);
  const bool operated = body.actor == trace::Actor::Operator;
  // A host that registers is told when it is ready.
  if (!operated && body.call == trace::ApiCall::RegisterContainerInstance) return cause;
  const std::string call = name_of(body.call);
  const std::size_t before = list_.size();
  // What a person does at two times is two deeds, however close.
  const Handle made = list_.join(event::kApiCalled, call + (operated ? "" : "/service"), fact.at, cause,
                                 operated ? Duration{} : gap_, {{"call", call}, {"calls", std::int64_t{0}}});
  list_.increase(made, "calls", body.calls);
  list_.increase(made, "count", body.count - 1);  // join() added one
  if (list_.size() != before) list_.event(made).operator_action = operated;
  return made;
}

EventBuilder::Handle EventBuilder::placement(const trace::Fact& fact, const trace::PlacementDecided& body) {
  const Handle cause = of(fact.cause);
  Handle made = 0;
  if (body.host.valid() || body.shortage == trace::Shortage::None) {
    made = list_.join(event::kPlaced, "", fact.at, cause, {});
  } else {
    const std::string shortage = name_of(body.shortage);
    made = list_.join(event::kNoRoom, shortage, fact.at, cause, {{"shortage", shortage}});
  }
  list_.raise(made, "hosts", std::int64_t{body.hosts});
  return made;
}

EventBuilder::Handle EventBuilder::deployment(const trace::Fact& fact, const trace::DeploymentChanged& body) {
  const Handle cause = of(fact.cause);
  const Arguments arguments = {{"release", std::int64_t{body.release}}};
  switch (body.stage) {
    case trace::DeploymentStage::Started:
      return list_.add(event::kDeploymentStarted, fact.at, cause, arguments);
    case trace::DeploymentStage::RolledBack:
      return list_.add(event::kDeploymentRolledBack, fact.at, cause, arguments);
    case trace::DeploymentStage::Completed:
      return list_.add(event::kDeploymentCompleted, fact.at, cause,
                       {{"release", std::int64_t{body.release}}, {"after", body.took}});
    case trace::DeploymentStage::Failed:
      return list_.add(event::kDeploymentFailed, fact.at, cause,
                       {{"release", std::int64_t{body.release}}, {"failures", std::int64_t{body.failures}}});
  }
  return cause;
}

EventBuilder::Handle EventBuilder::operation(const trace::Fact& fact, const trace::OperationDone& body) {
  const Handle cause = of(fact.cause);
  switch (body.operation) {
    case trace::Operation::CodeUploaded: {
      // Every instance fetches the code; the first time is news.
      if (code_told_ && body.server.valid()) return cause;
      code_told_ = true;
      return list_.add(event::kCodeUploaded, fact.at, cause, {}, book_.name(body.server));
    }
    case trace::Operation::TriggerSet:
      return list_.add(event::kTriggerSet, fact.at, cause);
    case trace::Operation::Bootstrapped: {
      if (!body.server.valid() || book_.ready() > 0 || without_code_ != 0) return cause;
      const ServerBook::Server& server = book_.server(body.server);
      without_code_server_ = body.server;
      without_code_ = list_.add(event::kRunningWithoutCode, fact.at, server.story,
                                {{"unit", std::string(name_of(server.kind))}, {"after", fact.at - server.first}},
                                book_.name(body.server));
      return cause;
    }
    case trace::Operation::ServiceCreated:
    case trace::Operation::ClusterCreated:
      break;
  }
  return cause;
}

// A limit that binds again soon after it stopped is the same story.
EventBuilder::Handle EventBuilder::limit(const trace::Fact& fact, const trace::LimitReached& body) {
  Handle& told = limits_[static_cast<std::size_t>(body.limit)];
  if (!body.binding) {
    if (told != 0) list_.event(told).until = fact.at;
    return told != 0 ? told : of(fact.cause);
  }
  if (told != 0) {
    const std::optional<SimTime> ended = list_.event(told).until;
    if (!ended || fact.at - *ended <= gap_) {
      list_.event(told).until.reset();
      return told;
    }
  }
  told = list_.add(event::kLimitReached, fact.at, of(fact.cause),
                   {{"limit", body.value}, {"reason", std::string(name_of(body.limit))}});
  return told;
}

}  // namespace cloudsim::metrics
