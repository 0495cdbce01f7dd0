// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/simulator.hpp"
#include "random/distribution_spec.hpp"
#include "services/action.hpp"
#include "services/service_model.hpp"
#include "support/recording_sink.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::test {

inline constexpr Duration seconds(std::int64_t n) { return Duration::seconds(n); }
inline constexpr Duration milliseconds(std::int64_t n) { return Duration::milliseconds(n); }
inline constexpr SimTime at_second(std::int64_t n) { return SimTime{n * 1'000'000'000}; }
inline constexpr SimTime at_ms(std::int64_t n) { return SimTime{n * 1'000'000}; }
inline random::DistributionSpec always(Duration time) { return random::Constant{static_cast<double>(time.ns)}; }

/// A model moved by hand, and everything it says.
template <class Model, class Spec>
class ServiceRig {
 public:
  explicit ServiceRig(Spec spec, std::uint64_t seed = 1)
      : model({simulator, tracer, seed, at_second(1'000'000'000)}, std::move(spec)) {
    tracer.add(sink);
    model.start();
  }

  /// Everything before `at`, and at it what comes before arrivals.
  void advance(SimTime at) {
    simulator.run_until(at);
    for (auto next = simulator.next(); next && next->at == at && next->phase < engine::Phase::Arrival;
         next = simulator.next()) {
      simulator.step();
    }
  }
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
  void load(SimTime from, SimTime until, Duration gap, Duration cpu, Duration io = {}) {
    for (SimTime at = from; at < until; at = at + gap) {
      advance(at);
      submit(cpu, io);
    }
  }
  void act(services::ActionBody body) { model.act({simulator.now(), "under test", std::move(body)}); }

  /// Ends the run and checks what must hold of every run.
  void finish(SimTime at) {
    simulator.run_until(at);
    model.finish();
    tracer.flush();
    check_requests();
    check_usage(at);
    check_states();
  }

  /// When a server entered a state, every time.
  std::vector<SimTime> entered(ServerId server, trace::ServerState state) const {
    std::vector<SimTime> when;
    for (const auto& [fact, change] : sink.all<trace::ServerChanged>()) {
      if (change.server == server && change.to == state) when.push_back(fact.at);
    }
    return when;
  }
  /// When any server of a kind entered a state, in order; first facts of a server included.
  std::vector<SimTime> entered(trace::ServerKind kind, trace::ServerState state) const {
    std::vector<SimTime> when;
    for (const auto& [fact, change] : sink.all<trace::ServerChanged>()) {
      if (change.kind == kind && change.to == state) when.push_back(fact.at);
    }
    return when;
  }
  /// The n-th server of a kind, counting from 1.
  ServerId server(trace::ServerKind kind, std::size_t number) const {
    std::vector<ServerId> seen;
    for (const auto& [fact, change] : sink.all<trace::ServerChanged>()) {
      if (change.kind == kind && std::find(seen.begin(), seen.end(), change.server) == seen.end()) {
        seen.push_back(change.server);
      }
    }
    REQUIRE(number <= seen.size());
    return seen[number - 1];
  }
  std::vector<trace::UsageRecorded> usage(const std::string& meter) const {
    std::vector<trace::UsageRecorded> found;
    for (const auto& [fact, used] : sink.all<trace::UsageRecorded>()) {
      if (tracer.meters().name(used.meter) == meter) found.push_back(used);
    }
    return found;
  }
  std::vector<std::pair<trace::Fact, trace::ApiCalled>> calls(trace::ApiCall call) const {
    std::vector<std::pair<trace::Fact, trace::ApiCalled>> found;
    for (const auto& entry : sink.all<trace::ApiCalled>()) {
      if (entry.second.call == call) found.push_back(entry);
    }
    return found;
  }
  template <class Body>
  std::size_t count() const {
    return sink.template all<Body>().size();
  }

  engine::Simulator simulator;
  trace::Tracer tracer;
  RecordingSink sink;
  Model model;
  std::uint64_t submitted = 0;

 private:
  /// Every request has exactly one end.
  void check_requests() const {
    std::set<std::uint64_t> ids;
    for (const trace::RequestRecord& record : sink.records) {
      ids.insert(record.id.value);
      CHECK(record.arrived <= record.started);
      CHECK(record.started <= record.finished);
    }
    CHECK(sink.records.size() == submitted);
    CHECK(ids.size() == submitted);
  }
  /// No meter counts a server twice at one time, and nothing is used after the end.
  void check_usage(SimTime end) const {
    std::map<std::pair<std::uint16_t, std::uint32_t>, SimTime> until;
    for (const auto& [fact, used] : sink.all<trace::UsageRecorded>()) {
      CHECK(used.from < used.to);
      CHECK(used.to <= end);
      SimTime& last = until[{used.meter.value, used.server.value}];
      CHECK(used.from >= last);
      last = used.to;
    }
  }
  /// States follow each other, causes come first, and no host holds more than it has.
  void check_states() const {
    std::map<std::uint32_t, trace::ServerChanged> now;
    SimTime time;
    for (const trace::Fact& fact : sink.facts) {
      CHECK(fact.at >= time);
      time = fact.at;
      if (fact.cause.valid()) CHECK(fact.cause < fact.id);
      const auto* change = std::get_if<trace::ServerChanged>(&fact.body);
      if (change == nullptr) continue;
      const auto before = now.find(change->server.value);
      CHECK(change->from == (before == now.end() ? trace::ServerState::Ordered : before->second.to));
      if (before != now.end()) CHECK(before->second.to != trace::ServerState::Gone);
      now[change->server.value] = *change;
      if (!change->host.valid()) continue;
      std::int64_t cpu = 0;
      std::int64_t memory = 0;
      for (const auto& [id, server] : now) {
        if (server.host != change->host || server.to == trace::ServerState::Gone) continue;
        cpu += server.cpu_milli;
        memory += server.memory_mb;
      }
      CHECK(cpu <= now.at(change->host.value).cpu_milli);
      CHECK(memory <= now.at(change->host.value).memory_mb);
    }
  }
};

}  // namespace cloudsim::test
