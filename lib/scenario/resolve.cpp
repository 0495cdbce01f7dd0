// SPDX-License-Identifier: Apache-2.0
#include "scenario/resolve.hpp"

#include "base/number.hpp"
#include "base/text.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

struct Resolver {
  const document::Value* value;  ///< the deployment's mapping
  const Catalog& catalog;
  const Surroundings& surroundings;
  Defaults& defaults;
  Diagnostics& diagnostics;

  const document::Value* under(const char* key) const {
    const document::Value* found = value->find(key);
    return found != nullptr ? found : value;
  }
  std::optional<ServiceSpec> operator()(std::monostate) const { return std::nullopt; }
  std::optional<ServiceSpec> operator()(const Ec2Draft& draft) const {
    return resolve_ec2(draft, under("ec2"), catalog, defaults, diagnostics);
  }
  std::optional<ServiceSpec> operator()(const LambdaDraft& draft) const {
    return resolve_lambda(draft, under("lambda"), catalog, surroundings, defaults, diagnostics);
  }
  std::optional<ServiceSpec> operator()(const EcsDraft& draft) const {
    return resolve_ecs(draft, under("ecs"), catalog, defaults, diagnostics);
  }
  std::optional<ServiceSpec> operator()(const DockerDraft& draft) const {
    return resolve_docker(draft, under("docker"), catalog, defaults, diagnostics);
  }
};

}  // namespace

Surroundings surroundings_of(const ScenarioDraft& draft) {
  Surroundings surroundings;
  surroundings.region = draft.scenario.prices.region;
  for (const WorkloadDraft& entry : draft.workload) {
    surroundings.classes.push_back(entry.name);
    switch (entry.source) {
      case workload::SourceKind::Http:
      case workload::SourceKind::Mobile:
        break;
      case workload::SourceKind::ObjectCreated:
      case workload::SourceKind::Schedule:
        surroundings.events = true;
        break;
      case workload::SourceKind::Queue:
        surroundings.messages = true;
        break;
    }
  }
  return surroundings;
}

std::optional<DeploymentSpec> resolve(const DeploymentDraft& draft, const Catalog& catalog,
                                      const Surroundings& surroundings, Diagnostics& diagnostics) {
  if (!draft.links.empty()) return resolve_chain(draft, catalog, surroundings, diagnostics);
  DeploymentSpec spec;
  spec.name = draft.name;
  Diagnostics found;
  Defaults defaults(catalog.parameters, spec.parameters, found);
  auto service = std::visit(Resolver{draft.value, catalog, surroundings, defaults, found}, draft.service);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  if (!service || has_errors(found)) return std::nullopt;
  spec.service = std::move(*service);
  return spec;
}

services::InstanceType resolve_instance(const std::string& name, const Location& where, const Catalog& catalog,
                                        Diagnostics& diagnostics) {
  if (const auto* type = catalog.instance_type(name)) return *type;
  report(diagnostics, where, "unknown_instance_type", {{"name", name}}, closest(name, catalog.instance_type_names()));
  return {};
}

services::CpuSharing resolve_cpu_sharing(const std::string& given, const std::string& prefix, Defaults& defaults) {
  const std::string word = given.empty() ? defaults.use<std::string>(prefix + ".cpu_sharing") : given;
  return word == "over-time" ? services::CpuSharing::OverTime : services::CpuSharing::AtStart;
}

services::AlarmRules resolve_alarm(const AlarmDraft& draft, const std::string& prefix, Defaults& defaults) {
  services::AlarmRules rules;
  rules.period = defaults.choose(draft.period, prefix + ".alarm.period");
  rules.metric_delay = defaults.choose(draft.metric_delay, prefix + ".metric_delay");
  rules.high_points = defaults.choose_count(draft.high_points, prefix + ".alarm.high_points");
  rules.low_points = defaults.choose_count(draft.low_points, prefix + ".alarm.low_points");
  rules.low_ratio = defaults.choose(draft.low_ratio, prefix + ".alarm.low_ratio");
  return rules;
}

bool check_bounds(std::uint32_t minimum, std::uint32_t value, std::uint32_t maximum, const Location& minimum_at,
                  const Location& value_at, Diagnostics& diagnostics) {
  const auto number = [](std::uint32_t n) { return static_cast<std::int64_t>(n); };
  if (minimum > maximum) {
    report(diagnostics, minimum_at, "bounds_reversed", {{"minimum", number(minimum)}, {"maximum", number(maximum)}});
    return false;
  }
  if (value < minimum || value > maximum) {
    report(diagnostics, value_at, "outside_bounds",
           {{"value", number(value)}, {"minimum", number(minimum)}, {"maximum", number(maximum)}});
    return false;
  }
  return true;
}

std::int64_t whole_megabytes(Bytes size, const Location& where, Diagnostics& diagnostics) {
  if (size.count % Bytes::megabytes(1).count != 0) {
    report(diagnostics, where, "not_whole_megabytes", {{"below", size.whole_megabytes() * Bytes::megabytes(1).count}});
  }
  return size.whole_megabytes();
}

void check_fits(std::int64_t cpu_milli, std::int64_t memory_mb, const services::InstanceType& host,
                std::int64_t reserved_mb, const Location& where, Diagnostics& diagnostics) {
  if (host.name.empty()) return;  // an unknown type was reported
  const std::int64_t megabyte = Bytes::megabytes(1).count;
  const std::int64_t free_mb = host.memory.whole_megabytes() - reserved_mb;
  const std::int64_t host_milli = static_cast<std::int64_t>(host.vcpu) * 1000;
  if (cpu_milli > host_milli) {
    report(diagnostics, where, "larger_than_host_cpu",
           {{"cpu", cpu_text(cpu_milli)}, {"instance", host.name}, {"room", cpu_text(host_milli)}});
  }
  if (memory_mb > free_mb) {
    report(diagnostics, where, "larger_than_host_memory",
           {{"memory", memory_mb * megabyte}, {"instance", host.name}, {"room", free_mb * megabyte}});
  }
}

std::string cpu_text(std::int64_t milli) { return to_text(static_cast<double>(milli) / 1000.0); }

services::DockerSpec resolve_docker(const DockerDraft& draft, const document::Value* value, const Catalog& catalog,
                                    Defaults& defaults, Diagnostics& diagnostics) {
  services::DockerSpec spec = draft.spec;
  const Location container = mark(value, {"container"});
  spec.instance = resolve_instance(draft.instance, mark(value, {"instance"}), catalog, diagnostics);
  spec.container_memory_mb = whole_megabytes(draft.container_memory, mark(value, {"container", "memory"}), diagnostics);
  spec.reserved_memory_mb = defaults.choose(draft.reserved_memory, "docker.reserved_memory").whole_megabytes();
  check_fits(spec.container_cpu_milli, spec.container_memory_mb, spec.instance, spec.reserved_memory_mb, container,
             diagnostics);
  if (draft.layers) {
    const LayersDraft& layers = *draft.layers;
    if (draft.image) report(diagnostics, mark(value, {"layers"}), "image_and_layers");
    spec.image.count = layers.code.count + layers.dependencies.count + layers.base.count;
    spec.changed = layers.code;
  } else {
    spec.image = defaults.choose(draft.image, "docker.image");
    spec.changed = spec.image;
  }
  spec.watch_alarm_percent = static_cast<std::uint32_t>(draft.watch_alarm * 100.0 + 0.5);
  spec.pull_rate = defaults.choose(draft.pull_rate, "docker.pull_rate");
  spec.launch = defaults.choose(draft.launch, "docker.launch");
  spec.boot = defaults.choose(draft.boot, "docker.boot");
  spec.start = defaults.choose(draft.start, "docker.start");
  spec.workers = defaults.choose_count(draft.workers, "docker.workers");
  spec.queue_limit = defaults.choose_count(draft.queue_limit, "docker.queue_limit");
  spec.timeout = defaults.choose(draft.timeout, "docker.timeout");
  spec.root_volume = defaults.choose(draft.root_volume, "docker.root_volume");
  return spec;
}

}  // namespace cloudsim::scenario
