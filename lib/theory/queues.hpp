// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cloudsim::theory {

// Formulas of queueing theory in steady state, first come first served, Poisson arrivals. Rates are per unit of time
// and times in the same unit (seconds, say). Requires throughout: finite arguments, arrival_rate >= 0, service_rate >
// 0, service_time >= 0, servers >= 1.
//
// A system whose servers cannot keep up (offered load >= servers, no limit on the queue) has no steady state: then
// waiting_probability is 1, and the lengths and times are infinite. Sources: Kleinrock, Queueing Systems I (1975);
// Erlang (1917); Pollaczek (1930) and Khinchine (1932).

struct QueueResult {
  double utilization = 0;           ///< rho: busy share of a server; above 1 when there is no steady state
  double waiting_probability = 0;   ///< that an accepted request finds no free server
  double queue_length = 0;          ///< Lq: mean number waiting
  double number_in_system = 0;      ///< L: mean number waiting or in service
  double waiting_time = 0;          ///< Wq: mean, of accepted requests
  double response_time = 0;         ///< W: mean, of accepted requests
  double blocking_probability = 0;  ///< that a request is turned away
  bool stable() const;              ///< false when lengths and times are infinite
};

QueueResult mm1(double arrival_rate, double service_rate);
/// One queue, `servers` servers (Erlang C).
QueueResult mmc(double arrival_rate, double service_rate, std::uint32_t servers);
/// At most `capacity` requests in the system, those in service included; others are turned away. Always stable.
/// Requires: capacity >= servers. capacity == servers is Erlang's loss system.
QueueResult mmck(double arrival_rate, double service_rate, std::uint32_t servers, std::uint32_t capacity);
/// Every service takes exactly service_time.
QueueResult md1(double arrival_rate, double service_time);
/// Any distribution of service times with this mean and coefficient of variation (standard deviation ÷ mean), by the
/// formula of Pollaczek and Khinchine. Requires: service_cv >= 0.
QueueResult mg1(double arrival_rate, double service_time, double service_cv);
/// A server for everybody: nobody waits. `utilization` is 0, number_in_system the offered load.
QueueResult mg_infinite(double arrival_rate, double service_time);

/// Probability that all servers are busy when requests that find no free server leave. Requires: offered_load >= 0
/// (arrival rate × service time); servers may be 0.
double erlang_b(double offered_load, std::uint32_t servers);
/// Probability that a request has to wait when they all wait; 1 when offered_load >= servers.
double erlang_c(double offered_load, std::uint32_t servers);

// Little's law, L = lambda × W, for any system in steady state. Requires: a positive divisor.
double little_number(double arrival_rate, double response_time);
double little_time(double number_in_system, double arrival_rate);
double little_rate(double number_in_system, double response_time);

}  // namespace cloudsim::theory
