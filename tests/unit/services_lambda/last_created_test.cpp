// SPDX-License-Identifier: Apache-2.0
// The environment that was created last, found without a search: against a search through all.
#include <doctest/doctest.h>

#include <iterator>
#include <map>
#include <vector>

#include "random/stream.hpp"
#include "services/lambda/environments.hpp"

using namespace cloudsim;
using services::Environments;

TEST_CASE("of the idle ones the one created last is taken, while environments open, close and expire") {
  for (const std::uint64_t most : {3U, 50U, 300U}) {
    random::Stream stream(9, "last created", most);
    const Duration keep_alive{40'000};
    Environments environments(random::Distribution(random::Constant{40'000}), random::Stream(9, "kept", most),
                              Environments::Choice::LastCreated);
    struct Idle {
      Environments::Slot slot;
      SimTime expires;
    };
    std::map<std::uint32_t, Idle> idle;  // by number, so the last one comes last
    std::vector<Environments::Slot> busy;
    SimTime now{};
    std::size_t expired = 0, taken = 0;
    for (int i = 0; i < 60'000; ++i) {
      now.ns += static_cast<std::int64_t>(stream.below(i % 3000 < 2500 ? 1'000 : 20'000));
      for (Environments::Slot slot; (slot = environments.expire(now)) != Environments::kNone; ++expired) {
        const auto gone = idle.find(environments.server(slot).value);
        REQUIRE(gone != idle.end());
        REQUIRE(gone->second.expires <= now);
        idle.erase(gone);
      }
      REQUIRE(environments.idle() == idle.size());
      if (busy.empty() || (stream.below(2) == 0 && busy.size() < most)) {
        Environments::Slot slot = environments.take();
        if (idle.empty()) {
          REQUIRE(slot == Environments::kNone);
          slot = environments.open();
        } else {
          REQUIRE(slot == idle.rbegin()->second.slot);
          REQUIRE(environments.server(slot).value == idle.rbegin()->first);
          idle.erase(std::prev(idle.end()));
          ++taken;
        }
        busy.push_back(slot);
      } else {
        const std::size_t which = stream.below(busy.size());
        const Environments::Slot slot = busy[which];
        busy[which] = busy.back();
        busy.pop_back();
        if (stream.below(50) == 0) {
          environments.close(slot);
        } else {
          environments.release(slot, now);
          idle[environments.server(slot).value] = {slot, now + keep_alive};
        }
      }
    }
    CHECK(expired > 100);
    CHECK(taken > 10'000);
  }
}
