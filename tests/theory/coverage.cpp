// SPDX-License-Identifier: Apache-2.0
// usage: interval_coverage SEEDS LOWEST HIGHEST [single]: how many of SEEDS experiments have a 95 % interval of the
// mean wait that holds the formula's value, for M/M/3 at a load of one half, run as anybody would run it: from a
// scenario, with ten replications and a warm-up; or, with `single`, one run of ten hours for which nobody asked for any
// statistics. Fails unless the number lies between LOWEST and HIGHEST.
//
// Erlang C with a = 1.5, c = 3: B(3) = 0.1343284, C = B / (1 − ρ (1 − B)) = 0.2368421, Wq = C / (3 − 1.5) = 0.1578947
// s.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "session/parallel.hpp"
#include "session/run.hpp"

using namespace cloudsim;

namespace {

const char* const kReplications = "cloudsim: 1\nduration: 2h\nrun: {replications: 10, warm_up: 10min}\n";
const char* const kSingle = "cloudsim: 1\nduration: 10h\n";
const char* const kBank = R"(workload:
  - {name: visits, source: http, arrivals: {poisson: 1.5/s}, work: {io: {exponential: 1s}}}
deployments:
  - {name: bank, ec2: {instance: t3.micro, image: baked, fleet: 3, workers: 1, routing: central}}
)";

}  // namespace

int main(int argc, char** argv) {
  const bool single = argc == 5 && std::string(argv[4]) == "single";
  if (argc != 4 && !single) return 2;
  const int seeds = std::atoi(argv[1]), lowest = std::atoi(argv[2]), highest = std::atoi(argv[3]);
  constexpr double kWait = 3.0 / 19;  // 0.1578947…
  const std::string text = std::string(single ? kSingle : kReplications) + kBank;
  const auto loaded = scenario::load(std::make_shared<const Source>(Source{"bank.yaml", text}), {}, {});
  if (!loaded) return 2;
  const auto data = session::load_data(loaded->scenario, {});
  std::vector<char> held(static_cast<std::size_t>(seeds), 0);
  std::vector<double> widths(held.size(), 0);
  session::for_each_index(held.size(), 0, [&](std::size_t i) {
    scenario::Scenario scenario = loaded->scenario;
    scenario.seed = 1 + i;
    const result::RunResult run = session::run(scenario, *data);
    for (const result::Estimate& each : run.deployments[0].estimates) {
      if (each.name != "waiting_time_s") continue;
      held[i] = each.mean - *each.half_width <= kWait && kWait <= each.mean + *each.half_width;
      widths[i] = *each.half_width;
    }
  });
  int count = 0;
  double width = 0;
  for (std::size_t i = 0; i < held.size(); ++i) {
    count += held[i];
    width += widths[i] / static_cast<double>(seeds);
  }
  std::printf("%d of %d intervals hold the formula's %.4f s; their mean half-width is %.4f s\n", count, seeds, kWait,
              width);
  // An interval that is wide holds everything and proves nothing.
  return count >= lowest && count <= highest && width < 0.1 * kWait ? 0 : 1;
}
