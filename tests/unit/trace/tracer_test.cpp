// SPDX-License-Identifier: Apache-2.0
#include "trace/tracer.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

using namespace cloudsim;
using trace::Crashed;
using trace::Fact;
using trace::Meters;
using trace::RequestRecord;
using trace::Sink;
using trace::Tracer;

namespace {

/// Writes one letter per call: "f3" for the fact with id 3, "b2:7" for a block of 2 whose last request is 7.
class Listener final : public Sink {
 public:
  void on(const Fact& fact) override {
    seen += "f" + std::to_string(fact.id.value) + " ";
    facts.push_back(fact);
  }
  void on(std::span<const RequestRecord> block) override {
    seen += "b" + std::to_string(block.size()) + ":" + std::to_string(block.back().id.value) + " ";
    for (const RequestRecord& record : block) requests.push_back(record.id.value);
  }

  std::string seen;
  std::vector<Fact> facts;
  std::vector<std::uint64_t> requests;
};

RequestRecord request(std::uint64_t id) {
  RequestRecord record;
  record.id = RequestId{id};
  return record;
}

}  // namespace

TEST_CASE("facts are numbered in order and keep their cause") {
  Tracer tracer;
  Listener listener;
  tracer.add(listener);
  const FactId crash = tracer.state(SimTime{5}, Crashed{ServerId{3}, trace::ServerKind::Instance, 2, 0});
  const FactId repair = tracer.state(SimTime{9}, trace::Repaired{ServerId{3}, {}, Duration{4}}, crash);
  CHECK(crash == FactId{0});
  CHECK(repair == FactId{1});
  REQUIRE(listener.facts.size() == 2);
  CHECK(listener.facts[0].at == SimTime{5});
  CHECK_FALSE(listener.facts[0].cause.valid());
  CHECK(std::get<Crashed>(listener.facts[0].body).lost_requests == 2);
  CHECK(listener.facts[1].cause == crash);
  CHECK(std::get<trace::Repaired>(listener.facts[1].body).out_of_service == Duration{4});
}

TEST_CASE("a block goes out before any rarer fact") {
  Tracer tracer;
  Listener listener;
  tracer.add(listener);
  tracer.finished(request(0));
  tracer.finished(request(1));
  CHECK(listener.seen == "");
  tracer.state(SimTime{1}, Crashed{});
  tracer.state(SimTime{2}, Crashed{});  // nothing new to flush: no empty block
  tracer.finished(request(2));
  tracer.flush();
  tracer.flush();
  CHECK(listener.seen == "b2:1 f0 f1 b1:2 ");
}

TEST_CASE("a full block goes out by itself, and no request is lost or repeated") {
  Tracer tracer;
  Listener listener;
  tracer.add(listener);
  const std::uint64_t count = 2 * Tracer::kBlock + 10;
  for (std::uint64_t id = 0; id < count; ++id) {
    tracer.finished(request(id));
    REQUIRE(listener.requests.size() == (id + 1) / Tracer::kBlock * Tracer::kBlock);
  }
  tracer.flush();
  REQUIRE(listener.requests.size() == count);
  for (std::uint64_t id = 0; id < count; ++id) REQUIRE(listener.requests[id] == id);
  CHECK(listener.seen == "b256:255 b256:511 b10:521 ");
}

TEST_CASE("all sinks hear the same") {
  Tracer tracer;
  Listener first;
  Listener second;
  tracer.add(first);
  tracer.add(second);
  for (std::uint64_t id = 0; id < 300; ++id) {
    tracer.finished(request(id));
    if (id % 70 == 0) tracer.state(SimTime{static_cast<std::int64_t>(id)}, Crashed{});
  }
  tracer.flush();
  CHECK(first.seen == second.seen);
  CHECK(first.requests.size() == 300);
  CHECK(first.facts.size() == 5);
}

TEST_CASE("no sink at all is fine") {
  Tracer tracer;
  for (std::uint64_t id = 0; id < 600; ++id) tracer.finished(request(id));
  CHECK(tracer.state(SimTime{}, Crashed{}) == FactId{0});
  CHECK(tracer.state(SimTime{}, Crashed{}) == FactId{1});
}

TEST_CASE("meters are interned: one name, one id") {
  Meters meters;
  const MeterId instance = meters.intern("ec2.instance.t3.micro");
  const MeterId gb = meters.intern("lambda.gb_second.x86");
  CHECK(instance == MeterId{0});
  CHECK(gb == MeterId{1});
  CHECK(meters.intern(std::string("ec2.instance.t3.micro")) == instance);
  CHECK(meters.size() == 2);
  CHECK(meters.name(gb) == "lambda.gb_second.x86");
}

TEST_CASE("a request record has the size that its comment promises") {
  static_assert(std::is_trivially_copyable_v<RequestRecord>);
  CHECK(sizeof(RequestRecord) == 80);
}
