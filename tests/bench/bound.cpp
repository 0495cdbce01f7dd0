// SPDX-License-Identifier: Apache-2.0
#include "bound.hpp"

#include <ctime>

#include "engine/completion_list.hpp"
#include "metrics/histogram.hpp"
#include "random/distribution.hpp"

namespace cloudsim::bench {
namespace {

constexpr double kSecond = 1e9;

template <BoundPart upto>
double loop(std::size_t pending, std::uint64_t requests) {
  const random::Distribution gaps(random::Exponential{kSecond / static_cast<double>(pending)});
  const random::Distribution services(random::lognormal_from_mean(kSecond, 1));
  random::Stream gap_stream(1, "arrivals");
  random::Stream service_stream(1, "work.io");
  metrics::Histogram histogram;
  engine::CompletionList list;
  std::int64_t now = 0;
  std::int64_t billed = 0;
  std::uint64_t sequence = 0;
  const auto insert = [&](std::int64_t at) {
    list.insert({at, engine::Order::make_tie(engine::Phase::Completion, sequence)}, sequence);
    ++sequence;
  };
  const auto step = [&] {
    now += gaps.draw(gap_stream);
    if constexpr (upto >= BoundPart::Service) {
      const Duration service{services.draw(service_stream)};
      if constexpr (upto >= BoundPart::Histogram) histogram.add(service);
      if constexpr (upto >= BoundPart::Meter) billed += round_up(service, Duration::milliseconds(1)).ns;
      if constexpr (upto >= BoundPart::Calendar) {
        insert(now + service.ns);
        list.top();
        sequence += list.take() & 1;  // used, so that it is not left out
      } else {
        now += service.ns & 1;
      }
    }
  };
  if constexpr (upto >= BoundPart::Calendar) {
    random::Stream first(1, "first");
    for (std::size_t i = 0; i < pending; ++i) insert(services.draw(first));
  }
  for (std::uint64_t i = 0; i < requests / 10; ++i) step();
  const std::clock_t begin = std::clock();
  for (std::uint64_t i = 0; i < requests; ++i) step();
  const std::clock_t took = std::clock() - begin;
  volatile std::int64_t used = now + billed + static_cast<std::int64_t>(histogram.count());
  static_cast<void>(used);
  return static_cast<double>(took) * 1e9 / CLOCKS_PER_SEC / static_cast<double>(requests);
}

}  // namespace

double bound_ns(BoundPart upto, std::size_t pending, std::uint64_t requests) {
  switch (upto) {
    case BoundPart::Arrival:
      return loop<BoundPart::Arrival>(pending, requests);
    case BoundPart::Service:
      return loop<BoundPart::Service>(pending, requests);
    case BoundPart::Histogram:
      return loop<BoundPart::Histogram>(pending, requests);
    case BoundPart::Meter:
      return loop<BoundPart::Meter>(pending, requests);
    case BoundPart::Calendar:
      return loop<BoundPart::Calendar>(pending, requests);
  }
  return 0;
}

}  // namespace cloudsim::bench
