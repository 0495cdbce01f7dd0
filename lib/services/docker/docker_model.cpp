// SPDX-License-Identifier: Apache-2.0
// What it does: a person's hosts with Docker. Containers are started by hand on each host while CPU and memory last;
// one reverse proxy holds one queue for all of them; crashes of a container or of a host last until somebody repairs
// them.
//
// What it assumes: the container's CPU is a hard wall (docker run --cpus), shared by the requests it serves at once,
// one request using one vCPU at most; the person counts reservations and starts no container that has no room; the
// proxy notices a crash at once and costs nothing itself; a repaired container or host answers as soon as it is
// repaired, its image still there; a subscription is paid for the whole run. Crashes of what does not run at that
// time do not happen. What already runs was ordered and started yesterday: nobody calls anything for it in this run.
//
// What it leaves out: restart policies, memory pressure of several requests at once, disks that fill, patch windows.
// Releases and checks: docker_delivery.cpp; trouble: docker_failure.cpp.
#include "services/docker/docker_model.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "services/docker/docker_events.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::ServerKind;
using trace::ServerState;
using trace::Shortage;

DockerModel::DockerModel(ModelContext context, DockerSpec spec)
    : context_(context),
      spec_(std::move(spec)),
      self_(context.simulator.add(*this)),
      pool_(context.simulator, context.tracer, *this,
            {queueing::Routing::Central, spec_.queue_limit, spec_.timeout, false, context.neighbours}),
      launch_(spec_.launch),
      boot_(spec_.boot),
      start_(spec_.start),
      launch_stream_(context.seed, "docker.launch"),
      boot_stream_(context.seed, "docker.boot"),
      start_stream_(context.seed, "docker.start") {
  trace::Meters& meters = context_.tracer.meters();
  instance_meter_ = meters.intern("ec2.instance." + spec_.instance.name);
  volume_meter_ = meters.intern("ebs.gp3");
  address_meter_ = meters.intern("ipv4.address");
  if (spec_.log_lines_per_second > 0) log_meter_ = meters.intern("cloudwatch.logs_ingest_gb");
  if (spec_.edition == DockerEdition::Enterprise) subscription_meter_ = meters.intern("docker.enterprise_node");
}

// ---- hosts and containers come --------------------------------------------------------------------------------------

void DockerModel::start() {
  FactId call;
  if (!spec_.already_running) {
    const auto count = static_cast<std::int32_t>(spec_.hosts);
    call = state(trace::ApiCalled{trace::ApiCall::RunInstances, trace::Actor::Operator, 1, count}, FactId::none());
  }
  for (std::uint32_t i = 0; i < spec_.hosts; ++i) {
    Host& host = hosts_.emplace_back();
    host.id = next_server();
    const Duration launch_time{launch_.draw(launch_stream_)};
    host.boot_time.ns = boot_.draw(boot_stream_);
    host.order = change(host, ServerState::Ordered, call);
    if (!spec_.already_running) {
      context_.simulator.schedule_in(launch_time, Phase::Control, self_, docker::kLaunched, i);
      continue;
    }
    host.paid = now();
    host.image = now();
    host.image_reported = true;
    become_ready(host);
  }
  if (spec_.watch_every.ns > 0)
    context_.simulator.schedule_in(spec_.watch_every, Phase::Control, self_, docker::kWatch);
  if (!hosts_.empty()) explain_absence(hosts_.front().order);
  for (std::uint32_t i = 0; spec_.already_running && i < spec_.hosts; ++i) run_containers(i);
}

void DockerModel::become_ready(Host& host) {
  host.up = now();
  host.free = {std::int64_t{spec_.instance.vcpu} * 1000,
               std::max<std::int64_t>(0, spec_.instance.memory.whole_megabytes() - spec_.reserved_memory_mb)};
  change(host, ServerState::Ready, host.order);
}

// By hand, one docker run after the other, as many as were asked for and fit.
void DockerModel::run_containers(std::uint32_t index) {
  Host& host = hosts_[index];
  const Room size = container_size();
  const auto fit = static_cast<std::int32_t>(std::min<std::int64_t>(spec_.containers, count_in(host.free, size)));
  FactId call;
  if (!spec_.already_running && fit > 0) {
    call = state(trace::ApiCalled{trace::ApiCall::DockerRun, trace::Actor::Operator, fit, fit}, host.order);
  }
  for (std::int32_t i = 0; i < fit; ++i) {
    const auto number = static_cast<std::uint32_t>(containers_.size());
    Container& container = containers_.emplace_back();
    container.id = next_server();
    container.host = index;
    container.start_time.ns = start_.draw(start_stream_);
    host.free.take(size);
    container.order = change(container, ServerState::Ordered, call);
    if (number == 0 && !spec_.already_running) explain_absence(container.order);
    if (spec_.already_running) {
      answer(container);
    } else {
      state_placement(container.id, &host, Shortage::None, call);
      pull(number);
    }
  }
  // A container without room is never created; that it was wanted is worth telling.
  for (std::int32_t i = fit; i < static_cast<std::int32_t>(spec_.containers); ++i) {
    state_placement(next_server(), nullptr, shortage_of(host.free, size), host.order);
  }
}

void DockerModel::state_placement(ServerId container, const Host* host, Shortage shortage, FactId cause) {
  trace::PlacementDecided fact;
  fact.task = container;
  if (host != nullptr) fact.host = host->id;
  fact.shortage = shortage;
  for (const Host& each : hosts_) {
    if (each.state != ServerState::Ready) continue;
    ++fact.hosts;
    fact.free_cpu_milli += each.free.cpu_milli;
    fact.free_memory_mb += each.free.memory_mb;
  }
  state(fact, cause);
}

// The first container on a host fetches the image; those that start meanwhile wait for the same fetch.
void DockerModel::pull(std::uint32_t index) {
  Container& container = containers_[index];
  Host& host = hosts_[container.host];
  change(container, ServerState::Pulling, container.order);
  container.pull_began = now();
  if (host.image == kNever) {
    host.image = std::max(now(), registry_back_) + transfer_time(spec_.image, spec_.pull_rate);
  }
  container.next =
      context_.simulator.schedule_at(std::max(host.image, now()), Phase::Control, self_, docker::kPulled, index);
}

void DockerModel::pulled(std::uint32_t index) {
  Container& container = containers_[index];
  Host& host = hosts_[container.host];
  if (spec_.image.count > 0) {
    trace::ImagePulled fact;
    fact.server = container.id;
    fact.host = host.id;
    if (!host.image_reported) fact.bytes = spec_.image;
    fact.took = now() - container.pull_began;
    host.image_reported = true;
    state(fact, container.order);
  }
  change(container, ServerState::Starting, container.order);
  container.next = context_.simulator.schedule_in(container.start_time, Phase::Control, self_, docker::kStarted, index);
}

void DockerModel::answer(Container& container) {
  container.ready = now();
  change(container, ServerState::Ready, container.order);
  pool_.add(container.id, worker_slots(spec_.workers, spec_.container_cpu_milli));
  if (delivery_.active && container.release == release_) delivered_one();
}

// ---- requests -------------------------------------------------------------------------------------------------------

queueing::ServerPool::Service DockerModel::begin(const queueing::Request& request, ServerId, std::uint32_t busy) {
  queueing::ServerPool::Service service;
  if (request.memory_bytes > Bytes::megabytes(spec_.container_memory_mb).count) {
    service.refuse = true;
    service.reason = trace::Reason::OutOfMemory;
    return service;
  }
  service.cpu = request.cpu;
  service.time = request.io + shared_cpu_time(request.cpu, spec_.container_cpu_milli, busy);
  return service;
}

void DockerModel::explain_absence(FactId cause) { pool_.set_no_server_cause(trace::Reason::NoServer, cause); }

// ---- the end, a look, events ----------------------------------------------------------------------------------------

void DockerModel::finish() {
  count_answering(ServerState::Ordered, ServerState::Ordered);
  const int128 line_ns = answering_ns_ * spec_.log_lines_per_second * spec_.log_bytes_per_line;
  if (log_meter_.valid()) {
    use(log_meter_, static_cast<std::int64_t>(line_ns / 1'000'000'000), kTimeZero, ServerId::none());
  }
  pool_.finish();
  for (const Host& host : hosts_) {
    if (subscription_meter_.valid()) use(subscription_meter_, 1, kTimeZero, host.id);
    if (host.paid == kNever) continue;
    use(instance_meter_, 1, host.paid, host.id);
    use(volume_meter_, spec_.root_volume.whole_megabytes(), host.paid, host.id);
    if (spec_.public_ipv4) use(address_meter_, 1, host.paid, host.id);
  }
}

void DockerModel::use(MeterId meter, std::int64_t amount, SimTime from, ServerId host) {
  if (from < now() && amount > 0) state(trace::UsageRecorded{meter, amount, from, now(), host}, FactId::none());
}

ServiceView DockerModel::view() const {
  ServiceView view;
  view.waiting = pool_.waiting();
  view.in_service = pool_.in_service();
  view.servers_ready = pool_.servers_in_service();
  for (const Container& container : containers_) {
    if (container.state == ServerState::Pulling || container.state == ServerState::Starting) ++view.servers_starting;
  }
  for (const Host& host : hosts_) {
    if (host.state == ServerState::Ready) ++view.hosts;
  }
  return view;
}

FactId DockerModel::change(Host& host, ServerState to, FactId cause) {
  trace::ServerChanged fact;
  fact.server = host.id;
  fact.kind = ServerKind::Host;
  fact.from = host.state;
  fact.to = to;
  fact.cpu_milli = spec_.instance.vcpu * 1000;
  fact.memory_mb = spec_.instance.memory.whole_megabytes() - spec_.reserved_memory_mb;
  if (to == ServerState::Failed) fact.reason = trace::Reason::ServerCrashed;
  host.state = to;
  return state(fact, cause);
}

FactId DockerModel::change(Container& container, ServerState to, FactId cause) {
  trace::ServerChanged fact;
  fact.server = container.id;
  fact.kind = ServerKind::Container;
  fact.from = container.state;
  count_answering(container.state, to);
  fact.to = to;
  fact.host = hosts_[container.host].id;
  fact.cpu_milli = static_cast<std::uint32_t>(spec_.container_cpu_milli);
  fact.memory_mb = spec_.container_memory_mb;
  if (to == ServerState::Failed) fact.reason = trace::Reason::ServerCrashed;
  container.state = to;
  return state(fact, cause);
}

void DockerModel::handle(const engine::Event& event) {
  const auto index = static_cast<std::uint32_t>(event.data);
  switch (event.kind) {
    case docker::kLaunched: {
      Host& host = hosts_[index];
      host.paid = now();
      change(host, ServerState::Booting, host.order);
      context_.simulator.schedule_in(host.boot_time, Phase::Control, self_, docker::kUp, index);
      break;
    }
    case docker::kUp:
      become_ready(hosts_[index]);
      run_containers(index);
      break;
    case docker::kPulled:
      pulled(index);
      break;
    case docker::kStarted:
      answer(containers_[index]);
      break;
    case docker::kContainerRepaired:
      repair_container(containers_[index]);
      break;
    case docker::kHostRepaired:
      repair_host(index);
      break;
    case docker::kTested:
      tested();
      break;
    case docker::kShipped:
      shipped();
      break;
    case docker::kHostPulled:
      restart_on_host();
      break;
    case docker::kWatch:
      watch();
      break;
    case docker::kLeakFull:
      leak_is_full(index);
      break;
    default:
      CLOUDSIM_CHECK(false);
  }
}

const char* DockerModel::label(std::uint16_t kind) const {
  switch (kind) {
    case docker::kLaunched:
      return "docker.host_launched";
    case docker::kUp:
      return "docker.host_up";
    case docker::kPulled:
      return "docker.image_pulled";
    case docker::kStarted:
      return "docker.container_started";
    case docker::kContainerRepaired:
      return "docker.container_repaired";
    case docker::kTested:
      return "docker.tested";
    case docker::kShipped:
      return "docker.shipped";
    case docker::kHostPulled:
      return "docker.release_pulled";
    case docker::kWatch:
      return "docker.watch";
    case docker::kLeakFull:
      return "docker.memory_full";
    default:
      return "docker.host_repaired";
  }
}

}  // namespace cloudsim::services
