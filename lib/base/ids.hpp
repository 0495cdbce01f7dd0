// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace cloudsim::base {

/// A typed index: a request cannot be passed where a server is meant. `none()` is "no such thing".
template <class Tag, class Number = std::uint32_t>
struct Id {
  Number value = std::numeric_limits<Number>::max();

  static constexpr Id none() { return {}; }
  constexpr bool valid() const { return value != std::numeric_limits<Number>::max(); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using ComponentId = Id<struct ComponentTag>;             ///< who handles an event
using RequestId = Id<struct RequestTag, std::uint64_t>;  ///< counts from 0 in order of arrival
using ClassId = Id<struct ClassTag, std::uint16_t>;      ///< one entry of a scenario's `workload`
using ServerId = Id<struct ServerTag>;                   ///< instance, host, environment, task or container
using MeterId = Id<struct MeterTag, std::uint16_t>;      ///< what can be billed; names in trace::Meters
using FactId = Id<struct FactTag>;                       ///< a rare fact of the trace, in order; causes point to it

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
