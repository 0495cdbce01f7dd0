// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"
#include "scenario/resolve.hpp"

namespace cloudsim::scenario {
namespace {

using services::EcsSpec;
using services::LaunchType;

/// Fargate sells pairs of CPU and memory; anything else is refused with what there is.
void check_fargate_size(const EcsSpec& spec, const document::Value* value, const ParameterCatalog& parameters,
                        Diagnostics& diagnostics) {
  const auto& sizes = parameters.fargate_sizes();
  const auto size = std::find_if(sizes.begin(), sizes.end(),
                                 [&](const FargateSize& s) { return s.cpu_milli == spec.task_cpu_milli; });
  std::vector<std::string> valid;
  if (size == sizes.end()) {
    for (const FargateSize& s : sizes) valid.push_back(cpu_text(s.cpu_milli));
    report(diagnostics, mark(value, {"task", "cpu"}), "fargate_cpu",
           {{"cpu", cpu_text(spec.task_cpu_milli)}, {"valid", valid}});
    return;
  }
  const auto& memory = size->memory_mb;
  if (std::find(memory.begin(), memory.end(), spec.task_memory_mb) != memory.end()) return;
  for (const std::int64_t mb : memory) valid.push_back(to_text(Bytes::megabytes(mb)));
  report(diagnostics, mark(value, {"task", "memory"}), "fargate_memory",
         {{"cpu", cpu_text(spec.task_cpu_milli)},
          {"memory", to_text(Bytes::megabytes(spec.task_memory_mb))},
          {"valid", valid}});
}

/// Keys that mean nothing for the launch type are errors: somebody expects an effect.
void refuse_keys(const document::Value* value, std::initializer_list<const char*> keys, const char* launch,
                 Diagnostics& diagnostics) {
  for (const char* key : keys) {
    if (const document::Value* found = value->find(key)) {
      report(diagnostics, found->location, "not_with_launch_type",
             {{"key", std::string(key)}, {"launch", std::string(launch)}});
    }
  }
}

services::HostsSpec resolve_hosts(const HostsDraft& draft, const document::Value* value, const Catalog& catalog,
                                  Defaults& defaults, Diagnostics& diagnostics) {
  services::HostsSpec spec = draft.spec;
  spec.instance = resolve_instance(draft.instance, mark(value, {"instance"}), catalog, diagnostics);
  const Location minimum = mark(value, {"min"});
  check_bounds(spec.minimum, spec.minimum, spec.maximum, minimum, minimum, diagnostics);
  if (!spec.managed_scaling && spec.minimum == 0) warn(diagnostics, minimum, "no_hosts");
  if (spec.managed_scaling) {
    spec.target_capacity = defaults.choose(draft.target_capacity, "ecs.host.target_capacity");
    spec.alarms = resolve_alarm(draft.alarm, "ecs.host", defaults);
    spec.warm_up = defaults.choose(draft.warm_up, "ecs.host.warm_up");
  }
  if (spec.replace_failed) {
    spec.replacement_delay = defaults.choose(draft.replacement_delay, "ecs.host.replacement_delay");
  }
  spec.zones = defaults.choose_count(draft.zones, "ecs.host.zones");
  spec.reserved_memory_mb = defaults.choose(draft.reserved_memory, "ecs.host.reserved_memory").whole_megabytes();
  spec.launch = defaults.choose(draft.launch, "ecs.host.launch");
  spec.boot = defaults.choose(draft.boot, "ecs.host.boot");
  spec.root_volume = defaults.choose(draft.root_volume, "ecs.host.root_volume");
  return spec;
}

void check_task_cpu(const EcsSpec& spec, const Location& where, Defaults& defaults, Diagnostics& diagnostics) {
  const auto limit = [&](const char* name) {
    const auto* row = defaults.catalog().find(name);
    const double* vcpu = row == nullptr ? nullptr : std::get_if<double>(&row->value);
    return vcpu == nullptr ? -1.0 : *vcpu * 1000.0;
  };
  const double least = limit("ecs.limit.task_cpu_minimum"), most = limit("ecs.limit.task_cpu_maximum");
  const auto cpu = static_cast<double>(spec.task_cpu_milli);
  if ((least >= 0 && cpu < least) || (most >= 0 && cpu > most)) {
    report(
        diagnostics, where, "task_cpu_range",
        {{"cpu", cpu_text(spec.task_cpu_milli)}, {"least", to_text(least / 1000.0)}, {"most", to_text(most / 1000.0)}});
  }
}

std::uint32_t percent(double share) { return static_cast<std::uint32_t>(share * 100.0 + 0.5); }

void resolve_releases(const EcsDraft& draft, const document::Value* value, EcsSpec& spec, Defaults& defaults,
                      Diagnostics& diagnostics) {
  std::vector<std::string> names = {"initial"};
  for (const EcsReleaseDraft& from : draft.releases) {
    services::EcsRelease release = from.release;
    if (std::find(names.begin(), names.end(), release.name) != names.end()) {
      report(diagnostics, mark(from.value, {"name"}), "duplicate_name", {{"name", release.name}});
    }
    names.push_back(release.name);
    release.image = from.image.value_or(spec.image);
    release.changed = from.changed.value_or(release.image);
    if (release.image < release.changed) {
      report(diagnostics, mark(from.value, {"changed"}), "changed_above_image",
             {{"changed", release.changed.count}, {"image", release.image.count}});
    }
    release.start = from.start.value_or(spec.start);
    release.failing_permille = static_cast<std::uint32_t>(from.failing * 1000.0 + 0.5);
    spec.releases.push_back(std::move(release));
  }
  services::DeploymentRules& rules = spec.deployment;
  rules.minimum_healthy_percent = percent(defaults.choose(draft.minimum_healthy, "ecs.rolling.minimum_healthy"));
  rules.maximum_percent = percent(defaults.choose(draft.maximum_percent, "ecs.rolling.maximum"));
  if (rules.circuit_breaker) {
    rules.breaker_percent = percent(defaults.use<double>("ecs.circuit_breaker.share"));
    rules.breaker_minimum = static_cast<std::uint32_t>(defaults.use<std::int64_t>("ecs.circuit_breaker.minimum"));
    rules.breaker_maximum = static_cast<std::uint32_t>(defaults.use<std::int64_t>("ecs.circuit_breaker.maximum"));
  }
  // A floor of all and a ceiling of no more than all: neither can an old task stop nor a new one start.
  const std::uint64_t floor = (std::uint64_t{spec.desired} * rules.minimum_healthy_percent + 99) / 100;
  const std::uint64_t ceiling = std::uint64_t{spec.desired} * rules.maximum_percent / 100;
  if (!draft.releases.empty() && spec.desired > 0 && floor >= ceiling) {
    report(diagnostics, mark(value, {"rolling_update"}), "rolling_update_cannot_move",
           {{"desired", static_cast<std::int64_t>(spec.desired)},
            {"floor", static_cast<std::int64_t>(floor)},
            {"ceiling", static_cast<std::int64_t>(ceiling)}});
  }
}

void resolve_host_limits(const EcsDraft& draft, const document::Value* value, const Catalog& catalog, EcsSpec& spec,
                         Diagnostics& diagnostics) {
  const services::InstanceType& type = spec.hosts.instance;
  if (spec.network == services::NetworkMode::Host) spec.host_port = true;
  if (spec.network == services::NetworkMode::Awsvpc && !type.name.empty() && type.interfaces == 0) {
    report(diagnostics, mark(value, {"network"}), "interfaces_unknown", {{"instance", type.name}});
  }
  if (spec.trunking && !type.name.empty() && type.trunk_tasks == 0) {
    report(diagnostics, mark(value, {"trunking"}), "trunking_not_possible", {{"instance", type.name}});
  }
  for (const std::uint32_t zone : draft.zones) spec.constraints.zones.push_back(zone - 1);
  const auto names = catalog.instance_type_names();
  for (const std::string& name : spec.constraints.instance_types) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    report(diagnostics, mark(value, {"constraints", "instance_types"}), "unknown_instance_type", {{"name", name}},
           closest(name, names));
  }
  if (!draft.memory_reservation) return;
  const Location where = mark(value, {"task", "memory_reservation"});
  spec.memory_reservation_mb = whole_megabytes(*draft.memory_reservation, where, diagnostics);
  if (spec.memory_reservation_mb > spec.task_memory_mb) {
    report(diagnostics, where, "reservation_above_memory",
           {{"reservation", draft.memory_reservation->count}, {"memory", draft.task_memory.count}});
  }
}

}  // namespace

EcsSpec resolve_ecs(const EcsDraft& draft, const document::Value* value, const Catalog& catalog, Defaults& defaults,
                    Diagnostics& diagnostics) {
  EcsSpec spec = draft.spec;
  const bool fargate = spec.launch == LaunchType::Fargate;
  spec.task_memory_mb = whole_megabytes(draft.task_memory, mark(value, {"task", "memory"}), diagnostics);
  if (fargate) {
    refuse_keys(value, {"hosts", "placement", "constraints", "network", "host_port", "trunking"}, "fargate",
                diagnostics);
    if (draft.memory_reservation) {
      report(diagnostics, mark(value, {"task", "memory_reservation"}), "not_with_launch_type",
             {{"key", std::string("memory_reservation")}, {"launch", std::string("fargate")}});
    }
    check_fargate_size(spec, value, catalog.parameters, diagnostics);
    spec.setup = defaults.choose(draft.setup, "ecs.setup");
    spec.fargate_burst = defaults.choose(draft.fargate_burst, "ecs.fargate_burst");
    spec.fargate_per_second = defaults.choose(draft.fargate_per_second, "ecs.fargate_per_second");
    spec.vcpu_quota_milli = draft.vcpu_quota_milli;
    if (spec.spot) {
      spec.spot_interruption = defaults.choose(draft.spot_interruption, "ecs.spot.interruption");
      spec.spot_notice = defaults.choose(draft.spot_notice, "ecs.spot.notice");
      if (spec.arm) report(diagnostics, mark(value, {"capacity"}), "spot_not_for_arm");
    }
  } else {
    refuse_keys(value,
                {"setup", "architecture", "fargate_burst", "fargate_per_second", "vcpu_quota", "capacity",
                 "spot_interruption", "spot_notice"},
                "ec2", diagnostics);
    if (draft.hosts) {
      spec.hosts = resolve_hosts(*draft.hosts, value->find("hosts"), catalog, defaults, diagnostics);
      check_task_cpu(spec, mark(value, {"task", "cpu"}), defaults, diagnostics);
      check_fits(spec.task_cpu_milli, spec.task_memory_mb, spec.hosts.instance, spec.hosts.reserved_memory_mb,
                 mark(value, {"task"}), diagnostics);
      resolve_host_limits(draft, value, catalog, spec, diagnostics);
    } else {
      report(diagnostics, mark(value, {"launch"}), "hosts_missing");
    }
  }
  if (draft.target_cpu) {
    spec.maximum = draft.maximum.value_or(spec.desired);
    spec.minimum = draft.minimum.value_or(std::min(spec.desired, spec.maximum));
    check_bounds(spec.minimum, spec.desired, spec.maximum, mark(value, {"scaling", "min"}), mark(value, {"desired"}),
                 diagnostics);
    services::TargetTracking tracking;
    tracking.target_cpu = *draft.target_cpu;
    tracking.alarms = resolve_alarm(draft.alarm, "ecs", defaults);
    tracking.warm_up = defaults.choose(draft.warm_up, "ecs.warm_up");
    tracking.scale_out_cooldown = defaults.choose(draft.scale_out_cooldown, "ecs.scale_out_cooldown");
    tracking.scale_in_cooldown = defaults.choose(draft.scale_in_cooldown, "ecs.scale_in_cooldown");
    spec.scaling = tracking;
  }
  spec.image = defaults.choose(draft.image, "ecs.image");
  spec.pull_rate = defaults.choose(draft.pull_rate, fargate ? "ecs.pull_rate.fargate" : "ecs.pull_rate.hosts");
  spec.start = defaults.choose(draft.start, "ecs.start");
  spec.queue_limit = defaults.choose_count(draft.queue_limit, "ecs.queue_limit");
  spec.timeout = defaults.choose(draft.timeout, "ecs.timeout");
  spec.cpu_sharing = resolve_cpu_sharing(draft.cpu_sharing, "ecs", defaults);
  spec.launches_per_minute = defaults.choose(draft.launches_per_minute, "ecs.launches_per_minute");
  spec.max_starting = defaults.choose_count(draft.max_starting, "ecs.max_starting");
  spec.restart_delay = defaults.choose(draft.restart_delay, "ecs.restart_delay");
  resolve_releases(draft, value, spec, defaults, diagnostics);
  spec.restart_throttle_percent =
      percent(defaults.choose(draft.restart_throttle_factor, "ecs.restart_throttle.factor"));
  spec.restart_throttle_maximum = defaults.choose(draft.restart_throttle_maximum, "ecs.restart_throttle.maximum");
  spec.pull_failure = defaults.choose(draft.pull_failure, "ecs.pull_failure");
  if (spec.load_balancer) {
    spec.deregistration_delay = defaults.choose(draft.deregistration_delay, "ecs.deregistration_delay");
  }
  spec.stop_timeout = defaults.choose(draft.stop_timeout, "ecs.stop_timeout");
  spec.api_burst = defaults.choose_count(draft.api_burst, "ecs.api_burst");
  if (spec.api_burst > 0) {
    spec.api_per_second = defaults.choose(draft.api_per_second, "ecs.api_per_second");
    spec.api_retry = defaults.choose(draft.api_retry, "ecs.api_retry");
  }
  return spec;
}

}  // namespace cloudsim::scenario
