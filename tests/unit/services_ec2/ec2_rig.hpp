// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/simulator.hpp"
#include "services/ec2/ec2_model.hpp"
#include "support/recording_sink.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::test {

constexpr Duration seconds(std::int64_t n) { return Duration::seconds(n); }
constexpr Duration milliseconds(std::int64_t n) { return Duration::milliseconds(n); }
constexpr SimTime at_second(std::int64_t n) { return SimTime{n * 1'000'000'000}; }
inline random::DistributionSpec always(std::int64_t n) { return random::Constant{static_cast<double>(seconds(n).ns)}; }

/// One instance type with one vCPU and 1 GB; 10 s launch, 20 s boot, 30 s bootstrap, no code upload.
inline services::Ec2Spec small_fleet(std::uint32_t desired) {
  services::Ec2Spec spec;
  spec.instance.name = "test.one";
  spec.instance.vcpu = 1;
  spec.instance.memory = Bytes::gigabytes(1);
  spec.minimum = spec.maximum = spec.desired = desired;
  spec.launch = always(10);
  spec.boot = always(20);
  spec.bootstrap = always(30);
  spec.code_upload = always(0);
  spec.queue_limit = 1000;
  spec.root_volume = Bytes::gigabytes(8);
  return spec;
}

/// A model moved by hand: everything before an instant, then what comes before arrivals at it.
class Ec2Rig {
 public:
  explicit Ec2Rig(services::Ec2Spec spec, std::uint64_t seed = 1, SimTime horizon = at_second(1'000'000))
      : model({simulator, tracer, seed, horizon}, std::move(spec)) {
    tracer.add(sink);
    model.start();
  }

  void advance(SimTime at) {
    simulator.run_until(at);
    for (auto next = simulator.next(); next && next->at == at && next->phase < engine::Phase::Arrival;
         next = simulator.next()) {
      simulator.step();
    }
  }
  void advance(std::int64_t second) { advance(at_second(second)); }

  void submit(Duration cpu, Duration io = {}, std::int64_t memory = 0) {
    queueing::Request request;
    request.id = RequestId{submitted++};
    request.arrived = simulator.now();
    request.cpu = cpu;
    request.io = io;
    request.memory_bytes = memory;
    request.request_class = ClassId{0};
    model.submit(request);
  }
  /// Arrivals every `gap` in [from, until), evenly spaced.
  void load(SimTime from, SimTime until, Duration gap, Duration cpu) {
    for (SimTime at = from; at < until; at = at + gap) {
      advance(at);
      submit(cpu);
    }
  }
  void act(services::ActionBody body) { model.act({simulator.now(), "servers", std::move(body)}); }
  void finish(std::int64_t second) {
    simulator.run_until(at_second(second));
    model.finish();
    tracer.flush();
  }

  /// When instance `server` entered `state`, every time.
  std::vector<SimTime> entered(std::uint32_t server, trace::ServerState state) const {
    std::vector<SimTime> when;
    for (const auto& [fact, change] : sink.all<trace::ServerChanged>()) {
      if (change.server == ServerId{server} && change.to == state) when.push_back(fact.at);
    }
    return when;
  }
  std::vector<trace::UsageRecorded> usage(const std::string& meter) const {
    std::vector<trace::UsageRecorded> found;
    for (const auto& entry : sink.all<trace::UsageRecorded>()) {
      if (tracer.meters().name(entry.second.meter) == meter) found.push_back(entry.second);
    }
    return found;
  }

  engine::Simulator simulator;
  trace::Tracer tracer;
  RecordingSink sink;
  services::Ec2Model model;
  std::uint64_t submitted = 0;
};

}  // namespace cloudsim::test
