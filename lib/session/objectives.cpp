// SPDX-License-Identifier: Apache-2.0
#include "session/objectives.hpp"

namespace cloudsim::session {
namespace {

void check_latency(const std::optional<Duration>& wanted, const char* name, Duration result::Latency::*figure,
                   result::Deployment& deployment) {
  if (!wanted) return;
  if (!deployment.latency) {
    // Nothing was answered: as far from any objective as can be, unless nothing arrived.
    const bool met = deployment.requests.arrived == 0;
    deployment.objectives.push_back({name, *wanted, Duration{}, met});
    return;
  }
  const Duration got = (*deployment.latency).*figure;
  deployment.objectives.push_back({name, *wanted, got, got <= *wanted});
}

}  // namespace

void check_objectives(const scenario::Objectives& objectives, result::Deployment& deployment) {
  check_latency(objectives.latency_p50, "latency_p50", &result::Latency::p50, deployment);
  check_latency(objectives.latency_p95, "latency_p95", &result::Latency::p95, deployment);
  check_latency(objectives.latency_p99, "latency_p99", &result::Latency::p99, deployment);
  if (objectives.errors) {
    const double got = deployment.requests.error_share();
    deployment.objectives.push_back({"errors", *objectives.errors, got, got <= *objectives.errors});
  }
  if (objectives.cost) {
    deployment.objectives.push_back(
        {"cost", *objectives.cost, deployment.bill.total, deployment.bill.total <= *objectives.cost});
  }
}

}  // namespace cloudsim::session
