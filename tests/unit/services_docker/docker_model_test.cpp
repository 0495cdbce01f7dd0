// SPDX-License-Identifier: Apache-2.0
#include "services/docker/docker_model.hpp"

#include <doctest/doctest.h>

#include "support/service_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::ApiCall;
using trace::Outcome;
using trace::Reason;
using trace::ServerKind;
using trace::ServerState;
using trace::Shortage;

namespace {

using Rig = ServiceRig<DockerModel, DockerSpec>;

/// Lesson L09: one host with 4 vCPU and 8 GiB, containers of 0.5 vCPU and 1.5 GiB.
DockerSpec one_host() {
  DockerSpec spec;
  spec.instance.name = "test.four";
  spec.instance.vcpu = 4;
  spec.instance.memory = Bytes::gigabytes(8);
  spec.container_cpu_milli = 500;
  spec.container_memory_mb = 1536;
  spec.containers = 8;
  spec.launch = always(seconds(10));
  spec.boot = always(seconds(20));
  spec.start = always(seconds(2));
  spec.image = Bytes::megabytes(400);
  spec.pull_rate = Bandwidth{40 << 20};
  spec.root_volume = Bytes::gigabytes(30);
  return spec;
}

/// What lesson L09.E2 counts: 45 requests/s, evenly spaced, of 100 ms each on a container; one container crashes at
/// `crash` and is back 3 s later.
std::size_t lost_in_l09(std::uint32_t queue_limit, SimTime crash, std::uint32_t number) {
  DockerSpec spec = one_host();
  spec.queue_limit = queue_limit;
  Rig rig(spec);
  bool crashed = false;
  // 45/s: the n-th request comes at n/45 s, so gaps do not add up rounding errors.
  for (std::int64_t n = 0; n < 45 * 20; ++n) {
    const SimTime at{n * 1'000'000'000 / 45};
    if (!crashed && at >= crash) {
      rig.advance(crash);
      rig.act(Crash{number, false, seconds(3)});
      crashed = true;
    }
    rig.advance(at);
    rig.submit(milliseconds(50));
  }
  rig.finish(at_second(25));
  CHECK(rig.sink.count(Outcome::Rejected) == rig.sink.count(Outcome::Rejected, Reason::QueueFull));
  CHECK(rig.sink.count(Outcome::InFlight) == 0);
  return rig.sink.count(Outcome::Rejected) + rig.sink.count(Outcome::Failed);
}

}  // namespace

TEST_CASE("containers fit by CPU and memory, the others have no room and say why") {
  Rig rig(one_host());
  CHECK(rig.model.view().servers_ready == 5);  // L09.E1: 8 by CPU, 5 by memory
  CHECK(rig.model.view().hosts == 1);
  const auto placed = rig.sink.all<trace::PlacementDecided>();
  REQUIRE(placed.size() == 3);
  for (const auto& [fact, decision] : placed) {
    CHECK(decision.shortage == Shortage::Memory);
    CHECK_FALSE(decision.host.valid());
    CHECK(decision.hosts == 1);
    CHECK(decision.free_cpu_milli == 1500);  // L09.E4: 0 more fit though 1.5 vCPU are free
    CHECK(decision.free_memory_mb == 512);
  }
  CHECK(rig.count<trace::ApiCalled>() == 0);  // it ran yesterday already
  rig.finish(at_second(1));
}

TEST_CASE("one of five containers crashes and is back in 3 s: 15 requests are lost") {
  // 45/s meet 4 × 10/s for 3 s: 135 come, 120 begin. With one place in the queue 1 of the other 15 waits when the
  // container is back; the crash itself costs the request that the container was serving. 135 − 120 − 1 + 1 = 15.
  // The proxy asks container 1 first, so the n-th request goes to container n mod 5 + 1 and every container rests for
  // 11 ms of every 111: container 1 just before each whole second, the others at other times.
  for (std::uint32_t number = 2; number <= 5; ++number) CHECK(lost_in_l09(1, at_second(6), number) == 15);
  CHECK(lost_in_l09(1, at_ms(6050), 1) == 15);
  CHECK(lost_in_l09(1, at_second(6), 1) == 14);  // it rests: no request is in it to be lost
  // One more place saves one more request; without a queue each of the four rests 11 ms of 111 as before and serves
  // 9/s: 135 − 4 × 27 = 27 rejected and the one that was being served.
  CHECK(lost_in_l09(2, at_second(6), 3) == 14);
  CHECK(lost_in_l09(0, at_second(6), 3) == 28);
}

TEST_CASE("a crash loses only what is in that container; its fellows carry on") {
  DockerSpec spec = one_host();
  spec.queue_limit = 10;
  Rig rig(spec);
  for (int i = 0; i < 7; ++i) rig.submit(milliseconds(500));  // 1 s each: five begin, two wait at the proxy
  CHECK(rig.model.view().in_service == 5);
  CHECK(rig.model.view().waiting == 2);
  rig.advance(at_ms(300));
  rig.act(Crash{2, false, seconds(3)});
  CHECK(rig.model.view().servers_ready == 4);
  const auto crashes = rig.sink.all<trace::Crashed>();
  REQUIRE(crashes.size() == 1);
  CHECK(crashes[0].second.kind == ServerKind::Container);
  CHECK(crashes[0].second.lost_requests == 1);
  rig.advance(at_ms(3300));
  CHECK(rig.model.view().servers_ready == 5);
  const auto repairs = rig.sink.all<trace::Repaired>();
  REQUIRE(repairs.size() == 1);
  CHECK(repairs[0].second.out_of_service == seconds(3));
  CHECK(repairs[0].first.cause == crashes[0].first.id);
  rig.finish(at_second(10));
  CHECK(rig.sink.count(Outcome::Failed, Reason::ServerCrashed) == 1);
  CHECK(rig.sink.count(Outcome::Completed) == 6);
  for (const trace::RequestRecord& record : rig.sink.records) {
    if (record.outcome == Outcome::Failed) CHECK(record.cause == crashes[0].first.id);
  }
}

TEST_CASE("a container that nobody repairs stays away; with none left callers learn of the crash") {
  DockerSpec spec = one_host();
  spec.containers = 1;
  Rig rig(spec);
  rig.act(Crash{0, false, {}});
  rig.advance(at_second(5));
  rig.submit(milliseconds(50));
  rig.finish(at_second(3600));
  REQUIRE(rig.sink.records.size() == 1);
  CHECK(rig.sink.records[0].reason == Reason::NoServer);
  CHECK(rig.sink.records[0].cause == rig.sink.all<trace::Crashed>()[0].first.id);
  CHECK(rig.count<trace::Repaired>() == 0);
}

TEST_CASE("a host takes all its containers with it and brings them back") {
  DockerSpec spec = one_host();
  spec.hosts = 2;
  spec.queue_limit = 20;
  Rig rig(spec);
  CHECK(rig.model.view().servers_ready == 10);
  for (int i = 0; i < 10; ++i) rig.submit(seconds(1));
  rig.act(Crash{2, true, seconds(60)});
  CHECK(rig.model.view().servers_ready == 5);
  CHECK(rig.model.view().hosts == 1);
  const auto crash = rig.sink.all<trace::Crashed>().at(0);
  CHECK(crash.second.kind == ServerKind::Host);
  CHECK(crash.second.lost_tasks == 5);
  CHECK(crash.second.lost_requests == 5);
  rig.act(Crash{2, true, seconds(1)});  // it is down already: nothing happens
  rig.advance(at_second(60));
  CHECK(rig.model.view().servers_ready == 10);
  rig.finish(at_second(100));
  CHECK(rig.sink.count(Outcome::Failed) == 5);
  CHECK(rig.sink.count(Outcome::Completed) == 5);
  // Paid through the outage: nobody terminated the machine.
  CHECK(rig.usage("ec2.instance.test.four").size() == 2);
}

TEST_CASE("a container that crashed earlier comes back with its host, once") {
  DockerSpec spec = one_host();
  Rig rig(spec);
  rig.act(Crash{1, false, seconds(50)});
  rig.advance(at_second(10));
  rig.act(Crash{1, true, seconds(5)});
  CHECK(rig.sink.all<trace::Crashed>().at(1).second.lost_tasks == 4);
  rig.advance(at_second(15));
  CHECK(rig.model.view().servers_ready == 5);
  rig.finish(at_second(100));
  CHECK(rig.count<trace::Repaired>() == 1);  // of the host; the container needs no second repair at 50 s
}

TEST_CASE("by hand from nothing: hosts launch, containers start, the first pull fills the cache") {
  DockerSpec spec = one_host();
  spec.already_running = false;
  spec.hosts = 2;
  spec.containers = 3;
  Rig rig(spec);
  rig.submit(milliseconds(50));
  // 10 s launch + 20 s boot, 400 MB at 40 MB/s = 10 s pull, 2 s start.
  rig.advance(at_ms(41'999));
  CHECK(rig.model.view().servers_ready == 0);
  rig.advance(at_second(42));
  CHECK(rig.model.view().servers_ready == 6);
  rig.finish(at_second(3600));

  REQUIRE(rig.calls(ApiCall::RunInstances).size() == 1);
  CHECK(rig.calls(ApiCall::RunInstances)[0].second.count == 2);
  int runs = 0;
  for (const auto& [fact, call] : rig.calls(ApiCall::DockerRun)) {
    CHECK(call.actor == trace::Actor::Operator);
    CHECK(call.calls == call.count);  // one call per container
    runs += call.calls;
  }
  CHECK(runs == 6);
  const auto pulls = rig.sink.all<trace::ImagePulled>();
  REQUIRE(pulls.size() == 6);
  std::int64_t moved = 0;
  for (const auto& [fact, pull] : pulls) moved += pull.bytes.count;
  CHECK(moved == 2 * Bytes::megabytes(400).count);  // once per host
  REQUIRE(rig.sink.records.size() == 1);
  CHECK(rig.sink.records[0].outcome == Outcome::Rejected);
  CHECK(rig.sink.records[0].reason == Reason::NoServer);
  CHECK(rig.sink.records[0].cause.valid());  // the order that is on its way

  const auto hours = rig.usage("ec2.instance.test.four");
  REQUIRE(hours.size() == 2);
  for (const trace::UsageRecorded& used : hours) {
    CHECK(used.from == at_second(10));  // from running, not from the order
    CHECK(used.to == at_second(3600));
  }
  CHECK(rig.usage("ipv4.address").size() == 2);
  REQUIRE(rig.usage("ebs.gp3").size() == 2);
  CHECK(rig.usage("ebs.gp3")[0].amount == 30 * 1024);
  CHECK(rig.usage("docker.enterprise_node").empty());
}

TEST_CASE("the enterprise edition is a subscription per host and changes no answer") {
  std::vector<std::size_t> completed;
  for (const DockerEdition edition : {DockerEdition::Community, DockerEdition::Enterprise}) {
    DockerSpec spec = one_host();
    spec.hosts = 10;  // L12.E3: 10 per edition
    spec.edition = edition;
    Rig rig(spec);
    rig.load(at_second(0), at_second(10), milliseconds(20), milliseconds(50));
    rig.finish(at_second(20));
    completed.push_back(rig.sink.count(Outcome::Completed));
    const auto subscriptions = rig.usage("docker.enterprise_node");
    if (edition == DockerEdition::Community) {
      CHECK(subscriptions.empty());
      continue;
    }
    REQUIRE(subscriptions.size() == 10);
    for (const trace::UsageRecorded& used : subscriptions) {
      CHECK(used.amount == 1);
      CHECK(used.from == kTimeZero);
      CHECK(used.to == at_second(20));
    }
  }
  CHECK(completed[0] == 500);
  CHECK(completed[0] == completed[1]);
}

TEST_CASE("a container's CPU is a wall, and requests beyond its memory fail alone") {
  DockerSpec spec = one_host();
  spec.containers = 1;
  spec.workers = 2;
  Rig rig(spec);
  rig.submit(milliseconds(100), milliseconds(10));  // 0.5 vCPU: 10 + 200 ms
  rig.submit(milliseconds(100), milliseconds(10));  // a quarter: 10 + 400 ms
  rig.advance(at_second(1));
  rig.submit(milliseconds(1), {}, Bytes::megabytes(1537).count);
  rig.submit(milliseconds(1), {}, Bytes::megabytes(1536).count);
  rig.finish(at_second(10));
  REQUIRE(rig.sink.records.size() == 4);
  CHECK(rig.sink.records[0].finished == at_ms(210));
  CHECK(rig.sink.records[1].finished == at_ms(410));
  CHECK(rig.sink.count(Outcome::Failed, Reason::OutOfMemory) == 1);
  CHECK(rig.sink.count(Outcome::Completed) == 3);
}

TEST_CASE("crashes at random moments keep the books straight") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    DockerSpec spec = one_host();
    spec.hosts = 4;
    spec.already_running = seed % 2 == 0;
    spec.queue_limit = 5;
    spec.timeout = milliseconds(700);
    spec.start = random::Uniform{0, 5e9};
    Rig rig(spec, seed);
    random::Stream chaos(seed, "chaos");
    SimTime at;
    for (int i = 0; i < 3000; ++i) {
      at = at + milliseconds(static_cast<std::int64_t>(chaos.below(60)));
      rig.advance(at);
      rig.submit(milliseconds(static_cast<std::int64_t>(chaos.below(400))));
      if (chaos.below(100) != 0) continue;
      const bool host = chaos.below(4) == 0;
      const auto number = static_cast<std::uint32_t>(chaos.below(22));
      const Duration repair = milliseconds(static_cast<std::int64_t>(chaos.below(9000)));
      rig.act(Crash{number, host, repair});
    }
    rig.finish(at + seconds(1));
    CHECK(rig.usage("ec2.instance.test.four").size() == 4);
  }
}
