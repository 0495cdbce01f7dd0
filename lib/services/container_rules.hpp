// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "base/units.hpp"
#include "trace/facts.hpp"

/// What every container obeys, whoever started it: room on a host, the time to move an image, a share of CPU. All pure
/// and in whole numbers.
namespace cloudsim::services {

/// What a task or container reserves, or what a host has left. Thousandths of a vCPU, and MB.
struct Room {
  std::int64_t cpu_milli = 0;
  std::int64_t memory_mb = 0;

  constexpr bool holds(Room size) const { return cpu_milli >= size.cpu_milli && memory_mb >= size.memory_mb; }
  constexpr void take(Room size) {
    cpu_milli -= size.cpu_milli;
    memory_mb -= size.memory_mb;
  }
  constexpr void give_back(Room size) {
    cpu_milli += size.cpu_milli;
    memory_mb += size.memory_mb;
  }
};

/// What `room` lacks for `size`: Cpu, Memory, Hosts when it lacks both (another host is needed), None when it fits.
constexpr trace::Shortage shortage_of(Room room, Room size) {
  const bool cpu = room.cpu_milli < size.cpu_milli;
  const bool memory = room.memory_mb < size.memory_mb;
  if (cpu && memory) return trace::Shortage::Hosts;
  if (cpu) return trace::Shortage::Cpu;
  return memory ? trace::Shortage::Memory : trace::Shortage::None;
}

/// How many of `size` fit into `room`. Requires: size positive in at least one of the two.
constexpr std::int64_t count_in(Room room, Room size) {
  const std::int64_t by_cpu = size.cpu_milli > 0 ? room.cpu_milli / size.cpu_milli : INT64_MAX;
  const std::int64_t by_memory = size.memory_mb > 0 ? room.memory_mb / size.memory_mb : INT64_MAX;
  return std::max<std::int64_t>(0, std::min(by_cpu, by_memory));
}

/// How long `bytes` take, to the next whole nanosecond. A rate of 0 is "no time at all": nobody said how fast.
constexpr Duration transfer_time(Bytes bytes, Bandwidth rate) {
  if (rate.bytes_per_second <= 0 || bytes.count <= 0) return {};
  const int128 scaled = static_cast<int128>(bytes.count) * 1'000'000'000;
  return {static_cast<std::int64_t>((scaled + rate.bytes_per_second - 1) / rate.bytes_per_second)};
}

/// Time to do `cpu` of single-threaded work when `sharers` such requests share `milli` thousandths of a vCPU evenly: a
/// request gets milli ÷ sharers, and never more than one whole vCPU. Requires: milli > 0, sharers > 0.
constexpr Duration shared_cpu_time(Duration cpu, std::int64_t milli, std::int64_t sharers) {
  const int128 wanted = static_cast<int128>(1000) * sharers;
  if (milli >= wanted) return cpu;
  return {static_cast<std::int64_t>((static_cast<int128>(cpu.ns) * wanted + milli - 1) / milli)};
}

/// Worker slots of a container: as asked, or one per started vCPU.
constexpr std::uint32_t worker_slots(std::uint32_t asked, std::int64_t cpu_milli) {
  if (asked > 0) return asked;
  return static_cast<std::uint32_t>(std::max<std::int64_t>(1, (cpu_milli + 999) / 1000));
}

}  // namespace cloudsim::services
