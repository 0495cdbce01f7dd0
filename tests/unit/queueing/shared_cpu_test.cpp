// SPDX-License-Identifier: Apache-2.0
#include "queueing/shared_cpu.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "random/stream.hpp"

using namespace cloudsim;
using queueing::SharedCpu;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// Hosts moved by hand, and when each job was done.
class Bench final : public engine::Component, public SharedCpu::Owner {
 public:
  Bench() : cpu(simulator, *this), self_(simulator.add(*this)) {}

  /// A job with this much work begins at that time; jobs are numbered from 0.
  void plan(std::int64_t at_ns, SharedCpu::Group group, std::int64_t work_ns) {
    jobs_.push_back({group, Duration{work_ns}});
    simulator.schedule_at(SimTime{at_ns}, engine::Phase::Arrival, self_, 0, jobs_.size() - 1);
  }
  void run() {
    while (simulator.step()) {
    }
  }
  void handle(const engine::Event& event) override {
    cpu.start(jobs_[event.data].first, jobs_[event.data].second, event.data);
  }
  const char* label(std::uint16_t) const override { return "test.begin"; }
  void computed(std::uint64_t job) override {
    done[job] = simulator.now().ns;
    order.push_back(job);
  }
  std::int64_t work(SharedCpu::Group group) const {
    std::int64_t sum = 0;
    for (const auto& [its_group, work] : jobs_) sum += its_group == group ? work.ns : 0;
    return sum;
  }

  engine::Simulator simulator;
  SharedCpu cpu;
  std::map<std::uint64_t, std::int64_t> done;
  std::vector<std::uint64_t> order;

 private:
  ComponentId self_;
  std::vector<std::pair<SharedCpu::Group, Duration>> jobs_;
};

}  // namespace

TEST_CASE("two jobs on one core: each gets half while both are there") {
  // A (1 s of work) begins at 0, B (1 s) at 0.5 s. At 0.5 s A has had 0.5 s. Then half a core each: A is done after
  // another 1 s, at 1.5 s; B has had 0.5 s by then and the core alone after that: 2.0 s.
  Bench bench;
  const auto host = bench.cpu.add_host(1000);
  const auto group = bench.cpu.add_group(host, {});
  bench.plan(0, group, kSecond);
  bench.plan(kSecond / 2, group, kSecond);
  bench.run();
  CHECK(bench.done[0] == 3 * kSecond / 2);
  CHECK(bench.done[1] == 2 * kSecond);
  CHECK(bench.cpu.used_ns(group) == 2 * kSecond);
}

TEST_CASE("code of one thread never uses more than one core") {
  // Four cores, one job of 3 s: 3 s. Five jobs of 4 s on four cores: 0.8 core each, 5 s.
  Bench bench;
  const auto alone = bench.cpu.add_group(bench.cpu.add_host(4000), {});
  const auto many = bench.cpu.add_group(bench.cpu.add_host(4000), {});
  bench.plan(0, alone, 3 * kSecond);
  for (int i = 0; i < 5; ++i) bench.plan(0, many, 4 * kSecond);
  bench.run();
  CHECK(bench.done[0] == 3 * kSecond);
  for (std::uint64_t job = 1; job <= 5; ++job) CHECK(bench.done[job] == 5 * kSecond);
  CHECK(bench.order == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5});  // of one instant: who began first
}

TEST_CASE("weights divide a full host, and what one group cannot use the others get") {
  // Three cores; weights 1 : 2 : 3, each with many jobs of 1 core at most.
  // A has 1 job: can use 1 core at most, but its part is 3 × 1/6 = 0.5. B: 1.0, C: 1.5 with one job: at most 1 core.
  // C is at its limit of 1; 2 cores remain for A and B as 1 : 2: A 2/3 core, B (2 jobs) 4/3 core, 2/3 core each job.
  // With 2 s of work A and B are done at 3 s, C with 2 s of work at 2 s: then A 1 core (its limit), B 2 cores (its
  // limit): at 2 s A and B have had 4/3 s, 2/3 s remain at full speed: 2 2/3 s.
  Bench bench;
  const auto host = bench.cpu.add_host(3000);
  const auto a = bench.cpu.add_group(host, {1000});
  const auto b = bench.cpu.add_group(host, {2000});
  const auto c = bench.cpu.add_group(host, {3000});
  bench.plan(0, a, 2 * kSecond);
  bench.plan(0, b, 2 * kSecond);
  bench.plan(0, b, 2 * kSecond);
  bench.plan(0, c, 2 * kSecond);
  bench.run();
  CHECK(bench.done[3] == 2 * kSecond);
  CHECK(bench.done[0] == 2'666'666'667);  // 2 2/3 s, to the nearest nanosecond
  CHECK(bench.done[1] == 2'666'666'667);
  CHECK(bench.done[2] == 2'666'666'667);
}

TEST_CASE("a limit is a wall, also on an idle host") {
  // Half a core at most: 1 s of work takes 2 s. Two jobs within the same wall: a quarter of a core each, 4 s.
  Bench bench;
  const auto host = bench.cpu.add_host(8000);
  const auto one = bench.cpu.add_group(host, {1000, 500});
  const auto two = bench.cpu.add_group(host, {1000, 500});
  bench.plan(0, one, kSecond);
  bench.plan(0, two, kSecond);
  bench.plan(0, two, kSecond);
  bench.run();
  CHECK(bench.done[0] == 2 * kSecond);
  CHECK(bench.done[1] == 4 * kSecond);
  CHECK(bench.done[2] == 4 * kSecond);
}

TEST_CASE("fixed shares, by hand: containers of two and three cores on seven") {
  // Published with the simulator DSLab (crates/dslab-faas/tests/test_contention.rs). A container never gets more than
  // its share, whatever is idle; one invocation may use all of it; it has duration × share of work.
  const auto container = [](std::int64_t share) { return SharedCpu::Part{share, share, SharedCpu::kNoLimit}; };
  SUBCASE("all from the start") {
    // 5 × 2 s·1 + 5 × 3 cores·2 s: 25 cores wanted of 7. Short ones: 2 core-seconds at 7 × 2/25 = 0.56: 3.571428571 s.
    // The long ones have had 0.84 × 3.571428571 = 3 of their 6 by then; 15 cores wanted of 7: 1.4 each, 3 ÷ 1.4 =
    // 2.142857143 s more: 5.714285714 s.
    Bench bench;
    const auto host = bench.cpu.add_host(7000);
    for (int i = 0; i < 5; ++i) bench.plan(0, bench.cpu.add_group(host, container(2000)), 2 * kSecond);
    for (int i = 0; i < 5; ++i) bench.plan(0, bench.cpu.add_group(host, container(3000)), 6 * kSecond);
    bench.run();
    for (std::uint64_t job = 0; job < 5; ++job) CHECK(bench.done[job] == 3'571'428'571);
    for (std::uint64_t job = 5; job < 10; ++job) CHECK(bench.done[job] == 5'714'285'714);
  }
  SUBCASE("some come later") {
    // Five with share 3 (6 core-seconds) from 0, alone: 1.4 each, 0.7 done at 0.5 s. Then five with share 2 (4
    // core-seconds): 0.84 and 0.56. 5.3 ÷ 0.84 = 6.309523810 s more: done at 6.809523810 s. The others have had 0.56 ×
    // 6.309523810 = 3.533333333 by then; 1.4 each: 0.466666667 ÷ 1.4 = 0.333333333 s more: 7.142857143 s.
    Bench bench;
    const auto host = bench.cpu.add_host(7000);
    for (int i = 0; i < 5; ++i) bench.plan(0, bench.cpu.add_group(host, container(3000)), 6 * kSecond);
    for (int i = 0; i < 5; ++i) bench.plan(kSecond / 2, bench.cpu.add_group(host, container(2000)), 4 * kSecond);
    bench.run();
    for (std::uint64_t job = 0; job < 5; ++job) CHECK(bench.done[job] == 6'809'523'810);
    for (std::uint64_t job = 5; job < 10; ++job) CHECK(bench.done[job] == 7'142'857'143);
  }
  SUBCASE("room for all: nobody waits, and nobody gets more than its share") {
    // 5 × 2 cores on 10, and on 100.
    for (const std::int64_t cores : {10, 100}) {
      Bench bench;
      const auto host = bench.cpu.add_host(cores * 1000);
      for (int i = 0; i < 5; ++i) bench.plan(0, bench.cpu.add_group(host, container(2000)), 2 * kSecond);
      bench.run();
      for (std::uint64_t job = 0; job < 5; ++job) CHECK(bench.done[job] == kSecond);
    }
  }
}

TEST_CASE("cores that come and go change the speed at once") {
  // 2 s of work: 1 s at a full core, then a tenth of one for 5 s (0.5 s), then a full one again: 6.5 s.
  Bench bench;
  const auto host = bench.cpu.add_host(1000);
  const auto group = bench.cpu.add_group(host, {});
  bench.plan(0, group, 2 * kSecond);
  bench.simulator.run_until(SimTime{kSecond});
  bench.cpu.set_cores(host, 100);
  bench.simulator.run_until(SimTime{6 * kSecond});
  CHECK(bench.cpu.used_ns(group) == 3 * kSecond / 2);
  bench.cpu.set_cores(host, 1000);
  bench.run();
  CHECK(bench.done[0] == 13 * kSecond / 2);
}

TEST_CASE("jobs that are lost leave what they used, and their room") {
  // Two groups on one core, half each from 0. At 1 s one is cleared: 0.5 s used. The other has had 0.5 s of its 2 s and
  // goes on alone: 2.5 s.
  Bench bench;
  const auto host = bench.cpu.add_host(1000);
  const auto lost = bench.cpu.add_group(host, {});
  const auto kept = bench.cpu.add_group(host, {});
  bench.plan(0, lost, 2 * kSecond);
  bench.plan(0, kept, 2 * kSecond);
  bench.simulator.run_until(SimTime{kSecond});
  bench.cpu.clear(lost);
  CHECK(bench.cpu.jobs(lost) == 0);
  CHECK(bench.cpu.used_ns(lost) == kSecond / 2);
  bench.cpu.remove_group(lost);
  bench.run();
  CHECK(bench.done.count(0) == 0);
  CHECK(bench.done[1] == 5 * kSecond / 2);
  bench.cpu.remove_group(kept);
  bench.cpu.remove_host(host);
}

TEST_CASE("a job without work is done at once") {
  Bench bench;
  const auto group = bench.cpu.add_group(bench.cpu.add_host(1000), {});
  bench.plan(kSecond, group, 0);
  bench.run();
  CHECK(bench.done[0] == kSecond);
}

namespace {

/// The same rules, naively and in floating point: from one change to the next, with the level of each host found by
/// trying.
std::vector<double> by_trying(const std::vector<std::int64_t>& hosts,
                              const std::vector<std::pair<std::size_t, SharedCpu::Part>>& groups,
                              const std::vector<std::array<std::int64_t, 3>>& jobs) {  // at, group, work
  std::vector<double> left(jobs.size()), done(jobs.size(), -1), speed(jobs.size());
  for (std::size_t j = 0; j < jobs.size(); ++j) left[j] = static_cast<double>(jobs[j][2]);
  double now = 0;
  for (std::size_t finished = 0; finished < jobs.size();) {
    const auto runs = [&](std::size_t j) { return done[j] < 0 && static_cast<double>(jobs[j][0]) <= now; };
    double step = 1e300;
    for (std::size_t h = 0; h < hosts.size(); ++h) {
      std::vector<double> count(groups.size());
      for (std::size_t j = 0; j < jobs.size(); ++j) count[static_cast<std::size_t>(jobs[j][1])] += runs(j) ? 1 : 0;
      const auto part = [&](std::size_t g, double level) {  // in cores
        if (groups[g].first != h || count[g] == 0) return 0.0;
        const SharedCpu::Part& its = groups[g].second;
        const double most =
            std::min(static_cast<double>(its.limit_milli), static_cast<double>(its.job_milli) * count[g]);
        return std::min(most, level * static_cast<double>(its.weight)) / 1000;
      };
      double low = 0, high = 1e6;
      for (int i = 0; i < 200; ++i) {
        const double level = (low + high) / 2;
        double sum = 0;
        for (std::size_t g = 0; g < groups.size(); ++g) sum += part(g, level);
        (sum * 1000 <= static_cast<double>(hosts[h]) ? low : high) = level;
      }
      for (std::size_t j = 0; j < jobs.size(); ++j) {
        const auto g = static_cast<std::size_t>(jobs[j][1]);
        if (groups[g].first != h || !runs(j)) continue;
        speed[j] = part(g, low) / count[g];
        step = std::min(step, left[j] / speed[j]);
      }
    }
    for (std::size_t j = 0; j < jobs.size(); ++j) {
      if (static_cast<double>(jobs[j][0]) > now) step = std::min(step, static_cast<double>(jobs[j][0]) - now);
    }
    for (std::size_t j = 0; j < jobs.size(); ++j) {
      if (!runs(j)) continue;
      left[j] -= speed[j] * step;
      if (left[j] > 1e-3) continue;
      done[j] = now + step;
      ++finished;
    }
    now += step;
  }
  return done;
}

}  // namespace

TEST_CASE("random hosts, groups and jobs agree with a naive reckoning, and no work is lost") {
  random::Stream stream(7, "test");
  const auto pick = [&stream](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(stream.next() % static_cast<std::uint64_t>(high - low + 1));
  };
  for (int round = 0; round < 60; ++round) {
    Bench bench;
    std::vector<std::int64_t> hosts;
    std::vector<std::pair<std::size_t, SharedCpu::Part>> groups;
    std::vector<std::array<std::int64_t, 3>> jobs;
    for (std::int64_t h = pick(1, 3); h > 0; --h) {
      hosts.push_back(pick(1, 16) * 250);
      bench.cpu.add_host(hosts.back());
    }
    for (std::int64_t g = pick(1, 8); g > 0; --g) {
      SharedCpu::Part part;
      part.weight = pick(1, 4000);
      if (pick(0, 2) == 0) part.limit_milli = pick(100, 3000);
      part.job_milli = pick(0, 2) == 0 ? pick(300, 2000) : 1000;
      const auto host = static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(hosts.size()) - 1));
      groups.emplace_back(host, part);
      bench.cpu.add_group(static_cast<SharedCpu::Host>(host), part);
    }
    std::int64_t at = 0;
    for (int j = 0; j < 40; ++j) {
      at += pick(0, 400'000'000);
      const std::int64_t group = pick(0, static_cast<std::int64_t>(groups.size()) - 1);
      jobs.push_back({at, group, pick(1, kSecond)});
      bench.plan(at, static_cast<SharedCpu::Group>(group), jobs.back()[2]);
    }
    bench.run();
    const std::vector<double> expected = by_trying(hosts, groups, jobs);
    for (std::size_t j = 0; j < jobs.size(); ++j) {
      REQUIRE(bench.done.count(j) == 1);
      // A nanosecond for each of the 80 changes, and the errors of the reckoning.
      CHECK(std::abs(static_cast<double>(bench.done[j]) - expected[j]) < 100.0);
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      CHECK(bench.cpu.used_ns(static_cast<SharedCpu::Group>(g)) == bench.work(static_cast<SharedCpu::Group>(g)));
    }
  }
}

TEST_CASE("a host with enough to do uses all its cores, to the nanosecond") {
  // Two cores, 300 jobs begun over 3 s with 1,849 s of work in all: at every instant from 1 s on at least two jobs are
  // there, so the host has used what it had by the first second and 2 s per second since. Each of up to 300 changes may
  // cost a nanosecond.
  Bench bench;
  const auto host = bench.cpu.add_host(2000);
  const auto a = bench.cpu.add_group(host, {700});
  const auto b = bench.cpu.add_group(host, {300});
  for (int i = 0; i < 300; ++i) bench.plan(i * 10'000'000LL, i % 3 == 0 ? a : b, 5 * kSecond + i * 7'777'777LL);
  bench.simulator.run_until(SimTime{kSecond});
  const std::int64_t before = bench.cpu.used_ns(a) + bench.cpu.used_ns(b);
  for (std::int64_t at = 2; at <= 700; at += 349) {
    bench.simulator.run_until(SimTime{at * kSecond});
    const std::int64_t used = bench.cpu.used_ns(a) + bench.cpu.used_ns(b) - before;
    CHECK(std::abs(used - (at - 1) * 2 * kSecond) <= 300);
  }
  bench.run();
  CHECK(bench.cpu.used_ns(a) + bench.cpu.used_ns(b) == bench.work(a) + bench.work(b));
}
