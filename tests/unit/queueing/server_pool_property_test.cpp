// SPDX-License-Identifier: Apache-2.0
// What holds for every run: against a naive reference, and under random churn.
#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "random/stream.hpp"
#include "unit/queueing/pool_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::test;
using queueing::Routing;
using trace::Outcome;

namespace {

bool took_time(const trace::RequestRecord& record) { return record.server.valid() && record.finished > record.started; }

/// What the pool said while it ran …
int most_beside(const std::vector<trace::RequestRecord>& records) {
  std::uint32_t most = 0;
  for (const trace::RequestRecord& record : records) {
    if (took_time(record)) most = std::max(most, record.beside);
  }
  return static_cast<int>(most);
}

/// … and what a sweep over all starts and ends finds; what ends when another begins is not beside it.
int largest_overlap(const std::vector<trace::RequestRecord>& records) {
  std::vector<std::pair<std::int64_t, int>> changes;
  for (const trace::RequestRecord& record : records) {
    if (!took_time(record)) continue;
    changes.emplace_back(record.started.ns, 1);
    changes.emplace_back(record.finished.ns, -1);
  }
  std::sort(changes.begin(), changes.end());
  int now = 0, most = 0;
  for (const auto& [at, change] : changes) most = std::max(most, now += change);
  return most;
}

}  // namespace

// FIFO with c workers has a recursion without events (Kiefer and Wolfowitz): a request begins when it has arrived and
// the worker that is free first is free.
TEST_CASE("central FIFO equals the Kiefer-Wolfowitz recursion to the nanosecond") {
  for (const std::uint32_t workers : {1U, 2U, 5U}) {
    PoolRig rig({Routing::Central, queueing::kUnlimited, {}});
    for (std::uint32_t i = 0; i < workers; ++i) rig.pool.add(ServerId{i}, 1);
    random::Stream stream(11, "kiefer-wolfowitz", workers);
    std::vector<SimTime> free_at(workers);
    std::vector<SimTime> starts, ends;
    SimTime now{};
    for (int i = 0; i < 2000; ++i) {
      now.ns += static_cast<std::int64_t>(stream.below(1000));
      const Duration service{static_cast<std::int64_t>(stream.below(950 * workers))};
      rig.advance(now);
      rig.submit(service);
      auto first = std::min_element(free_at.begin(), free_at.end());
      starts.push_back(std::max(now, *first));
      ends.push_back(starts.back() + service);
      *first = ends.back();
    }
    rig.advance(SimTime{1'000'000'000});
    REQUIRE(rig.records().size() == starts.size());
    for (const auto& record : rig.records()) {
      CHECK(record.started == starts[record.id.value]);
      CHECK(record.finished == ends[record.id.value]);
    }
    CHECK(most_beside(rig.records()) == largest_overlap(rig.records()));
  }
}

TEST_CASE("whatever happens, every request is recorded exactly once, in order of time, and no worker serves two") {
  for (const Routing routing : {Routing::Central, Routing::RoundRobin, Routing::LeastOutstanding}) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      PoolRig rig({routing, seed % 2 == 0 ? 3U : queueing::kUnlimited, seed % 3 == 0 ? Duration{} : Duration{4000}});
      rig.remove_emptied = true;
      random::Stream stream(seed, "churn", static_cast<std::uint64_t>(routing));
      enum class Is { Gone, Serving, Draining, Failed };
      std::vector<Is> servers;
      for (int i = 0; i < 4000; ++i) {
        const std::uint64_t dice = stream.below(100);
        const auto any = [&](Is wanted) -> std::uint32_t {
          std::vector<std::uint32_t> found;
          for (std::uint32_t id = 0; id < servers.size(); ++id) {
            if (servers[id] == wanted) found.push_back(id);
          }
          return found.empty() ? ~0U : found[stream.below(found.size())];
        };
        if (dice < 70) {
          rig.submit(Duration{static_cast<std::int64_t>(stream.below(6000))});
        } else if (dice < 90) {
          const SimTime next = rig.simulator.now() + Duration{static_cast<std::int64_t>(stream.below(2000))};
          rig.advance(next);
        } else if (dice < 93 || servers.empty()) {
          rig.pool.add(ServerId{static_cast<std::uint32_t>(servers.size())},
                       1 + static_cast<std::uint32_t>(stream.below(3)));
          servers.push_back(Is::Serving);
        } else if (dice < 95) {
          const std::uint32_t id = any(Is::Serving);
          if (id != ~0U) {
            servers[id] = Is::Draining;
            rig.pool.drain(ServerId{id});
          }
        } else if (dice < 97) {
          const std::uint32_t id = any(Is::Serving);
          if (id != ~0U) {
            const std::uint32_t losable = rig.pool.losable(ServerId{id});
            servers[id] = Is::Failed;
            CHECK(rig.pool.fail(ServerId{id}, FactId{1}, stream.below(2) == 0) == losable);
          }
        } else if (dice < 98) {
          const std::uint32_t id = any(Is::Failed);
          if (id != ~0U) rig.pool.stop_routing(ServerId{id});
        } else {
          const std::uint32_t id = any(Is::Failed);
          if (id != ~0U) {
            servers[id] = Is::Serving;
            rig.pool.restore(ServerId{id});
          }
        }
        for (const std::uint32_t id : rig.emptied_servers) servers[id] = Is::Gone;
        // The counters against the servers themselves.
        std::uint32_t busy = 0, serving = 0, outstanding = 0;
        for (std::uint32_t id = 0; id < servers.size(); ++id) {
          if (servers[id] == Is::Gone) continue;
          busy += rig.pool.busy(ServerId{id});
          outstanding += rig.pool.outstanding(ServerId{id});
          serving += servers[id] == Is::Serving;
        }
        REQUIRE(rig.pool.in_service() == busy);
        REQUIRE(rig.pool.servers_in_service() == serving);
        if (routing != Routing::Central) REQUIRE(rig.pool.waiting() == outstanding - busy);
        REQUIRE(rig.records().size() + busy + rig.pool.waiting() >= rig.submitted);  // busy counts given-up ones too
      }
      rig.pool.finish();
      const auto& records = rig.records();
      REQUIRE(records.size() == rig.submitted);
      std::vector<int> seen(rig.submitted);
      bool once = true, ordered = true, timed = true;
      for (std::size_t i = 0; i < records.size(); ++i) {
        once = once && ++seen[records[i].id.value] == 1;
        ordered = ordered && (i == 0 || records[i - 1].finished <= records[i].finished);
        timed = timed && records[i].arrived <= records[i].started && records[i].started <= records[i].finished;
      }
      CHECK(once);
      CHECK(ordered);
      CHECK(timed);
      // Servers fail here after requests have begun at the same instant, which no run does: then the pool counts more.
      CHECK(most_beside(records) >= largest_overlap(records));
      std::size_t outcomes = 0;
      for (const Outcome outcome : {Outcome::Completed, Outcome::Rejected, Outcome::TimedOut, Outcome::Failed,
                                    Outcome::Ignored, Outcome::InFlight}) {
        outcomes += rig.sink.count(outcome);
      }
      CHECK(outcomes == rig.submitted);
      CHECK(rig.sink.count(Outcome::Completed) > 0);
      CHECK(rig.sink.count(Outcome::Failed) > 0);
    }
  }
}
