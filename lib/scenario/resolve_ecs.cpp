// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/number.hpp"
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

}  // namespace

EcsSpec resolve_ecs(const EcsDraft& draft, const document::Value* value, const Catalog& catalog, Defaults& defaults,
                    Diagnostics& diagnostics) {
  EcsSpec spec = draft.spec;
  const bool fargate = spec.launch == LaunchType::Fargate;
  spec.task_memory_mb = whole_megabytes(draft.task_memory, mark(value, {"task", "memory"}), diagnostics);
  if (fargate) {
    refuse_keys(value, {"hosts", "placement"}, "fargate", diagnostics);
    check_fargate_size(spec, value, catalog.parameters, diagnostics);
    spec.setup = defaults.choose(draft.setup, "ecs.setup");
    spec.fargate_burst = defaults.choose(draft.fargate_burst, "ecs.fargate_burst");
    spec.fargate_per_second = defaults.choose(draft.fargate_per_second, "ecs.fargate_per_second");
  } else {
    refuse_keys(value, {"setup", "architecture", "fargate_burst", "fargate_per_second"}, "ec2", diagnostics);
    if (draft.hosts) {
      spec.hosts = resolve_hosts(*draft.hosts, value->find("hosts"), catalog, defaults, diagnostics);
      check_task_cpu(spec, mark(value, {"task", "cpu"}), defaults, diagnostics);
      check_fits(spec.task_cpu_milli, spec.task_memory_mb, spec.hosts.instance, spec.hosts.reserved_memory_mb,
                 mark(value, {"task"}), diagnostics);
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
  spec.launches_per_minute = defaults.choose(draft.launches_per_minute, "ecs.launches_per_minute");
  spec.max_starting = defaults.choose_count(draft.max_starting, "ecs.max_starting");
  spec.restart_delay = defaults.choose(draft.restart_delay, "ecs.restart_delay");
  return spec;
}

}  // namespace cloudsim::scenario
