// SPDX-License-Identifier: Apache-2.0
// Every scenario that ships, and the example of the specification, word for word.
#include "unit/scenario/support.hpp"

using namespace scenario_test;

namespace {

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {"scenarios", "scenarios/lessons"}) {
    for (const auto& entry : std::filesystem::directory_iterator(kRoot / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      if (read_text(entry.path()).find("\ncloudsim: ") == std::string::npos) continue;  // a lesson
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("every shipped scenario is fine, speaks both languages and names its schema") {
  const auto paths = shipped();
  CHECK(paths.size() >= 14);
  for (const auto& path : paths) {
    CAPTURE(path.string());
    const std::string text = read_text(path);
    const std::string name = std::filesystem::relative(path, kRoot).string();
    const auto loaded = scenario::load(source(text, name), {}, {});
    if (!loaded) {
      for (const std::string& line : brief(loaded.error())) FAIL_CHECK(line);
      continue;
    }
    CHECK(loaded->warnings.empty());
    CHECK(loaded->scenario.title.size() == 2);
    CHECK(loaded->scenario.description.size() == 2);
    const bool lesson = path.parent_path().filename() == "lessons";
    CHECK(loaded->scenario.lesson.empty() != lesson);
    const std::string folder = lesson ? "../" : "";
    CHECK(text.rfind("# yaml-language-server: $schema=" + folder + "scenario.schema.json\n", 0) == 0);
  }
}

TEST_CASE("lesson scenarios use the frozen teaching prices and the teaching effort list, and leave nothing to chance") {
  for (const auto& path : shipped()) {
    if (path.parent_path().filename() != "lessons") continue;
    CAPTURE(path.string());
    const auto scenario = load_fine(read_text(path));
    CHECK(scenario.prices.list == "teaching");
    CHECK(scenario.effort == "teaching");
    for (const auto& entry : scenario.workload) {
      CHECK(std::holds_alternative<random::Constant>(entry.work.cpu));
      CHECK(std::holds_alternative<random::Constant>(entry.work.io));
      CHECK_FALSE(std::holds_alternative<workload::PoissonArrivals>(entry.arrivals));
    }
    for (const auto& deployment : scenario.deployments) {
      if (const auto* lambda = std::get_if<services::LambdaSpec>(&deployment.service)) {
        CHECK(std::holds_alternative<random::Constant>(lambda->init));
      }
    }
  }
}

TEST_CASE("the specification's example loads as it stands") {
  const std::string text = read_text(kRoot / "tests/unit/scenario/issue-example.yaml");
  const auto scenario = load_fine(text, {}, files({{"data/day.csv", "second,requests\n0,2\n5,1\n"}}));

  CHECK(scenario.seed == 42);
  CHECK(scenario.duration == Duration::hours(24));
  CHECK(scenario.prices.list == "aws");
  CHECK_FALSE(scenario.prices.free_tier);
  CHECK(scenario.title[1].second == "Miniaturas en un día de subidas");
  REQUIRE(scenario.workload.size() == 1);
  CHECK(scenario.workload[0].source == workload::SourceKind::ObjectCreated);
  CHECK(std::get<workload::TraceArrivals>(scenario.workload[0].arrivals).trace->total == 3);
  CHECK(random::mean_of(scenario.workload[0].work.cpu) == doctest::Approx(120e6));
  CHECK(random::mean_of(scenario.workload[0].work.memory) == doctest::Approx(180.0 * 1048576));

  REQUIRE(scenario.deployments.size() == 4);
  const auto& ec2 = std::get<services::Ec2Spec>(scenario.deployments[0].service);
  CHECK(ec2.instance.name == "t3.medium");
  CHECK(ec2.instance.vcpu == 2);
  CHECK(ec2.minimum == 2);
  CHECK(ec2.maximum == 8);
  CHECK(ec2.desired == 2);
  CHECK(ec2.image == services::Ec2Image::UserData);
  REQUIRE(ec2.scaling.has_value());
  CHECK(ec2.scaling->target_cpu == 0.5);
  CHECK(ec2.replace_failed);
  CHECK(ec2.queue_limit == 100);
  CHECK(ec2.timeout == Duration::seconds(30));

  const auto& lambda = std::get<services::LambdaSpec>(scenario.deployments[1].service);
  CHECK(lambda.memory_mb == 1024);
  CHECK(std::get<random::Uniform>(lambda.keep_alive).maximum == 7.0 * 60e9);

  const auto& hosts = std::get<services::EcsSpec>(scenario.deployments[2].service);
  CHECK(hosts.launch == services::LaunchType::Ec2);
  CHECK(hosts.hosts.instance.name == "m5.large");
  CHECK(hosts.task_cpu_milli == 500);
  CHECK(hosts.task_memory_mb == 1024);
  CHECK(hosts.image == Bytes::megabytes(280));
  REQUIRE(hosts.placement.size() == 2);
  CHECK(std::get<services::Spread>(hosts.placement[0]).over == services::PlacementField::Zone);
  CHECK(std::get<services::Binpack>(hosts.placement[1]).by == services::PlacementField::Memory);
  CHECK(hosts.maximum == 16);
  CHECK(hosts.minimum == 4);  // the desired count, as nothing else is said

  const auto& fargate = std::get<services::EcsSpec>(scenario.deployments[3].service);
  CHECK(fargate.launch == services::LaunchType::Fargate);
  CHECK(fargate.desired == 4);

  REQUIRE(scenario.actions.size() == 3);
  CHECK(std::get<services::RunTask>(scenario.actions[0].body).count == 5);
  CHECK(std::get<services::StopTask>(scenario.actions[1].body).count == 5);
  const auto& crash = std::get<services::Crash>(scenario.actions[2].body);
  CHECK(crash.number == 1);
  CHECK_FALSE(crash.host);
  CHECK(crash.repaired_after == Duration::seconds(90));
  CHECK(scenario.objectives.latency_p95 == Duration::milliseconds(800));
  CHECK(scenario.objectives.errors == 0.005);
}
