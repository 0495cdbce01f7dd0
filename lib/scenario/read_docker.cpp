// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_common.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;

constexpr Word<services::DockerEdition> kEditions[] = {{"community", services::DockerEdition::Community},
                                                       {"enterprise", services::DockerEdition::Enterprise}};

}  // namespace

void read_docker(Reader& reader, DockerDraft& draft, const Catalog& catalog) {
  services::DockerSpec& spec = draft.spec;
  read_instance(reader, draft.instance, catalog);
  reader.optional("hosts", spec.hosts, servers_rule(1, "Hosts that a person looks after."));
  reader.required("containers", spec.containers, servers_rule(1, "Containers to start on each host."));
  reader.required_object(
      "container",
      [&](Reader& r) {
        r.required_millicpu("cpu", spec.container_cpu_milli, {.minimum = 0, .exclusive_minimum = true, .doc = "vCPU."});
        r.required("memory", draft.container_memory, {.minimum = 1, .doc = "Memory of one container."});
      },
      "Size of one container.");
  read_maybe(reader, "reserved_memory", draft.reserved_memory, {.doc = "Memory of a host for the system and Docker."});
  reader.optional("already_running", spec.already_running, {.doc = "Containers answer from the start."});
  read_maybe(reader, "image", draft.image, {.doc = "Compressed size of the image. Default: a parameter."});
  read_maybe(reader, "pull_rate", draft.pull_rate, {.doc = "Pull and unpack. Default: a parameter."});
  read_time(reader, "launch", draft.launch, "Order of a host until running. Default: a parameter.");
  read_time(reader, "boot", draft.boot, "Running until the operating system is up. Default: a parameter.");
  read_time(reader, "start", draft.start, "Image present until answering. Default: a parameter.");
  read_maybe(reader, "workers", draft.workers,
             {.minimum = 1, .maximum = 10'000, .doc = "Requests that a container serves at a time."});
  read_queue_limit(reader, draft.queue_limit, "Requests that may wait at the proxy, for all together.");
  read_timeout(reader, draft.timeout);
  read_word(reader, "edition", kEditions, spec.edition, false, "enterprise has a subscription per host and year.");
  reader.optional("isolated", spec.isolated, {.doc = "An intruder in one container sees its own data only."});
  read_maybe(reader, "root_volume", draft.root_volume, {.doc = "Disk of each host. Default: a parameter."});
  reader.optional("public_ipv4", spec.public_ipv4, {.doc = "A public address per host, billed by the hour."});
}

}  // namespace cloudsim::scenario
