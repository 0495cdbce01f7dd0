// SPDX-License-Identifier: Apache-2.0
// The same FIFO station three ways, to the same hash over every request: by the simulator as scenarios run it (source,
// pool, lanes, ring of buckets), by a loop over the plain heap, and by the Kiefer-Wolfowitz recursion, which has no
// events at all. A wrong list of events gives plausible wrong results: only such twins show it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/heap_calendar.hpp"
#include "engine/simulator.hpp"
#include "queueing/server_pool.hpp"
#include "support/recording_sink.hpp"
#include "workload/arrivals.hpp"

using namespace cloudsim;

namespace {

struct Job {
  SimTime arrived;
  Duration service{};
};
struct Times {
  SimTime started, finished;
};

/// FNV-1a over the times, by request.
std::uint64_t hash_of(const std::vector<Times>& all) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  for (const Times& times : all) {
    for (const std::int64_t word : {times.started.ns, times.finished.ns}) {
      hash = (hash ^ static_cast<std::uint64_t>(word)) * 0x0000'0100'0000'01b3;
    }
  }
  return hash;
}

constexpr std::uint64_t kSeed = 5;

workload::WorkloadSpec workload_of(const std::vector<SimTime>& arrivals, const random::DistributionSpec& service) {
  workload::WorkloadSpec spec;
  spec.arrivals = workload::ScheduledArrivals{arrivals};
  spec.work.io = service;
  return spec;
}

class Owner final : public queueing::ServerPool::Owner {
 public:
  queueing::ServerPool::Service begin(const queueing::Request& request, ServerId, std::uint32_t) override {
    queueing::ServerPool::Service service;
    service.time = request.io;
    return service;
  }
  void emptied(ServerId) override {}
};

/// `pieces`: in so many calls, so that sources also stop in the middle of running ahead.
std::vector<Times> by_simulator(const workload::WorkloadSpec& spec, std::uint32_t workers, SimTime end, int pieces) {
  engine::Simulator simulator;
  trace::Tracer tracer;
  test::RecordingSink sink;
  tracer.add(sink);
  Owner owner;
  queueing::ServerPool pool(simulator, tracer, owner, {queueing::Routing::Central});
  pool.add(ServerId{0}, workers);
  class Entry final : public queueing::RequestTarget {
   public:
    explicit Entry(queueing::ServerPool& pool) : pool_(pool) {}
    void submit(const queueing::Request& request) override { pool_.submit(request); }

   private:
    queueing::ServerPool& pool_;
  } entry(pool);
  workload::ArrivalSource source(simulator, {&spec, 1}, kSeed, end, entry);
  source.start();
  for (int i = 1; i <= pieces; ++i) simulator.run_until(SimTime{end.ns / pieces * i});
  simulator.run_until(end);
  tracer.flush();
  std::vector<Times> all(sink.records.size());
  for (const auto& record : sink.records) all[record.id.value] = {record.started, record.finished};
  return all;
}

std::vector<Times> by_heap(const std::vector<Job>& jobs, std::uint32_t workers) {
  engine::HeapCalendar heap;
  std::vector<Times> all(jobs.size());
  std::size_t next = 0;  // waits, or arrives next
  std::size_t begun = 0;
  std::uint32_t busy = 0;
  std::uint64_t sequence = 0;
  const auto begin = [&](SimTime now) {
    all[begun] = {now, now + jobs[begun].service};
    const engine::Event event{all[begun].finished, engine::Phase::Completion, 0, ComponentId{0}, begun};
    heap.insert({event.at.ns, engine::Order::make_tie(event.phase, sequence++)}, event);
    ++begun;
    ++busy;
  };
  while (begun < jobs.size() || !heap.empty()) {
    const engine::Order* top = heap.top();
    if (next == jobs.size() || (top != nullptr && top->at <= jobs[next].arrived.ns)) {
      const SimTime now = heap.pop().at;
      --busy;
      if (begun < next) begin(now);
    } else {
      const SimTime now = jobs[next].arrived;
      ++next;
      if (busy < workers) begin(now);
    }
  }
  return all;
}

std::vector<Times> by_recursion(const std::vector<Job>& jobs, std::uint32_t workers) {
  std::vector<SimTime> free_at(workers);
  std::vector<Times> all;
  for (const Job& job : jobs) {
    const auto first = std::min_element(free_at.begin(), free_at.end());
    const SimTime started = std::max(job.arrived, *first);
    all.push_back({started, started + job.service});
    *first = all.back().finished;
  }
  return all;
}

void check_all_ways(const std::vector<SimTime>& arrivals, const random::DistributionSpec& service,
                    std::uint32_t workers) {
  CAPTURE(workers);
  random::Stream stream(kSeed, "work.io", 0);  // as the source draws
  const random::Distribution distribution(service);
  std::vector<Job> jobs;
  for (const SimTime at : arrivals) jobs.push_back({at, Duration{distribution.draw(stream)}});
  const std::vector<Times> expected = by_recursion(jobs, workers);
  REQUIRE(expected.size() == arrivals.size());
  SimTime end{};
  for (const Times& times : expected) end = std::max(end, times.finished);
  end = end + Duration{1};
  const workload::WorkloadSpec spec = workload_of(arrivals, service);
  CHECK(hash_of(by_heap(jobs, workers)) == hash_of(expected));
  for (const int pieces : {1, 37}) {
    CAPTURE(pieces);
    CHECK(hash_of(by_simulator(spec, workers, end, pieces)) == hash_of(expected));
  }
}

std::vector<SimTime> poisson(double gap_ns, int number) {
  random::Stream stream(3, "gaps");
  const random::Distribution gap(random::Exponential{gap_ns});
  std::vector<SimTime> at;
  SimTime now{};
  for (int i = 0; i < number; ++i) {
    now = now + Duration{gap.draw(stream)};
    at.push_back(now);
  }
  return at;
}

}  // namespace

TEST_CASE("ring, heap and Kiefer-Wolfowitz agree from one request in 1,000 s to a million a second") {
  for (const double gap : {1e12, 1e9, 1e6, 1e3}) {
    CAPTURE(gap);
    const std::vector<SimTime> arrivals = poisson(gap, 6000);
    for (const std::uint32_t workers : {1U, 10U, 26U, 400U}) {
      const double mean = gap * workers * 0.9;
      check_all_ways(arrivals, random::Exponential{mean}, workers);
      check_all_ways(arrivals, random::lognormal_from_mean(mean, 3), workers);
    }
  }
}

TEST_CASE("ring, heap and Kiefer-Wolfowitz agree in tie storms: all at one instant, all alike") {
  std::vector<SimTime> arrivals;
  for (std::int64_t minute = 0; minute < 8; ++minute) {
    arrivals.insert(arrivals.end(), 1500, SimTime{minute * 60'000'000'000});
  }
  for (const std::uint32_t workers : {1U, 24U, 25U, 700U, 4000U}) {
    check_all_ways(arrivals, random::Constant{20'000'000}, workers);  // ends at the very instant of arrivals too
    check_all_ways(arrivals, random::Constant{60'000'000'000.0 / 8}, workers);
    check_all_ways(arrivals, random::Uniform{0, 3}, workers);
  }
}

TEST_CASE("ring, heap and Kiefer-Wolfowitz agree in bursts a millionfold, with long silences") {
  std::vector<SimTime> arrivals;
  SimTime begin{};
  for (int burst = 0; burst < 6; ++burst) {
    for (const SimTime at : poisson(burst % 2 == 0 ? 1e3 : 1e9, 1500)) arrivals.push_back(begin + (at - kTimeZero));
    begin = arrivals.back() + Duration::hours(burst);
  }
  for (const std::uint32_t workers : {1U, 12U, 300U}) {
    check_all_ways(arrivals, random::Exponential{2e6}, workers);
    check_all_ways(arrivals, random::lognormal_from_mean(5e8, 2), workers);
  }
}
