// SPDX-License-Identifier: Apache-2.0
#include "theory/queues.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/check.hpp"

namespace cloudsim {

namespace {

using namespace theory;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Equal in all eight printed decimals.
bool prints_as(double value, double printed) { return std::fabs(value - printed) <= 0.5e-8 + 1e-15; }

/// M/M/c/K by brute force: solve the birth-and-death chain state by state.
struct Chain {
  double blocking = 0;
  double queue_length = 0;
  double number = 0;
};
Chain chain(double arrival_rate, double service_rate, std::uint32_t servers, std::uint32_t capacity) {
  std::vector<double> p = {1.0};
  double sum = 1.0;
  for (std::uint32_t n = 1; n <= capacity; ++n) {
    p.push_back(p.back() * arrival_rate / (service_rate * std::min(n, servers)));
    sum += p.back();
  }
  Chain result;
  for (std::uint32_t n = 0; n <= capacity; ++n) {
    result.number += n * p[n] / sum;
    if (n > servers) result.queue_length += (n - servers) * p[n] / sum;
  }
  result.blocking = p[capacity] / sum;
  return result;
}

}  // namespace

// Values computed independently of this code and published with the project's validation data.
TEST_CASE("Erlang B") {
  CHECK(prints_as(erlang_b(2, 3), 0.21052632));
  CHECK(prints_as(erlang_b(2, 4), 0.09523810));
  CHECK(prints_as(erlang_b(2, 2), 0.4));
  CHECK(prints_as(erlang_b(5, 5), 0.28486782));
  CHECK(prints_as(erlang_b(10, 10), 0.21458234));
  CHECK(prints_as(erlang_b(20, 20), 0.15889196));
  CHECK(prints_as(erlang_b(100, 100), 0.07570045));
  CHECK(prints_as(erlang_b(1000, 1000), 0.02481192));
  CHECK(prints_as(erlang_b(2016, 1000), 0.50445458));
  // B(2, 3) = (8/6) / (1 + 2 + 2 + 8/6) = 4/19
  CHECK(erlang_b(2, 3) == doctest::Approx(4.0 / 19.0).epsilon(1e-15));
  CHECK(erlang_b(5, 0) == 1.0);
  CHECK(erlang_b(0, 3) == 0.0);
}

TEST_CASE("M/M/1: everything follows from rho") {
  const QueueResult q = mm1(0.8, 1);
  CHECK(q.utilization == doctest::Approx(0.8));
  CHECK(q.waiting_probability == doctest::Approx(0.8));
  CHECK(q.waiting_time == doctest::Approx(4.0));      // rho / (mu - lambda)
  CHECK(q.response_time == doctest::Approx(5.0));     // 1 / (mu - lambda)
  CHECK(q.queue_length == doctest::Approx(3.2));      // rho² / (1 - rho)
  CHECK(q.number_in_system == doctest::Approx(4.0));  // rho / (1 - rho)
  CHECK(q.blocking_probability == 0.0);
  CHECK(q.stable());
}

TEST_CASE("M/M/c: the bank with three and four clerks, and ten servers") {
  const QueueResult three = mmc(0.2, 0.1, 3);
  CHECK(prints_as(three.waiting_probability, 0.44444444));
  CHECK(prints_as(three.waiting_time, 4.44444444));
  CHECK(prints_as(three.queue_length, 0.88888889));
  const QueueResult four = mmc(0.2, 0.1, 4);
  CHECK(prints_as(four.waiting_probability, 0.17391304));
  CHECK(prints_as(four.waiting_time, 0.86956522));
  CHECK(prints_as(four.queue_length, 0.17391304));
  const QueueResult ten = mmc(9, 1, 10);
  CHECK(prints_as(ten.waiting_probability, 0.66873152));
  CHECK(prints_as(ten.waiting_time, 0.66873152));
  CHECK(prints_as(ten.queue_length, 6.01858372));
  CHECK(ten.utilization == doctest::Approx(0.9));
  CHECK(ten.number_in_system == doctest::Approx(6.01858372 + 9).epsilon(1e-9));
}

TEST_CASE("M/D/1 waits half as long as M/M/1; M/G/1 with cv 1 is M/M/1") {
  CHECK(md1(0.8, 1).waiting_time == doctest::Approx(2.0));
  CHECK(md1(0.8, 1).response_time == doctest::Approx(3.0));
  CHECK(md1(0.8, 1).queue_length == doctest::Approx(1.6));
  const QueueResult general = mg1(0.8, 1, 1);
  const QueueResult markov = mm1(0.8, 1);
  CHECK(general.waiting_time == doctest::Approx(markov.waiting_time));
  CHECK(general.number_in_system == doctest::Approx(markov.number_in_system));
  // rho = 0.5, E[S] = 0.25, cv = 2: Wq = 1 × (1 + 4)/2 × 0.25 = 0.625
  CHECK(mg1(2, 0.25, 2).waiting_time == doctest::Approx(0.625));
  CHECK(mg1(2, 0.25, 2).waiting_probability == doctest::Approx(0.5));
}

TEST_CASE("M/G/infinity: nobody waits, and the offered load is in the system") {
  const QueueResult q = mg_infinite(3, 2.5);
  CHECK(q.number_in_system == doctest::Approx(7.5));
  CHECK(q.response_time == doctest::Approx(2.5));
  CHECK(q.waiting_time == 0.0);
  CHECK(q.utilization == 0.0);
}

TEST_CASE("M/M/c/K agrees with its chain solved state by state") {
  for (const double arrival_rate : {0.5, 2.0, 3.0, 9.0}) {
    for (const std::uint32_t servers : {1u, 3u}) {
      for (const std::uint32_t capacity : {3u, 4u, 10u, 50u}) {
        const QueueResult q = mmck(arrival_rate, 1, servers, capacity);
        const Chain expected = chain(arrival_rate, 1, servers, capacity);
        CHECK(q.blocking_probability == doctest::Approx(expected.blocking).epsilon(1e-12));
        CHECK(q.queue_length == doctest::Approx(expected.queue_length).epsilon(1e-12));
        CHECK(q.number_in_system == doctest::Approx(expected.number).epsilon(1e-12));
        const double accepted = arrival_rate * (1 - expected.blocking);
        CHECK(q.response_time == doctest::Approx(expected.number / accepted).epsilon(1e-12));
        CHECK(q.utilization == doctest::Approx(accepted / servers).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("M/M/c/K at its edges") {
  // M/M/1/1: a request waits never and is turned away with rho / (1 + rho).
  const QueueResult loss = mmck(0.8, 1, 1, 1);
  CHECK(loss.blocking_probability == doctest::Approx(0.8 / 1.8));
  CHECK(loss.waiting_probability == 0.0);
  CHECK(loss.waiting_time == 0.0);
  CHECK(loss.response_time == doctest::Approx(1.0));
  // c = K is Erlang's loss system, also for a thousand servers.
  CHECK(mmck(2016, 1, 1000, 1000).blocking_probability == doctest::Approx(erlang_b(2016, 1000)));
  // A long queue that never fills is M/M/c.
  const QueueResult longest = mmck(0.2, 0.1, 3, 2000);
  CHECK(longest.waiting_time == doctest::Approx(40.0 / 9.0).epsilon(1e-12));
  CHECK(longest.waiting_probability == doctest::Approx(4.0 / 9.0).epsilon(1e-12));
  CHECK(longest.blocking_probability < 1e-100);
  // Ten times overloaded with 1000 places: the last weight would be 10^999. Served is what one server can: 1 of 10.
  const QueueResult flooded = mmck(10, 1, 1, 1000);
  CHECK(flooded.blocking_probability == doctest::Approx(0.9));
  CHECK(flooded.utilization == doctest::Approx(1.0));
  // Geometric from the full end with ratio 1/10: L = 1000 - (1/10)/(1 - 1/10).
  CHECK(flooded.number_in_system == doctest::Approx(1000 - 1.0 / 9.0).epsilon(1e-12));
  CHECK(flooded.stable());
}

TEST_CASE("an overloaded system without limit has infinite queues") {
  for (const QueueResult& q : {mm1(1, 1), mm1(2, 1), mmc(4, 1, 3), md1(1.5, 1), mg1(1, 1, 0.3)}) {
    CHECK_FALSE(q.stable());
    CHECK(q.waiting_time == kInfinity);
    CHECK(q.response_time == kInfinity);
    CHECK(q.queue_length == kInfinity);
    CHECK(q.number_in_system == kInfinity);
    CHECK(q.waiting_probability == 1.0);
    CHECK(q.utilization >= 1.0);
  }
}

TEST_CASE("without arrivals nothing waits and a request would take its service time") {
  for (const QueueResult& q : {mm1(0, 4), mmc(0, 4, 3), md1(0, 0.25), mmck(0, 4, 2, 5), mg_infinite(0, 0.25)}) {
    CHECK(q.number_in_system == 0.0);
    CHECK(q.queue_length == 0.0);
    CHECK(q.waiting_time == 0.0);
    CHECK(q.waiting_probability == 0.0);
    CHECK(q.response_time == doctest::Approx(0.25));
  }
}

TEST_CASE("Little's law in its three forms, and within every result") {
  CHECK(little_number(2, 3) == 6.0);
  CHECK(little_time(6, 2) == 3.0);
  CHECK(little_rate(6, 3) == 2.0);
  for (const QueueResult& q : {mm1(0.5, 1), mmc(0.5, 0.2, 4), md1(0.5, 1), mg1(0.5, 1, 3)}) {
    CHECK(q.number_in_system == doctest::Approx(0.5 * q.response_time));
    CHECK(q.queue_length == doctest::Approx(0.5 * q.waiting_time));
  }
}

TEST_CASE("arguments outside their range are our bug") {
  CHECK_THROWS_AS(mmc(1, 0, 1), InternalError);
  CHECK_THROWS_AS(mmc(1, 1, 0), InternalError);
  CHECK_THROWS_AS(mmc(-1, 1, 1), InternalError);
  CHECK_THROWS_AS(mmck(1, 1, 3, 2), InternalError);
  CHECK_THROWS_AS(mg1(1, 1, -0.5), InternalError);
  CHECK_THROWS_AS(erlang_b(-1, 1), InternalError);
}

}  // namespace cloudsim
