// SPDX-License-Identifier: Apache-2.0
#include "theory/queues.hpp"

#include <limits>

#include "base/check.hpp"

namespace cloudsim::theory {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// From the mean waiting time by Little's law, for systems that turn nobody away.
QueueResult from_waiting_time(double arrival_rate, double service_time, double servers, double waiting_probability,
                              double waiting_time) {
  QueueResult result;
  result.utilization = arrival_rate * service_time / servers;
  result.waiting_probability = waiting_probability;
  result.waiting_time = waiting_time;
  result.response_time = waiting_time + service_time;
  result.queue_length = little_number(arrival_rate, result.waiting_time);
  result.number_in_system = little_number(arrival_rate, result.response_time);
  return result;
}

}  // namespace

bool QueueResult::stable() const { return response_time < kInfinity; }

QueueResult mm1(double arrival_rate, double service_rate) { return mmc(arrival_rate, service_rate, 1); }

// Wq = C ÷ (c mu − lambda).
QueueResult mmc(double arrival_rate, double service_rate, std::uint32_t servers) {
  CLOUDSIM_CHECK(arrival_rate >= 0 && service_rate > 0 && servers >= 1);
  const double waiting_probability = erlang_c(arrival_rate / service_rate, servers);
  const double spare_rate = servers * service_rate - arrival_rate;
  const double waiting_time = spare_rate > 0 ? waiting_probability / spare_rate : kInfinity;
  return from_waiting_time(arrival_rate, 1.0 / service_rate, servers, waiting_probability, waiting_time);
}

// State probabilities relative to "exactly all servers busy": below and at that state they sum to 1 ÷ B(a, c), above it
// each is rho times the one before. Sums are scaled down together before they could overflow.
QueueResult mmck(double arrival_rate, double service_rate, std::uint32_t servers, std::uint32_t capacity) {
  CLOUDSIM_CHECK(arrival_rate >= 0 && service_rate > 0 && servers >= 1 && capacity >= servers);
  QueueResult result;
  result.response_time = 1.0 / service_rate;
  if (!(arrival_rate > 0)) return result;

  const double load = arrival_rate / service_rate;
  const double rho = load / servers;
  double total = 1.0 / erlang_b(load, servers);
  double weight = 1.0;    // of the state reached
  double all_busy = 1.0;  // of the states from "exactly all servers busy" to the one reached
  double waiting = 0.0;   // sum of waiting requests × weight
  for (std::uint32_t queued = 1; queued <= capacity - servers; ++queued) {
    weight *= rho;
    total += weight;
    all_busy += weight;
    waiting += queued * weight;
    if (weight > 1e200) {
      total *= 1e-200;
      weight *= 1e-200;
      all_busy *= 1e-200;
      waiting *= 1e-200;
    }
  }
  result.blocking_probability = weight / total;
  const double accepted_share = 1.0 - result.blocking_probability;
  const double accepted_rate = arrival_rate * accepted_share;
  result.utilization = rho * accepted_share;
  result.waiting_probability = (all_busy - weight) / total / accepted_share;
  result.queue_length = waiting / total;
  result.number_in_system = result.queue_length + load * accepted_share;
  result.waiting_time = little_time(result.queue_length, accepted_rate);
  result.response_time = result.waiting_time + 1.0 / service_rate;
  return result;
}

QueueResult md1(double arrival_rate, double service_time) { return mg1(arrival_rate, service_time, 0.0); }

// Wq = rho ÷ (1 − rho) × (1 + cv²) ÷ 2 × E[S].
QueueResult mg1(double arrival_rate, double service_time, double service_cv) {
  CLOUDSIM_CHECK(arrival_rate >= 0 && service_time >= 0 && service_cv >= 0);
  const double rho = arrival_rate * service_time;
  const bool stable = rho < 1.0;
  const double waiting_time =
      stable ? rho / (1.0 - rho) * (1.0 + service_cv * service_cv) / 2.0 * service_time : kInfinity;
  return from_waiting_time(arrival_rate, service_time, 1.0, stable ? rho : 1.0, waiting_time);
}

QueueResult mg_infinite(double arrival_rate, double service_time) {
  CLOUDSIM_CHECK(arrival_rate >= 0 && service_time >= 0);
  return from_waiting_time(arrival_rate, service_time, kInfinity, 0.0, 0.0);
}

// B(a, n) = a B(a, n−1) ÷ (n + a B(a, n−1)): no factorial, no power, so it holds for any number of servers.
double erlang_b(double offered_load, std::uint32_t servers) {
  CLOUDSIM_CHECK(offered_load >= 0);
  double blocking = 1.0;
  for (std::uint32_t n = 1; n <= servers; ++n) {
    const double carried = offered_load * blocking;
    blocking = carried / (n + carried);
  }
  return blocking;
}

double erlang_c(double offered_load, std::uint32_t servers) {
  if (!(offered_load < servers)) return 1.0;
  const double blocking = erlang_b(offered_load, servers);
  const double rho = offered_load / servers;
  return blocking / (1.0 - rho * (1.0 - blocking));
}

double little_number(double arrival_rate, double response_time) { return arrival_rate * response_time; }
double little_time(double number_in_system, double arrival_rate) { return number_in_system / arrival_rate; }
double little_rate(double number_in_system, double response_time) { return number_in_system / response_time; }

}  // namespace cloudsim::theory
