// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_common.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;

constexpr Word<services::DockerEdition> kEditions[] = {{"community", services::DockerEdition::Community},
                                                       {"enterprise", services::DockerEdition::Enterprise}};

void read_delivery(Reader& reader, DockerDraft& draft) {
  services::DockerSpec& spec = draft.spec;
  reader.optional_object(
      "layers",
      [&](Reader& r) {
        LayersDraft& layers = draft.layers.emplace();
        r.required("code", layers.code, {.doc = "The layer that each release changes."});
        r.required("dependencies", layers.dependencies, {.doc = "The layer of what the code needs."});
        r.required("base", layers.base, {.doc = "The layers below."});
      },
      "The image, layer by layer; instead of image.");
  reader.optional_object(
      "pipeline",
      [&](Reader& r) {
        const document::Rule rule{.maximum = 86'400, .doc = "Time that the step takes."};
        r.required("build", spec.build, rule);
        r.required("build_cached", spec.build_cached, rule);
        r.required("test", spec.test, rule);
        r.required("deploy", spec.deploy, rule);
      },
      "How docker.Deploy gets a release to the hosts; without it, only pulls and restarts take time.");
  reader.optional("images", spec.images, {.doc = "off: code, dependencies and settings are copied one by one."});
  reader.optional_object(
      "drift",
      [&](Reader& r) {
        r.required("differences", spec.differences,
                   {.minimum = 0, .maximum = 1000, .doc = "Between the developer's environment and the hosts'."});
        r.required("diagnosis", spec.diagnosis, {.maximum = 86'400, .doc = "Time to find and remove one."});
      },
      "What a delivery without images runs into.");
}

void read_checks(Reader& reader, DockerDraft& draft) {
  services::DockerSpec& spec = draft.spec;
  reader.optional_object(
      "logs",
      [&](Reader& r) {
        r.required("lines_per_second", spec.log_lines_per_second,
                   {.minimum = 0, .maximum = 1e6, .doc = "Of each container."});
        r.required("bytes_per_line", spec.log_bytes_per_line, {.minimum = 0, .maximum = 1e6, .doc = "Bytes."});
      },
      "Logs that are collected in one place and billed by volume.");
  reader.optional_object(
      "watch",
      [&](Reader& r) {
        r.required("every", spec.watch_every, {.minimum = 1, .maximum = 86'400, .doc = "Between two looks."});
        r.optional_ratio("alarm", draft.watch_alarm, target_rule("Share of the memory limit that raises the alarm."));
      },
      "An agent that watches the memory of every container.");
}

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
  read_delivery(reader, draft);
  read_checks(reader, draft);
  read_maybe(reader, "root_volume", draft.root_volume, {.doc = "Disk of each host. Default: a parameter."});
  reader.optional("public_ipv4", spec.public_ipv4, {.doc = "A public address per host, billed by the hour."});
}

}  // namespace cloudsim::scenario
