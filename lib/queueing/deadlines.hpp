// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>

#include "base/time.hpp"

namespace cloudsim::queueing {

/// What is to be given up and when, earliest first; of one instant, added first. Quick where they come nearly in order
/// of time, as those of requests do: most have left before their time is up, so nobody keeps an event for each.
class Deadlines {
 public:
  struct Deadline {
    SimTime at;
    std::uint64_t name = 0;  ///< the user's; what it names may be gone long since
  };
  bool empty() const { return deadlines_.empty(); }
  const Deadline& front() const { return deadlines_.front(); }  ///< Requires: !empty()
  void pop() { deadlines_.pop_front(); }                        ///< Requires: !empty()
  void add(SimTime at, std::uint64_t name) {
    auto place = deadlines_.end();
    while (place != deadlines_.begin() && (place - 1)->at > at) --place;
    deadlines_.insert(place, {at, name});
  }

 private:
  std::deque<Deadline> deadlines_;
};

}  // namespace cloudsim::queueing
