// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services/ecs/ecs_model.hpp"
#include "support/service_rig.hpp"

namespace cloudsim::test {

using EcsRig = ServiceRig<services::EcsModel, services::EcsSpec>;

/// Lesson L11: tasks of 0.25 vCPU and 0.5 GiB; no image, no delays unless a test sets them.
inline services::EcsSpec on_fargate(std::uint32_t desired) {
  services::EcsSpec spec;
  spec.launch = services::LaunchType::Fargate;
  spec.task_cpu_milli = 250;
  spec.task_memory_mb = 512;
  spec.desired = desired;
  spec.load_balancer = false;
  spec.queue_limit = 1000;
  spec.restart_delay = seconds(1);
  return spec;
}

/// The same on hosts of 2 vCPU and 4 GiB that hold 8 of these tasks; 30 s launch, 60 s boot.
inline services::EcsSpec on_hosts(std::uint32_t desired, std::uint32_t minimum, std::uint32_t maximum) {
  services::EcsSpec spec = on_fargate(desired);
  spec.launch = services::LaunchType::Ec2;
  spec.placement = {services::Binpack{services::PlacementField::Memory}};
  spec.hosts.instance.name = "test.two";
  spec.hosts.instance.vcpu = 2;
  spec.hosts.instance.memory = Bytes::gigabytes(4);
  spec.hosts.minimum = minimum;
  spec.hosts.maximum = maximum;
  spec.hosts.launch = always(seconds(30));
  spec.hosts.boot = always(seconds(60));
  spec.hosts.alarms.high_points = 1;
  spec.hosts.alarms.low_points = 15;
  spec.hosts.alarms.low_ratio = 1.0;
  spec.hosts.warm_up = seconds(300);
  spec.hosts.root_volume = Bytes::gigabytes(30);
  return spec;
}

/// `minimum` hosts and the tasks were there before the run; nobody adds or replaces a host.
inline services::EcsSpec fixed_hosts(std::uint32_t desired, std::uint32_t hosts) {
  services::EcsSpec spec = on_hosts(desired, hosts, hosts);
  spec.already_running = true;
  spec.hosts.already_running = true;
  spec.hosts.managed_scaling = false;
  spec.hosts.replace_failed = false;
  return spec;
}

}  // namespace cloudsim::test
