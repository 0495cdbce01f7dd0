// SPDX-License-Identifier: Apache-2.0
#include "services/ec2/ec2_model.hpp"

#include <algorithm>
#include <string>
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
      pool_(context.simulator, context.tracer, *this, {spec_.routing, spec_.queue_limit, spec_.timeout}),
      launch_(spec_.launch),
      boot_(spec_.boot),
      bootstrap_(spec_.bootstrap),
      code_upload_(spec_.code_upload),
      launch_stream_(context.seed, "ec2.launch"),
      boot_stream_(context.seed, "ec2.boot"),
      bootstrap_stream_(context.seed, "ec2.bootstrap"),
      code_stream_(context.seed, "ec2.code_upload"),
      minimum_(static_cast<std::int32_t>(spec_.minimum)),
      maximum_(static_cast<std::int32_t>(spec_.maximum)) {
  CLOUDSIM_CHECK(spec_.instance.vcpu > 0);
  CLOUDSIM_CHECK(!spec_.load_balancer || spec_.health_check_interval.ns > 0);
  if (spec_.workers == 0) spec_.workers = spec_.instance.vcpu;
  if (spec_.scaling) tracker_.emplace(*spec_.scaling);
  trace::Meters& meters = context_.tracer.meters();
  instance_meter_ = meters.intern(std::string("ec2.instance.") + spec_.instance.name);
  volume_meter_ = meters.intern("ebs.gp3");
  address_meter_ = meters.intern("ipv4.address");
  balancer_meter_ = meters.intern("alb.hour");
}

void Ec2Model::start() {
  desired_ = static_cast<std::int32_t>(spec_.desired);
  const bool group = spec_.replace_failed || spec_.scaling.has_value() || spec_.minimum < spec_.maximum;
  if (spec_.already_running) {
    serve_at_once();
  } else {
    const trace::ApiCall call = group ? trace::ApiCall::CreateAutoScalingGroup : trace::ApiCall::RunInstances;
    const FactId called =
        context_.tracer.state(context_.simulator.now(), trace::ApiCalled{call, trace::Actor::Operator, 1, desired_});
    if (spec_.scaling) {
      context_.tracer.state(context_.simulator.now(),
                            trace::ApiCalled{trace::ApiCall::PutScalingPolicy, trace::Actor::Operator, 1, 1});
    }
    order(desired_, called, FactId::none());
  }
  if (spec_.scaling) {
    context_.simulator.schedule_in(spec_.scaling->alarms.period, Phase::Control, self_, ec2::kMeasure);
  }
  explain_absence();
}

void Ec2Model::submit(const queueing::Request& request) { pool_.submit(request); }

void Ec2Model::act(const Action& action) {
  if (const auto* crashed = std::get_if<Crash>(&action.body)) {
    crash(crashed->number, crashed->repaired_after);
  } else if (const auto* size = std::get_if<SetDesiredCapacity>(&action.body)) {
    set_desired(static_cast<std::int32_t>(size->desired));
  } else if (std::holds_alternative<StopInstances>(action.body)) {
    stop_all();
  }
  explain_absence();
}

void Ec2Model::finish() {
  pool_.finish();
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    const Instance& instance = instances_[i];
    if (instance.state == ServerState::Gone || instance.running == kNever) continue;
    use(instance_meter_, 1, instance.running, ServerId{i});
    use(volume_meter_, spec_.root_volume.whole_megabytes(), instance.running, ServerId{i});
    if (spec_.public_ipv4) use(address_meter_, 1, instance.running, ServerId{i});
  }
  if (spec_.load_balancer) use(balancer_meter_, 1, kTimeZero, ServerId::none());
}

ServiceView Ec2Model::view() const {
  ServiceView view;
  view.waiting = pool_.waiting();
  view.in_service = pool_.in_service();
  view.servers_ready = pool_.servers_in_service();
  for (const Instance& instance : instances_) {
    if (instance.state == ServerState::Ordered || instance.state == ServerState::Booting) ++view.servers_starting;
  }
  return view;
}

// ---- service --------------------------------------------------------------------------------------------------------

queueing::ServerPool::Service Ec2Model::begin(const queueing::Request& request, ServerId, std::uint32_t busy) {
  queueing::ServerPool::Service service;
  if (request.memory_bytes > spec_.instance.memory.count) {
    service.refuse = true;
    service.reason = trace::Reason::OutOfMemory;
    return service;
  }
  const std::int64_t vcpu = spec_.instance.vcpu;
  service.cpu = request.cpu;
  Duration computing = request.cpu;
  if (busy > vcpu) {
    computing.ns = static_cast<std::int64_t>((static_cast<int128>(request.cpu.ns) * busy + vcpu - 1) / vcpu);
  }
  service.time = request.io + computing;
  return service;
}

void Ec2Model::emptied(ServerId server) {
  terminate(server.value, goodbyes_[server.value]);
  explain_absence();
}

// ---- instances come and go ------------------------------------------------------------------------------------------

void Ec2Model::order(std::int32_t count, FactId cause, FactId explanation) {
  for (std::int32_t i = 0; i < count; ++i) {
    const auto index = static_cast<std::uint32_t>(instances_.size());
    instances_.emplace_back();
    goodbyes_.emplace_back();
    const FactId ordered = change(index, ServerState::Ordered, cause);
    Instance& instance = instances_.back();
    instance.order = explanation.valid() ? explanation : ordered;
    // All delays are drawn with the order, so that the n-th instance has the same ones whatever happens to the others.
    const Duration launch{launch_.draw(launch_stream_)};
    instance.boot.ns = boot_.draw(boot_stream_);
    instance.bootstrap.ns = bootstrap_.draw(bootstrap_stream_);
    instance.code_upload.ns = code_upload_.draw(code_stream_);
    schedule(launch, ec2::kRunning, index);
  }
}

// Yesterday's fleet: nothing was ordered in this run, everything is warm and registered.
void Ec2Model::serve_at_once() {
  for (std::int32_t i = 0; i < desired_; ++i) {
    const auto index = static_cast<std::uint32_t>(instances_.size());
    instances_.emplace_back();
    goodbyes_.emplace_back();
    change(index, ServerState::Ordered, FactId::none());
    instances_[index].running = kTimeZero;
    // Warm long ago: as if it had been ready a warm-up before the run.
    instances_[index].ready = kTimeZero - (spec_.scaling ? spec_.scaling->warm_up : Duration{});
    change(index, ServerState::Ready, FactId::none());
    pool_.add(ServerId{index}, spec_.workers);
  }
}

void Ec2Model::run(std::uint32_t index) {
  Instance& instance = instances_[index];
  instance.running = context_.simulator.now();
  change(index, ServerState::Booting, instance.order);
  schedule(instance.boot + instance.bootstrap, ec2::kBootstrapped, index);
}

void Ec2Model::bootstrapped(std::uint32_t index) {
  const Instance& instance = instances_[index];
  context_.tracer.state(context_.simulator.now(), trace::OperationDone{trace::Operation::Bootstrapped, ServerId{index}},
                        instance.order);
  schedule(instance.code_upload, ec2::kCodeReady, index);
}

void Ec2Model::code_ready(std::uint32_t index) {
  const Instance& instance = instances_[index];
  if (spec_.image == Ec2Image::UserData || instance.code_upload.ns > 0) {
    context_.tracer.state(context_.simulator.now(),
                          trace::OperationDone{trace::Operation::CodeUploaded, ServerId{index}}, instance.order);
  }
  const SimTime now = context_.simulator.now();
  const SimTime passed = spec_.load_balancer ? next_check(now) : now;
  if (passed > now) {
    schedule(passed - now, ec2::kFirstCheck, index);
  } else {
    serve(index);
  }
}

void Ec2Model::serve(std::uint32_t index) {
  instances_[index].ready = context_.simulator.now();
  change(index, ServerState::Ready, instances_[index].order);
  pool_.add(ServerId{index}, spec_.workers);
}

// The group or the operator needs it no more: at once, or after its last request.
void Ec2Model::let_go(std::uint32_t index, FactId cause) {
  if (instances_[index].state != ServerState::Ready) {
    terminate(index, cause);
    return;
  }
  goodbyes_[index] = cause;
  last_gone_ = cause;
  change(index, ServerState::Draining, cause);
  pool_.drain(ServerId{index});  // may end in terminate()
}

void Ec2Model::terminate(std::uint32_t index, FactId cause) {
  Instance& instance = instances_[index];
  const ServerState was = instance.state;
  const ServerId server{index};
  if (was == ServerState::Draining || was == ServerState::Failed) pool_.remove(server);
  ++instance.epoch;
  change(index, ServerState::Gone, cause);
  if (instance.running != kNever) {
    use(instance_meter_, 1, instance.running, server);
    use(volume_meter_, spec_.root_volume.whole_megabytes(), instance.running, server);
    if (spec_.public_ipv4) use(address_meter_, 1, instance.running, server);
  }
  last_gone_ = cause;
}

FactId Ec2Model::change(std::uint32_t index, ServerState to, FactId cause) {
  trace::ServerChanged fact;
  fact.server = ServerId{index};
  fact.kind = trace::ServerKind::Instance;
  fact.from = instances_[index].state;
  fact.to = to;
  fact.cpu_milli = spec_.instance.vcpu * 1000;
  fact.memory_mb = spec_.instance.memory.whole_megabytes();
  instances_[index].state = to;
  return context_.tracer.state(context_.simulator.now(), fact, cause);
}

void Ec2Model::use(MeterId meter, std::int64_t amount, SimTime from, ServerId server) {
  const SimTime now = context_.simulator.now();
  context_.tracer.state(now, trace::UsageRecorded{meter, amount, from, now, server});
}

// What callers get while nobody serves: "no code" once an instance runs without it, else "no server"; because of the
// crash if there was one, else of the order that is on its way.
void Ec2Model::explain_absence() {
  if (pool_.servers_in_service() > 0) return;
  FactId crashed, booting, ordered;
  for (const Instance& instance : instances_) {
    if (instance.state == ServerState::Failed) crashed = instance.crash;
    if (instance.state == ServerState::Booting && !booting.valid()) booting = instance.order;
    if (instance.state == ServerState::Ordered && !ordered.valid()) ordered = instance.order;
  }
  if (crashed.valid()) {
    pool_.set_no_server_cause(trace::Reason::NoServer, crashed);
  } else if (booting.valid()) {
    pool_.set_no_server_cause(trace::Reason::NoCode, booting);
  } else {
    pool_.set_no_server_cause(trace::Reason::NoServer, ordered.valid() ? ordered : last_gone_);
  }
}

bool Ec2Model::alive(const Instance& instance) const {
  return instance.state != ServerState::Draining && instance.state != ServerState::Gone;
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

SimTime Ec2Model::next_check(SimTime from) const {
  return kTimeZero + round_up(from - kTimeZero, spec_.health_check_interval);
}

void Ec2Model::handle(const engine::Event& event) {
  if (event.kind == ec2::kMeasure) {
    measure();
    return;
  }
  if (event.kind == ec2::kEvaluate) {
    evaluate(event.data);
    explain_absence();
    return;
  }
  const auto index = static_cast<std::uint32_t>(event.data);
  if (instances_[index].epoch != static_cast<std::uint32_t>(event.data >> 32)) return;
  switch (event.kind) {
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
      instances_[index].noticed = true;
      pool_.stop_routing(ServerId{index});
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
    default:
      break;
  }
  explain_absence();
}

const char* Ec2Model::label(std::uint16_t kind) const {
  switch (kind) {
    case ec2::kRunning:
      return "ec2.running";
    case ec2::kBootstrapped:
      return "ec2.bootstrapped";
    case ec2::kCodeReady:
      return "ec2.code_ready";
    case ec2::kFirstCheck:
      return "ec2.first_check";
    case ec2::kUnhealthy:
      return "ec2.unhealthy";
    case ec2::kRepair:
      return "ec2.repair";
    case ec2::kHealthyAgain:
      return "ec2.healthy_again";
    case ec2::kReplace:
      return "ec2.replace";
    case ec2::kMeasure:
      return "ec2.measure";
    default:
      return "ec2.evaluate";
  }
}

}  // namespace cloudsim::services
