// SPDX-License-Identifier: Apache-2.0
#include "scenario/catalog.hpp"

#include "scenario/read_distribution.hpp"
#include "unit/scenario/support.hpp"

using namespace scenario_test;

namespace {

constexpr const char* kParameters = "scenarios/catalog/parameters.yaml";

}  // namespace

TEST_CASE("the shipped catalogue is sound, and every row says where it comes from") {
  Diagnostics diagnostics;
  const scenario::Catalog catalog = *scenario::load_catalog({}, diagnostics);
  for (const std::string& line : brief(diagnostics)) FAIL_CHECK(line);
  CHECK(catalog.parameters.find("ec2.boot") != nullptr);
  CHECK(catalog.parameters.find("ec2.boots") == nullptr);
  CHECK(contains(catalog.runtimes, "python3.13"));
  CHECK_FALSE(contains(catalog.runtimes, "python3.12.arm64"));
  REQUIRE(catalog.instance_type("m5.large") != nullptr);
  CHECK(catalog.instance_type("m5.large")->memory == Bytes::gigabytes(8));
  REQUIRE(catalog.instance_type("t3.micro") != nullptr);
  CHECK(catalog.instance_type("t3.micro")->burstable);
  CHECK(catalog.instance_type("t3.micro")->baseline_percent == 10);
  // Published: 7 CPU sizes; 0.25 vCPU with 0.5, 1, 2 GB; 4 vCPU with 8 to 30 GB; 16 vCPU with 32 to 120 GB by 8.
  const auto& sizes = catalog.parameters.fargate_sizes();
  REQUIRE(sizes.size() == 7);
  CHECK(sizes[0].memory_mb == std::vector<std::int64_t>{512, 1024, 2048});
  CHECK(sizes[4].memory_mb.size() == 23);
  CHECK(sizes[6].memory_mb.size() == 12);
}

TEST_CASE("every source key of the parameters is explained in the file") {
  const std::string text = read_text(kRoot / kParameters);
  const std::size_t rows = text.find("\nparameters:");
  const std::string sources = text.substr(0, rows);
  std::size_t checked = 0;
  const std::string mark = "source: ";
  for (std::size_t at = text.find(mark, rows); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t from = at + mark.size();
    if (text[from] == '"') continue;  // several keys, or something that is no document
    const std::string key = text.substr(from, text.find_first_of(",\n", from) - from);
    CAPTURE(key);
    if (key != "assumption") CHECK(sources.find("\n  " + key + ": ") != std::string::npos);
    ++checked;
  }
  CHECK(checked > 50);
}

TEST_CASE("a teacher's own parameter file is used, and missing or wrong rows are told with the file's name") {
  const std::string shipped = read_text(kRoot / kParameters);
  const std::string text = with_deployment("{name: server, ec2: {instance: t3.micro}}");

  std::string own = shipped;
  const std::string row = "value: {triangular: [3s, 15s, 25s]}, source: \"BREV26, DAEM21\"";
  REQUIRE(own.find(row) != std::string::npos);
  own.replace(own.find(row), row.size(), "value: 1min, source: assumption");
  const auto scenario = load_fine(text, {}, files({{kParameters, own}}));
  CHECK(std::get<random::Constant>(only<services::Ec2Spec>(scenario).boot).value == 60e9);

  const auto refused = [&](std::string changed) {
    const auto loaded = scenario::load(source(text), {}, files({{kParameters, std::move(changed)}}));
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error()[0].location.source->name == kParameters);
    return loaded.error()[0].code;
  };
  std::string missing = shipped;
  missing.replace(missing.find("name: ec2.boot,"), 15, "name: ec2.boat,");
  CHECK(refused(missing) == "parameter_missing");
  std::string wrong = shipped;
  wrong.replace(wrong.find("unit: time"), 10, "unit: text");
  CHECK(refused(wrong) == "expected_scalar");
  std::string unit = shipped;
  const std::string limit = "name: ec2.queue_limit, key: ec2.queue_limit, unit: count";
  unit.replace(unit.find(limit), limit.size(), "name: ec2.queue_limit, key: ec2.queue_limit, unit: text");
  CHECK(refused(unit) == "parameter_unit");
}

TEST_CASE("a moved distribution keeps its spread") {
  using namespace random;
  const auto uniform = std::get<Uniform>(scenario::shifted(Uniform{1, 3}, 10));
  CHECK(uniform.minimum == 11);
  CHECK(uniform.maximum == 13);
  // Mean 100 and standard deviation 50 become mean 300 and, still, 50: cv = 1 ÷ 6.
  const auto moved = std::get<Lognormal>(scenario::shifted(lognormal_from_mean(100, 0.5), 200));
  const auto expected = lognormal_from_mean(300, 50.0 / 300.0);
  CHECK(moved.mu == doctest::Approx(expected.mu));
  CHECK(moved.sigma == doctest::Approx(expected.sigma));
}

TEST_CASE("no row of the catalogue is dead: some silent deployment uses it") {
  const auto scenario = load_fine(
      "cloudsim: 1\nduration: 1h\nworkload:\n  - {name: visits, arrivals: {poisson: 5/s}, client: {retries: 1}}\n"
      "  - {name: files, source: object-created, arrivals: {poisson: 1/s}}\n"
      "  - {name: jobs, source: queue, arrivals: {poisson: 1/s}}\n"
      "hazards:\n  - {hazard: server, deployment: one}\n  - {hazard: host, deployment: docker}\ndeployments:\n"
      "  - {name: one, ec2: {instance: t3.micro}}\n"
      "  - {name: group, ec2: {instance: t3.micro, fleet: {min: 1, max: 3, target_cpu: 50%}, image: user-data, "
      "load_balancer: true}}\n"
      "  - {name: credits, ec2: {instance: t3.micro, cpu_credits: standard, new_account: on, spot: on}}\n"
      "  - {name: policies, ec2: {instance: m5.large, load_balancer: on, capacity_units: on, fleet: {min: 1, max: 3, "
      "monitoring: basic, health_check: elb, policies: [{kind: simple, above: 60%, steps: [{add: 1}]}]}}}\n"
      "  - {name: detailed, ec2: {instance: m5.large, fleet: {min: 1, max: 3, target_cpu: 50%, monitoring: "
      "detailed}}}\n"
      "  - {name: function, lambda: {memory: 512MB, package: 5MB}}\n"
      "  - {name: ready, lambda: {memory: 512MB, provisioned: {count: 5, scaling: {max: 9}}, billing_date: "
      "2025-01-01}}\n"
      "  - {name: snapshot, lambda: {memory: 512MB, snapstart: on}}\n"
      "  - {name: historic, lambda: {memory: 512MB, scaling_rules: historic}}\n"
      "  - {name: hosts, ecs: {launch: ec2, hosts: {instance: m5.large, min: 1, max: 2}, task: {cpu: 0.5, memory: "
      "1GB}}}\n"
      "  - {name: fargate, ecs: {launch: fargate, task: {cpu: 0.5, memory: 1GB}, scaling: {target_cpu: 50%, max: 4}}}\n"
      "  - {name: spare, ecs: {launch: fargate, task: {cpu: 0.5, memory: 1GB}, capacity: spot, rolling_update: "
      "{circuit_breaker: on}}}\n"
      "  - {name: joined, chain: [{name: api, ec2: {instance: t3.micro}, next: queue}, {name: work, ecs: {launch: "
      "fargate, task: {cpu: 0.5, memory: 1GB}}}]}\n"
      "  - {name: docker, docker: {instance: m5.large, containers: 2, container: {cpu: 0.5, memory: 1GB}}}\n");
  std::vector<std::string> names;
  for (const auto& deployment : scenario.deployments) {
    for (const std::string& name : used(deployment)) names.push_back(name);
  }
  Diagnostics diagnostics;
  const scenario::Catalog catalog = *scenario::load_catalog({}, diagnostics);
  std::size_t checked = 0;
  for (const std::string& name : catalog.parameters.names_after("")) {
    // A function has one runtime; limits bound what may be written, they are no defaults.
    if (name.rfind("lambda.init.", 0) == 0 || name.find(".limit.") != std::string::npos) continue;
    if (name.rfind("lambda.historic.scaling_burst.", 0) == 0) continue;  // a run has one region
    CAPTURE(name);
    CHECK(contains(names, name));
    ++checked;
  }
  CHECK(checked > 50);
}
