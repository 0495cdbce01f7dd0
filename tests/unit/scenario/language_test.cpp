// SPDX-License-Identifier: Apache-2.0
// The forms of the language: arrivals, distributions, deployments, actions, values set from outside.
#include "unit/scenario/support.hpp"

using namespace scenario_test;
using namespace cloudsim::workload;

namespace {

template <class Arrivals>
Arrivals arrivals_of(const std::string& text, const scenario::FileReader& reader = {}) {
  return std::get<Arrivals>(load_fine(with_arrivals(text), {}, reader).workload[0].arrivals);
}

random::DistributionSpec io_of(const std::string& text) {
  return load_fine(with_arrivals("{poisson: 1/s}", "{io: " + text + "}")).workload[0].work.io;
}

}  // namespace

TEST_CASE("arrivals: every form") {
  CHECK(arrivals_of<PoissonArrivals>("{poisson: 5/s}").rate.per_second() == 5.0);

  const auto constant = arrivals_of<ConstantArrivals>("{constant: {rate: 2/s, from: 1min, until: 3h}}");
  CHECK(constant.rate.per_second() == 2.0);
  CHECK(constant.from == kTimeZero + Duration::minutes(1));
  CHECK(constant.until == kTimeZero + Duration::hours(3));
  CHECK(arrivals_of<ConstantArrivals>("{constant: 0/day}").rate.is_zero());  // a day without uploads
  CHECK(arrivals_of<ConstantArrivals>("{constant: 2/s}").until == kNever);

  const auto at = arrivals_of<ScheduledArrivals>("{at: [2s, 0s, 2s]}").at;  // in any order, repeats allowed
  CHECK(at == std::vector<SimTime>{kTimeZero, SimTime{2'000'000'000}, SimTime{2'000'000'000}});

  const auto profile = arrivals_of<ProfileArrivals>("{profile: {points: [[0h, 1/s], [9h, 20/s]]}}");
  CHECK(profile.interpolation == Interpolation::Linear);
  CHECK(profile.spacing == Spacing::Poisson);
  REQUIRE(profile.points.size() == 2);
  CHECK(profile.points[1].first == kTimeZero + Duration::hours(9));
  CHECK(profile.points[1].second.per_second() == 20.0);

  const auto reader =
      files({{"a.csv", "app,func,end_timestamp,duration\na,f,5.0,2.0\n"}, {"m.csv", "minute,requests\n3,4\n"}});
  CHECK(arrivals_of<TraceArrivals>("{trace: {file: m.csv, format: per-minute, spacing: poisson}}", reader).spacing ==
        Spacing::Poisson);
  CHECK(arrivals_of<TraceArrivals>("{azure-functions-2021: a.csv}", reader).trace->total == 1);
  CHECK(arrivals_of<TraceArrivals>("{trace: {file: a.csv, format: azure-functions-2021}}", reader).trace->total == 1);
}

TEST_CASE("a log with durations says how long each run took, unless the scenario does") {
  const auto reader = files({{"a.csv", "app,func,end_timestamp,duration\na,f,5.0,2.0\n"}});
  CHECK(load_fine(with_arrivals("{azure-functions-2021: a.csv}"), {}, reader).workload[0].work.duration_from_trace);
  CHECK_FALSE(load_fine(with_arrivals("{azure-functions-2021: a.csv}", "{cpu: 10ms}"), {}, reader)
                  .workload[0]
                  .work.duration_from_trace);
}

TEST_CASE("distributions: every form, in nanoseconds") {
  CHECK(std::get<random::Constant>(io_of("40ms")).value == 40e6);
  CHECK(std::get<random::Constant>(io_of("{constant: 40ms}")).value == 40e6);
  CHECK(std::get<random::Exponential>(io_of("{exponential: 1s}")).mean == 1e9);
  CHECK(std::get<random::Exponential>(io_of("{exponential: {mean: 1s}}")).mean == 1e9);
  const auto uniform = std::get<random::Uniform>(io_of("{uniform: [5min, 7min]}"));
  CHECK(uniform.minimum == 300e9);
  CHECK(uniform.maximum == 420e9);
  const auto triangular = std::get<random::Triangular>(io_of("{triangular: [3s, 15s, 25s]}"));
  CHECK(triangular.minimum == 3e9);
  CHECK(triangular.mode == 15e9);
  CHECK(triangular.maximum == 25e9);
  const auto quantiles = std::get<random::Quantiles>(io_of("{quantiles: [[0, 1ms], [50%, 2ms], [1, 10ms]]}")).points;
  CHECK(quantiles == std::vector<std::pair<double, double>>{{0.0, 1e6}, {0.5, 2e6}, {1.0, 10e6}});
  // mean = exp(mu + sigma² ÷ 2), whichever way it is written; mu counts seconds: exp(0) = 1 s.
  CHECK(random::mean_of(io_of("{lognormal: {mean: 120ms, cv: 0.8}}")) == doctest::Approx(120e6));
  CHECK(random::mean_of(io_of("{lognormal: {mu: 0, sigma: 0}}")) == doctest::Approx(1e9));
  const auto memory =
      load_fine(with_arrivals("{poisson: 1/s}", "{memory: {lognormal: {mu: 0, sigma: 0}}}")).workload[0].work.memory;
  CHECK(random::mean_of(memory) == doctest::Approx(1048576.0));  // and MB for memory
}

TEST_CASE("explicit delays replace the catalogue's, and are then no assumption") {
  const auto scenario =
      load_fine(with_deployment("{name: server, ec2: {instance: t3.micro, launch: 45s, boot: 0s, bootstrap: 0s, "
                                "code_upload: 30s, timeout: none}}"));
  const auto& ec2 = only<services::Ec2Spec>(scenario);
  CHECK(std::get<random::Constant>(ec2.launch).value == 45e9);
  CHECK(std::get<random::Constant>(ec2.code_upload).value == 30e9);
  CHECK(ec2.timeout == Duration{});
  CHECK(ec2.minimum == 1);
  CHECK(ec2.maximum == 1);
  CHECK_FALSE(ec2.replace_failed);  // one server is no group
  const auto names = used(scenario.deployments[0]);
  CHECK_FALSE(contains(names, "ec2.launch"));
  CHECK_FALSE(contains(names, "ec2.timeout"));
  CHECK(contains(names, "ec2.queue_limit"));
}

TEST_CASE("a silent deployment uses sourced rows, each noted once with its value as written") {
  const auto scenario = load_fine(with_deployment("{name: server, ec2: {instance: t3.micro, image: user-data}}"));
  const auto& uses = scenario.deployments[0].parameters;
  const auto boot = std::find_if(uses.begin(), uses.end(), [](const auto& use) { return use.parameter == "ec2.boot"; });
  REQUIRE(boot != uses.end());
  CHECK(boot->value == "triangular 3s 15s 25s");
  CHECK_FALSE(boot->source.empty());
  CHECK(boot->confidence == "assumption");
  auto names = used(scenario.deployments[0]);
  CHECK(contains(names, "ec2.bootstrap.user_data"));
  CHECK_FALSE(contains(names, "ec2.bootstrap.baked"));
  CHECK_FALSE(contains(names, "ec2.alarm.period"));           // nothing scales
  CHECK_FALSE(contains(names, "alb.health_check_interval"));  // no balancer
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("a larger package starts later: the catalogue's time per MB is added to the runtime's mean") {
  const auto plain = load_fine(with_deployment("{name: f, lambda: {memory: 512MB, runtime: nodejs22}}"));
  const auto loaded =
      load_fine(with_deployment("{name: f, lambda: {memory: 512MB, runtime: nodejs22, package: 10MB}}"));
  const double before = random::mean_of(only<services::LambdaSpec>(plain).init);
  const double after = random::mean_of(only<services::LambdaSpec>(loaded).init);
  CHECK(after - before == doctest::Approx(10 * 28e6));  // lambda.init_per_mb
  CHECK(contains(used(loaded.deployments[0]), "lambda.init_per_mb"));
  CHECK_FALSE(contains(used(plain.deployments[0]), "lambda.init_per_mb"));

  const auto arm =
      load_fine(with_deployment("{name: f, lambda: {memory: 512MB, runtime: nodejs22, architecture: arm64}}"));
  CHECK(contains(used(arm.deployments[0]), "lambda.init.nodejs22.arm64"));
  CHECK(only<services::LambdaSpec>(arm).arm);
}

TEST_CASE("code and trigger of a function have their moment, or never come") {
  const auto late =
      load_fine(with_deployment("{name: f, lambda: {memory: 512MB, trigger_set: 30s, code_uploaded: 0s}}"));
  CHECK(only<services::LambdaSpec>(late).trigger_set == SimTime{30'000'000'000});
  CHECK(only<services::LambdaSpec>(late).code_uploaded == kTimeZero);
  const auto never = load_fine(with_deployment("{name: f, lambda: {memory: 512MB, trigger_set: never, init: 0s}}"));
  CHECK_FALSE(only<services::LambdaSpec>(never).trigger_set.has_value());
  CHECK_FALSE(contains(used(never.deployments[0]), "lambda.runtime"));  // init is given: no runtime is needed
}

TEST_CASE("Docker hosts: size, number, edition") {
  const auto scenario = load_fine(
      with_deployment("{name: d, docker: {instance: c5.xlarge, hosts: 3, containers: 8, container: {cpu: 0.5, memory: "
                      "1.5GB}, reserved_memory: 0MB, edition: enterprise}}"));
  const auto& docker = only<services::DockerSpec>(scenario);
  CHECK(docker.hosts == 3);
  CHECK(docker.containers == 8);
  CHECK(docker.container_cpu_milli == 500);
  CHECK(docker.container_memory_mb == 1536);
  CHECK(docker.edition == services::DockerEdition::Enterprise);
}

TEST_CASE("Fargate sells all sizes of its table and none beside it") {
  const auto fits = [](const std::string& cpu, const std::string& memory) {
    return scenario::load(source(with_deployment("{name: t, ecs: {launch: fargate, task: {cpu: " + cpu +
                                                 ", memory: " + memory + "}}}")),
                          {}, {})
        .has_value();
  };
  // Edges of each row of the provider's table (facts, section 5.2).
  CHECK(fits("0.25", "512MB"));
  CHECK(fits("0.25", "2GB"));
  CHECK_FALSE(fits("0.25", "3GB"));
  CHECK(fits("0.5", "4GB"));
  CHECK_FALSE(fits("0.5", "512MB"));
  CHECK(fits("4", "30GB"));
  CHECK_FALSE(fits("4", "31GB"));
  CHECK(fits("8", "20GB"));
  CHECK_FALSE(fits("8", "18GB"));  // steps of 4
  CHECK(fits("16", "120GB"));
  CHECK_FALSE(fits("16", "36GB"));  // steps of 8
}

TEST_CASE("actions are sorted by time, equal times as written") {
  const auto scenario = load_fine(
      "cloudsim: 1\nduration: 1h\nworkload:\n  - {name: visits, arrivals: {poisson: 5/s}}\n"
      "deployments:\n  - {name: s, ec2: {instance: t3.micro, fleet: {min: 1, max: 4}}}\n"
      "  - {name: t, ecs: {launch: fargate, task: {cpu: 0.5, memory: 1GB}}}\n"
      "actions:\n"
      "  - {at: 20min, call: ecs.UpdateService, deployment: t, desired: 0}\n"
      "  - {at: 10min, call: autoscaling.SetDesiredCapacity, deployment: s, desired: 3}\n"
      "  - {at: 20min, call: ec2.TerminateInstances, deployment: s}\n"
      "  - {at: 5min, crash: t}\n");
  REQUIRE(scenario.actions.size() == 4);
  CHECK(std::get<services::Crash>(scenario.actions[0].body).number == 0);  // the one that has been up longest
  CHECK(std::get<services::SetDesiredCapacity>(scenario.actions[1].body).desired == 3);
  CHECK(std::get<services::UpdateService>(scenario.actions[2].body).desired == 0);
  CHECK(std::holds_alternative<services::StopInstances>(scenario.actions[3].body));
}

TEST_CASE("values set from outside change the scenario, and are checked like the file's") {
  const std::string text = with_deployment("{name: servers, ec2: {instance: t3.micro}}");
  const auto changed = load_fine(text, {{"deployments.servers.ec2.workers", "4"},
                                        {"deployments.0.ec2.instance", "m5.large"},
                                        {"workload.visits.arrivals", "{constant: 3000/day}"},
                                        {"seed", "7"}});
  CHECK(only<services::Ec2Spec>(changed).workers == 4);
  CHECK(only<services::Ec2Spec>(changed).instance.name == "m5.large");
  CHECK(std::holds_alternative<ConstantArrivals>(changed.workload[0].arrivals));
  CHECK(changed.seed == 7);

  const auto refused = scenario::load(source(text), {{"deployments.servers.ec2.instance", "t3.mirco"}}, {});
  REQUIRE_FALSE(refused.has_value());
  REQUIRE(refused.error().size() == 1);
  CHECK(refused.error()[0].code == "unknown_instance_type");
  CHECK(refused.error()[0].location.source->name == "--set");
  CHECK(refused.error()[0].suggestion == "t3.micro");
  CHECK_FALSE(scenario::load(source(text), {{"deployments.server.ec2.workers", "4"}}, {}).has_value());
}

TEST_CASE("at most twenty deployments") {
  std::string text =
      "cloudsim: 1\nduration: 1h\nworkload:\n  - {name: visits, arrivals: {poisson: 5/s}}\ndeployments:\n";
  for (int i = 0; i < 20; ++i) text += "  - {name: s" + std::to_string(i) + ", ec2: {instance: t3.micro}}\n";
  CHECK(load_fine(text).deployments.size() == 20);
  CHECK(problems(text + "  - {name: one-more, ec2: {instance: t3.micro}}\n") ==
        std::vector<std::string>{"26:5 too_many_deployments"});
}
