// SPDX-License-Identifier: Apache-2.0
#include "services/ecs/placement.hpp"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace cloudsim;
using namespace cloudsim::services;
using trace::Shortage;

namespace {

HostRoom host(std::uint32_t id, std::uint32_t zone, std::int64_t cpu, std::int64_t memory, std::int32_t tasks = 0) {
  return {ServerId{id}, zone, {cpu, memory}, tasks};
}

const Room kTask{250, 512};

random::Stream stream() { return random::Stream(7, "test"); }

std::optional<std::size_t> where(const std::vector<HostRoom>& hosts, const std::vector<PlacementStrategy>& chain) {
  random::Stream random = stream();
  return place_task(hosts, kTask, chain, random).index;
}

Shortage lack(const std::vector<HostRoom>& hosts, Room size = kTask) {
  random::Stream random = stream();
  const Placement placement = place_task(hosts, size, {}, random);
  CHECK_FALSE(placement.index.has_value());
  return placement.shortage;
}

const Spread kZone{PlacementField::Zone};
const Spread kInstance{PlacementField::Instance};
const Binpack kCpu{PlacementField::Cpu};
const Binpack kMemory{PlacementField::Memory};

}  // namespace

TEST_CASE("a task fits where both CPU and memory are enough, to the last unit") {
  CHECK(where({host(1, 0, 250, 512)}, {kMemory}) == 0u);
  CHECK_FALSE(where({host(1, 0, 249, 512)}, {kMemory}).has_value());
  CHECK_FALSE(where({host(1, 0, 250, 511)}, {kMemory}).has_value());
}

TEST_CASE("binpack takes the host with least free of its resource that still has room") {
  const std::vector<HostRoom> hosts{host(1, 0, 2000, 600), host(2, 0, 300, 4000), host(3, 0, 200, 500)};
  CHECK(where(hosts, {kMemory}) == 0u);  // 600 MB is least; host 3 has no room
  CHECK(where(hosts, {kCpu}) == 1u);     // 300 is least
}

TEST_CASE("spread takes the emptiest zone, counting tasks on hosts without room too") {
  // Zone 0 holds 3 tasks (2 of them on a full host), zone 1 holds 2.
  const std::vector<HostRoom> hosts{host(1, 0, 0, 0, 2), host(2, 0, 2000, 4096, 1), host(3, 1, 1000, 2048, 2)};
  CHECK(where(hosts, {kZone}) == 2u);
  CHECK(where(hosts, {}) == 2u);           // no chain: spread over zones, the service default
  CHECK(where(hosts, {kInstance}) == 1u);  // host 2 has one task, host 3 two
}

TEST_CASE("a chain narrows step by step") {
  const std::vector<HostRoom> hosts{
      host(1, 0, 2000, 4096, 0),                                                        // zone 0: 4 tasks
      host(2, 0, 1000, 2048, 4), host(3, 1, 2000, 4096, 0), host(4, 1, 1750, 3584, 1),  // zone 1: 1 task
  };
  CHECK(where(hosts, {kZone, kMemory}) == 3u);    // in zone 1 the fuller host
  CHECK(where(hosts, {kZone, kInstance}) == 2u);  // in zone 1 the emptier host
  CHECK(where(hosts, {kMemory, kZone}) == 1u);    // binpack first decides alone
}

TEST_CASE("ties go to the lowest host id when placing, to the highest when taking away") {
  const std::vector<HostRoom> hosts{host(4, 0, 2000, 4096, 1), host(5, 0, 2000, 4096, 1), host(9, 0, 2000, 4096, 1)};
  CHECK(where(hosts, {kMemory}) == 0u);
  CHECK(where(hosts, {kZone, kInstance, kCpu}) == 0u);
  random::Stream random = stream();
  CHECK(choose_scale_in(hosts, std::vector<PlacementStrategy>{kMemory}, random) == 2u);
}

TEST_CASE("random picks only hosts with room, reaches all of them, and repeats with the seed") {
  const std::vector<HostRoom> hosts{host(1, 0, 2000, 4096), host(2, 0, 0, 0), host(3, 0, 2000, 4096),
                                    host(4, 0, 2000, 4096)};
  const std::vector<PlacementStrategy> chain{RandomPlacement{}};
  std::vector<std::size_t> first;
  std::vector<std::size_t> second;
  for (std::vector<std::size_t>* seen : {&first, &second}) {
    random::Stream random = stream();
    for (int i = 0; i < 60; ++i) seen->push_back(place_task(hosts, kTask, chain, random).index.value());
  }
  CHECK(first == second);
  // 60 draws of 3: the chance that one is never drawn is 3 × (2/3)^60 < 10⁻¹⁰.
  CHECK(std::set<std::size_t>(first.begin(), first.end()) == std::set<std::size_t>{0, 2, 3});
}

TEST_CASE("spread then random stays in the emptiest zone") {
  const std::vector<HostRoom> hosts{host(1, 0, 2000, 4096, 3), host(2, 1, 2000, 4096), host(3, 1, 2000, 4096)};
  const std::vector<PlacementStrategy> chain{kZone, RandomPlacement{}};
  random::Stream random = stream();
  for (int i = 0; i < 20; ++i) CHECK(place_task(hosts, kTask, chain, random).index.value() != 0u);
}

TEST_CASE("the shortage is that of the host that came closest") {
  CHECK(lack({}) == Shortage::Hosts);
  CHECK(lack({host(1, 0, 100, 4096)}) == Shortage::Cpu);
  CHECK(lack({host(1, 0, 2000, 100)}) == Shortage::Memory);
  CHECK(lack({host(1, 0, 0, 0)}) == Shortage::Hosts);  // both short: only another host helps
  // Host 1 lacks both a little, host 2 all of one: one shortage is closer than two.
  CHECK(lack({host(1, 0, 240, 500), host(2, 0, 2000, 0)}) == Shortage::Memory);
  // Both lack one thing: CPU 125 of 250 is half, memory 128 of 512 a quarter.
  CHECK(lack({host(1, 0, 125, 4096), host(2, 0, 2000, 384)}) == Shortage::Memory);
  // A tie goes to the lower host id.
  CHECK(lack({host(1, 0, 125, 4096), host(2, 0, 2000, 256)}) == Shortage::Cpu);
}

TEST_CASE("scale-in mirrors the chain") {
  const std::vector<HostRoom> hosts{host(1, 0, 250, 512, 7), host(2, 0, 1500, 3072, 2), host(3, 1, 2000, 4096, 0),
                                    host(4, 1, 1000, 2048, 4)};
  random::Stream random = stream();
  const auto taken = [&](std::vector<PlacementStrategy> chain) { return choose_scale_in(hosts, chain, random); };
  CHECK(taken({kMemory}) == 1u);         // most free that still has a task
  CHECK(taken({kZone, kMemory}) == 1u);  // zone 0 has 9 tasks of 13; host 2 there is the emptier one
  CHECK(taken({kInstance}) == 0u);       // 7 tasks
  CHECK_FALSE(choose_scale_in({}, {}, random).has_value());
  const std::vector<HostRoom> empty{host(1, 0, 2000, 4096, 0)};
  CHECK_FALSE(choose_scale_in(empty, {}, random).has_value());
}

TEST_CASE("container rules: how many fit, what is short") {
  // Lesson L09: 4 vCPU / 8 GiB and 0.5 vCPU / 1.5 GiB: 8 by CPU, 5 by memory.
  Room host_room{4000, 8192};
  const Room container{500, 1536};
  CHECK(count_in(host_room, container) == 5);
  for (int i = 0; i < 5; ++i) host_room.take(container);
  CHECK(host_room.cpu_milli == 1500);  // "though 1.5 vCPU are free"
  CHECK(host_room.memory_mb == 512);
  CHECK(shortage_of(host_room, container) == Shortage::Memory);
}

TEST_CASE("container rules: moving an image and sharing CPU") {
  // 250 MB at 15 MB/s = 16.666… s, rounded up to the nanosecond.
  CHECK(transfer_time(Bytes::megabytes(250), Bandwidth{15 << 20}) == Duration{16'666'666'667});
  CHECK(transfer_time(Bytes::megabytes(250), Bandwidth{}) == Duration{});
  const Duration work = Duration::milliseconds(100);
  CHECK(shared_cpu_time(work, 500, 1) == Duration::milliseconds(200));   // half a vCPU
  CHECK(shared_cpu_time(work, 500, 2) == Duration::milliseconds(400));   // a quarter each
  CHECK(shared_cpu_time(work, 2000, 1) == Duration::milliseconds(100));  // one thread uses one vCPU at most
  CHECK(shared_cpu_time(work, 2000, 3) == Duration::milliseconds(150));  // two thirds each
  CHECK(worker_slots(0, 250) == 1);
  CHECK(worker_slots(0, 2500) == 3);
  CHECK(worker_slots(7, 250) == 7);
}
