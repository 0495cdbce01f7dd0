// SPDX-License-Identifier: Apache-2.0
#include "session/chain.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "random/stream.hpp"
#include "session/build.hpp"
#include "session/chain_sums.hpp"

namespace cloudsim::session {
namespace {

bool is_function(const scenario::DeploymentSpec& link) {
  return std::holds_alternative<services::LambdaSpec>(link.service);
}

metrics::CollectorOptions collector_options(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
                                            Duration sample_step) {
  metrics::CollectorOptions options;
  options.deployment = spec.name;
  options.service = "chain";
  options.horizon = kTimeZero + scenario.duration;
  options.sample_step = sample_step;
  options.classes = class_names(scenario);
  options.unit = identify(spec.links.front().service).unit;  // it hears of no server; sum_links() names them
  return options;
}

std::uint32_t queues_in(const scenario::DeploymentSpec& spec) {
  return static_cast<std::uint32_t>(
      std::count_if(spec.links.begin(), spec.links.end(),
                    [](const scenario::DeploymentSpec& link) { return link.link.fed_by == workload::FedBy::Queue; }));
}

}  // namespace

void Chain::Fleet::on(const trace::Fact& fact) {
  if (!std::holds_alternative<trace::ServerChanged>(fact.body)) return;
  std::int32_t alive = 0;
  for (const auto& service : *services) alive += service->alive();
  peak = std::max(peak, alive);
}

Chain::Chain(engine::Simulator& simulator, const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
             std::uint64_t seed, Duration sample_step)
    : spec_(spec),
      collector_(collector_options(scenario, spec, sample_step)),
      journeys_(simulator, tracer_, queues_in(spec)) {
  tracer_.add(collector_);
  std::uint32_t queues_left = queues_in(spec);
  for (std::uint32_t i = 0; i < spec.links.size(); ++i) {
    const workload::LinkSpec& link = spec.links[i].link;
    calls_.emplace_back();
    queues_.emplace_back();
    const workload::LinkWork work(seed, i, link);
    if (link.fed_by == workload::FedBy::Direct) {
      calls_.back() = std::make_unique<workload::DirectLink>(simulator, work);
    } else if (link.fed_by == workload::FedBy::Queue) {
      const bool last = --queues_left == 0;
      queues_.back() = std::make_unique<workload::QueueLink>(simulator, journeys_, work, link.messages, last);
    }
  }
}

queueing::Neighbours Chain::neighbours(std::size_t link) {
  queueing::Neighbours neighbours;
  if (link + 1 < spec_.links.size()) {
    if (calls_[link + 1]) {
      neighbours.next = calls_[link + 1].get();
    } else {
      neighbours.next = queues_[link + 1].get();
    }
  }
  if (!is_function(spec_.links[link])) neighbours.messages = queues_[link].get();
  return neighbours;
}

void Chain::connect(const ServiceRuns& services, queueing::RequestTarget& entry) {
  journeys_.enter_by(entry);
  services.front()->tracer().listen(static_cast<trace::RequestListener&>(journeys_));
  fleet_.services = &services;
  for (std::size_t i = 0; i < services.size(); ++i) {
    ServiceRun& service = *services[i];
    if (calls_[i]) calls_[i]->lead_to(service.entry(), service.tracer());
    if (queues_[i]) queues_[i]->lead_to(service.entry(), service.tracer(), is_function(spec_.links[i]));
    service.tracer().add(fleet_);
  }
}

void Chain::finish() {
  for (const auto& queue : queues_) {
    if (queue) queue->finish();
  }
  journeys_.finish();
  tracer_.flush();
}

std::uint64_t Chain::link_seed(std::uint64_t seed, std::size_t link) {
  if (link == 0) return seed;
  return random::Stream(seed, "link", link).next();
}

result::Deployment Chain::result(std::vector<result::Deployment> links, const Data& data) {
  result::Deployment out;
  out.name = spec_.name;
  out.service = "chain";
  collector_.fill(out);
  for (const scenario::ParameterUse& use : spec_.parameters) {
    out.assumptions.push_back({use.parameter, use.value, use.source, use.confidence});
  }
  out.capacity.peak = fleet_.peak;
  out.links = std::move(links);
  constexpr const char* kFedBy[] = {"callers", "direct", "queue"};
  for (std::size_t i = 0; i < out.links.size(); ++i) {
    out.links[i].fed_by = kFedBy[static_cast<std::size_t>(spec_.links[i].link.fed_by)];
  }
  sum_links(data.prices, out);
  return out;
}

}  // namespace cloudsim::session
