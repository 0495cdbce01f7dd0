// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "services/container_rules.hpp"
#include "services/ecs/ecs_spec.hpp"
#include "services/ecs/placement.hpp"
#include "services/service_model.hpp"

namespace cloudsim::services {

/// What the parts of the ECS model share: where they are, what was asked for, and one numbering of hosts and tasks.
class Cluster {
 public:
  Cluster(ModelContext context, EcsSpec spec) : context_(context), spec_(std::move(spec)) {}
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  const EcsSpec& spec() const { return spec_; }
  const ModelContext& context() const { return context_; }
  engine::Simulator& simulator() const { return context_.simulator; }
  SimTime now() const { return context_.simulator.now(); }
  bool on_hosts() const { return spec_.launch == LaunchType::Ec2; }
  /// What placement reserves: of memory the soft limit, if there is one.
  Room task_size() const {
    const std::int64_t soft = on_hosts() ? spec_.memory_reservation_mb : 0;
    return {spec_.task_cpu_milli, soft > 0 ? soft : spec_.task_memory_mb};
  }
  PlacementRules placement_rules() const { return rules_of(spec_); }
  /// What one host registers: 1,024 CPU units per vCPU, and its memory less what the system and the agent keep.
  Room host_size() const {
    const HostsSpec& hosts = spec_.hosts;
    return {std::int64_t{hosts.instance.vcpu} * 1000,
            std::max<std::int64_t>(0, hosts.instance.memory.whole_megabytes() - hosts.reserved_memory_mb)};
  }

  /// One more release; its number.
  std::uint32_t add_release(EcsRelease release) {
    spec_.releases.push_back(std::move(release));
    return static_cast<std::uint32_t>(spec_.releases.size()) + 1;
  }

  ServerId next_server() { return ServerId{next_server_++}; }

  FactId state(trace::FactBody body, FactId cause = FactId::none()) {
    return context_.tracer.state(now(), std::move(body), cause);
  }
  FactId state_api(trace::ApiCall call, trace::Actor actor, std::int32_t calls, std::int32_t count,
                   FactId cause = FactId::none()) {
    return state(trace::ApiCalled{call, actor, calls, count}, cause);
  }
  MeterId meter(const std::string& name) { return context_.tracer.meters().intern(name); }
  /// Nothing is stated for no time at all.
  void state_usage(MeterId meter, std::int64_t amount, SimTime from, ServerId server = ServerId::none()) {
    if (from < now() && amount > 0) state(trace::UsageRecorded{meter, amount, from, now(), server});
  }

 private:
  ModelContext context_;
  EcsSpec spec_;
  std::uint32_t next_server_ = 0;
};

}  // namespace cloudsim::services
