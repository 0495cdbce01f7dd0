// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_common.hpp"
#include "scenario/read_scaling.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;

constexpr Word<services::Ec2Image> kImages[] = {{"baked", services::Ec2Image::Baked},
                                                {"user-data", services::Ec2Image::UserData}};

void read_fleet(Reader& reader, Ec2Draft& draft) {
  reader.scalar_or_object(
      "fleet", false,
      [&](Reader& r, std::string_view self) {
        std::uint32_t fixed = 1;
        if (r.optional(self, fixed, servers_rule(0, "So many instances, always."))) {
          draft.spec.minimum = draft.spec.maximum = fixed;
        }
      },
      [&](Reader& r) {
        r.required("min", draft.spec.minimum, servers_rule(0, "Fewest instances."));
        r.required("max", draft.spec.maximum, servers_rule(0, "Most instances."));
        read_maybe(r, "desired", draft.desired, servers_rule(0, "Instances at the start. Default: min."));
        read_maybe_ratio(r, "target_cpu", draft.target_cpu,
                         target_rule("Average CPU that target tracking holds. Without it the fleet never scales."));
        read_maybe(
            r, "warm_up", draft.warm_up,
            {.maximum = 3600, .doc = "How long a new instance is left out of the metric. Default: a parameter."});
        read_alarm(r, draft.alarm);
        read_policies(r, draft);
        read_schedule(r, draft);
        read_monitoring(r, draft);
        read_warm_pool(r, draft.spec.warm_pool);
        read_maybe(r, "replace_failed", draft.replace_failed,
                   {.doc = "The group replaces members that fail. Default: on when the fleet can change its size."});
        read_maybe(r, "replacement_delay", draft.replacement_delay,
                   {.maximum = 86'400, .doc = "From failure until the group orders a new member."});
        read_group_health(r, draft);
      },
      "One number, or the bounds of an Auto Scaling group. Default: one instance.");
}

void read_capacity_units(Reader& reader, Ec2Draft& draft) {
  reader.scalar_or_object(
      "capacity_units", false,
      [&](Reader& r, std::string_view self) {
        bool counted = false;
        if (r.optional(self, counted, {.doc = "Count the load balancer's capacity units."})) {
          draft.capacity_units = counted;
        }
      },
      [&](Reader& r) {
        draft.capacity_units = true;
        read_maybe(r, "requests_per_connection", draft.requests_per_connection,
                   {.minimum = 0.001, .maximum = 1e6, .doc = "How often a connection is used. Default: a parameter."});
        read_maybe(r, "connection_length", draft.connection_length,
                   {.maximum = 86'400, .doc = "How long a connection stays open. Default: a parameter."});
        read_maybe(r, "bytes_per_request", draft.bytes_per_request,
                   {.doc = "Request and response together. Default: a parameter."});
        read_maybe(r, "rules", draft.rules,
                   {.minimum = 1, .maximum = 100, .doc = "Listener rules of each request. Default: a parameter."});
      },
      "Capacity units (LCU) of the load balancer, by the hour. Default: a parameter.");
}

void read_balancer(Reader& reader, Ec2Draft& draft) {
  reader.optional("load_balancer", draft.spec.load_balancer, {.doc = "An Application Load Balancer in front."});
  read_routing(reader, draft.spec.routing);
  read_queue_limit(reader, draft.queue_limit, "Requests that may wait per instance. Default: a parameter.");
  read_timeout(reader, draft.timeout);
  read_maybe(reader, "health_check_interval", draft.health_check_interval,
             {.minimum = 1, .maximum = 3600, .doc = "Between two checks of the load balancer."});
  read_maybe(reader, "unhealthy_threshold", draft.unhealthy_threshold,
             {.minimum = 1, .maximum = 100, .doc = "Failed checks in a row until no more requests are sent."});
  read_maybe(reader, "healthy_threshold", draft.healthy_threshold,
             {.minimum = 1,
              .maximum = 100,
              .doc = "Passed checks in a row until a target found unhealthy gets requests again."});
  read_maybe(reader, "deregistration_delay", draft.deregistration_delay,
             {.maximum = 3600, .doc = "After it, what a leaving instance still serves is cut off."});
  read_maybe(reader, "slow_start", draft.slow_start,
             {.minimum = 30, .maximum = 900, .doc = "Time in which a new target's share grows. Default: off."});
  read_capacity_units(reader, draft);
}

void read_spot(Reader& reader, Ec2Draft& draft) {
  reader.scalar_or_object(
      "spot", false,
      [&](Reader& r, std::string_view self) { r.optional(self, draft.spot, {.doc = "Spare capacity."}); },
      [&](Reader& r) {
        draft.spot = true;
        read_maybe_ratio(r, "interruption", draft.spot_interruption,
                         target_rule("Share of the instances that AWS takes back in 30 days. Default: a parameter."));
        read_maybe_ratio(r, "together", draft.spot_together,
                         target_rule("Share of a zone's instances that go at once. Default: a parameter."));
        read_maybe(r, "notice", draft.spot_notice,
                   {.maximum = 3600, .doc = "From the notice until an instance is terminated."});
      },
      "Spot: spare capacity at a lower rate, which AWS takes back. Default: off.");
}

}  // namespace

void read_ec2(Reader& reader, Ec2Draft& draft, const Catalog& catalog) {
  read_instance(reader, draft.instance, catalog);
  read_fleet(reader, draft);
  reader.optional("zones", draft.spec.zones,
                  {.minimum = 1, .maximum = 26, .doc = "Availability zones over which instances are spread."});
  reader.optional("already_running", draft.spec.already_running, {.doc = "The first instances serve from the start."});
  read_word(reader, "image", kImages, draft.spec.image, false,
            "baked holds application and code; user-data installs at every launch.");
  read_time(reader, "launch", draft.launch, "Order until running; not billed. Default: a parameter.");
  read_time(reader, "boot", draft.boot, "Running until the operating system is up. Default: a parameter.");
  read_time(reader, "bootstrap", draft.bootstrap, "Installation, or start of a baked image. Default: a parameter.");
  read_time(reader, "code_upload", draft.code_upload, "Until the code is there and started. Default: a parameter.");
  read_workers(reader, draft.spec.workers);
  read_cpu_sharing(reader, draft.cpu_sharing);
  read_balancer(reader, draft);
  read_maybe(reader, "root_volume", draft.root_volume, {.doc = "Disk of each instance. Default: a parameter."});
  reader.optional("public_ipv4", draft.spec.public_ipv4, {.doc = "A public address per instance, billed by the hour."});
  reader.optional("cpu_credits", draft.cpu_credits,
                  {.choices = {"unlimited", "standard", "ignored"},
                   .doc = "What a T instance does without credits. Default: a parameter; ignored for other types."});
  reader.optional("reserved", draft.spec.reserved,
                  servers_rule(0, "Instances reserved for a year, paid all the time."));
  read_spot(reader, draft);
  read_maybe(reader, "vcpu_quota", draft.vcpu_quota,
             {.minimum = 1, .maximum = 1'000'000, .doc = "vCPUs that the account may run. Default: enough."});
  reader.optional("new_account", draft.new_account, {.doc = "The small vCPU quota that new accounts start with."});
}

}  // namespace cloudsim::scenario
