// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/ids.hpp"
#include "base/money.hpp"  // uint128
#include "base/time.hpp"

namespace cloudsim::engine {

/// At one instant: servers are freed, then controllers decide, then requests arrive, then observers look.
enum class Phase : std::uint8_t { Completion, Control, Arrival, Observation };

/// Sorts by (time, phase, sequence): one total order, given by the model and never by the data structure.
struct Order {
  std::int64_t at = 0;    ///< >= 0
  std::uint64_t tie = 0;  ///< phase in the top 2 bits, sequence below
  static constexpr std::uint64_t make_tie(Phase phase, std::uint64_t sequence) {
    return (static_cast<std::uint64_t>(phase) << 62) | sequence;
  }
  constexpr Phase phase() const { return static_cast<Phase>(tie >> 62); }
  /// Both fields as one number: compared without a branch, which no processor could predict.
  constexpr uint128 key() const { return static_cast<uint128>(static_cast<std::uint64_t>(at)) << 64 | tie; }
  friend constexpr bool operator<(const Order& a, const Order& b) { return a.key() < b.key(); }
  friend constexpr bool operator==(const Order&, const Order&) = default;
};
inline constexpr Order kAfterAll{kNever.ns, ~std::uint64_t{0}};  ///< the order of what never happens

/// A small value, no allocation: a calendar holds nothing else.
struct Event {
  SimTime at;
  Phase phase{};
  std::uint16_t kind = 0;  ///< the target's own enum
  ComponentId target;
  std::uint64_t data = 0;  ///< an id of the target's
};

/// Names a scheduled event until it fires or is cancelled; a stale id is recognised, never misread.
struct EventId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;  ///< 0 = no event
  constexpr bool valid() const { return generation != 0; }
};

}  // namespace cloudsim::engine
