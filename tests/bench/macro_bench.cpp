// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <map>

#include "benches.hpp"
#include "billing/invoice.hpp"
#include "bound.hpp"
#include "cases.hpp"
#include "embed/embedded.hpp"
#include "narrative/locale.hpp"
#include "page/text.hpp"

namespace cloudsim::bench {
namespace {

constexpr std::uint64_t kRequests = 2'000'000;

void bound(benchmark::State& state, BoundPart part, std::size_t pending) {
  double ns = 0;
  for (auto _ : state) {
    ns = bound_ns(part, pending, kRequests);
    state.SetIterationTime(ns * 1e-9);
  }
}

/// The model and, right after it, the bound at the same concurrency.
void whole_run(benchmark::State& state, const Case& what) {
  // A few thousand requests per environment at least, so that the first ones weigh little.
  const std::uint64_t requests = what.concurrency > 10'000 ? 2 * kRequests : kRequests;
  const Prepared prepared(what, requests);
  for (auto _ : state) {
    const Measured measured = measure(prepared);
    const double ns = measured.seconds * 1e9 / static_cast<double>(measured.requests);
    const double least = bound_ns(BoundPart::Calendar, static_cast<std::size_t>(what.concurrency), kRequests);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.SetIterationTime(ns * 1e-9);
    state.counters["requests_per_s"] = 1e9 / ns;
    state.counters["bound_ns"] = least;
    state.counters["ratio"] = ns / least;
    state.counters["peak_kb"] = static_cast<double>(usage.ru_maxrss);
    state.SetLabel(fmt::format("{:016x}", measured.fingerprint));
  }
}

/// A shipped lesson from its text to the printed page.
void lesson(benchmark::State& state, const char* name, const char* language) {
  const std::string path = fmt::format("scenarios/lessons/{}.yaml", name);
  const std::string text(*embed::find(path));
  for (auto _ : state) {
    const Prepared prepared(text);
    const result::RunResult result = session::run(prepared.scenario(), prepared.data());
    const narrative::Locale locale = narrative::Locale::load(language);
    benchmark::DoNotOptimize(page::text_report(result, locale, {}));
  }
}

void story(benchmark::State& state, const char* language) {
  const Prepared prepared(std::string(*embed::find("scenarios/lessons/l03-burst.yaml")));
  const result::RunResult result = session::run(prepared.scenario(), prepared.data());
  const narrative::Locale locale = narrative::Locale::load(language);
  for (auto _ : state) benchmark::DoNotOptimize(page::text_report(result, locale, {}));
}

}  // namespace

void add_macro() {
  const std::pair<const char*, BoundPart> parts[] = {{"arrival", BoundPart::Arrival},
                                                     {"service", BoundPart::Service},
                                                     {"histogram", BoundPart::Histogram},
                                                     {"meter", BoundPart::Meter},
                                                     {"calendar", BoundPart::Calendar}};
  for (const auto& [name, part] : parts) {
    const BoundPart upto = part;
    benchmark::RegisterBenchmark((std::string("bound/1000/") + name).c_str(),
                                 [upto](benchmark::State& state) { bound(state, upto, 1000); })
        ->UseManualTime()
        ->Iterations(1);
  }
  for (const Case& each : cases()) {
    benchmark::RegisterBenchmark((std::string("run/") + each.name).c_str(),
                                 [&each](benchmark::State& state) { whole_run(state, each); })
        ->UseManualTime()
        ->Iterations(1);
  }
  for (const char* language : {"en", "es"}) {
    benchmark::RegisterBenchmark((std::string("story/l03-burst/") + language).c_str(),
                                 [language](benchmark::State& state) { story(state, language); });
    benchmark::RegisterBenchmark((std::string("lesson/l01-three-duties/") + language).c_str(),
                                 [language](benchmark::State& state) { lesson(state, "l01-three-duties", language); });
  }
}

}  // namespace cloudsim::bench
