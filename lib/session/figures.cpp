// SPDX-License-Identifier: Apache-2.0
#include "session/figures.hpp"

namespace cloudsim::session {
namespace {

using result::Deployment;
using Value = std::optional<double>;

double share(std::uint64_t part, std::uint64_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

struct OfRequests {
  Value response, wait, p50, p90, p95, p99, p999, errors, cold;
};

OfRequests of_whole_run(const Deployment& d) {
  OfRequests out;
  if (d.latency) {
    out.response = d.queueing.response_time_s;
    out.wait = d.queueing.waiting_time_s;
    out.p50 = to_seconds(d.latency->p50);
    out.p90 = to_seconds(d.latency->p90);
    out.p95 = to_seconds(d.latency->p95);
    out.p99 = to_seconds(d.latency->p99);
    out.p999 = to_seconds(d.latency->p999);
  }
  if (d.requests.arrived > 0) out.errors = d.requests.error_share();
  if (d.requests.invocations > 0) out.cold = share(d.requests.cold_starts, d.requests.invocations);
  return out;
}

OfRequests after_warm_up(const metrics::Steady& steady) {
  OfRequests out;
  const metrics::Batch& total = steady.total();
  const metrics::Histogram& latency = steady.latency();
  if (total.completed > 0) {
    const double completed = static_cast<double>(total.completed) * 1e9;
    out.response = static_cast<double>(total.stayed_ns) / completed;
    out.wait = static_cast<double>(total.waited_ns) / completed;
    out.p50 = to_seconds(latency.quantile(500));
    out.p90 = to_seconds(latency.quantile(900));
    out.p95 = to_seconds(latency.quantile(950));
    out.p99 = to_seconds(latency.quantile(990));
    out.p999 = to_seconds(latency.quantile(999));
  }
  if (total.requests > 0) out.errors = share(total.lost, total.requests);
  if (steady.invocations() > 0) out.cold = share(steady.cold(), steady.invocations());
  return out;
}

}  // namespace

FigureValues figures_of(const Deployment& d, const metrics::Steady* steady) {
  const OfRequests requests = steady == nullptr ? of_whole_run(d) : after_warm_up(*steady);
  const bool starts_cold = d.capacity.unit == "environment";
  return {requests.response,
          requests.wait,
          requests.p50,
          requests.p90,
          requests.p95,
          requests.p99,
          requests.p999,
          requests.errors,
          starts_cold ? requests.cold : std::nullopt,
          static_cast<double>(d.bill.total.pico) / 1e12,
          d.capacity.mean,
          static_cast<double>(d.capacity.peak),
          d.queueing.utilization,
          d.capacity.idle_share,
          d.queueing.arrival_rate,
          d.queueing.number_in_system,
          d.queueing.queue_length};
}

}  // namespace cloudsim::session
