// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "billing/read_price.hpp"
#include "billing/usage.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

namespace cloudsim::billing {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

// Bounds keep every product of a line below 2¹²⁷; no real bill comes near.
Rule between(double minimum, double maximum) {
  Rule rule;
  rule.minimum = minimum;
  rule.maximum = maximum;
  return rule;
}
Rule counted(double minimum = 0, double maximum = 1e12) { return between(minimum, maximum); }
Rule timed(double maximum_s = 3.2e8) { return between(0, maximum_s); }
Rule sized() { return between(0, 1e15); }
Rule one_of(std::vector<std::string> choices) {
  Rule rule;
  rule.choices = std::move(choices);
  return rule;
}

Money decimal(Reader& reader, const char* key, bool is_required) {
  std::string text;
  const bool given = is_required ? reader.required(key, text) : reader.optional(key, text);
  const Value* value = reader.value().find(key);
  if (!given || value == nullptr || !value->is_scalar()) return {};
  return read_decimal(*value, reader.diagnostics()).value_or(Money{});
}

std::int64_t millionths(Reader& reader, const char* key) {
  std::string text;
  const bool given = reader.optional(key, text);
  const Value* value = reader.value().find(key);
  if (!given || value == nullptr || !value->is_scalar()) return 0;
  constexpr int128 kLargest = 1'000'000'000'000'000;
  const int128 number = read_millionths(*value, reader.diagnostics()).value_or(0);
  if (number > kLargest) report(reader.diagnostics(), value->location, "number_too_large", {{"value", value->text}});
  return static_cast<std::int64_t>(number > kLargest ? 0 : number);
}

// The nearest millionth: exact for every percentage that a person writes.
std::int64_t to_millionths(double ratio) { return static_cast<std::int64_t>(ratio * 1e6 + 0.5); }

std::int64_t megabytes(Reader& reader, const char* key, bool is_required) {
  Bytes size{};
  is_required ? reader.required(key, size, sized()) : reader.optional(key, size, sized());
  return size.whole_megabytes();
}

UsageItem read_lambda(Reader& reader) {
  LambdaUse use;
  std::string architecture = "x86";
  reader.required("requests", use.requests, counted());
  reader.required("duration", use.duration, timed(3600));
  use.memory_mb = megabytes(reader, "memory", true);
  reader.optional("architecture", architecture, one_of({"x86", "arm64"}));
  use.arm = architecture == "arm64";
  use.ephemeral_mb = megabytes(reader, "ephemeral", false);
  reader.optional("tenant_environments", use.tenant_environments, counted());
  reader.optional_object("streamed", [&](Reader& part) {
    Bytes size{};
    part.required("responses", use.streamed_responses, counted());
    part.required("size", size, sized());
    use.streamed_bytes = size.count;
    part.finish();
  });
  reader.optional_object("provisioned", [&](Reader& part) {
    LambdaUse::Provisioned provisioned;
    part.required("concurrency", provisioned.concurrency, counted(1, 1e6));
    part.required("enabled", provisioned.enabled, timed());
    part.optional("requests", provisioned.requests, counted());
    part.optional("duration", provisioned.duration, timed(3600));
    part.finish();
    use.provisioned = provisioned;
  });
  return use;
}

UsageItem read_fargate(Reader& reader) {
  FargateUse use;
  std::string platform = "x86";
  reader.optional("tasks", use.tasks, counted(1, 1e5));
  reader.optional("runs", use.runs, counted(1, 1e5));
  reader.required("each", use.each, timed());
  reader.required_millicpu("cpu", use.cpu_milli);
  use.memory_mb = megabytes(reader, "memory", true);
  use.ephemeral_mb = megabytes(reader, "ephemeral", false);
  reader.optional("platform", platform, one_of({"x86", "arm64", "spot"}));
  if (platform == "arm64") use.platform = FargatePlatform::Arm;
  if (platform == "spot") use.platform = FargatePlatform::Spot;
  return use;
}

Ec2Use::Credits read_credits(Reader& reader) {
  Ec2Use::Credits credits;
  double baseline = 0;
  credits.meter = "ec2.surplus.t3";
  reader.optional("meter", credits.meter);
  reader.required("vcpu", credits.vcpu, counted(1, 1024));
  reader.required_ratio("baseline", baseline, between(0.000001, 1));
  reader.required_list("phases", 1, [&](Reader& item, std::size_t) {
    Ec2Use::Phase phase;
    double cpu = 0;
    item.required("time", phase.time, timed());
    item.required_ratio("cpu", cpu, between(0, 1));
    item.finish();
    phase.cpu_millionths = to_millionths(cpu);
    credits.phases.push_back(phase);
  });
  reader.optional("terminated", credits.closed);
  reader.finish();
  credits.baseline_millionths = to_millionths(baseline);
  return credits;
}

UsageItem read_ec2(Reader& reader) {
  Ec2Use use;
  reader.required("instance", use.instance);
  reader.optional("count", use.count, counted(1, 1e6));
  reader.optional("running", use.running, timed());
  reader.optional_object("credits", [&](Reader& part) { use.credits = read_credits(part); });
  return use;
}

UsageItem read_ebs(Reader& reader) {
  EbsUse use;
  reader.optional("volumes", use.volumes, counted(1, 1e6));
  use.size_mb = megabytes(reader, "size", true);
  reader.optional("iops", use.iops, counted(0, 1e9));
  reader.optional("throughput_mb_per_s", use.throughput_mb_per_s, counted(0, 1e9));
  reader.required("time", use.time, timed());
  return use;
}

UsageItem read_alb(Reader& reader) {
  AlbUse use;
  std::string targets = "instances";
  reader.required("time", use.time, timed());
  use.new_connections_per_second = millionths(reader, "new_connections_per_second");
  reader.optional("connection_length", use.connection_length, timed());
  use.requests_per_second = millionths(reader, "requests_per_second");
  use.gb_per_hour = millionths(reader, "gb_per_hour");
  reader.optional("rules", use.rules, counted(0, 1000));
  reader.optional("targets", targets, one_of({"instances", "lambda"}));
  use.lambda_targets = targets == "lambda";
  return use;
}

UsageItem read_nat(Reader& reader) {
  NatUse use;
  reader.optional("gateways", use.gateways, counted(1, 1e6));
  reader.required("time", use.time, timed());
  use.processed_gb = decimal(reader, "processed_gb", false);
  return use;
}

UsageItem read_ipv4(Reader& reader) {
  Ipv4Use use;
  reader.optional("addresses", use.addresses, counted(1, 1e6));
  reader.required("time", use.time, timed());
  return use;
}

UsageItem read_logs(Reader& reader) {
  LogsUse use;
  use.ingested_gb = decimal(reader, "ingested_gb", true);
  reader.optional("kept", use.kept, timed());
  return use;
}

UsageItem read_api(Reader& reader) {
  ApiUse use;
  std::string kind = "http";
  reader.optional("kind", kind, one_of({"http", "rest"}));
  use.rest = kind == "rest";
  reader.required("calls", use.calls, counted());
  return use;
}

UsageItem read_meter(Reader& reader) {
  MeterUse use;
  reader.required("meter", use.meter);
  use.quantity = decimal(reader, "quantity", true);
  use.where = reader.location("meter");
  return use;
}

UsageItem read_given(Reader& reader) {
  GivenUse use;
  reader.required("what", use.what);
  use.amount = decimal(reader, "amount", true);
  return use;
}

constexpr std::pair<const char*, UsageItem (*)(Reader&)> kBlocks[] = {
    {"lambda", read_lambda},      {"fargate", read_fargate}, {"ec2", read_ec2},    {"ebs", read_ebs},
    {"load_balancers", read_alb}, {"nat", read_nat},         {"ipv4", read_ipv4},  {"logs", read_logs},
    {"apis", read_api},           {"meters", read_meter},    {"given", read_given}};

void read_prices(Reader& reader, UsageDocument& usage) {
  reader.optional("list", usage.list);
  reader.optional("region", usage.region);
  reader.optional("free_tier", usage.options.free_tier);
  reader.optional("invoice_rounding", usage.options.invoice_rounding);
  Duration month{};
  if (reader.optional("month", month, between(3600, 3.2e8)) && month.ns > 0)
    usage.month_hours = month.ns / Duration::hours(1).ns;
  reader.list_of_values(
      "free_tier_used_up", false,
      [&](const Value& value, Diagnostics&) {
        usage.options.free_tier_used_up.push_back(value.text);
        usage.used_up.push_back({value.text, value.location});
      },
      "string");
  reader.optional_object("override", [](Reader& part) { part.accept_any_key(); });
  reader.finish();
  const Value* overrides = reader.value().find("override");
  if (overrides == nullptr) return;
  for (const Value::Member& member : overrides->members)
    usage.overrides.push_back({member.key, read_tiers(member.value, reader.diagnostics()), member.key_location});
}

}  // namespace

std::optional<UsageDocument> read_usage(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  Diagnostics problems;
  const document::Parsed parsed = document::parse(std::move(source));
  problems = parsed.diagnostics;
  UsageDocument usage;
  if (!has_errors(problems)) {
    Reader reader(parsed.root, problems);
    std::int64_t version = 1;
    reader.required("usage", version, between(1, 1));
    reader.optional_text("title", usage.title);
    reader.optional_object("prices", [&](Reader& part) { read_prices(part, usage); });
    for (const auto& [key, read] : kBlocks) {
      const auto read_item = read;
      reader.optional_list(key, [&usage, read_item](Reader& item, std::size_t) {
        usage.items.push_back(read_item(item));
        item.finish();
      });
    }
    reader.finish();
  }
  const bool failed = has_errors(problems);
  diagnostics.insert(diagnostics.end(), problems.begin(), problems.end());
  if (failed) return std::nullopt;
  return usage;
}

}  // namespace cloudsim::billing
