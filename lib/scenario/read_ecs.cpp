// SPDX-License-Identifier: Apache-2.0
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
      },
      "Size of one task.");
  read_word(reader, "architecture", kArchitectures, spec.arm, false, "Processor; Fargate only.");
  read_maybe(reader, "image", draft.image, {.doc = "Compressed size of the image. Default: a parameter."});
  reader.optional("desired", spec.desired, servers_rule(0, "Tasks that the service keeps running."));
  reader.optional("already_running", spec.already_running, {.doc = "The desired tasks serve from the start."});
  read_placement(reader, spec.placement);
  read_scaling(reader, draft);
  read_workers(reader, spec.workers);
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
}

}  // namespace cloudsim::scenario
