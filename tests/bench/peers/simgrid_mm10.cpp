// SPDX-License-Identifier: Apache-2.0
// M/M/c on SimGrid, for simgrid_mm10.py: one actor brings requests into a mailbox, c actors take them out and sleep.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <simgrid/s4u.hpp>

namespace sg4 = simgrid::s4u;

int main(int argc, char** argv) {
  const long requests = std::atol(argv[1]);
  const int workers = argc > 2 ? std::atoi(argv[2]) : 10;
  int count = 3;
  char name[] = "mm10", stack[] = "--cfg=contexts/stack-size:16", quiet[] = "--log=root.thres:critical";
  char* arguments[] = {name, stack, quiet, nullptr};
  sg4::Engine engine(&count, arguments);
  auto* zone = sg4::create_full_zone("zone");
  sg4::Host* host = zone->create_host("host", 1e9);
  zone->seal();
  sg4::Mailbox* queue = sg4::Mailbox::by_name("queue");
  double waited = 0;

  sg4::Actor::create("source", host, [&] {
    std::mt19937_64 bits(1);
    std::exponential_distribution<double> gap(0.8 * workers);
    for (long i = 0; i < requests; ++i) {
      sg4::this_actor::sleep_for(gap(bits));
      queue->put_init(new double(sg4::Engine::get_clock()), 0)->detach();
    }
    for (int i = 0; i < workers; ++i) queue->put_init(new double(-1), 0)->detach();
  });
  std::mt19937_64 bits(2);
  std::exponential_distribution<double> service(1.0);
  for (int i = 0; i < workers; ++i) {
    sg4::Actor::create("worker", host, [&] {
      for (;;) {
        const auto arrived = queue->get_unique<double>();
        if (*arrived < 0) return;
        waited += sg4::Engine::get_clock() - *arrived;
        sg4::this_actor::sleep_for(service(bits));
      }
    });
  }
  const std::clock_t begin = std::clock();
  engine.run();
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("ns=%.0f wait=%.4f\n", took * 1e9 / static_cast<double>(requests),
              waited / static_cast<double>(requests));
  return 0;
}
