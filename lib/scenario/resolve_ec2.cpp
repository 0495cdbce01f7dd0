// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scenario/mark.hpp"
#include "scenario/problems.hpp"
#include "scenario/resolve.hpp"

namespace cloudsim::scenario {
namespace {

using services::Ec2Spec;

constexpr Duration kMonth = Duration::hours(30 * 24);  // the parameter's share is of 30 days

/// One deployment: fills its gaps and reports what does not fit together.
class Ec2Resolver {
 public:
  Ec2Resolver(const Ec2Draft& draft, const document::Value* value, Defaults& defaults, Diagnostics& diagnostics)
      : draft_(draft), value_(value), defaults_(defaults), diagnostics_(diagnostics) {}

  void group(Ec2Spec& spec) const {
    AlarmDraft alarm = draft_.alarm;
    if (draft_.basic && !alarm.period) alarm.period = defaults_.use<Duration>("ec2.monitoring.basic");
    if (draft_.detailed) {
      spec.detailed_metrics = static_cast<std::uint32_t>(defaults_.use<std::int64_t>("ec2.detailed_metrics"));
    }
    if (draft_.target_cpu) {
      services::TargetTracking tracking;
      tracking.target_cpu = *draft_.target_cpu;
      tracking.alarms = resolve_alarm(alarm, "ec2", defaults_);
      tracking.warm_up = defaults_.choose(draft_.warm_up, "ec2.warm_up");
      spec.scaling = tracking;
    } else if (!spec.policies.empty()) {
      spec.monitoring.period = defaults_.choose(alarm.period, "ec2.alarm.period");
      spec.monitoring.metric_delay = defaults_.choose(alarm.metric_delay, "ec2.metric_delay");
      spec.warm_up = defaults_.choose(draft_.warm_up, "ec2.warm_up");
    }
    for (std::size_t i = 0; i < spec.policies.size(); ++i) policy(draft_.policies[i], spec.policies[i]);
    for (std::size_t i = 0; i < spec.schedule.size(); ++i) scheduled(draft_.schedule[i], spec.schedule[i], spec);
    spec.replace_failed = draft_.replace_failed.value_or(spec.is_group());
    if (spec.replace_failed) {
      spec.replacement_delay = defaults_.choose(draft_.replacement_delay, "ec2.replacement_delay");
    }
    if (spec.balancer_health) {
      spec.health_check_grace = defaults_.choose(draft_.health_check_grace, "ec2.health_check_grace");
    }
  }

  void balancer(Ec2Spec& spec) const {
    if (!spec.load_balancer) {
      for (const char* key : {"healthy_threshold", "deregistration_delay", "slow_start", "capacity_units"}) {
        if (value_->find(key) != nullptr) needs(mark(value_, {key}), key, "load_balancer");
      }
      if (spec.balancer_health) needs(mark(value_, {"fleet", "health_check"}), "health_check", "load_balancer");
      return;
    }
    spec.health_check_interval = defaults_.choose(draft_.health_check_interval, "alb.health_check_interval");
    spec.unhealthy_threshold = defaults_.choose_count(draft_.unhealthy_threshold, "alb.unhealthy_threshold");
    spec.healthy_threshold = defaults_.choose_count(draft_.healthy_threshold, "alb.healthy_threshold");
    spec.deregistration_delay = defaults_.choose(draft_.deregistration_delay, "alb.deregistration_delay");
    spec.slow_start = draft_.slow_start.value_or(Duration{});
    if (spec.slow_start.ns > 0 && spec.routing != queueing::Routing::RoundRobin) {
      const bool least = spec.routing == queueing::Routing::LeastOutstanding;
      exclude(mark(value_, {"slow_start"}), "slow_start", least ? "routing: least-outstanding" : "routing: central");
    }
    if (!defaults_.choose(draft_.capacity_units, "alb.capacity_units")) return;
    services::Ec2CapacityUnits units;
    units.requests_per_connection = defaults_.choose(draft_.requests_per_connection, "alb.requests_per_connection");
    units.connection_length = defaults_.choose(draft_.connection_length, "alb.connection_length");
    units.bytes_per_request = defaults_.choose(draft_.bytes_per_request, "alb.bytes_per_request");
    units.rules = defaults_.choose_count(draft_.rules, "alb.rules");
    spec.capacity_units = units;
  }

  void buying(Ec2Spec& spec) const {
    credits(spec);
    if (draft_.spot) {
      services::Ec2Spot spot;
      spot.together = defaults_.choose(draft_.spot_together, "ec2.spot.together");
      const double share = defaults_.choose(draft_.spot_interruption, "ec2.spot.interruption");
      // Each instance is taken back `share` times in 30 days: one reclaim takes `together` of a zone's.
      if (share > 0) spot.reclaim = random::Exponential{static_cast<double>(kMonth.ns) * spot.together / share};
      spot.notice = defaults_.choose(draft_.spot_notice, "ec2.spot.notice");
      spot.free_within = defaults_.use<Duration>("ec2.spot.free_within");
      spec.spot = spot;
      if (spec.warm_pool) exclude(mark(value_, {"spot"}), "spot", "warm_pool");
      if (spec.reserved > 0) exclude(mark(value_, {"spot"}), "spot", "reserved");
    }
    if (draft_.new_account && draft_.vcpu_quota) exclude(mark(value_, {"new_account"}), "new_account", "vcpu_quota");
    if (draft_.vcpu_quota) spec.vcpu_quota = *draft_.vcpu_quota;
    if (draft_.new_account) spec.vcpu_quota = defaults_.choose_count({}, "ec2.vcpu_quota");
  }

 private:
  void credits(Ec2Spec& spec) const {
    if (!spec.instance.burstable) {
      if (!draft_.cpu_credits.empty() && draft_.cpu_credits != "ignored" && !spec.instance.name.empty()) {
        report(diagnostics_, mark(value_, {"cpu_credits"}), "not_burstable", {{"instance", spec.instance.name}});
      }
      return;
    }
    const std::string mode =
        draft_.cpu_credits.empty() ? defaults_.use<std::string>("ec2.cpu_credits") : draft_.cpu_credits;
    if (mode != "unlimited" && mode != "standard") return;
    services::Ec2Credits credits;
    credits.mode = mode == "standard" ? CreditMode::Standard : CreditMode::Unlimited;
    credits.meter = spec.instance.arm ? "ec2.surplus.t4g" : "ec2.surplus.t3";
    credits.kept = defaults_.use<Duration>("ec2.credits_kept");
    spec.credits = std::move(credits);
  }

  void policy(const Ec2Draft::Policy& draft, services::StepScaling& policy) const {
    policy.points = defaults_.choose_count(draft.points, "ec2.policy_points");
    if (draft.simple) {
      policy.cooldown = defaults_.choose(draft.cooldown, "ec2.cooldown");
      if (policy.steps.size() > 1) report(diagnostics_, mark(draft.value, {"steps"}), "simple_has_one_step", {});
    } else if (draft.cooldown) {
      needs(mark(draft.value, {"cooldown"}), "cooldown", "kind: simple");
    }
    double end = 0;
    for (const services::ScalingStep& step : policy.steps) {
      if (step.from < end || end < 0 || (step.to && *step.to <= step.from)) {
        report(diagnostics_, mark(draft.value, {"steps"}), "steps_order", {});
        return;
      }
      end = step.to.value_or(-1);  // nothing comes after a step without an end
    }
  }

  void scheduled(const document::Value* value, const services::ScheduledSize& action, const Ec2Spec& spec) const {
    if (!action.minimum && !action.maximum && !action.desired) {
      report(diagnostics_, value->location, "schedule_says_nothing", {});
      return;
    }
    const std::uint32_t minimum = action.minimum.value_or(0);
    const std::uint32_t maximum = action.maximum.value_or(std::max(spec.maximum, minimum));
    check_bounds(minimum, action.desired.value_or(minimum), maximum, mark(value, {"min"}), mark(value, {"desired"}),
                 diagnostics_);
  }

  void needs(const Location& where, const char* key, const char* needed) const {
    report(diagnostics_, where, "needs_key", {{"key", std::string(key)}, {"needed", std::string(needed)}});
  }
  void exclude(const Location& where, const char* key, const char* other) const {
    report(diagnostics_, where, "keys_exclude", {{"key", std::string(key)}, {"other", std::string(other)}});
  }

  const Ec2Draft& draft_;
  const document::Value* value_;
  Defaults& defaults_;
  Diagnostics& diagnostics_;
};

}  // namespace

services::Ec2Spec resolve_ec2(const Ec2Draft& draft, const document::Value* value, const Catalog& catalog,
                              Defaults& defaults, Diagnostics& diagnostics) {
  Ec2Spec spec = draft.spec;
  spec.instance = resolve_instance(draft.instance, mark(value, {"instance"}), catalog, diagnostics);
  spec.desired = draft.desired.value_or(spec.minimum);
  check_bounds(spec.minimum, spec.desired, spec.maximum, mark(value, {"fleet", "min"}),
               mark(value, {"fleet", "desired"}), diagnostics);
  const Ec2Resolver resolver(draft, value, defaults, diagnostics);
  resolver.group(spec);
  const std::string image = spec.image == services::Ec2Image::Baked ? "baked" : "user_data";
  spec.launch = defaults.choose(draft.launch, "ec2.launch");
  spec.boot = defaults.choose(draft.boot, "ec2.boot");
  spec.bootstrap = defaults.choose(draft.bootstrap, "ec2.bootstrap." + image);
  spec.code_upload = defaults.choose(draft.code_upload, "ec2.code_upload." + image);
  spec.queue_limit = defaults.choose_count(draft.queue_limit, "ec2.queue_limit");
  spec.timeout = defaults.choose(draft.timeout, "ec2.timeout");
  spec.cpu_sharing = resolve_cpu_sharing(draft.cpu_sharing, "ec2", defaults);
  resolver.balancer(spec);
  spec.root_volume = defaults.choose(draft.root_volume, "ec2.root_volume");
  resolver.buying(spec);
  return spec;
}

}  // namespace cloudsim::scenario
