// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/simulator.hpp"
#include "metrics/collector.hpp"
#include "queueing/neighbours.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"
#include "session/data.hpp"
#include "session/service_run.hpp"
#include "trace/tracer.hpp"
#include "workload/direct_link.hpp"
#include "workload/journeys.hpp"
#include "workload/queue_link.hpp"

namespace cloudsim::session {

using ServiceRuns = std::vector<std::unique_ptr<ServiceRun>>;

/// What makes a chain of services: the joints between them, and the requests from end to end.
class Chain {
 public:
  /// All references must outlive it. `spec.is_chain()`.
  Chain(engine::Simulator& simulator, const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
        std::uint64_t seed, Duration sample_step);
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;

  queueing::Neighbours neighbours(std::size_t link);
  /// Once all services are there, `entry` is where callers send their requests. They must outlive it.
  void connect(const ServiceRuns& services, queueing::RequestTarget& entry);
  queueing::RequestTarget& entry() { return journeys_; }
  trace::Tracer& tracer() { return tracer_; }  ///< of whole requests
  const metrics::Batches& batches() const { return collector_.batches(); }

  void finish();  ///< after all services and callers
  /// The whole, made of its own records and of the results of its links.
  result::Deployment result(std::vector<result::Deployment> links, const Data& data);

  /// Seeds of the links' own streams: the first one's is that of a service that stands alone.
  static std::uint64_t link_seed(std::uint64_t seed, std::size_t link);

 private:
  /// The most servers alive at once, over all links.
  class Fleet final : public trace::Sink {
   public:
    void on(const trace::Fact& fact) override;
    void on(std::span<const trace::RequestRecord>) override {}
    const ServiceRuns* services = nullptr;
    std::int32_t peak = 0;
  };

  const scenario::DeploymentSpec& spec_;
  trace::Tracer tracer_;
  metrics::Collector collector_;
  workload::Journeys journeys_;
  std::vector<std::unique_ptr<workload::DirectLink>> calls_;  // before each link: one of the two, or nothing
  std::vector<std::unique_ptr<workload::QueueLink>> queues_;
  Fleet fleet_;
};

}  // namespace cloudsim::session
