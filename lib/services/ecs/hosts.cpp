// SPDX-License-Identifier: Apache-2.0
// What it does: carries a cluster's EC2 hosts through launch, boot, registration, failure, replacement and
// termination; keeps their free room and their image cache; records instance-hours, volume and address from `running`
// to the end.
//
// What it assumes: hosts go to the zone that has fewest of them; a failed host is paid until it is terminated, that
// is until its group replaces it, and to the end of the run if nobody does; repair by hand, if it comes first, makes
// the replacement needless, and the host has kept its image; an image fetch that has begun ends even if the task that
// wanted it does not live to see it.
//
// What it leaves out: draining of hosts, instance refresh, Spot, disks that fill with old images, hosts that boot in a
// zone that fails.
#include "services/ecs/hosts.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "services/up_longest.hpp"

namespace cloudsim::services {

using trace::ServerKind;
using trace::ServerState;

namespace {
enum Kind : std::uint16_t { kLaunched, kRegistered, kReplace, kRepaired };
}  // namespace

Hosts::Hosts(Cluster& cluster, Owner& owner)
    : cluster_(cluster),
      owner_(owner),
      self_(cluster.simulator().add(*this)),
      launch_(cluster.spec().hosts.launch),
      boot_(cluster.spec().hosts.boot),
      launch_stream_(cluster.context().seed, "ecs.host_launch"),
      boot_stream_(cluster.context().seed, "ecs.host_boot") {
  if (!cluster.on_hosts()) return;
  instance_meter_ = cluster.meter("ec2.instance." + cluster.spec().hosts.instance.name);
  volume_meter_ = cluster.meter("ebs.gp3");
  address_meter_ = cluster.meter("ipv4.address");
}

// ---- how many -------------------------------------------------------------------------------------------------------

std::int32_t Hosts::alive() const {
  return static_cast<std::int32_t>(std::count_if(hosts_.begin(), hosts_.end(), [](const Host& host) {
    return host.state != ServerState::Gone && host.state != ServerState::Failed;
  }));
}

std::int32_t Hosts::holding_tasks() const { return registered() - empty_hosts(); }

std::int32_t Hosts::empty_hosts() const {
  return static_cast<std::int32_t>(
      std::count_if(rooms_.begin(), rooms_.end(), [](const HostRoom& room) { return room.tasks == 0; }));
}

std::int32_t Hosts::warm() const {
  return static_cast<std::int32_t>(std::count_if(hosts_.begin(), hosts_.end(), [&](const Host& host) {
    return host.state == ServerState::Ready && host.warm <= cluster_.now();
  }));
}

void Hosts::order(std::int32_t count, FactId cause) {
  for (std::int32_t i = 0; i < count; ++i) {
    const Host& host = add(cause);
    cluster_.simulator().schedule_in(host.launch_time, engine::Phase::Control, self_, kLaunched, host.id.value);
  }
  desired_ += count;
}

void Hosts::begin_registered(std::int32_t count) {
  for (std::int32_t i = 0; i < count; ++i) {
    Host& host = add(FactId::none());
    host.paid = cluster_.now();
    host.warm = cluster_.now();
    image_of(host, 1).there = cluster_.now();
    change(host, ServerState::Ready, host.order);
    open_room(host);
  }
  desired_ += count;
}

void Hosts::remove_empty(std::int32_t count, FactId cause) {
  for (; count > 0; --count) {
    std::vector<std::int32_t> in_zone(std::max<std::uint32_t>(1, cluster_.spec().hosts.zones), 0);
    for (const HostRoom& room : rooms_) ++in_zone[room.zone];
    const HostRoom* chosen = nullptr;
    for (const HostRoom& room : rooms_) {
      if (room.tasks > 0) continue;
      if (chosen == nullptr || in_zone[room.zone] >= in_zone[chosen->zone]) chosen = &room;
    }
    if (chosen == nullptr) return;
    Host& host = find(chosen->host);
    rooms_.erase(room(host.id));
    gone(host, cause);
    --desired_;
  }
}

// ---- room -----------------------------------------------------------------------------------------------------------

Room Hosts::free() const {
  Room sum;
  for (const HostRoom& room : rooms_) sum.give_back(room.free);
  return sum;
}

void Hosts::put(ServerId id, ServerId task) {
  find(id).tasks.push_back(task);
  const auto place = room(id);
  place->free.take(cluster_.task_size());
  ++place->tasks;
}

void Hosts::take_away(ServerId id, ServerId task) {
  std::vector<ServerId>& tasks = find(id).tasks;
  tasks.erase(std::find(tasks.begin(), tasks.end(), task));
  const auto place = room(id);
  if (place == rooms_.end()) return;  // the host has failed: no room comes back
  place->free.give_back(cluster_.task_size());
  --place->tasks;
}

Hosts::Image& Hosts::image_of(Host& host, std::uint32_t release) {
  if (host.images.size() < release) host.images.resize(release);
  return host.images[release - 1];
}

bool Hosts::has_image(ServerId id, std::uint32_t release) const {
  const Host& host = find(id);
  return release <= host.images.size() && host.images[release - 1].there != kNever;
}

SimTime Hosts::fetch_image(ServerId id, std::uint32_t release) {
  Host& host = find(id);
  Image& image = image_of(host, release);
  if (image.there == kNever) {
    const SimTime now = cluster_.now();
    const bool another =
        std::any_of(host.images.begin(), host.images.end(), [now](const Image& i) { return i.there <= now; });
    const EcsRelease wanted = cluster_.spec().release(release);
    image.moved = another ? wanted.changed : wanted.image;
    image.there = now + transfer_time(image.moved, cluster_.spec().pull_rate);
  }
  return std::max(image.there, cluster_.now());
}

Bytes Hosts::report_fetched(ServerId id, std::uint32_t release) {
  Image& image = image_of(find(id), release);
  return std::exchange(image.moved, Bytes{});
}

// ---- trouble --------------------------------------------------------------------------------------------------------

std::optional<ServerId> Hosts::by_number(std::uint32_t number, std::uint32_t passed_over) const {
  if (number > 0) {
    if (number > hosts_.size() || hosts_[number - 1].state != ServerState::Ready) return std::nullopt;
    return hosts_[number - 1].id;
  }
  const auto longest = up_longest(hosts_.size(), passed_over, [this](std::size_t i) {
    return hosts_[i].state == ServerState::Ready ? std::optional(hosts_[i].joined) : std::nullopt;
  });
  return longest ? std::optional(hosts_[*longest].id) : std::nullopt;
}

void Hosts::fail(ServerId id, FactId crash, Duration repaired_after) {
  Host& host = find(id);
  CLOUDSIM_CHECK(host.state == ServerState::Ready);
  rooms_.erase(room(id));
  host.crash = crash;
  host.failed = cluster_.now();
  for (Image& image : host.images) {
    if (image.there > cluster_.now()) image = {};  // a fetch that the crash cut off begins again
  }
  change(host, ServerState::Failed, crash);
  engine::Simulator& simulator = cluster_.simulator();
  const HostsSpec& spec = cluster_.spec().hosts;
  if (repaired_after.ns > 0) {
    host.repair = simulator.schedule_in(repaired_after, engine::Phase::Control, self_, kRepaired, id.value);
  }
  if (spec.replace_failed) {
    host.replacement = simulator.schedule_in(spec.replacement_delay, engine::Phase::Control, self_, kReplace, id.value);
  }
  if (repaired_after.ns == 0 && !spec.replace_failed) --desired_;
}

void Hosts::finish() {
  for (Host& host : hosts_) close_usage(host);
}

// ---- the life of one host -------------------------------------------------------------------------------------------

const Hosts::Host& Hosts::find(ServerId id) const {
  const auto found = std::lower_bound(hosts_.begin(), hosts_.end(), id,
                                      [](const Host& host, ServerId wanted) { return host.id < wanted; });
  CLOUDSIM_CHECK(found != hosts_.end() && found->id == id);
  return *found;
}

Hosts::Host& Hosts::find(ServerId id) { return const_cast<Host&>(static_cast<const Hosts&>(*this).find(id)); }

std::vector<HostRoom>::iterator Hosts::room(ServerId id) {
  const auto found = std::lower_bound(rooms_.begin(), rooms_.end(), id,
                                      [](const HostRoom& room, ServerId wanted) { return room.host < wanted; });
  return found != rooms_.end() && found->host == id ? found : rooms_.end();
}

FactId Hosts::change(Host& host, ServerState to, FactId cause) {
  trace::ServerChanged fact;
  fact.server = host.id;
  fact.kind = ServerKind::Host;
  fact.from = host.state;
  fact.to = to;
  fact.cpu_milli = static_cast<std::uint32_t>(cluster_.host_size().cpu_milli);
  fact.memory_mb = cluster_.host_size().memory_mb;
  if (to == ServerState::Failed) fact.reason = trace::Reason::ServerCrashed;
  host.state = to;
  return cluster_.state(fact, cause);
}

std::uint32_t Hosts::emptiest_zone() const {
  std::vector<std::int32_t> in_zone(std::max<std::uint32_t>(1, cluster_.spec().hosts.zones), 0);
  for (const Host& host : hosts_) {
    if (host.state != ServerState::Gone && host.state != ServerState::Failed) ++in_zone[host.zone];
  }
  if (closed_zones_.size() < in_zone.size()) {
    for (const std::uint32_t zone : closed_zones_) in_zone[zone] = INT32_MAX;
  }
  return static_cast<std::uint32_t>(std::min_element(in_zone.begin(), in_zone.end()) - in_zone.begin());
}

std::vector<ServerId> Hosts::in_zone(std::uint32_t zone) const {
  std::vector<ServerId> found;
  for (const HostRoom& room : rooms_) {
    if (room.zone == zone) found.push_back(room.host);
  }
  return found;
}

void Hosts::set_zone(std::uint32_t zone, bool open) {
  const auto found = std::find(closed_zones_.begin(), closed_zones_.end(), zone);
  if (open && found != closed_zones_.end()) closed_zones_.erase(found);
  if (!open && found == closed_zones_.end() && zone < cluster_.spec().hosts.zones) closed_zones_.push_back(zone);
}

Hosts::Host& Hosts::add(FactId cause) {
  Host host;
  host.id = cluster_.next_server();
  host.zone = emptiest_zone();
  host.launch_time.ns = launch_.draw(launch_stream_);
  host.boot_time.ns = boot_.draw(boot_stream_);
  hosts_.push_back(host);
  hosts_.back().order = change(hosts_.back(), ServerState::Ordered, cause);
  return hosts_.back();
}

void Hosts::open_room(Host& host) {
  host.joined = cluster_.now();
  const auto after = std::upper_bound(rooms_.begin(), rooms_.end(), host.id,
                                      [](ServerId wanted, const HostRoom& room) { return wanted < room.host; });
  rooms_.insert(after, {host.id, host.zone, cluster_.host_size(), 0});
}

void Hosts::joined(Host& host, FactId cause) {
  cluster_.state_api(trace::ApiCall::RegisterContainerInstance, trace::Actor::Service, 1, 1, cause);
  change(host, ServerState::Ready, cause);
  open_room(host);
  owner_.room_appeared();
}

void Hosts::close_usage(Host& host) {
  if (host.paid == kNever) return;
  cluster_.state_usage(instance_meter_, 1, host.paid, host.id);
  cluster_.state_usage(volume_meter_, cluster_.spec().hosts.root_volume.whole_megabytes(), host.paid, host.id);
  if (cluster_.spec().hosts.public_ipv4) cluster_.state_usage(address_meter_, 1, host.paid, host.id);
  host.paid = kNever;
}

void Hosts::gone(Host& host, FactId cause) {
  close_usage(host);
  change(host, ServerState::Gone, cause);
}

void Hosts::handle(const engine::Event& event) {
  Host& host = find(ServerId{static_cast<std::uint32_t>(event.data)});
  switch (event.kind) {
    case kLaunched: {
      host.paid = cluster_.now();
      host.warm = cluster_.now() + cluster_.spec().hosts.warm_up;
      change(host, ServerState::Booting, host.order);
      cluster_.simulator().schedule_in(host.boot_time, engine::Phase::Control, self_, kRegistered, event.data);
      break;
    }
    case kRegistered:
      joined(host, host.order);
      break;
    case kReplace: {
      const FactId crash = host.crash;
      cluster_.simulator().cancel(host.repair);
      gone(host, crash);
      --desired_;
      order(1, crash);  // may move `host`
      break;
    }
    case kRepaired: {
      trace::Repaired fact;
      fact.server = host.id;
      fact.kind = ServerKind::Host;
      fact.out_of_service = cluster_.now() - host.failed;
      cluster_.simulator().cancel(host.replacement);
      joined(host, cluster_.state(fact, host.crash));
      break;
    }
    default:
      CLOUDSIM_CHECK(false);
  }
}

const char* Hosts::label(std::uint16_t kind) const {
  switch (kind) {
    case kLaunched:
      return "ecs.host_launched";
    case kRegistered:
      return "ecs.host_registered";
    case kReplace:
      return "ecs.host_replaced";
    default:
      return "ecs.host_repaired";
  }
}

}  // namespace cloudsim::services
