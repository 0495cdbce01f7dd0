// SPDX-License-Identifier: Apache-2.0
// One case, once: `bench_case NAME REQUESTS` prints requests, fingerprint, seconds, peak memory and the bound's
// nanoseconds. Without Google Benchmark, for scripts and for counting instructions (then without `bound`).
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <cstring>

#include "bound.hpp"
#include "cases.hpp"

int main(int argc, char** argv) {
  using namespace cloudsim::bench;
  if (argc < 3) {
    for (const Case& each : cases()) fmt::print("{}\n", each.name);
    return argc == 1 ? 0 : 2;
  }
  const Case* what = find_case(argv[1]);
  if (what == nullptr) return 2;
  const std::uint64_t requests = std::strtoull(argv[2], nullptr, 10);
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 0;
  const Prepared prepared(*what, requests);
  for (int round = 0; round < (rounds == 0 ? 1 : rounds); ++round) {
    const Measured measured = measure(prepared);
    const double ns = measured.seconds * 1e9 / static_cast<double>(measured.requests);
    fmt::print("{} requests={} fingerprint={:016x} ns={:.1f}", what->name, measured.requests, measured.fingerprint, ns);
    if (rounds > 0) {
      const double bound = bound_ns(BoundPart::Calendar, static_cast<std::size_t>(what->concurrency), 2'000'000);
      fmt::print(" bound={:.1f} ratio={:.2f}", bound, ns / bound);
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print(" peak_kb={}\n", usage.ru_maxrss);
  }
  return 0;
}
