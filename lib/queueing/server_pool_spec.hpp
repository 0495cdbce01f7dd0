// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace cloudsim::queueing {

/// How a request finds its server.
enum class Routing : std::uint8_t {
  Central,     ///< one FIFO queue in front of all servers (M/M/c); the lowest-numbered server with a free slot begins
  RoundRobin,  ///< in turn over the servers in service, each with its own FIFO queue
  LeastOutstanding,  ///< fewest waiting + in service; ties to the lowest number
};

inline constexpr std::uint32_t kUnlimited = std::numeric_limits<std::uint32_t>::max();

}  // namespace cloudsim::queueing
