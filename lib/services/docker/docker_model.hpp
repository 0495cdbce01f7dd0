// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/action.hpp"
#include "services/container_rules.hpp"
#include "services/docker/docker_spec.hpp"
#include "services/service_model.hpp"
#include "services/up_longest.hpp"

namespace cloudsim::services {

/// Docker hosts run by hand: so many containers on each as fit, one reverse proxy with one queue in front of all.
class DockerModel final : public ServiceModel, public engine::Component, queueing::ServerPool::Owner {
 public:
  DockerModel(ModelContext context, DockerSpec spec);

  void start() override;
  void submit(const queueing::Request& request) override { pool_.submit(request); }
  void act(const Action& action) override;
  void finish() override;
  ServiceView view() const override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Act;  // visits an action's body
  struct Host {
    ServerId id;
    trace::ServerState state = trace::ServerState::Ordered;
    FactId order;
    FactId crash;
    Room free;
    Duration boot_time;
    SimTime paid = kNever;  // from here
    SimTime up = kNever;
    SimTime failed = kNever;
    SimTime image = kNever;  // when the image is, or will be, there
    bool image_reported = false;
    SimTime up_since() const { return up; }
  };
  struct Container {
    ServerId id;
    std::uint32_t host = 0;  // index
    trace::ServerState state = trace::ServerState::Ordered;
    FactId order;
    FactId crash;
    Duration start_time;
    SimTime pull_began = kNever;
    SimTime ready = kNever;
    SimTime failed = kNever;
    std::uint32_t release = 1;
    engine::EventId next;  // the end of its pull, start or repair
    SimTime up_since() const { return ready; }
  };

  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId server, std::uint32_t busy) override;
  void emptied(ServerId server) override;  // its new release takes its place

  Room container_size() const { return {spec_.container_cpu_milli, spec_.container_memory_mb}; }
  ServerId next_server() { return ServerId{next_server_++}; }
  SimTime now() const { return context_.simulator.now(); }
  FactId state(trace::FactBody body, FactId cause) { return context_.tracer.state(now(), std::move(body), cause); }
  FactId change(Host& host, trace::ServerState to, FactId cause);
  FactId change(Container& container, trace::ServerState to, FactId cause);

  void run_containers(std::uint32_t host);
  void become_ready(Host& host);
  void state_placement(ServerId container, const Host* host, trace::Shortage shortage, FactId cause);
  void pull(std::uint32_t container);
  void pulled(std::uint32_t container);
  void answer(Container& container);
  void explain_absence(FactId cause);

  // Releases and checks: docker_delivery.cpp.
  void deliver(FactId cause);
  void tested();
  void shipped();
  void pull_on_next_host();
  void restart_on_host();
  void start_new_release(std::uint32_t index);
  void delivered_one();
  void leak(const MemoryLeak& leak, FactId cause);
  void watch();
  void leak_is_full(std::uint32_t index);
  void count_answering(trace::ServerState from, trace::ServerState to);

  void crash_container(const Crash& crash);
  void crash_host(const Crash& crash);
  void kill_container(std::uint32_t index, trace::Reason reason, Duration repaired_after, FactId cause);
  void fail(Container& container, FactId crash);
  void repair_container(Container& container);
  void repair_host(std::uint32_t index);
  void come_back(Container& container, FactId repair);
  /// Index of a running one; 0 = the one that has been up longest.
  template <class Servers>
  static std::optional<std::uint32_t> by_number(const Servers& servers, std::uint32_t number,
                                                std::uint32_t passed_over) {
    const auto ready = [&](std::size_t i) { return servers[i].state == trace::ServerState::Ready; };
    if (number > 0) {
      return number <= servers.size() && ready(number - 1) ? std::optional(number - 1) : std::nullopt;
    }
    const auto longest = up_longest(servers.size(), passed_over, [&](std::size_t i) {
      return ready(i) ? std::optional(servers[i].up_since()) : std::nullopt;
    });
    return longest ? std::optional(static_cast<std::uint32_t>(*longest)) : std::nullopt;
  }
  void use(MeterId meter, std::int64_t amount, SimTime from, ServerId host);

  ModelContext context_;
  DockerSpec spec_;
  ComponentId self_;
  queueing::ServerPool pool_;
  random::Distribution launch_, boot_, start_;
  random::Stream launch_stream_, boot_stream_, start_stream_;
  MeterId instance_meter_, volume_meter_, address_meter_, subscription_meter_, log_meter_;
  std::uint32_t next_server_ = 0;
  std::vector<Host> hosts_;            // in order of launch
  std::vector<Container> containers_;  // those that found room, in order of launch

  struct Delivery {
    bool active = false;
    std::uint32_t host = 0;     // index of the one that is next or at work
    std::uint32_t waiting = 0;  // containers on it that do not answer yet
    FactId fact;
    SimTime began, pull_began;
  };
  struct Leak {
    std::uint32_t container = 0;  // index
    SimTime began;
    Bytes from, per_minute;
    Duration repaired_after;
    FactId alarm, cause;
    bool over = false;
  };
  Delivery delivery_;
  std::uint32_t release_ = 1;
  std::uint32_t more_releases_ = 0;  // asked for while one is being delivered
  FactId more_cause_;
  bool built_before_ = false;
  std::int64_t answering_ = 0;  // containers
  int128 answering_ns_ = 0;     // ∫ answering dt, up to answering_since_
  SimTime answering_since_{};
  SimTime registry_back_{};
  std::vector<Leak> leaks_;
};

}  // namespace cloudsim::services
