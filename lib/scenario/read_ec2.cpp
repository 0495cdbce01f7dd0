// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_common.hpp"

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
        read_maybe(r, "replace_failed", draft.replace_failed,
                   {.doc = "The group replaces members that fail. Default: on when the fleet can change its size."});
        read_maybe(r, "replacement_delay", draft.replacement_delay,
                   {.maximum = 86'400, .doc = "From failure until the group orders a new member."});
      },
      "One number, or the bounds of an Auto Scaling group. Default: one instance.");
}

}  // namespace

void read_ec2(Reader& reader, Ec2Draft& draft, const Catalog& catalog) {
  read_instance(reader, draft.instance, catalog);
  read_fleet(reader, draft);
  reader.optional("already_running", draft.spec.already_running, {.doc = "The first instances serve from the start."});
  read_word(reader, "image", kImages, draft.spec.image, false,
            "baked holds application and code; user-data installs at every launch.");
  read_time(reader, "launch", draft.launch, "Order until running; not billed. Default: a parameter.");
  read_time(reader, "boot", draft.boot, "Running until the operating system is up. Default: a parameter.");
  read_time(reader, "bootstrap", draft.bootstrap, "Installation, or start of a baked image. Default: a parameter.");
  read_time(reader, "code_upload", draft.code_upload, "Until the code is there and started. Default: a parameter.");
  read_workers(reader, draft.spec.workers);
  reader.optional("load_balancer", draft.spec.load_balancer, {.doc = "An Application Load Balancer in front."});
  read_routing(reader, draft.spec.routing);
  read_queue_limit(reader, draft.queue_limit, "Requests that may wait per instance. Default: a parameter.");
  read_timeout(reader, draft.timeout);
  read_maybe(reader, "health_check_interval", draft.health_check_interval,
             {.minimum = 1, .maximum = 3600, .doc = "Between two checks of the load balancer."});
  read_maybe(reader, "unhealthy_threshold", draft.unhealthy_threshold,
             {.minimum = 1, .maximum = 100, .doc = "Failed checks in a row until no more requests are sent."});
  read_maybe(reader, "root_volume", draft.root_volume, {.doc = "Disk of each instance. Default: a parameter."});
  reader.optional("public_ipv4", draft.spec.public_ipv4, {.doc = "A public address per instance, billed by the hour."});
}

}  // namespace cloudsim::scenario
