// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "benches.hpp"
#include "engine/calendar.hpp"
#include "engine/heap_calendar.hpp"
#include "metrics/histogram.hpp"
#include "random/distribution.hpp"
#include "random/ziggurat.hpp"

namespace cloudsim::bench {
namespace {

constexpr double kMean = 1e9;

void raw_bits(benchmark::State& state) {
  random::Stream stream(1, "bench");
  for (auto _ : state) benchmark::DoNotOptimize(stream.next());
}

void normal(benchmark::State& state) {
  random::Stream stream(1, "bench");
  for (auto _ : state) benchmark::DoNotOptimize(random::standard_normal(stream));
}

void draw(benchmark::State& state, const random::DistributionSpec& spec) {
  const random::Distribution distribution(spec);
  random::Stream stream(1, "bench");
  for (auto _ : state) benchmark::DoNotOptimize(distribution.draw(stream));
}

void histogram_add(benchmark::State& state) {
  const random::Distribution distribution(random::lognormal_from_mean(kMean, 1));
  random::Stream stream(1, "bench");
  std::vector<Duration> values(4096);
  for (Duration& value : values) value = Duration{distribution.draw(stream)};
  metrics::Histogram histogram;
  std::size_t next = 0;
  for (auto _ : state) histogram.add(values[next++ & 4095]);
  benchmark::DoNotOptimize(histogram.count());
}

/// How long after the event that fires the next one comes.
std::vector<std::int64_t> increments(const std::string& kind) {
  std::vector<std::int64_t> made(1 << 16);
  random::Stream stream(1, kind);
  const random::Distribution exponential(random::Exponential{kMean});
  const random::Distribution lognormal(random::lognormal_from_mean(kMean, 1));
  for (std::int64_t& each : made) {
    if (kind == "exponential") each = exponential.draw(stream);
    if (kind == "lognormal") each = lognormal.draw(stream);
    if (kind == "constant") each = static_cast<std::int64_t>(kMean);
    if (kind == "bimodal") each = stream.below(10) == 0 ? 600'000'000'000 : 100'000'000;
    if (kind == "ties") each = 0;
  }
  return made;
}

template <class List>
void hold(benchmark::State& state, const std::string& kind) {
  const std::vector<std::int64_t> gaps = increments(kind);
  List list;
  std::uint64_t sequence = 0;
  const auto insert = [&](std::int64_t at) {
    list.insert({at, engine::Order::make_tie(engine::Phase::Completion, sequence)},
                {SimTime{at}, engine::Phase::Completion, 0, ComponentId{0}, sequence});
    ++sequence;
  };
  const auto next = [&] { return gaps[static_cast<std::size_t>(sequence * 40503) & 0xFFFF]; };
  for (std::int64_t i = 0; i < state.range(0); ++i) insert(next());
  const auto step = [&] {
    const engine::Event event = list.pop();
    insert(event.at.ns + next());
  };
  for (std::int64_t i = 0; i < 2 * state.range(0) + 1000; ++i) step();
  for (auto _ : state) step();
}

}  // namespace

void add_micro() {
  benchmark::RegisterBenchmark("random/bits", raw_bits);
  benchmark::RegisterBenchmark("random/normal", normal);
  const auto add_draw = [](const char* name, const random::DistributionSpec& spec) {
    benchmark::RegisterBenchmark(name, [spec](benchmark::State& state) { draw(state, spec); });
  };
  add_draw("random/exponential", random::Exponential{kMean});
  add_draw("random/lognormal", random::lognormal_from_mean(kMean, 1));
  add_draw("random/uniform", random::Uniform{0, kMean});
  add_draw("random/triangular", random::Triangular{0, kMean / 2, kMean});
  add_draw("random/quantiles", random::Quantiles{{{0, 0}, {0.5, kMean}, {0.9, 2 * kMean}, {1, 9 * kMean}}});
  benchmark::RegisterBenchmark("histogram/add", histogram_add);
  for (const char* kind : {"exponential", "lognormal", "constant", "bimodal", "ties"}) {
    const std::string name(kind);
    const auto sizes = {1, 10, 100, 1000, 10'000, 100'000};
    auto* ring = benchmark::RegisterBenchmark(("calendar/" + name).c_str(),
                                              [name](benchmark::State& state) { hold<engine::Calendar>(state, name); });
    auto* heap = benchmark::RegisterBenchmark(
        ("heap/" + name).c_str(), [name](benchmark::State& state) { hold<engine::HeapCalendar>(state, name); });
    for (const int size : sizes) {
      ring->Arg(size);
      heap->Arg(size);
    }
  }
}

}  // namespace cloudsim::bench
