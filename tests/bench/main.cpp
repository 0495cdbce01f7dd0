// SPDX-License-Identifier: Apache-2.0
// cloudsim_bench: everything that tests/bench measures. Options are Google Benchmark's (--benchmark_filter=…,
// --benchmark_repetitions=5, --benchmark_format=json); table.py makes the table of the documentation.
#include <benchmark/benchmark.h>

#include "benches.hpp"

int main(int argc, char** argv) {
  cloudsim::bench::add_micro();
  cloudsim::bench::add_macro();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
