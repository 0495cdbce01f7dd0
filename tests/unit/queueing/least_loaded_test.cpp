// SPDX-License-Identifier: Apache-2.0
// The server with the fewest requests is found without a look at each: against a look at each.
#include "queueing/least_loaded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "random/stream.hpp"
#include "unit/queueing/pool_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using queueing::LeastLoaded;
using queueing::Routing;

TEST_CASE("the least loaded of many, and the first of those that are alike") {
  for (const std::uint32_t size : {1U, 5U, 64U, 65U, 5000U}) {
    random::Stream stream(3, "least loaded", size);
    LeastLoaded least;
    std::vector<std::uint32_t> loads(size, LeastLoaded::kNone);
    for (int i = 0; i < 3000; ++i) {
      const auto number = static_cast<std::uint32_t>(stream.below(size));
      const std::uint64_t dice = stream.below(20);
      loads[number] = dice == 0   ? LeastLoaded::kNone
                      : dice == 1 ? LeastLoaded::kMost - 1 + static_cast<std::uint32_t>(stream.below(3))
                                  : static_cast<std::uint32_t>(stream.below(6));
      least.set(number, loads[number]);
      std::uint32_t expected = LeastLoaded::kNone, fewest = LeastLoaded::kMost;
      for (std::uint32_t each = 0; each < size; ++each) {
        if (loads[each] >= fewest) continue;
        fewest = loads[each];
        expected = each;
      }
      REQUIRE(least.first() == expected);
    }
  }
}

namespace {

struct Life {  // of one server, as the test gives it
  bool there = false, routed = false, failed = false, draining = false;
};

/// Where a request must go: the first of those with the fewest.
std::uint32_t expected_server(const PoolRig& rig, const std::vector<Life>& lives) {
  std::uint32_t best = 0, fewest = queueing::kUnlimited;
  for (std::uint32_t id = 0; id < lives.size(); ++id) {
    if (!lives[id].there || !lives[id].routed) continue;
    const std::uint32_t load = rig.pool.outstanding(ServerId{id});
    if (load >= fewest) continue;
    fewest = load;
    best = id;
  }
  return best;
}

void change_a_server(PoolRig& rig, std::vector<Life>& lives, random::Stream& stream) {
  const auto id = static_cast<std::uint32_t>(stream.below(lives.size()));
  const ServerId server{id};
  Life& life = lives[id];
  if (!life.there) {
    rig.pool.add(server, 1 + static_cast<std::uint32_t>(stream.below(3)));
    life = {true, true, false, false};
  } else if (life.failed) {
    if (stream.below(2) == 0 && life.routed) {
      rig.pool.stop_routing(server);
      life.routed = false;
    } else if (stream.below(2) == 0) {
      rig.pool.restore(server);
      life = {true, true, false, false};
    } else {
      rig.pool.remove(server);
      life = {};
    }
  } else if (stream.below(2) == 0 || life.draining) {
    const bool still_routed = stream.below(2) == 0;
    rig.pool.fail(server, FactId::none(), still_routed);
    life = {true, still_routed && !life.draining, true, false};
  } else {
    life.draining = true;
    life.routed = false;
    rig.pool.drain(server);
  }
}

}  // namespace

TEST_CASE("least outstanding while servers come, drain, fail and return, and requests give up or find queues full") {
  std::uint32_t longest = 0;
  for (const std::int64_t work : {2'000, 12'000, 40'000}) {
    random::Stream stream(5, "least outstanding", static_cast<std::uint64_t>(work));
    PoolRig rig({Routing::LeastOutstanding, work > 20'000 ? 400U : 5U, Duration{work > 20'000 ? 0 : 9'000}});
    rig.remove_emptied = true;
    std::vector<Life> lives(8);
    SimTime now{};
    for (int i = 0; i < 20'000; ++i) {
      now.ns += static_cast<std::int64_t>(stream.below(1000));
      rig.advance(now);
      for (const std::uint32_t id : rig.emptied_servers) lives[id] = {};
      rig.emptied_servers.clear();
      // Long queues need quiet times.
      if (stream.below(work > 20'000 ? 4'000 : 100) == 0) change_a_server(rig, lives, stream);
      for (const std::uint32_t id : rig.emptied_servers) lives[id] = {};
      rig.emptied_servers.clear();
      if (rig.pool.servers_in_service() == 0) continue;
      const std::uint32_t expected = expected_server(rig, lives);
      const std::uint32_t before = rig.pool.outstanding(ServerId{expected});
      const bool serves = !lives[expected].failed;
      const std::size_t recorded = rig.records().size();
      rig.submit(Duration{static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(work)))}, {},
                 stream.below(50) == 0 ? 2'000'000 : 0);
      const bool taken = rig.records().size() == recorded;
      if (taken) {
        REQUIRE(serves);
        REQUIRE(rig.pool.outstanding(ServerId{expected}) == before + 1);
      } else if (serves && rig.records().back().reason == trace::Reason::OutOfMemory) {
        REQUIRE(rig.records().back().server == ServerId{expected});
      } else if (!serves) {
        REQUIRE(rig.records().back().reason == trace::Reason::ServerCrashed);
      }
      longest = std::max(longest, before);
    }
  }
  CHECK(longest > LeastLoaded::kMost);  // there every server is looked at
}
