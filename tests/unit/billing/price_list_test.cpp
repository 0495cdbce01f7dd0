// SPDX-License-Identifier: Apache-2.0
#include "billing/price_list.hpp"

#include <algorithm>

#include "document/yaml_source.hpp"
#include "unit/billing/support.hpp"

namespace cloudsim::billing {
namespace {

// The contract with the models: every name that a deployment can state.
const std::vector<std::string> kNames = {"ec2.surplus.t3",
                                         "ec2.surplus.t4g",
                                         "ebs.gp3",
                                         "ebs.gp3_iops",
                                         "ebs.gp3_throughput",
                                         "ebs.snapshot",
                                         "ipv4.address",
                                         "alb.hour",
                                         "alb.lcu",
                                         "nat.hour",
                                         "nat.gb",
                                         "data.out_gb",
                                         "cloudwatch.logs_ingest_gb",
                                         "cloudwatch.logs_gb_month",
                                         "cloudwatch.metric_month",
                                         "cloudwatch.alarm_month",
                                         "lambda.request",
                                         "lambda.gb_second.x86",
                                         "lambda.gb_second.arm",
                                         "lambda.provisioned.allocation.x86",
                                         "lambda.provisioned.allocation.arm",
                                         "lambda.provisioned.duration.x86",
                                         "lambda.provisioned.duration.arm",
                                         "lambda.ephemeral_gb_second",
                                         "lambda.streaming_gb",
                                         "lambda.snapstart.cache_gb_second",
                                         "lambda.snapstart.restore_gb",
                                         "lambda.tenant_environment_gb",
                                         "fargate.vcpu_hour.x86",
                                         "fargate.vcpu_hour.arm",
                                         "fargate.vcpu_hour.spot",
                                         "fargate.gb_hour.x86",
                                         "fargate.gb_hour.arm",
                                         "fargate.gb_hour.spot",
                                         "fargate.ephemeral_gb_hour",
                                         "apigw.http",
                                         "apigw.rest",
                                         "ecr.gb_month",
                                         "ecs.control_plane",
                                         "docker.enterprise_node"};

// The part that the four services of a comparison cannot do without: a price must be known wherever a list calls itself
// complete.
const std::vector<std::string> kCore = {"ec2.instance.t3.micro",
                                        "ec2.instance.m5.large",
                                        "ebs.gp3",
                                        "ipv4.address",
                                        "alb.hour",
                                        "alb.lcu",
                                        "lambda.request",
                                        "lambda.gb_second.x86",
                                        "lambda.gb_second.arm",
                                        "fargate.vcpu_hour.x86",
                                        "fargate.gb_hour.x86",
                                        "fargate.vcpu_hour.arm",
                                        "fargate.gb_hour.arm",
                                        "ecs.control_plane",
                                        "ecr.gb_month",
                                        "docker.enterprise_node",
                                        "data.out_gb",
                                        "cloudwatch.logs_ingest_gb"};

std::vector<std::string> instance_types() {
  const document::Parsed parsed = document::parse(source_of("scenarios/catalog/instance-types.yaml"));
  REQUIRE(parsed.diagnostics.empty());
  std::vector<std::string> names;
  for (const document::Value& row : parsed.root.find("types")->items) names.push_back(row.find("name")->text);
  return names;
}

TEST_CASE("every shipped list is valid in every one of its regions") {
  for (const std::string name : {"aws", "teaching"}) {
    const auto regions = regions_of(source_of("scenarios/prices/" + name + ".yaml"));
    CHECK(regions.front() == "us-east-1");
    for (const std::string& region : regions) {
      const PriceList list = shipped(name, region);
      CAPTURE(name);
      CAPTURE(region);
      CHECK(list.region == region);
      CHECK(!list.as_of.empty());
      CHECK(!list.services.empty());
      for (const auto& entry : list.meters) {
        const auto& key = entry.first;  // clang 14 captures no structured binding
        const auto& meter = entry.second;
        CAPTURE(key);
        CHECK(meter.name == key);
        CHECK(!meter.source.empty());
        CHECK(!meter.as_of.empty());
        CHECK((meter.tiers.empty()) == (meter.included || meter.unknown));
        CHECK(meter.name.rfind(meter.family, 0) == 0);
      }
    }
  }
  CHECK(regions_of(source_of("scenarios/prices/aws.yaml")).size() == 6);
}

TEST_CASE("a complete region knows every meter that a model can name, and prices what the four services need") {
  int complete = 0;
  for (const std::string& region : regions_of(source_of("scenarios/prices/aws.yaml"))) {
    const PriceList list = shipped("aws", region);
    if (!list.complete) continue;
    ++complete;
    for (const std::string& name : kNames) {
      CAPTURE(region);
      CAPTURE(name);
      CHECK(list.find(name) != nullptr);
    }
    for (const std::string& name : kCore) {
      CAPTURE(name);
      REQUIRE(list.find(name) != nullptr);
      CHECK(!list.find(name)->unknown);
    }
    for (const std::string& type : instance_types()) {
      CAPTURE(type);
      CHECK(list.find("ec2.instance." + type) != nullptr);
      CHECK(list.find("ec2.reserved_1y." + type) != nullptr);
    }
  }
  CHECK(complete == 4);
  CHECK(instance_types().size() == 55);
}

TEST_CASE("us-east-1 has no gaps at all") {
  const auto list = shipped("aws", "us-east-1");
  for (const auto& entry : list.meters) {
    const auto& name = entry.first;  // clang 14 captures no structured binding
    CAPTURE(name);
    CHECK(!entry.second.unknown);
  }
}

TEST_CASE("regions that are complete for EC2 only say so") {
  for (const char* region : {"eu-south-2", "mx-central-1"}) {
    const PriceList list = shipped("aws", region);
    CHECK(!list.complete);
    CHECK(list.note_key == "price_note.ec2_only");
    CHECK(std::find(list.services.begin(), list.services.end(), "lambda") == list.services.end());
    CHECK(list.find("lambda.request") == nullptr);
    CHECK(list.find("ec2.instance.t3.micro") != nullptr);
  }
}

TEST_CASE("teaching prices are those of the lessons and leave the rest out by name") {
  const PriceList list = shipped("teaching", "us-east-1");
  const auto price = [&](const char* name) { return to_decimal(list.find(name)->tiers.front().price); };
  CHECK(price("ec2.instance.t3.micro") == "0.0104");
  CHECK(price("lambda.request") == "0.2");
  CHECK(list.find("lambda.request")->per == 1'000'000);
  CHECK(price("lambda.gb_second.x86") == "0.0000166667");
  CHECK(list.find("lambda.gb_second.x86")->granularity == Duration::milliseconds(1));
  CHECK(price("fargate.vcpu_hour.x86") == "0.04048");
  CHECK(price("fargate.gb_hour.x86") == "0.004445");
  CHECK(price("ecs.control_plane") == "0");
  CHECK(price("docker.enterprise_node") == "750");
  for (const std::string& name : kNames) {
    CAPTURE(name);
    REQUIRE(list.find(name) != nullptr);
    CHECK(!list.find(name)->unknown);
    CHECK(!list.find(name)->free.has_value());
  }
  CHECK(list.find("ebs.gp3")->included);
  CHECK(list.find("alb.hour")->included);
}

// ---- bad lists

void expect(const std::shared_ptr<const Source>& source, const std::string& region, const std::string& wanted) {
  Diagnostics diagnostics;
  CHECK(!read_price_list("typed", source, region, diagnostics).has_value());
  CHECK(words_of(diagnostics) == wanted);
}

TEST_CASE("problems of a price list come with their place and a suggestion") {
  const std::string row = "  alb.hour: {unit: hour}";
  expect(typed_source(row, "alb.hour: 1"), "rr", "typed.yaml:6:3 unknown_region[r]\n");
  expect(typed_source(row, "alb.hous: 1"), "r", "typed.yaml:15:9 unknown_meter[alb.hour]\n");
  expect(typed_source(row, "alb.hour: 1e-5"), "r", "typed.yaml:15:19 not_a_decimal[]\n");
  expect(typed_source(row, "alb.hour: -1"), "r", "typed.yaml:15:19 not_a_decimal[]\n");
  expect(typed_source(row, "alb.hour: 1000001"), "r", "typed.yaml:15:19 number_too_large[]\n");
  expect(typed_source(row, "alb.hour: [{up_to: 5, price: 1}, {up_to: 4, price: 2}, {price: 3}]"), "r",
         "typed.yaml:15:42 tiers_not_rising[]\n");
  expect(typed_source(row, "alb.hour: [{up_to: 5, price: 1}]"), "r", "typed.yaml:15:20 tiers_not_rising[]\n");
  expect(typed_source("  alb: {unit: hour}", "alb: {hour: 1}\nalb.hour: 2"), "r",
         "typed.yaml:16:19 meter_priced_twice[]\n");
  expect(typed_source("  alb.hour: {unit: hours}", "alb.hour: 1"), "r", "typed.yaml:4:20 bad_choice[hour]\n");
  expect(typed_source("  x: {unit: gb, free: 0.0000001}", "x: 1"), "r", "typed.yaml:4:23 too_many_decimals[]\n");
  Diagnostics diagnostics;
  std::string text = typed_source(row, "alb.hour: 1")->text;
  text.replace(text.find("source: test"), 12, "source: tset");
  CHECK(!read_price_list("x", std::make_shared<Source>(Source{"x", text}), "r", diagnostics).has_value());
  CHECK(words_of(diagnostics) == "x:11:15 unknown_price_source[test]\n");
}

}  // namespace
}  // namespace cloudsim::billing
