// SPDX-License-Identifier: Apache-2.0
// Counts allocations of this test program, to show that a request costs none.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "recorder.hpp"

namespace {
std::atomic<std::uint64_t> allocations{0};
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace cloudsim {

namespace {

using namespace workload;

class Counter final : public queueing::RequestTarget {
 public:
  void submit(const queueing::Request&) override { ++count; }
  std::uint64_t count = 0;
};

}  // namespace

TEST_CASE("a request allocates nothing, in any arrival form") {
  auto trace = std::make_shared<Trace>();
  trace->bin_width = Duration::seconds(1);
  for (int second = 0; second < 20'000; ++second) trace->bins.push_back({at_second(second), 5, Duration{}});
  const std::vector<std::pair<SimTime, Rate>> points = {{at_second(0), rate(1)}, {at_second(10'000), rate(9)}};
  std::vector<WorkloadSpec> specs;
  for (const ArrivalSpec& arrivals :
       {ArrivalSpec(PoissonArrivals{rate(5)}), ArrivalSpec(ConstantArrivals{rate(5)}),
        ArrivalSpec(ProfileArrivals{points, Interpolation::Linear, Spacing::Poisson}),
        ArrivalSpec(ProfileArrivals{points, Interpolation::Step, Spacing::Even}),
        ArrivalSpec(TraceArrivals{trace, Spacing::Even}), ArrivalSpec(TraceArrivals{trace, Spacing::Poisson})}) {
    specs.push_back(workload_of(arrivals));
    specs.back().work.cpu = random::lognormal_from_mean(1e8, 0.8);
    specs.back().work.io = random::Exponential{1e7};
    specs.back().work.memory = random::Quantiles{{{0, 0}, {0.5, 1e8}, {1, 1e9}}};
  }
  engine::Simulator simulator;
  Counter counter;
  ArrivalSource source(simulator, specs, 1, at_second(20'000), counter);
  source.start();
  simulator.run_until(at_second(10));  // buffers grow to their size
  const std::uint64_t before = allocations;
  simulator.run_until(at_second(20'000));
  CHECK(allocations == before);
  CHECK(counter.count > 500'000);
}

}  // namespace cloudsim
