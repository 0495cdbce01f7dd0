// SPDX-License-Identifier: Apache-2.0
#include "workload/client.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "support/recording_sink.hpp"

using namespace cloudsim;
using queueing::Request;
using trace::Outcome;
using trace::Reason;
using trace::RecordOf;
using workload::ClientSpec;
using workload::Jitter;

namespace {

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }
constexpr SimTime at(std::int64_t n) { return SimTime{n * 1'000'000}; }

/// A service that answers the n-th attempt it gets after a time of its own, or refuses it at once.
class ScriptedService final : public queueing::RequestTarget, public engine::Component {
 public:
  struct Answer {
    Duration after{};
    bool refuse = false;
  };
  ScriptedService(engine::Simulator& simulator, trace::Tracer& tracer, std::vector<Answer> answers)
      : simulator_(simulator), tracer_(tracer), answers_(std::move(answers)), self_(simulator.add(*this)) {}

  void submit(const Request& request) override {
    seen.push_back(request);
    const Answer answer = answers_[std::min(seen.size(), answers_.size()) - 1];
    if (answer.refuse) {
      end(seen.size() - 1, Outcome::Rejected, Reason::QueueFull);
    } else {
      open_.push_back(seen.size() - 1);
      simulator_.schedule_in(answer.after, engine::Phase::Completion, self_, 0, seen.size() - 1);
    }
  }
  void handle(const engine::Event& event) override {
    open_.erase(std::find(open_.begin(), open_.end(), event.data));
    end(event.data, Outcome::Completed, Reason::None);
  }
  const char* label(std::uint16_t) const override { return "test.answer"; }
  void finish() {
    for (const std::size_t index : std::vector<std::size_t>(open_)) end(index, Outcome::InFlight, Reason::None);
  }

  std::vector<Request> seen;

 private:
  void end(std::size_t index, Outcome outcome, Reason reason) {
    trace::RequestRecord record;
    record.arrived = record.started = seen[index].arrived;
    record.finished = simulator_.now();
    record.id = seen[index].id;
    record.request_class = seen[index].request_class;
    record.outcome = outcome;
    record.reason = reason;
    if (outcome != Outcome::Rejected) record.server = ServerId{0};
    tracer_.finished(record);
  }
  engine::Simulator& simulator_;
  trace::Tracer& tracer_;
  std::vector<Answer> answers_;
  std::vector<std::size_t> open_;
  ComponentId self_;
};

struct Rig {
  Rig(ClientSpec spec, std::vector<ScriptedService::Answer> answers)
      : service(simulator, tracer, std::move(answers)), workload(2) {
    workload[0].client = spec;
    tracer.add(sink);
    client.emplace(simulator, tracer, workload, 7, service);
  }
  void call(SimTime when, std::uint16_t request_class = 0, std::uint8_t failing = 0) {
    simulator.run_until(when);
    Request request;
    request.id = RequestId{next++};
    request.arrived = when;
    request.request_class = ClassId{request_class};
    request.failing_attempts = failing;
    client->submit(request);
  }
  void finish(SimTime when) {
    simulator.run_until(when);
    service.finish();
    client->finish();
    tracer.flush();
  }
  std::vector<trace::RequestRecord> records(RecordOf of) const {
    std::vector<trace::RequestRecord> found;
    for (const trace::RequestRecord& record : sink.records) {
      if (record.of == of) found.push_back(record);
    }
    return found;
  }
  std::vector<std::int64_t> attempts_at() const {
    std::vector<std::int64_t> when;
    for (const Request& request : service.seen) when.push_back((request.arrived - kTimeZero).ns / 1'000'000);
    return when;
  }

  engine::Simulator simulator;
  trace::Tracer tracer;
  test::RecordingSink sink;
  ScriptedService service;
  std::vector<workload::WorkloadSpec> workload;
  std::optional<workload::Client> client;
  std::uint64_t next = 0;
};

ClientSpec patient(std::uint32_t retries) {
  ClientSpec spec;
  spec.retries = retries;
  spec.backoff_base = ms(100);
  spec.factor_permille = 2000;
  spec.backoff_maximum = ms(300);
  spec.jitter = Jitter::None;
  return spec;
}

}  // namespace

TEST_CASE("A refused request comes back after 100, 200 and 300 ms, and is one request with one outcome") {
  // Backoff: 100 ms, doubled each time, at most 300 ms. Refused at once, so attempts are at 0, 100, 300 and 600 ms.
  Rig rig(patient(3), {{{}, true}, {{}, true}, {{}, true}, {ms(50), false}});
  rig.call(at(0));
  rig.finish(at(2000));

  CHECK(rig.attempts_at() == std::vector<std::int64_t>{0, 100, 300, 600});
  const auto attempts = rig.records(RecordOf::Attempt);
  REQUIRE(attempts.size() == 4);
  CHECK(attempts[2].attempts == 3);
  CHECK(attempts[2].id == RequestId{0});
  CHECK(attempts[2].outcome == Outcome::Rejected);
  const auto requests = rig.records(RecordOf::Request);
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].outcome == Outcome::Completed);
  CHECK(requests[0].attempts == 4);
  CHECK(requests[0].arrived == at(0));
  CHECK(requests[0].finished == at(650));
  CHECK(rig.records(RecordOf::Whole).empty());
}

TEST_CASE("After its last retry a request is lost for the reason of its last attempt") {
  Rig rig(patient(1), {{{}, true}});
  rig.call(at(0));
  rig.finish(at(2000));
  const auto requests = rig.records(RecordOf::Request);
  REQUIRE(requests.size() == 1);
  CHECK(rig.service.seen.size() == 2);
  CHECK(requests[0].outcome == Outcome::Rejected);
  CHECK(requests[0].reason == Reason::QueueFull);
  CHECK(requests[0].attempts == 2);
}

TEST_CASE("A caller that times out comes back while the service still works for nobody") {
  // Each answer takes 500 ms, a caller waits 200 ms: attempts at 0, 200 + 100 = 300 and 300 + 200 + 200 = 700 ms; the
  // caller gives up at 900 ms. The service finishes all three all the same, at 500, 800 and 1,200 ms.
  ClientSpec spec = patient(2);
  spec.timeout = ms(200);
  Rig rig(spec, {{ms(500), false}});
  rig.call(at(0));
  rig.finish(at(5000));

  CHECK(rig.attempts_at() == std::vector<std::int64_t>{0, 300, 700});
  const auto attempts = rig.records(RecordOf::Attempt);
  REQUIRE(attempts.size() == 3);
  for (const auto& attempt : attempts) CHECK(attempt.outcome == Outcome::Completed);
  CHECK(attempts[2].finished == at(1200));
  const auto requests = rig.records(RecordOf::Request);
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].outcome == Outcome::TimedOut);
  CHECK(requests[0].reason == Reason::ClientTimeout);
  CHECK(requests[0].finished == at(900));
  CHECK(requests[0].attempts == 3);
}

TEST_CASE("An answer at the very instant of the time-out counts") {
  ClientSpec spec = patient(2);
  spec.timeout = ms(200);
  Rig rig(spec, {{ms(200), false}});
  rig.call(at(0));
  rig.finish(at(5000));
  REQUIRE(rig.records(RecordOf::Request).size() == 1);
  CHECK(rig.records(RecordOf::Request)[0].outcome == Outcome::Completed);
  CHECK(rig.service.seen.size() == 1);
}

TEST_CASE("A caller abandons a request that it waits for, and one that it was to repeat") {
  ClientSpec spec = patient(5);
  spec.abandon_after = ms(250);
  SUBCASE("under way") {
    Rig rig(spec, {{ms(900), false}});
    rig.call(at(0));
    rig.finish(at(5000));
    REQUIRE(rig.records(RecordOf::Request).size() == 1);
    CHECK(rig.records(RecordOf::Request)[0].reason == Reason::Abandoned);
    CHECK(rig.records(RecordOf::Request)[0].finished == at(250));
    CHECK(rig.records(RecordOf::Attempt).size() == 1);
  }
  SUBCASE("between two attempts: at 100 and 300 ms it would come back, at 250 it is gone") {
    Rig rig(spec, {{{}, true}});
    rig.call(at(0));
    rig.finish(at(5000));
    CHECK(rig.attempts_at() == std::vector<std::int64_t>{0, 100});
    CHECK(rig.records(RecordOf::Request)[0].reason == Reason::Abandoned);
  }
}

TEST_CASE("Full jitter draws waits from 0 to the backoff: a thousand callers come back apart") {
  // Uniform on [0, 100 ms]: mean 50 ms, standard deviation of the mean of 1,000 about 0.9 ms.
  ClientSpec spec = patient(1);
  spec.jitter = Jitter::Full;
  Rig rig(spec, {{{}, true}});
  for (int i = 0; i < 1000; ++i) rig.call(at(0));
  rig.finish(at(5000));
  REQUIRE(rig.service.seen.size() == 2000);
  double sum = 0;
  Duration least = ms(1000);
  Duration most{};
  for (std::size_t i = 1000; i < 2000; ++i) {
    const Duration wait = rig.service.seen[i].arrived - kTimeZero;
    sum += to_seconds(wait) * 1000;
    least = std::min(least, wait);
    most = std::max(most, wait);
  }
  CHECK(sum / 1000 == doctest::Approx(50).epsilon(0.08));
  CHECK(least < ms(2));
  CHECK(most > ms(98));
  CHECK(most <= ms(100));
}

TEST_CASE("What is under way at the end is in flight, once each, whether it waits or rests") {
  Rig rig(patient(3), {{{}, true}, {ms(9000), false}});
  rig.call(at(0));    // refused, comes back at 100 ms, and waits from then on
  rig.call(at(950));  // third attempt that the service sees: it waits too
  rig.finish(at(1000));
  const auto requests = rig.records(RecordOf::Request);
  REQUIRE(requests.size() == 2);
  for (const auto& request : requests) CHECK(request.outcome == Outcome::InFlight);

  Rig resting(patient(3), {{{}, true}});
  resting.call(at(0));
  resting.finish(at(50));
  REQUIRE(resting.records(RecordOf::Request).size() == 1);
  CHECK(resting.records(RecordOf::Request)[0].outcome == Outcome::InFlight);
  CHECK(resting.records(RecordOf::Request)[0].attempts == 1);
}

TEST_CASE("A class without a client passes as it is") {
  Rig rig(patient(3), {{{}, true}});
  rig.call(at(0), 1);
  rig.finish(at(1000));
  CHECK(rig.service.seen.size() == 1);
  CHECK(rig.records(RecordOf::Whole).size() == 1);
  CHECK(rig.records(RecordOf::Attempt).empty());
  CHECK_FALSE(workload::Client::needed(std::vector<workload::WorkloadSpec>(2)));
}

TEST_CASE("Code that fails on the first two attempts fails on no third") {
  Rig rig(patient(3), {{{}, true}});
  rig.call(at(0), 0, 2);
  rig.finish(at(1000));
  REQUIRE(rig.service.seen.size() == 4);
  CHECK(rig.service.seen[0].failing_attempts == 2);
  CHECK(rig.service.seen[1].failing_attempts == 1);
  CHECK(rig.service.seen[2].failing_attempts == 0);
  CHECK(rig.service.seen[3].failing_attempts == 0);
}

TEST_CASE("Late answers never end a later request that took their slot") {
  // The first caller gives up at 200 ms; its answer comes at 500 ms. Another one calls at 300 ms and is answered at 450
  // ms.
  ClientSpec spec = patient(0);
  spec.timeout = ms(200);
  Rig rig(spec, {{ms(500), false}, {ms(150), false}});
  rig.call(at(0));
  rig.call(at(300));
  rig.call(at(600));
  rig.finish(at(5000));
  const auto requests = rig.records(RecordOf::Request);
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].outcome == Outcome::TimedOut);
  CHECK(requests[1].id == RequestId{1});
  CHECK(requests[1].outcome == Outcome::Completed);
  CHECK(requests[1].finished == at(450));
  CHECK(requests[2].finished == at(750));
  CHECK(rig.records(RecordOf::Attempt).size() == 3);
}
