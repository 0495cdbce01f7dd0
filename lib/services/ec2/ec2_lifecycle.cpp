// SPDX-License-Identifier: Apache-2.0
// Ec2Model: instances are ordered, start, serve, stop and go; warm pools and the vCPU quota.
#include <algorithm>

#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"

namespace cloudsim::services {

using trace::ServerState;

void Ec2Model::order(std::int32_t count, FactId cause, FactId explanation) {
  // RunInstances launches all or nothing; a group as many as it gets, and it tries again.
  if (!group_ && !within_quota(count, cause)) return;
  for (std::int32_t i = 0; i < count; ++i) {
    if (take_spare(cause, explanation)) continue;
    if (!zone_open() || !within_quota(1, cause) || (group_ && refused())) break;
    order_one(cause, explanation, false);
  }
  fill_warm_pool(cause);
}

// Into the zone with the fewest.
std::uint32_t Ec2Model::add_instance(bool spare) {
  const std::uint32_t zone = emptiest_zone();
  const auto index = static_cast<std::uint32_t>(instances_.size());
  instances_.emplace_back();
  goodbyes_.emplace_back();
  instances_[index].zone = zone;
  instances_[index].spare = spare;
  return index;
}

void Ec2Model::order_one(FactId cause, FactId explanation, bool spare) {
  const std::uint32_t index = add_instance(spare);
  const FactId ordered = change(index, ServerState::Ordered, cause);
  Instance& instance = instances_[index];
  instance.order = explanation.valid() ? explanation : ordered;
  // All delays are drawn with the order, so that the n-th instance has the same ones whatever happens to the others.
  const Duration launch{launch_.draw(launch_stream_)};
  instance.boot.ns = boot_.draw(boot_stream_);
  instance.bootstrap.ns = bootstrap_.draw(bootstrap_stream_);
  instance.code_upload.ns = code_upload_.draw(code_stream_);
  schedule(launch, ec2::kRunning, index);
}

std::uint32_t Ec2Model::emptiest_zone() const {
  if (spec_.zones == 1) return 0;
  std::vector<std::uint32_t> counts(spec_.zones, 0);
  for (const Instance& instance : instances_) {
    if (alive(instance)) ++counts[instance.zone];
  }
  const SimTime now = context_.simulator.now();
  std::uint32_t best = spec_.zones;
  for (std::uint32_t zone = 0; zone < spec_.zones; ++zone) {
    if (zones_back_[zone] > now) continue;
    if (best == spec_.zones || counts[zone] < counts[best]) best = zone;
  }
  return best == spec_.zones ? 0 : best;
}

bool Ec2Model::zone_open() const {
  const SimTime now = context_.simulator.now();
  return std::any_of(zones_back_.begin(), zones_back_.end(), [now](SimTime back) { return back <= now; });
}

// ---- quota and warm pool --------------------------------------------------------------------------------------------

// Asked before an order; a refusal is stated once until an order goes through again.
bool Ec2Model::within_quota(std::int32_t count, FactId cause) {
  if (spec_.vcpu_quota == 0) return true;
  std::int64_t vcpu = std::int64_t{count} * spec_.instance.vcpu;
  for (const Instance& instance : instances_) {
    if (instance.state != ServerState::Gone && instance.state != ServerState::Stopped) vcpu += spec_.instance.vcpu;
  }
  const bool refused = vcpu > spec_.vcpu_quota;
  if (refused != quota_binds_) {
    quota_binds_ = refused;
    const trace::LimitReached fact{trace::Reason::VcpuQuota, refused, spec_.vcpu_quota};
    over_quota_ = context_.tracer.state(context_.simulator.now(), fact, cause);
  }
  return !refused;
}

// A member of the warm pool joins the group. Those still being prepared stay.
bool Ec2Model::take_spare(FactId cause, FactId explanation) {
  if (!spec_.warm_pool) return false;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = instances_[i];
    const bool stopped = instance.state == ServerState::Stopped;
    if (!instance.spare || (!stopped && instance.state != ServerState::Standby)) continue;
    if (zones_back_[instance.zone] > context_.simulator.now()) continue;
    if (stopped && !within_quota(1, cause)) return false;
    instance.spare = false;
    if (stopped) {
      start_again(i, cause);
    } else {
      instance.ramps = pool_.servers_in_service() > 0;
      instance.order = change(i, ServerState::Starting, cause);
      code_ready(i);
    }
    if (explanation.valid()) instances_[i].order = explanation;
    return true;
  }
  return false;
}

void Ec2Model::fill_warm_pool(FactId cause) {
  if (!spec_.warm_pool || stopped_) return;
  const auto wanted =
      spec_.warm_pool->size ? static_cast<std::int32_t>(*spec_.warm_pool->size) : std::max(0, maximum_ - desired_);
  auto there = static_cast<std::int32_t>(std::count_if(
      instances_.begin(), instances_.end(), [](const Instance& i) { return i.spare && i.state != ServerState::Gone; }));
  for (; there < wanted && zone_open() && within_quota(1, cause); ++there) order_one(cause, FactId::none(), true);
  for (std::size_t i = instances_.size(); i > 0 && there > wanted; --i) {  // newest first
    const auto index = static_cast<std::uint32_t>(i - 1);
    if (!instances_[index].spare || instances_[index].state == ServerState::Gone) continue;
    terminate(index, cause);
    --there;
  }
}

// ---- a start --------------------------------------------------------------------------------------------------------

// Yesterday's fleet: nothing was ordered in this run, everything is warm and registered.
void Ec2Model::serve_at_once() {
  for (std::int32_t i = 0; i < desired_; ++i) {
    const std::uint32_t index = add_instance(false);
    change(index, ServerState::Ordered, FactId::none());
    Instance& instance = instances_[index];
    instance.running = kTimeZero;
    instance.code_there = true;
    usage_.running(index, kTimeZero);
    if (credits_) credits_->start(index, kTimeZero);
    // Warm long ago: as if it had been ready a warm-up before the run.
    instance.ready = kTimeZero - (has_policies() ? warm_up() : Duration{});
    change(index, ServerState::Ready, FactId::none());
    pool_.add(ServerId{index}, spec_.workers);
    instance.in_pool = true;
  }
  fill_warm_pool(FactId::none());
}

void Ec2Model::run(std::uint32_t index) {
  Instance& instance = instances_[index];
  const SimTime now = context_.simulator.now();
  instance.running = now;
  instance.ramps = pool_.servers_in_service() > 0;
  usage_.running(index, now);
  if (credits_) credits_->start(index, now);
  change(index, ServerState::Booting, instance.order);
  schedule(instance.boot + instance.bootstrap, ec2::kBootstrapped, index);
  if (!spec_.balancer_health || instance.spare) return;
  // The group hears of its checks from now on, and acts on them after the grace.
  const Duration failed = spec_.health_check_interval * spec_.unhealthy_threshold;
  const SimTime found = next_check(now + Duration::nanoseconds(1)) + (failed - spec_.health_check_interval);
  schedule(std::max(found - now, spec_.health_check_grace), ec2::kNotInTime, index);
}

void Ec2Model::bootstrapped(std::uint32_t index) {
  const Instance& instance = instances_[index];
  context_.tracer.state(context_.simulator.now(), trace::OperationDone{trace::Operation::Bootstrapped, ServerId{index}},
                        instance.order);
  schedule(instance.code_upload, ec2::kCodeReady, index);
}

void Ec2Model::code_ready(std::uint32_t index) {
  Instance& instance = instances_[index];
  const SimTime now = context_.simulator.now();
  if (instance.state == ServerState::Booting && (spec_.image == Ec2Image::UserData || instance.code_upload.ns > 0)) {
    context_.tracer.state(now, trace::OperationDone{trace::Operation::CodeUploaded, ServerId{index}}, instance.order);
  }
  instance.code_there = true;
  if (instance.spare) {
    if (spec_.warm_pool->running) {
      change(index, ServerState::Standby, instance.order);
    } else {
      halt(index, instance.order);
    }
    return;
  }
  const SimTime passed = spec_.load_balancer ? next_check(now) : now;
  if (passed > now) {
    schedule(passed - now, ec2::kFirstCheck, index);
  } else {
    serve(index);
  }
}

// Targets that were registered while none was healthy have nobody to take requests from: no slow start.
void Ec2Model::serve(std::uint32_t index) {
  Instance& instance = instances_[index];
  instance.ready = context_.simulator.now();
  change(index, ServerState::Ready, instance.order);
  pool_.add(ServerId{index}, spec_.workers, instance.ramps ? spec_.slow_start : Duration{});
  instance.in_pool = true;
  instance.cpu_seen = 0;
  if (credits_) {
    credits_->settle(index, instance.ready, 0);
    credits_->serve(index);
  }
  tell_launched();
}

// ---- an end ---------------------------------------------------------------------------------------------------------

// The group or the operator needs it no more: at once, or after its last request, or cut off at the end of the
// deregistration delay.
void Ec2Model::let_go(std::uint32_t index, FactId cause) {
  if (instances_[index].state != ServerState::Ready) {
    terminate(index, cause);
    return;
  }
  goodbyes_[index] = cause;
  last_gone_ = cause;
  change(index, ServerState::Draining, cause);
  if (spec_.deregistration_delay.ns > 0) schedule(spec_.deregistration_delay, ec2::kDeregistered, index);
  pool_.drain(ServerId{index});  // may end in terminate()
}

// What it still serves is lost.
void Ec2Model::cut_off(std::uint32_t index, trace::Reason reason) {
  pool_.fail(ServerId{index}, goodbyes_[index], false, reason);
}

// The pool knows it no more, and nothing computes there.
void Ec2Model::forget(std::uint32_t index) {
  Instance& instance = instances_[index];
  if (instance.in_pool) pool_.remove(ServerId{index});
  if (sharing_) sharing_->take_away(ServerId{index});
  context_.simulator.cancel(instance.spent);
  instance.spent = {};
  instance.in_pool = instance.slow = false;
}

void Ec2Model::terminate(std::uint32_t index, FactId cause, bool free) {
  Instance& instance = instances_[index];
  close_credits(index);
  forget(index);
  ++instance.epoch;
  change(index, ServerState::Gone, cause);
  usage_.gone(index, free);
  if (credits_ && index < credits_->size()) bill_credits(index);
  last_gone_ = cause;
}

// EC2 `stopped`: disk and credits stay, the public address goes.
void Ec2Model::halt(std::uint32_t index, FactId cause) {
  Instance& instance = instances_[index];
  close_credits(index);
  forget(index);
  instance.halts = false;
  ++instance.epoch;
  change(index, ServerState::Stopped, cause);
  usage_.stopped(index);
  if (credits_) bill_credits(index);
  if (!instance.spare) last_gone_ = cause;
}

// From `stopped`: a new start with its own 60 s minimum. User data ran at the first one only.
void Ec2Model::start_again(std::uint32_t index, FactId cause) {
  Instance& instance = instances_[index];
  instance.code_there = false;
  instance.noticed = false;
  instance.order = change(index, ServerState::Ordered, cause);
  const Duration launch{launch_.draw(restart_stream_)};
  instance.boot.ns = boot_.draw(restart_stream_);
  instance.bootstrap = instance.code_upload = {};
  if (spec_.image == Ec2Image::Baked) instance.bootstrap.ns = bootstrap_.draw(restart_stream_);
  schedule(launch, ec2::kRunning, index);
}

// ---- by hand --------------------------------------------------------------------------------------------------------

void Ec2Model::halt_all() {
  const auto runs = [](const Instance& instance) {
    return instance.state == ServerState::Booting || instance.state == ServerState::Ready ||
           instance.state == ServerState::Failed;
  };
  const auto count = std::count_if(instances_.begin(), instances_.end(), runs);
  if (count == 0) return;
  const FactId called = context_.tracer.state(
      context_.simulator.now(),
      trace::ApiCalled{trace::ApiCall::StopInstances, trace::Actor::Operator, 1, static_cast<std::int32_t>(count)});
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    if (!runs(instances_[i])) continue;
    if (instances_[i].state != ServerState::Ready) {
      halt(i, called);
      continue;
    }
    instances_[i].halts = true;
    let_go(i, called);
  }
}

void Ec2Model::start_all() {
  const auto stopped = [](const Instance& instance) { return instance.state == ServerState::Stopped; };
  const auto count = static_cast<std::int32_t>(std::count_if(instances_.begin(), instances_.end(), stopped));
  if (count == 0 || stopped_) return;
  const FactId called = context_.tracer.state(
      context_.simulator.now(), trace::ApiCalled{trace::ApiCall::StartInstances, trace::Actor::Operator, 1, count});
  if (!within_quota(count, called)) return;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    if (stopped(instances_[i])) start_again(i, called);
  }
}

void Ec2Model::stop_all() {
  if (stopped_) return;
  stopped_ = true;
  const FactId called = context_.tracer.state(
      context_.simulator.now(),
      trace::ApiCalled{trace::ApiCall::TerminateInstances, trace::Actor::Operator, 1, alive_count()});
  resize(0, called);
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    const Instance& instance = instances_[i];
    const bool left = instance.spare || instance.state == ServerState::Stopped;
    if (left && instance.state != ServerState::Gone) terminate(i, called);
  }
}

}  // namespace cloudsim::services
