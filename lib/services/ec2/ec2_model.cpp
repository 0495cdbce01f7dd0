// SPDX-License-Identifier: Apache-2.0
#include "services/ec2/ec2_model.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/check.hpp"
#include "base/money.hpp"  // int128
#include "services/ec2/ec2_events.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::ServerState;

Ec2Model::Ec2Model(const ModelContext& context, Ec2Spec spec)
    : context_(context),
      spec_(std::move(spec)),
      self_(context.simulator.add(*this)),
      pool_(context.simulator, context.tracer, *this,
            {spec_.routing, spec_.queue_limit, spec_.timeout,
             spec_.credits.has_value() && spec_.cpu_sharing == CpuSharing::AtStart, context.neighbours}),
      launch_(spec_.launch),
      boot_(spec_.boot),
      bootstrap_(spec_.bootstrap),
      code_upload_(spec_.code_upload),
      launch_stream_(context.seed, "ec2.launch"),
      boot_stream_(context.seed, "ec2.boot"),
      bootstrap_stream_(context.seed, "ec2.bootstrap"),
      code_stream_(context.seed, "ec2.code_upload"),
      restart_stream_(context.seed, "ec2.restart"),
      usage_(context_, spec_),
      minimum_(static_cast<std::int32_t>(spec_.minimum)),
      maximum_(static_cast<std::int32_t>(spec_.maximum)) {
  CLOUDSIM_CHECK(spec_.instance.vcpu > 0 && spec_.zones > 0);
  CLOUDSIM_CHECK(!spec_.load_balancer || spec_.health_check_interval.ns > 0);
  if (spec_.workers == 0) spec_.workers = spec_.instance.vcpu;
  if (spec_.cpu_sharing == CpuSharing::OverTime) {
    queueing::TimeSharing::Owner& owner = *this;
    sharing_.emplace(context.simulator, pool_, owner);
  }
  if (spec_.scaling) tracker_.emplace(*spec_.scaling);
  for (const StepScaling& policy : spec_.policies) scalers_.emplace_back(policy);
  if (spec_.credits) credits_.emplace(spec_.instance, *spec_.credits);
  if (spec_.spot) {
    reclaim_ = random::Distribution(spec_.spot->reclaim);
    for (std::uint32_t zone = 0; zone < spec_.zones; ++zone) {
      reclaim_streams_.emplace_back(context.seed, "ec2.spot", zone);
    }
  }
  zones_back_.resize(spec_.zones);
  group_ = spec_.is_group();
}

void Ec2Model::start() {
  engine::Simulator& simulator = context_.simulator;
  desired_ = static_cast<std::int32_t>(spec_.desired);
  if (spec_.already_running) {
    serve_at_once();
  } else {
    const trace::ApiCall call = group_ ? trace::ApiCall::CreateAutoScalingGroup : trace::ApiCall::RunInstances;
    const FactId called =
        context_.tracer.state(simulator.now(), trace::ApiCalled{call, trace::Actor::Operator, 1, desired_});
    if (has_policies()) {
      const auto count = static_cast<std::int32_t>(spec_.policies.size() + (spec_.scaling ? 1 : 0));
      context_.tracer.state(simulator.now(),
                            trace::ApiCalled{trace::ApiCall::PutScalingPolicy, trace::Actor::Operator, count, count});
    }
    order(desired_, called, FactId::none());
  }
  if (has_policies()) simulator.schedule_in(alarms().period, Phase::Control, self_, ec2::kMeasure);
  for (std::uint32_t i = 0; i < spec_.schedule.size(); ++i) {
    simulator.schedule_at(spec_.schedule[i].at, Phase::Control, self_, ec2::kScheduled, i);
  }
  if (credits_) simulator.schedule_in(Duration::minutes(1), Phase::Control, self_, ec2::kCreditTick);
  if (spec_.capacity_units) simulator.schedule_in(Duration::hours(1), Phase::Control, self_, ec2::kBalancerHour);
  if (spec_.spot) {
    for (std::uint32_t zone = 0; zone < spec_.zones; ++zone) schedule_reclaim(zone);
  }
  explain_absence();
}

void Ec2Model::submit(const queueing::Request& request) {
  ++balanced_;
  pool_.submit(request);
}

void Ec2Model::act(const Action& action) {
  if (const auto* crashed = std::get_if<Crash>(&action.body)) {
    crash(*crashed);
  } else if (const auto* outage = std::get_if<ZoneOutage>(&action.body)) {
    lose_zone(*outage, action.cause);
  } else if (const auto* throttling = std::get_if<ApiThrottling>(&action.body)) {
    throttle_calls(*throttling, action.cause);
  } else {
    call(action);
  }
  explain_absence();
}

void Ec2Model::finish() {
  pool_.finish();
  usage_.finish();
  if (credits_) {
    for (std::uint32_t i = 0; i < credits_->size(); ++i) {
      settle(i);
      bill_credits(i);
    }
  }
  if (spec_.capacity_units) usage_.balanced(balanced_);
}

ServiceView Ec2Model::view() const {
  ServiceView view;
  view.waiting = pool_.waiting();
  view.in_service = pool_.in_service();
  view.servers_ready = pool_.servers_in_service();
  for (const Instance& instance : instances_) {
    if (instance.spare) continue;
    if (instance.state == ServerState::Ordered || instance.state == ServerState::Booting) ++view.servers_starting;
  }
  return view;
}

// ---- service --------------------------------------------------------------------------------------------------------

queueing::ServerPool::Service Ec2Model::begin(const queueing::Request& request, ServerId server, std::uint32_t busy) {
  queueing::ServerPool::Service service;
  if (request.memory_bytes > spec_.instance.memory.count) {
    service.refuse = true;
    service.reason = trace::Reason::OutOfMemory;
    return service;
  }
  if (sharing_) return shared_service(request);
  const std::int64_t vcpu = spec_.instance.vcpu;
  service.cpu = request.cpu;
  Duration computing = request.cpu;
  if (busy > vcpu && request.cpu.ns > 0) {
    computing.ns = static_cast<std::int64_t>((static_cast<int128>(request.cpu.ns) * busy + vcpu - 1) / vcpu);
  }
  if (credits_) {
    settle(server.value);
    const Duration allowed = credits_->computing(server.value, request.cpu, busy, computing);
    if (allowed > computing) {
      computing = allowed;
      slowed_ = true;
      bind(trace::Reason::CpuCredits, baseline_binds_, true, spec_.instance.baseline_percent);
    }
  }
  service.time = request.io + computing;
  return service;
}

void Ec2Model::ended(ServerId server) {
  if (credits_) settle(server.value);
}

void Ec2Model::emptied(ServerId server) {
  const Instance& instance = instances_[server.value];
  if (instance.reclaimed) return;  // AWS takes it when the notice is over
  if (instance.halts) {
    halt(server.value, goodbyes_[server.value]);
  } else {
    terminate(server.value, goodbyes_[server.value]);
  }
  explain_absence();
}

// ---- states ---------------------------------------------------------------------------------------------------------

FactId Ec2Model::change(std::uint32_t index, ServerState to, FactId cause, trace::Reason reason) {
  trace::ServerChanged fact;
  fact.server = ServerId{index};
  fact.kind = trace::ServerKind::Instance;
  fact.from = instances_[index].state;
  fact.to = to;
  fact.cpu_milli = spec_.instance.vcpu * 1000;
  fact.memory_mb = spec_.instance.memory.whole_megabytes();
  fact.reason = reason;
  instances_[index].state = to;
  return context_.tracer.state(context_.simulator.now(), fact, cause);
}

// What callers get while nobody serves: "no code" once an instance runs without it, else "no server"; because of the
// crash if there was one, else of the order that is on its way, or of the refusal to take one.
void Ec2Model::explain_absence() {
  if (pool_.servers_in_service() > 0) return;
  FactId crashed, booting, ordered;
  for (const Instance& instance : instances_) {
    if (instance.spare) continue;
    if (instance.state == ServerState::Failed) crashed = instance.crash;
    if (instance.state == ServerState::Booting && !booting.valid()) booting = instance.order;
    if (instance.state == ServerState::Ordered && !ordered.valid()) ordered = instance.order;
  }
  if (crashed.valid()) {
    pool_.set_no_server_cause(trace::Reason::NoServer, crashed);
  } else if (booting.valid()) {
    pool_.set_no_server_cause(trace::Reason::NoCode, booting);
  } else {
    if (!ordered.valid() && quota_binds_) ordered = over_quota_;
    pool_.set_no_server_cause(trace::Reason::NoServer, ordered.valid() ? ordered : last_gone_);
  }
}

/// Counts towards the group's size.
bool Ec2Model::alive(const Instance& instance) const {
  return !instance.spare && instance.state != ServerState::Draining && instance.state != ServerState::Gone &&
         instance.state != ServerState::Stopped;
}

std::int32_t Ec2Model::alive_count() const {
  return static_cast<std::int32_t>(
      std::count_if(instances_.begin(), instances_.end(), [this](const Instance& i) { return alive(i); }));
}

// ---- events ---------------------------------------------------------------------------------------------------------

void Ec2Model::schedule(Duration delay, std::uint16_t kind, std::uint32_t index) {
  const std::uint64_t data = static_cast<std::uint64_t>(instances_[index].epoch) << 32 | index;
  context_.simulator.schedule_in(delay, Phase::Control, self_, kind, data);
}

void Ec2Model::handle(const engine::Event& event) {
  switch (event.kind) {
    case ec2::kMeasure:
      measure();
      return;
    case ec2::kEvaluate:
      evaluate(event.data);
      break;
    case ec2::kReclaim:
      reclaim(static_cast<std::uint32_t>(event.data));
      break;
    case ec2::kScheduled:
      scheduled(static_cast<std::uint32_t>(event.data));
      break;
    case ec2::kZoneBack:
      if (group_) refill(last_gone_);
      break;
    case ec2::kCallsBack:
      calls_back();
      break;
    case ec2::kCreditTick:
      credit_tick();
      return;
    case ec2::kBalancerHour:
      usage_.balanced(balanced_);
      balanced_ = 0;
      context_.simulator.schedule_in(Duration::hours(1), Phase::Control, self_, ec2::kBalancerHour);
      return;
    default: {
      const auto index = static_cast<std::uint32_t>(event.data);
      if (instances_[index].epoch != static_cast<std::uint32_t>(event.data >> 32)) return;
      instance_event(event.kind, index);
      break;
    }
  }
  explain_absence();
}

void Ec2Model::instance_event(std::uint16_t kind, std::uint32_t index) {
  switch (kind) {
    case ec2::kRunning:
      run(index);
      break;
    case ec2::kBootstrapped:
      bootstrapped(index);
      break;
    case ec2::kCodeReady:
      code_ready(index);
      break;
    case ec2::kFirstCheck:
      serve(index);
      break;
    case ec2::kUnhealthy:
      unhealthy(index);
      break;
    case ec2::kRepair:
      repair(index);
      break;
    case ec2::kHealthyAgain:
      back_in_service(index);
      break;
    case ec2::kReplace:
      replace(index);
      break;
    case ec2::kDeregistered:
      if (instances_[index].state == ServerState::Draining) {
        cut_off(index, trace::Reason::Stopped);
        terminate(index, goodbyes_[index]);
      }
      break;
    case ec2::kReclaimed:
      reclaimed(index);
      break;
    case ec2::kNotInTime:
      replace_late(index);
      break;
    case ec2::kCreditsSpent:
      if (sharing_->is_there(ServerId{index})) computed(ServerId{index});
      break;
    default:
      break;
  }
}

const char* Ec2Model::label(std::uint16_t kind) const {
  static constexpr const char* kLabels[] = {
      "ec2.running",     "ec2.bootstrapped",  "ec2.code_ready",    "ec2.first_check",  "ec2.unhealthy",
      "ec2.repair",      "ec2.healthy_again", "ec2.replace",       "ec2.deregistered", "ec2.reclaimed",
      "ec2.not_in_time", "ec2.credits_spent", "ec2.measure",       "ec2.evaluate",     "ec2.reclaim",
      "ec2.scheduled",   "ec2.credit_tick",   "ec2.balancer_hour", "ec2.zone_back",    "ec2.calls_back"};
  return kLabels[kind];
}

}  // namespace cloudsim::services
