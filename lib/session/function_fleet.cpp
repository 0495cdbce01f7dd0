// SPDX-License-Identifier: Apache-2.0
#include "session/function_fleet.hpp"

#include <span>
#include <utility>
#include <variant>

#include "billing/invoice.hpp"
#include "billing/meter.hpp"
#include "effort/ledger.hpp"
#include "engine/simulator.hpp"
#include "metrics/fingerprint.hpp"
#include "metrics/function_collector.hpp"
#include "random/stream.hpp"
#include "session/build.hpp"
#include "trace/tracer.hpp"
#include "workload/arrivals.hpp"

namespace cloudsim::session {
namespace {

constexpr std::size_t kFunctionsPerReport = 64;

}  // namespace

bool is_function_fleet(const scenario::DeploymentSpec& spec) {
  const auto* lambda = std::get_if<services::LambdaSpec>(&spec.service);
  return lambda != nullptr && lambda->function_per_row;
}

result::Deployment run_function_fleet(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
                                      const Data& data, std::uint64_t seed, Duration sample_step,
                                      const std::function<void(double share)>& progress) {
  const SimTime horizon = kTimeZero + scenario.duration;
  const ServiceIdentity identity = identify(spec.service);
  workload::WorkloadSpec requests = scenario.workload.front();
  const auto arrivals = std::get<workload::TraceArrivals>(requests.arrivals);
  const workload::Trace& trace = *arrivals.trace;

  trace::Tracer tracer;
  metrics::FunctionCollector collector(horizon, sample_step, requests.name);
  metrics::Fingerprint fingerprint;
  billing::UsageMeter meter(tracer.meters(), data.prices);
  effort::Ledger ledger(data.effort, identity.service, scenario.duration);
  tracer.add(collector);
  tracer.add(fingerprint);
  tracer.add(meter);
  tracer.add(ledger);

  std::uint64_t events = 0;
  workload::FunctionLogs logs(trace);
  for (std::size_t i = 0; i < trace.functions.size(); ++i) {
    // Of the row, not of its place among those that are replayed: a sample leaves the others' requests as they were.
    random::Stream seeds(seed, "function", trace.functions[i].number);
    const std::uint64_t own_seed = seeds.next();
    requests.arrivals = workload::TraceArrivals{logs.next(), arrivals.spacing};
    engine::Simulator simulator;
    const auto model = build_model(spec.service, {simulator, tracer, own_seed, horizon, {}});
    workload::ArrivalSource source(simulator, std::span(&requests, 1), own_seed, horizon, *model);
    collector.begin();
    model->start();
    source.start();
    simulator.run_until(horizon);
    model->finish();
    tracer.flush();
    collector.end();
    events += simulator.events_run();
    if (progress && i % kFunctionsPerReport == 0)
      progress(static_cast<double>(i) / static_cast<double>(trace.functions.size()));
  }

  result::Deployment out;
  out.name = spec.link_name();
  out.service = identity.service;
  collector.fill(out);
  billing::BillOptions options;
  options.free_tier = scenario.prices.free_tier;
  options.invoice_rounding = scenario.prices.invoice_rounding;
  out.bill = billing::make_bill(meter, data.prices, options);
  ledger.set_uses(identity.load_balancer, identity.scaling);
  out.effort = ledger.finish();
  out.fingerprint = fingerprint.value();
  out.no_interval = "changing";
  out.events_simulated = events;
  for (const scenario::ParameterUse& use : spec.parameters)
    out.assumptions.push_back({use.parameter, use.value, use.source, use.confidence});
  return out;
}

}  // namespace cloudsim::session
