// SPDX-License-Identifier: Apache-2.0
// What it does: DockerModel's deliveries (build, test, deploy, then host by host: pull what has changed and restart the
// containers there) and checks (how many bytes of logs, an agent that watches memory, a leak that meets its limit).
//
// What it assumes: the first build of a run is from scratch, later ones find unchanged layers in the cache; one
// delivery at a time, others wait; a container serves what it has begun before its new release takes its place; a
// host that is down when its turn comes keeps the old release. Without images, code, dependencies and settings are
// shipped apart, and each difference between the developer's environment and the hosts' is found when the release is
// deployed for the first time, and costs its diagnosis before it can go on; once removed, it is gone. A container
// writes logs evenly while it answers. A leak grows evenly; the agent looks at full multiples of its interval.
//
// What it leaves out: tests that fail, several builders, layers shared between services, log spikes.
#include <algorithm>

#include "services/docker/docker_events.hpp"
#include "services/docker/docker_model.hpp"

namespace cloudsim::services {

using engine::Phase;
using trace::Actor;
using trace::ApiCall;
using trace::DeploymentStage;
using trace::ServerState;

namespace {

constexpr std::int32_t kThingsWithoutImages = 3;  // code, dependencies, settings (lesson map, L08)

}  // namespace

// ---- delivery -------------------------------------------------------------------------------------------------------

void DockerModel::deliver(FactId cause) {
  if (delivery_.active) {
    ++more_releases_;
    more_cause_ = cause;
    return;
  }
  ++release_;
  delivery_ = {};
  delivery_.active = true;
  delivery_.began = now();
  trace::DeploymentChanged fact;
  fact.stage = DeploymentStage::Started;
  fact.release = release_;
  fact.desired = static_cast<std::int32_t>(pool_.servers_in_service());
  delivery_.fact = state(fact, cause);
  const Duration build = built_before_ ? spec_.build_cached : spec_.build;
  built_before_ = true;
  context_.simulator.schedule_in(build + spec_.test, Phase::Control, self_, docker::kTested);
}

void DockerModel::tested() {
  Duration longer{};
  if (!spec_.images && spec_.differences > 0) {
    delivery_.fact =
        state(trace::Noticed{trace::Notice::Drift, ServerId::none(), spec_.differences, 0}, delivery_.fact);
    longer = spec_.diagnosis * spec_.differences;
    spec_.differences = 0;
  }
  context_.simulator.schedule_in(spec_.deploy + longer, Phase::Control, self_, docker::kShipped);
}

void DockerModel::shipped() {
  const std::int32_t things = spec_.images ? 1 : kThingsWithoutImages;
  const ApiCall call = spec_.images ? ApiCall::DockerPush : ApiCall::CopyFiles;
  delivery_.fact = state(trace::ApiCalled{call, Actor::Operator, things, things}, delivery_.fact);
  pull_on_next_host();
}

void DockerModel::pull_on_next_host() {
  while (delivery_.host < hosts_.size() && hosts_[delivery_.host].state != ServerState::Ready) ++delivery_.host;
  if (delivery_.host < hosts_.size()) {
    const Host& host = hosts_[delivery_.host];
    delivery_.pull_began = now();
    const SimTime from = std::max(now(), registry_back_);
    const Bytes missing = host.image <= now() ? spec_.changed : spec_.image;
    context_.simulator.schedule_at(from + transfer_time(missing, spec_.pull_rate), Phase::Control, self_,
                                   docker::kHostPulled);
    return;
  }
  trace::DeploymentChanged fact;
  fact.stage = DeploymentStage::Completed;
  fact.release = release_;
  fact.desired = static_cast<std::int32_t>(pool_.servers_in_service());
  fact.took = now() - delivery_.began;
  state(fact, delivery_.fact);
  delivery_.active = false;
  if (more_releases_ == 0) return;
  --more_releases_;
  deliver(more_cause_);
}

void DockerModel::restart_on_host() {
  Host& host = hosts_[delivery_.host];
  std::vector<std::uint32_t> here;
  for (std::uint32_t i = 0; host.state == ServerState::Ready && i < containers_.size(); ++i) {
    const Container& container = containers_[i];
    if (container.host != delivery_.host || container.release == release_) continue;
    if (container.state == ServerState::Ready || container.state == ServerState::Failed) here.push_back(i);
  }
  if (here.empty()) {
    ++delivery_.host;
    pull_on_next_host();
    return;
  }
  if (spec_.image.count > 0) {
    trace::ImagePulled fact;
    fact.server = containers_[here.front()].id;
    fact.host = host.id;
    fact.bytes = host.image < delivery_.pull_began ? spec_.changed : spec_.image;
    fact.took = now() - delivery_.pull_began;
    state(fact, delivery_.fact);
  }
  host.image = std::min(host.image, now());
  host.image_reported = true;
  delivery_.waiting = static_cast<std::uint32_t>(here.size());
  for (const std::uint32_t index : here) {
    Container& container = containers_[index];
    context_.simulator.cancel(container.next);  // a repair that is not needed any more
    if (container.state == ServerState::Ready) {
      change(container, ServerState::Draining, delivery_.fact);
      pool_.drain(container.id);  // emptied() follows, perhaps at once
    } else {
      if (container.ready != kNever) pool_.remove(container.id);
      change(container, ServerState::Gone, delivery_.fact);
      start_new_release(index);
    }
  }
}

void DockerModel::emptied(ServerId server) {
  const auto found = std::find_if(containers_.begin(), containers_.end(),
                                  [server](const Container& container) { return container.id == server; });
  pool_.remove(server);
  change(*found, ServerState::Gone, delivery_.fact);
  start_new_release(static_cast<std::uint32_t>(found - containers_.begin()));
}

// In the room of the one that has gone.
void DockerModel::start_new_release(std::uint32_t index) {
  const std::uint32_t host = containers_[index].host;
  const auto number = static_cast<std::uint32_t>(containers_.size());
  Container& container = containers_.emplace_back();
  container.id = next_server();
  container.host = host;
  container.release = release_;
  container.start_time.ns = start_.draw(start_stream_);
  container.order = change(container, ServerState::Ordered, delivery_.fact);
  change(container, ServerState::Starting, container.order);
  container.next =
      context_.simulator.schedule_in(container.start_time, Phase::Control, self_, docker::kStarted, number);
}

void DockerModel::delivered_one() {
  if (delivery_.waiting == 0 || --delivery_.waiting > 0) return;
  ++delivery_.host;
  pull_on_next_host();
}

// ---- checks ---------------------------------------------------------------------------------------------------------

void DockerModel::count_answering(ServerState from, ServerState to) {
  answering_ns_ += static_cast<int128>(answering_) * (now() - answering_since_).ns;
  answering_since_ = now();
  answering_ += static_cast<int>(to == ServerState::Ready) - static_cast<int>(from == ServerState::Ready);
}

void DockerModel::leak(const MemoryLeak& given, FactId cause) {
  const std::optional<std::uint32_t> index = by_number(containers_, given.number, 0);
  if (!index || given.per_minute.count <= 0) return;
  const std::int64_t left = Bytes::megabytes(spec_.container_memory_mb).count - given.from.count;
  Leak& leak = leaks_.emplace_back();
  leak.container = *index;
  leak.began = now();
  leak.from = given.from;
  leak.per_minute = given.per_minute;
  leak.repaired_after = given.repaired_after;
  leak.cause = cause;
  const int128 time = static_cast<int128>(std::max<std::int64_t>(0, left)) * Duration::minutes(1).ns;
  const Duration until_full{static_cast<std::int64_t>(time / given.per_minute.count)};
  context_.simulator.schedule_in(until_full, Phase::Control, self_, docker::kLeakFull, leaks_.size() - 1);
}

void DockerModel::watch() {
  context_.simulator.schedule_in(spec_.watch_every, Phase::Control, self_, docker::kWatch);
  const std::int64_t limit = Bytes::megabytes(spec_.container_memory_mb).count;
  for (Leak& leak : leaks_) {
    const Container& container = containers_[leak.container];
    if (leak.over || leak.alarm.valid() || container.state != ServerState::Ready) continue;
    const int128 grown = static_cast<int128>(leak.per_minute.count) * (now() - leak.began).ns;
    const std::int64_t used = leak.from.count + static_cast<std::int64_t>(grown / Duration::minutes(1).ns);
    if (static_cast<int128>(used) * 100 < static_cast<int128>(limit) * spec_.watch_alarm_percent) continue;
    leak.alarm = state(trace::Noticed{trace::Notice::MemoryAlarm, container.id, used, limit}, leak.cause);
  }
}

void DockerModel::leak_is_full(std::uint32_t index) {
  Leak& leak = leaks_[index];
  leak.over = true;
  if (containers_[leak.container].state != ServerState::Ready) return;  // a restart has freed the memory
  const FactId because = leak.alarm.valid() ? leak.alarm : leak.cause;
  kill_container(leak.container, trace::Reason::OutOfMemory, leak.repaired_after, because);
}

}  // namespace cloudsim::services
