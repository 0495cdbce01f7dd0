// SPDX-License-Identifier: Apache-2.0
#include "workload/arrivals.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "recorder.hpp"

namespace cloudsim {

namespace {

using namespace workload;
using queueing::Request;

WorkloadSpec random_class(const std::string& name, Rate arrival_rate) {
  WorkloadSpec spec = workload_of(PoissonArrivals{arrival_rate});
  spec.name = name;
  spec.work.cpu = random::lognormal_from_mean(120e6, 0.8);
  spec.work.io = random::Exponential{40e6};
  spec.work.memory = random::Uniform{100e6, 300e6};
  return spec;
}

using Numbers = std::vector<std::int64_t>;

/// One attribute of all requests of a class.
Numbers column(const std::vector<Request>& requests, std::uint16_t request_class,
               const std::function<std::int64_t(const Request&)>& attribute) {
  Numbers result;
  for (const Request& request : requests) {
    if (request.request_class.value == request_class) result.push_back(attribute(request));
  }
  return result;
}

std::int64_t arrived(const Request& r) { return r.arrived.ns; }
std::int64_t cpu(const Request& r) { return r.cpu.ns; }
std::int64_t io(const Request& r) { return r.io.ns; }
std::int64_t memory(const Request& r) { return r.memory_bytes; }

/// How many of the first n values are equal at the same place.
std::size_t agreements(const Numbers& a, const Numbers& b) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) equal += a[i] == b[i] ? 1 : 0;
  return equal;
}

/// A service of another kind: schedules events of its own, so that the calendar looks different.
class BusyTarget final : public queueing::RequestTarget, public engine::Component {
 public:
  explicit BusyTarget(engine::Simulator& simulator) : simulator_(simulator), self_(simulator.add(*this)) {}
  void submit(const Request& request) override {
    requests.push_back(request);
    simulator_.schedule_in(request.cpu, engine::Phase::Completion, self_, 0);
    simulator_.schedule_in(Duration{}, engine::Phase::Arrival, self_, 1);
  }
  void handle(const engine::Event&) override {}
  const char* label(std::uint16_t) const override { return "test"; }
  std::vector<Request> requests;

 private:
  engine::Simulator& simulator_;
  ComponentId self_;
};

bool same(const Request& a, const Request& b) {
  return a.id == b.id && a.arrived == b.arrived && a.cpu == b.cpu && a.io == b.io && a.memory_bytes == b.memory_bytes &&
         a.request_class == b.request_class;
}

}  // namespace

TEST_CASE("classes are merged in time order and numbered from 0") {
  const std::vector<WorkloadSpec> specs = {random_class("a", rate(5)), random_class("b", rate(20)),
                                           workload_of(ConstantArrivals{rate(1)})};
  engine::Simulator simulator;
  Recorder recorder;
  ArrivalSource source(simulator, specs, 7, at_second(1000), recorder);
  source.start();
  simulator.run_until(at_second(1000));
  const std::vector<Request>& requests = recorder.requests;
  REQUIRE(requests.size() > 20'000);
  std::vector<std::uint64_t> counts(3);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    REQUIRE(requests[i].id.value == i);
    if (i > 0) REQUIRE(requests[i - 1].arrived <= requests[i].arrived);
    counts[requests[i].request_class.value] += 1;
  }
  CHECK(counts[2] == 1000);
  for (std::uint16_t c = 0; c < 3; ++c) CHECK(source.arrived(ClassId{c}) == counts[c]);
  CHECK(source.arrived() == requests.size());
}

TEST_CASE("nothing arrives before start, and the stepper can name what comes") {
  engine::Simulator simulator;
  Recorder recorder;
  const std::vector<WorkloadSpec> specs = {workload_of(ScheduledArrivals{{at_second(3)}})};
  ArrivalSource source(simulator, specs, 7, at_second(10), recorder);
  CHECK_FALSE(simulator.next().has_value());
  source.start();
  const auto pending = simulator.next();
  REQUIRE(pending.has_value());
  CHECK(pending->at == at_second(3));
  CHECK(pending->phase == engine::Phase::Arrival);
  CHECK(std::string(pending->label) == "workload.arrival");
  CHECK(source.arrived() == 0);
  CHECK(simulator.step());
  CHECK(source.arrived() == 1);
  CHECK_FALSE(simulator.step());
}

TEST_CASE("classes that arrive at one instant come in the order in which they were scheduled") {
  const std::vector<WorkloadSpec> specs = {workload_of(ScheduledArrivals{{at_second(1), at_second(2)}}),
                                           workload_of(ScheduledArrivals{{at_second(1), at_second(2)}})};
  const std::vector<Request> requests = requests_of(specs, 1, Duration::seconds(5));
  REQUIRE(requests.size() == 4);
  CHECK(requests[0].request_class == ClassId{0});
  CHECK(requests[1].request_class == ClassId{1});
  CHECK(requests[2].request_class == ClassId{0});
  CHECK(requests[3].request_class == ClassId{1});
}

TEST_CASE("two targets get the same requests") {
  const std::vector<WorkloadSpec> specs = {random_class("a", rate(5)), random_class("b", rate(20))};
  const std::vector<Request> first = requests_of(specs, 42, Duration::seconds(500));
  engine::Simulator simulator;
  BusyTarget target(simulator);
  ArrivalSource source(simulator, specs, 42, at_second(500), target);
  source.start();
  for (int i = 0; i < 500; ++i) simulator.run_until(at_second(i + 1));
  REQUIRE(target.requests.size() == first.size());
  for (std::size_t i = 0; i < first.size(); ++i) REQUIRE(same(first[i], target.requests[i]));
}

TEST_CASE("another seed changes every stream of every class") {
  const std::vector<WorkloadSpec> specs = {random_class("a", rate(5)), random_class("b", rate(5))};
  const std::vector<Request> one = requests_of(specs, 1, Duration::seconds(1000));
  const std::vector<Request> two = requests_of(specs, 2, Duration::seconds(1000));
  for (std::uint16_t c = 0; c < 2; ++c) {
    for (const auto& attribute : {arrived, cpu, io, memory}) {
      CHECK(agreements(column(one, c, attribute), column(two, c, attribute)) < 5);  // of about 5000
    }
  }
  // Classes of the same description differ too, and so do the streams of one class.
  for (const auto& attribute : {arrived, cpu, io, memory}) {
    CHECK(agreements(column(one, 0, attribute), column(one, 1, attribute)) < 5);
  }
  WorkloadSpec alike = random_class("c", rate(5));
  alike.work.cpu = alike.work.io = alike.work.memory = random::Uniform{0, 1e9};
  const std::vector<Request> same_law = requests_of({alike}, 1, Duration::seconds(1000));
  CHECK(agreements(column(same_law, 0, cpu), column(same_law, 0, io)) < 5);
  CHECK(agreements(column(same_law, 0, cpu), column(same_law, 0, memory)) < 5);
  CHECK(agreements(column(same_law, 0, io), column(same_law, 0, memory)) < 5);
}

TEST_CASE("changing one thing of a workload changes nothing else") {
  std::vector<WorkloadSpec> specs = {random_class("a", rate(5)), random_class("b", rate(20))};
  const std::vector<Request> before = requests_of(specs, 1, Duration::seconds(1000));
  specs[0].work.cpu = random::Constant{1e6};
  const std::vector<Request> after = requests_of(specs, 1, Duration::seconds(1000));
  CHECK(column(before, 0, arrived) == column(after, 0, arrived));
  CHECK(column(before, 0, io) == column(after, 0, io));
  CHECK(column(before, 0, memory) == column(after, 0, memory));
  for (const auto& attribute : {arrived, cpu, io, memory}) {
    CHECK(column(before, 1, attribute) == column(after, 1, attribute));
  }
  specs[0] = random_class("a", rate(50));  // more arrivals of one class
  const std::vector<Request> busier = requests_of(specs, 1, Duration::seconds(1000));
  for (const auto& attribute : {arrived, cpu, io, memory}) {
    CHECK(column(before, 1, attribute) == column(busier, 1, attribute));
  }
  // A longer run begins as the shorter one.
  const std::vector<Request> longer = requests_of(specs, 1, Duration::seconds(2000));
  for (std::size_t i = 0; i < busier.size(); ++i) REQUIRE(same(busier[i], longer[i]));
}

TEST_CASE("work has the described means") {
  const std::vector<Request> requests = requests_of({random_class("a", rate(100))}, 3, Duration::seconds(1000));
  double sums[3] = {0, 0, 0};
  for (const Request& r : requests) {
    sums[0] += static_cast<double>(r.cpu.ns);
    sums[1] += static_cast<double>(r.io.ns);
    sums[2] += static_cast<double>(r.memory_bytes);
  }
  const double n = static_cast<double>(requests.size());
  // ± 3.891 standard errors: lognormal cv 0.8, exponential cv 1, uniform sd (b − a)/√12.
  CHECK(std::fabs(sums[0] / n - 120e6) < 3.891 * 0.8 * 120e6 / std::sqrt(n));
  CHECK(std::fabs(sums[1] / n - 40e6) < 3.891 * 40e6 / std::sqrt(n));
  CHECK(std::fabs(sums[2] / n - 200e6) < 3.891 * 200e6 / std::sqrt(12.0) / std::sqrt(n));
}

}  // namespace cloudsim
