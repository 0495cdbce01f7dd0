// SPDX-License-Identifier: Apache-2.0
// Releases, drift, logs and memory on Docker hosts, against values worked out by hand.
#include <doctest/doctest.h>

#include "services/docker/docker_model.hpp"
#include "support/service_rig.hpp"

using namespace cloudsim;
using namespace cloudsim::services;
using namespace cloudsim::test;
using trace::ApiCall;
using trace::DeploymentStage;
using trace::Outcome;
using trace::Reason;
using trace::ServerKind;
using trace::ServerState;

namespace {

using DockerRig = ServiceRig<DockerModel, DockerSpec>;

/// Lesson L08: 12 MB of code on 180 MB of dependencies and 80 MB of base, 50 MB/s; L12: the pipeline.
DockerSpec two_containers(std::uint32_t hosts) {
  DockerSpec spec;
  spec.instance.name = "test.two";
  spec.instance.vcpu = 2;
  spec.instance.memory = Bytes::gigabytes(4);
  spec.hosts = hosts;
  spec.containers = 2;
  spec.image = Bytes::megabytes(272);
  spec.changed = Bytes::megabytes(12);
  spec.pull_rate.bytes_per_second = Bytes::megabytes(50).count;
  spec.queue_limit = 100;
  spec.build = seconds(40);
  spec.build_cached = seconds(6);
  spec.test = seconds(25);
  spec.deploy = seconds(12);
  return spec;
}

std::vector<std::pair<trace::Fact, trace::DeploymentChanged>> completed(const DockerRig& rig) {
  std::vector<std::pair<trace::Fact, trace::DeploymentChanged>> found;
  for (const auto& entry : rig.sink.all<trace::DeploymentChanged>()) {
    if (entry.second.stage == DeploymentStage::Completed) found.push_back(entry);
  }
  return found;
}

}  // namespace

TEST_CASE("the first pull moves all layers, the next release only what has changed") {
  DockerSpec spec = two_containers(1);
  spec.already_running = false;
  DockerRig rig(spec);
  rig.advance(at_second(100));
  rig.act(Release{});
  rig.finish(at_second(300));
  const auto pulls = rig.sink.all<trace::ImagePulled>();
  REQUIRE(pulls.size() == 3);                         // two containers wait for one fetch; then the release
  CHECK(pulls[0].second.took == milliseconds(5440));  // 272 ÷ 50
  CHECK(pulls[0].second.bytes == Bytes::megabytes(272));
  CHECK(pulls[1].second.bytes.count == 0);
  CHECK(pulls[2].second.took == milliseconds(240));  // 12 ÷ 50
  CHECK(pulls[2].second.bytes == Bytes::megabytes(12));
}

TEST_CASE("build, test, deploy: 77 s the first time, 43 s from the cache") {
  DockerSpec spec = two_containers(1);
  spec.image = spec.changed = {};
  DockerRig rig(spec);
  rig.advance(at_second(100));
  for (int i = 0; i < 10; ++i) rig.act(Release{});  // one at a time: the others wait
  rig.finish(at_second(1000));
  const auto done = completed(rig);
  REQUIRE(done.size() == 10);
  CHECK(done[0].second.took == seconds(77));  // 40 + 25 + 12
  CHECK(done[1].second.took == seconds(43));  // 6 + 25 + 12
  CHECK(done[9].first.at == at_second(100 + 77 + 9 * 43));
  CHECK(rig.calls(ApiCall::DockerPush).size() == 10);
  CHECK(rig.calls(ApiCall::CopyFiles).empty());
}

TEST_CASE("a release goes host by host; requests in service are finished, and none is lost") {
  // Pipeline 77 s, then per host 0.24 s of pull, a request of 2 s to finish, 1 s to start.
  DockerSpec spec = two_containers(2);
  spec.start = always(seconds(1));
  DockerRig rig(spec);
  rig.act(Release{});
  rig.load(at_second(0), at_second(120), milliseconds(600), {}, seconds(2));
  rig.finish(at_second(200));
  CHECK(rig.sink.count(Outcome::Completed) == 200);
  REQUIRE(completed(rig).size() == 1);
  CHECK(completed(rig)[0].first.at > at_ms(77'000 + 2 * 1240));
  CHECK(rig.entered(ServerKind::Container, ServerState::Ready).size() == 8);
  CHECK(rig.model.view().servers_ready == 4);
}

TEST_CASE("without images two differences come to light once, and each costs its diagnosis") {
  for (const bool images : {true, false}) {
    DockerSpec spec = two_containers(1);
    spec.image = spec.changed = {};
    spec.images = images;
    spec.differences = 2;
    spec.diagnosis = Duration::minutes(45);
    DockerRig rig(spec);
    rig.act(Release{});
    rig.advance(at_second(7200));
    rig.act(Release{});
    rig.finish(at_second(10'000));
    const auto found = rig.sink.all<trace::Noticed>();
    REQUIRE(found.size() == (images ? 0 : 1));
    REQUIRE(completed(rig).size() == 2);
    CHECK(completed(rig)[0].second.took == (images ? seconds(77) : seconds(77 + 90 * 60)));
    CHECK(completed(rig)[1].second.took == seconds(43));
    if (images) continue;
    CHECK(found[0].second.value == 2);
    REQUIRE(rig.calls(ApiCall::CopyFiles).size() == 2);
    CHECK(rig.calls(ApiCall::CopyFiles)[0].second.calls == 3);  // code, dependencies, settings
  }
}

TEST_CASE("a leak of 2 MB a minute from 256 MB meets 512 MB after 128 min; the alarm at 80 % comes 51 min before") {
  // 409.6 MB are reached after 76.8 min, seen at the look after 77 min: 128 − 77 = 51.
  DockerSpec spec = two_containers(1);
  spec.watch_every = Duration::minutes(1);
  spec.watch_alarm_percent = 80;
  DockerRig rig(spec);
  rig.act(MemoryLeak{2, Bytes::megabytes(256), Bytes::megabytes(2), seconds(60)});
  rig.finish(at_second(10'000));
  const auto alarms = rig.sink.all<trace::Noticed>();
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].first.at == at_second(77 * 60));
  CHECK(alarms[0].second.value == Bytes::megabytes(410).count);
  const auto crashes = rig.sink.all<trace::Crashed>();
  REQUIRE(crashes.size() == 1);
  CHECK(crashes[0].first.at == at_second(128 * 60));
  CHECK(crashes[0].first.cause == alarms[0].first.id);
  CHECK(crashes[0].second.reason == Reason::OutOfMemory);
  CHECK(crashes[0].second.server == rig.server(ServerKind::Container, 2));
  CHECK(rig.sink.all<trace::Repaired>().size() == 1);
}

TEST_CASE("a restart frees the leaked memory") {
  DockerRig rig(two_containers(1));
  rig.act(MemoryLeak{1, Bytes::megabytes(256), Bytes::megabytes(2), {}});
  rig.advance(at_second(3600));
  rig.act(Release{});
  rig.finish(at_second(10'000));
  CHECK(rig.count<trace::Crashed>() == 0);
}

TEST_CASE("logs: containers × lines × bytes × time") {
  DockerSpec spec = two_containers(3);
  spec.log_lines_per_second = 2;
  spec.log_bytes_per_line = 200;
  DockerRig rig(spec);
  rig.finish(at_second(1000));
  const auto used = rig.usage("cloudwatch.logs_ingest_gb");
  REQUIRE(used.size() == 1);
  CHECK(used[0].amount == 6 * 2 * 200 * 1000);
}

TEST_CASE("while the registry is down a release waits for it") {
  DockerRig rig(two_containers(1));
  rig.act(Release{});
  rig.advance(at_second(60));
  rig.act(RegistryDown{seconds(100)});
  rig.finish(at_second(300));
  REQUIRE(completed(rig).size() == 1);
  CHECK(completed(rig)[0].first.at == at_ms(160'240));
}
