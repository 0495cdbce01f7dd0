// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/simulator.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/ecs/cluster.hpp"
#include "services/ecs/placement.hpp"

namespace cloudsim::services {

/// The EC2 hosts of a cluster: they are ordered, boot, register, hold tasks and their image, crash, are replaced and
/// go. How many there should be is decided elsewhere (HostScaling).
class Hosts final : public engine::Component {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual void room_appeared() = 0;  ///< a host has registered
  };

  Hosts(Cluster& cluster, Owner& owner);

  // How many.
  std::int32_t desired() const { return desired_; }
  std::int32_t registered() const { return static_cast<std::int32_t>(rooms_.size()); }
  std::int32_t alive() const;  ///< ordered, booting and registered ones
  std::int32_t holding_tasks() const;
  std::int32_t warm() const;                     ///< registered, and running for the warm-up or longer
  void order(std::int32_t count, FactId cause);  ///< raises desired()
  void begin_registered(std::int32_t count);     ///< they were there before the run began; image on disk
  std::int32_t empty_hosts() const;
  /// Lets up to `count` hosts without tasks go: from the zone with most hosts, the youngest first.
  void remove_empty(std::int32_t count, FactId cause);

  // Room.
  std::span<const HostRoom> rooms() const { return rooms_; }  ///< registered hosts in order of id
  Room free() const;                                          ///< left on all of them together
  void put(ServerId host, ServerId task);
  void take_away(ServerId host, ServerId task);
  const std::vector<ServerId>& tasks_on(ServerId host) const { return find(host).tasks; }  ///< in order of placement

  // Images, one per release: the first task that needs one on a host fetches it, whoever comes meanwhile waits for the
  // same fetch. Where another release's image lies, only what has changed is moved.
  bool has_image(ServerId host, std::uint32_t release) const;  ///< there, or on its way
  SimTime fetch_image(ServerId host, std::uint32_t release);   ///< starts the fetch; when it is there (now if it is)
  Bytes report_fetched(ServerId host, std::uint32_t release);  ///< bytes moved, to the first who asks; 0 to all others

  // Trouble.
  /// Registered ones only; 0 = the longest there, but for so many.
  std::optional<ServerId> by_number(std::uint32_t number, std::uint32_t passed_over) const;
  /// Its tasks are lost too: take them away afterwards, so that none is placed where they were.
  void fail(ServerId host, FactId crash, Duration repaired_after);

  std::vector<ServerId> in_zone(std::uint32_t zone) const;  ///< registered ones
  void set_zone(std::uint32_t zone, bool open);             ///< no new host goes to a closed zone while another is open

  void finish();  ///< records usage that is still open

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Image {
    SimTime there = kNever;  // when it is, or will be
    Bytes moved{};           // by its fetch, until somebody has reported it
  };
  struct Host {
    ServerId id;
    trace::ServerState state = trace::ServerState::Ordered;
    std::uint32_t zone = 0;
    FactId order;           // the fact that states its order
    FactId crash;           // of its latest failure
    SimTime paid = kNever;  // from here: entry into EC2 `running`
    SimTime warm = kNever;  // warm-up is over
    SimTime joined = kNever;
    SimTime failed = kNever;
    std::vector<Image> images;            // by release, from 1
    engine::EventId repair, replacement;  // of a failed one: whichever comes first
    Duration launch_time, boot_time;      // drawn with the order
    std::vector<ServerId> tasks;
  };

  const Host& find(ServerId id) const;
  Host& find(ServerId id);
  std::vector<HostRoom>::iterator room(ServerId id);
  FactId change(Host& host, trace::ServerState to, FactId cause);
  Host& add(FactId cause);
  void open_room(Host& host);
  void joined(Host& host, FactId cause);
  void close_usage(Host& host);
  void gone(Host& host, FactId cause);
  std::uint32_t emptiest_zone() const;
  static Image& image_of(Host& host, std::uint32_t release);

  Cluster& cluster_;
  Owner& owner_;
  ComponentId self_;
  random::Distribution launch_, boot_;
  random::Stream launch_stream_, boot_stream_;
  MeterId instance_meter_, volume_meter_, address_meter_;
  std::vector<Host> hosts_;      // all there ever were, in order of launch and of id
  std::vector<HostRoom> rooms_;  // of the registered ones
  std::vector<std::uint32_t> closed_zones_;
  std::int32_t desired_ = 0;
};

}  // namespace cloudsim::services
