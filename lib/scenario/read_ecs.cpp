// SPDX-License-Identifier: Apache-2.0
#include "document/read_scalar.hpp"
#include "scenario/problems.hpp"
#include "scenario/read_common.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;
using services::PlacementField;

constexpr Word<services::LaunchType> kLaunchTypes[] = {{"ec2", services::LaunchType::Ec2},
                                                       {"fargate", services::LaunchType::Fargate}};
constexpr Word<bool> kArchitectures[] = {{"x86", false}, {"arm64", true}};
constexpr Word<PlacementField> kBinpackFields[] = {{"cpu", PlacementField::Cpu}, {"memory", PlacementField::Memory}};
constexpr Word<PlacementField> kSpreadFields[] = {{"az", PlacementField::Zone}, {"instance", PlacementField::Instance}};
constexpr Word<services::NetworkMode> kNetworks[] = {{"bridge", services::NetworkMode::Bridge},
                                                     {"awsvpc", services::NetworkMode::Awsvpc},
                                                     {"host", services::NetworkMode::Host}};
constexpr Word<bool> kCapacities[] = {{"on-demand", false}, {"spot", true}};
constexpr Word<bool> kRandom[] = {{"task", true}};

void read_hosts(Reader& reader, HostsDraft& draft, const Catalog& catalog) {
  read_instance(reader, draft.instance, catalog);
  reader.required("min", draft.spec.minimum, servers_rule(0, "Fewest hosts."));
  reader.required("max", draft.spec.maximum, servers_rule(0, "Most hosts."));
  reader.optional("managed_scaling", draft.spec.managed_scaling,
                  {.doc = "A capacity provider adds hosts when tasks wait; off keeps min hosts."});
  read_maybe_ratio(reader, "target_capacity", draft.target_capacity, target_rule("100 % keeps no spare hosts."));
  read_alarm(reader, draft.alarm);
  read_maybe(reader, "warm_up", draft.warm_up, {.maximum = 10'000, .doc = "The next step waits for it."});
  reader.optional("replace_failed", draft.spec.replace_failed, {.doc = "The group replaces hosts that fail."});
  read_maybe(reader, "replacement_delay", draft.replacement_delay,
             {.maximum = 86'400, .doc = "From failure until the group orders a new host."});
  reader.optional("already_running", draft.spec.already_running,
                  {.doc = "The first hosts are registered at the start."});
  read_maybe(reader, "zones", draft.zones, {.minimum = 1, .maximum = 12, .doc = "Availability zones of the hosts."});
  read_maybe(reader, "reserved_memory", draft.reserved_memory, {.doc = "Memory of a host that tasks cannot have."});
  read_time(reader, "launch", draft.launch, "Order until running. Default: a parameter.");
  read_time(reader, "boot", draft.boot, "Running until the agent has registered. Default: a parameter.");
  read_maybe(reader, "root_volume", draft.root_volume, {.doc = "Disk of each host. Default: a parameter."});
  reader.optional("public_ipv4", draft.spec.public_ipv4, {.doc = "A public address per host, billed by the hour."});
}

void read_placement(Reader& reader, std::vector<services::PlacementStrategy>& placement) {
  reader.optional_list(
      "placement",
      [&](Reader& item, std::size_t) {
        item.one_of({{"binpack",
                      [&](Reader& r) {
                        PlacementField by = PlacementField::Memory;
                        read_word(r, "binpack", kBinpackFields, by, true, "Fullest host first.");
                        placement.push_back(services::Binpack{by});
                      }},
                     {"spread",
                      [&](Reader& r) {
                        PlacementField over = PlacementField::Zone;
                        read_word(r, "spread", kSpreadFields, over, true, "Emptiest zone or host first.");
                        placement.push_back(services::Spread{over});
                      }},
                     {"random", [&](Reader& r) {
                        bool task = true;
                        read_word(r, "random", kRandom, task, true, "Any host with room.");
                        placement.push_back(services::RandomPlacement{});
                      }}});
        item.finish();
      },
      "Strategies in order; each breaks the ties of those before it. Default: spread over zones.");
}

void read_constraints(Reader& reader, EcsDraft& draft) {
  services::PlacementConstraints& constraints = draft.spec.constraints;
  reader.optional_object(
      "constraints",
      [&](Reader& r) {
        r.optional("distinct_instance", constraints.distinct_instance, {.doc = "No two of these tasks on one host."});
        r.list_of_values(
            "zones", false,
            [&](const document::Value& value, Diagnostics& diagnostics) {
              std::int64_t zone = 0;
              const Rule rule{.minimum = 1, .maximum = 12, .doc = {}};
              if (document::read_scalar(value, "zones", zone, rule, diagnostics)) {
                draft.zones.push_back(static_cast<std::uint32_t>(zone));
              }
            },
            "integer", "memberOf: hosts of these zones only, from 1.");
        r.list_of_values(
            "instance_types", false,
            [&](const document::Value& value, Diagnostics& diagnostics) {
              std::string type;
              if (document::read_scalar(value, "instance_types", type, Rule{}, diagnostics)) {
                constraints.instance_types.push_back(type);
              }
            },
            "string", "memberOf: hosts of these types only.");
      },
      "What must hold of a host before a strategy may choose it; launch type ec2 only.");
}

void read_releases(Reader& reader, EcsDraft& draft) {
  reader.optional_list(
      "releases",
      [&](Reader& r, std::size_t) {
        EcsReleaseDraft& release = draft.releases.emplace_back();
        release.value = &r.value();
        r.required("name", release.release.name, {.doc = "What ecs.UpdateService calls it."});
        read_maybe(r, "image", release.image, {.doc = "Compressed size. Default: as the first release."});
        read_maybe(r, "changed", release.changed,
                   {.doc = "What a host that has an earlier image must still pull. Default: all of it."});
        read_time(r, "start", release.start, "Image present until answering. Default: as the first release.");
        r.optional("never_starts", release.release.never_starts, {.doc = "Its tasks end before they run."});
        r.optional("crashes_after", release.release.crashes_after,
                   {.maximum = 31'536'000, .doc = "Its tasks crash so long after they were ready. Default: never."});
        r.optional_ratio("failing", release.failing,
                         {.minimum = 0, .maximum = 1, .doc = "Share of its requests that fail."});
      },
      "Versions that ecs.UpdateService can deploy; the service starts with another one, called initial.");
  services::DeploymentRules& rules = draft.spec.deployment;
  reader.optional_object(
      "rolling_update",
      [&](Reader& r) {
        read_maybe_ratio(r, "minimum_healthy", draft.minimum_healthy,
                         {.minimum = 0, .maximum = 1, .doc = "Share of desired that always runs, rounded up."});
        read_maybe_ratio(r, "maximum", draft.maximum_percent,
                         {.minimum = 1, .maximum = 2, .doc = "Share of desired that may run or start, rounded down."});
        r.optional("circuit_breaker", rules.circuit_breaker, {.doc = "Too many failed starts end the deployment."});
        r.optional("rollback", rules.rollback, {.doc = "Then the last complete release comes back."});
      },
      "How a release replaces another.");
}

void read_stopping(Reader& reader, EcsDraft& draft) {
  const Rule delay{.maximum = 3600, .doc = "Time for running requests before SIGTERM. Default: a parameter."};
  read_maybe(reader, "deregistration_delay", draft.deregistration_delay, delay);
  read_maybe(reader, "stop_timeout", draft.stop_timeout,
             {.minimum = 1, .maximum = 3600, .doc = "From SIGTERM to SIGKILL. Default: a parameter."});
  reader.optional("ignores_sigterm", draft.spec.ignores_sigterm, {.doc = "The process stays until SIGKILL."});
  read_maybe(reader, "restart_throttle_factor", draft.restart_throttle_factor,
             {.minimum = 1, .maximum = 100, .doc = "How the restart delay grows while starts fail."});
  read_maybe(reader, "restart_throttle_maximum", draft.restart_throttle_maximum,
             {.maximum = 86'400, .doc = "The longest restart delay. Default: a parameter."});
  read_maybe(reader, "pull_failure", draft.pull_failure,
             {.maximum = 3600, .doc = "Until a pull fails while the registry is down."});
}

void read_limits(Reader& reader, EcsDraft& draft) {
  services::EcsSpec& spec = draft.spec;
  read_word(reader, "network", kNetworks, spec.network, false, "awsvpc: an interface per task; host: its ports.");
  reader.optional("host_port", spec.host_port, {.doc = "A fixed port of the host: one task per host."});
  reader.optional("trunking", spec.trunking, {.doc = "More interfaces, for instance types that can."});
  read_constraints(reader, draft);
  reader.optional("out_of_memory_kills", spec.out_of_memory_kills,
                  {.doc = "A request beyond the task's memory kills the task; off: it fails alone."});
  reader.optional_millicpu(
      "vcpu_quota", draft.vcpu_quota_milli,
      {.minimum = 0, .exclusive_minimum = true, .doc = "Fargate: vCPU at once. Default: no limit."});
  read_word(reader, "capacity", kCapacities, spec.spot, false, "Fargate only; spot is cheaper and can be taken back.");
  read_time(reader, "spot_interruption", draft.spot_interruption, "Ready until taken back. Default: a parameter.");
  read_maybe(reader, "spot_notice", draft.spot_notice, {.maximum = 3600, .doc = "From the warning to the end."});
  read_maybe(reader, "api_burst", draft.api_burst,
             {.minimum = 0, .maximum = 1'000'000, .doc = "RunTask and StopTask calls at once; 0 means no limit."});
  const Rule rate{.minimum = 0, .maximum = 1e6, .exclusive_minimum = true, .doc = "How fast that refills."};
  read_maybe(reader, "api_per_second", draft.api_per_second, rate);
  read_maybe(reader, "api_retry", draft.api_retry,
             {.minimum = 0.001, .maximum = 3600, .doc = "A throttled caller waits so long."});
}

void read_scaling(Reader& reader, EcsDraft& draft) {
  reader.optional_object(
      "scaling",
      [&](Reader& r) {
        double target = 0;
        if (r.required_ratio("target_cpu", target, target_rule("Average CPU that target tracking holds."))) {
          draft.target_cpu = target;
        }
        std::uint32_t maximum = 0;
        if (r.required("max", maximum, servers_rule(1, "Most tasks."))) draft.maximum = maximum;
        read_maybe(r, "min", draft.minimum, servers_rule(0, "Fewest tasks. Default: desired."));
        read_maybe(r, "warm_up", draft.warm_up, {.maximum = 3600, .doc = "A new task is left out of the metric."});
        read_maybe(r, "scale_out_cooldown", draft.scale_out_cooldown,
                   {.maximum = 86'400, .doc = "After adding tasks."});
        read_maybe(r, "scale_in_cooldown", draft.scale_in_cooldown,
                   {.maximum = 86'400, .doc = "After removing tasks."});
        read_alarm(r, draft.alarm);
      },
      "Target tracking for the number of tasks.");
}

}  // namespace

void read_ecs(Reader& reader, EcsDraft& draft, const Catalog& catalog) {
  services::EcsSpec& spec = draft.spec;
  read_word(reader, "launch", kLaunchTypes, spec.launch, true, "ec2: on hosts of your own; fargate: on AWS's.");
  reader.optional_object(
      "hosts",
      [&](Reader& r) {
        draft.hosts.emplace();
        read_hosts(r, *draft.hosts, catalog);
      },
      "The EC2 hosts of the cluster; launch type ec2 only.");
  reader.required_object(
      "task",
      [&](Reader& r) {
        r.required_millicpu("cpu", spec.task_cpu_milli, {.minimum = 0, .exclusive_minimum = true, .doc = "vCPU."});
        r.required("memory", draft.task_memory, {.minimum = 1, .doc = "Memory of one task."});
        read_maybe(r, "memory_reservation", draft.memory_reservation,
                   {.minimum = 1, .doc = "Soft limit, which placement counts; on hosts only. Default: memory."});
      },
      "Size of one task.");
  read_word(reader, "architecture", kArchitectures, spec.arm, false, "Processor; Fargate only.");
  read_maybe(reader, "image", draft.image, {.doc = "Compressed size of the image. Default: a parameter."});
  reader.optional("desired", spec.desired, servers_rule(0, "Tasks that the service keeps running."));
  reader.optional("already_running", spec.already_running, {.doc = "The desired tasks serve from the start."});
  read_placement(reader, spec.placement);
  read_scaling(reader, draft);
  read_workers(reader, spec.workers);
  read_cpu_sharing(reader, draft.cpu_sharing);
  reader.optional("load_balancer", spec.load_balancer, {.doc = "An Application Load Balancer in front."});
  read_routing(reader, spec.routing);
  read_queue_limit(reader, draft.queue_limit, "Requests that may wait per task. Default: a parameter.");
  read_timeout(reader, draft.timeout);
  read_time(reader, "setup", draft.setup, "Fargate, before the pull; not billed. Default: a parameter.");
  read_maybe(reader, "pull_rate", draft.pull_rate, {.doc = "Pull and unpack. Default: a parameter."});
  read_time(reader, "start", draft.start, "Image present until answering. Default: a parameter.");
  const Rule rate{.minimum = 0, .maximum = 1e6, .exclusive_minimum = true, .doc = "Default: a parameter."};
  read_maybe(reader, "launches_per_minute", draft.launches_per_minute, rate);
  read_maybe(reader, "fargate_burst", draft.fargate_burst, rate);
  read_maybe(reader, "fargate_per_second", draft.fargate_per_second, rate);
  read_maybe(reader, "max_starting", draft.max_starting,
             {.minimum = 0, .maximum = 1'000'000, .doc = "Tasks that may wait for room; 0 means no limit."});
  read_maybe(reader, "restart_delay", draft.restart_delay,
             {.maximum = 86'400, .doc = "Until the scheduler notices a stopped task."});
  read_releases(reader, draft);
  read_stopping(reader, draft);
  read_limits(reader, draft);
}

}  // namespace cloudsim::scenario
