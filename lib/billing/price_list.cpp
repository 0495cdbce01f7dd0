// SPDX-License-Identifier: Apache-2.0
// What it does: reads a price list of one region, with the rules of every meter and the source of every price.
// What it assumes: billing rules (unit, rounding, minimum, free amounts) are the same in all regions of a list.
// What it leaves out: taxes, currencies other than the list's own, discounts, free offers that end after 12 months.
#include "billing/price_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "billing/read_price.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

namespace cloudsim::billing {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

constexpr std::array<std::pair<const char*, Unit>, 9> kUnits{{{"count", Unit::Count},
                                                              {"hour", Unit::Hour},
                                                              {"gb_second", Unit::GbSecond},
                                                              {"vcpu_hour", Unit::VcpuHour},
                                                              {"gb_hour", Unit::GbHour},
                                                              {"gb_month", Unit::GbMonth},
                                                              {"gb", Unit::Gb},
                                                              {"month", Unit::Month},
                                                              {"year", Unit::Year}}};

constexpr std::uint32_t kFamilySpan = 10'000;  // room for the members of a family in the order of bill lines

// A mapping whose keys are data; it is walked afterwards.
void any_key(Reader& reader) { reader.accept_any_key(); }

std::vector<std::string> keys_of(const Value& mapping) {
  std::vector<std::string> keys;
  for (const Value::Member& member : mapping.members) keys.push_back(member.key);
  return keys;
}

Rule one_of(std::vector<std::string> choices) {
  Rule rule;
  rule.choices = std::move(choices);
  return rule;
}

Unit unit_named(const std::string& name) {
  for (const auto& [key, unit] : kUnits) {
    if (name == key) return unit;
  }
  return Unit::Count;
}

std::vector<std::string> unit_names() {
  std::vector<std::string> names;
  for (const auto& [key, unit] : kUnits) names.emplace_back(key);
  return names;
}

/// What all meters of a family share: how a quantity comes about. Prices come per region.
std::map<std::string, Meter, std::less<>> read_rules(const Value& mapping, Diagnostics& diagnostics) {
  std::map<std::string, Meter, std::less<>> rules;
  std::uint32_t position = 0;
  for (const Value::Member& member : mapping.members) {
    Meter rule;
    rule.family = member.key;
    rule.order = kFamilySpan * position++;
    Reader reader(member.value, diagnostics);
    std::string unit = "count";
    std::string free;
    reader.required("unit", unit, one_of(unit_names()));
    rule.unit = unit_named(unit);
    rule.shown = unit;
    reader.optional("shown", rule.shown);
    Rule at_least_one;
    at_least_one.minimum = 1;
    at_least_one.maximum = 1e9;
    reader.optional("per", rule.per, at_least_one);
    reader.optional("granularity", rule.granularity);
    reader.optional("minimum", rule.minimum);
    reader.optional("free", free);
    reader.optional("free_shared", rule.free_shared);
    reader.finish();
    if (const Value* amount = member.value.find("free")) rule.free = read_millionths(*amount, diagnostics);
    rules.emplace(member.key, std::move(rule));
  }
  return rules;
}

void read_sources(const Value& mapping, PriceList& list, Diagnostics& diagnostics) {
  for (const Value::Member& member : mapping.members) {
    if (!member.value.is_scalar()) {
      report(diagnostics, member.value.location, "source_is_no_text", {{"source", member.key}});
      continue;
    }
    list.sources.emplace(member.key, member.value.text);
  }
}

std::int64_t positive_millionths(Reader& reader, const char* key, Diagnostics& diagnostics) {
  std::string text;
  reader.required(key, text);
  const Value* value = reader.value().find(key);
  const std::optional<int128> number = value == nullptr ? std::nullopt : read_millionths(*value, diagnostics);
  if (number && *number == 0) report(diagnostics, value->location, "must_be_positive", {{"value", value->text}});
  return number ? static_cast<std::int64_t>(*number) : 0;
}

void read_lcu(Reader& reader, LcuRule& lcu) {
  Diagnostics& diagnostics = reader.diagnostics();
  lcu.new_connections_per_second = positive_millionths(reader, "new_connections_per_second", diagnostics);
  lcu.active_connections_per_minute = positive_millionths(reader, "active_connections_per_minute", diagnostics);
  lcu.gb_per_hour = positive_millionths(reader, "gb_per_hour", diagnostics);
  lcu.gb_per_hour_lambda = positive_millionths(reader, "gb_per_hour_lambda", diagnostics);
  lcu.rule_evaluations_per_second = positive_millionths(reader, "rule_evaluations_per_second", diagnostics);
  reader.required("free_rules", lcu.free_rules);
  reader.finish();
}

void read_allowances(Reader& reader, Allowances& allowances) {
  Bytes lambda_ephemeral{};
  Bytes lambda_streaming{};
  Bytes fargate_ephemeral{};
  reader.optional("lambda_ephemeral", lambda_ephemeral);
  reader.optional("lambda_streaming", lambda_streaming);
  reader.optional("fargate_ephemeral", fargate_ephemeral);
  reader.optional("gp3_iops", allowances.gp3_iops);
  reader.optional("gp3_throughput_mb_per_s", allowances.gp3_throughput_mb_per_s);
  reader.finish();
  allowances.lambda_ephemeral_mb = lambda_ephemeral.whole_megabytes();
  allowances.lambda_streaming_mb = lambda_streaming.whole_megabytes();
  allowances.fargate_ephemeral_mb = fargate_ephemeral.whole_megabytes();
}

/// The prices of one region, block by block; what a block says about source, date and sureness holds for all of it.
class RegionReader {
 public:
  RegionReader(PriceList& list, std::map<std::string, Meter, std::less<>> rules, Diagnostics& diagnostics)
      : list_(list), rules_(std::move(rules)), diagnostics_(diagnostics) {}

  void read(const Value& region) {
    Reader reader(region, diagnostics_);
    std::string display_name;
    reader.optional("name", display_name);
    reader.required("as_of", list_.as_of);
    reader.optional("note", list_.note_key);
    reader.required("complete", list_.complete);
    reader.list_of_values(
        "services", true, [this](const Value& item, Diagnostics&) { list_.services.push_back(item.text); }, "string");
    reader.required_list("blocks", 1, [this](Reader& block, std::size_t) { read_block(block); });
    reader.finish();
  }

 private:
  void read_block(Reader& reader) {
    const Value& block = reader.value();
    Meter origin;
    std::string confirmed;
    reader.required("source", origin.source);
    reader.required("as_of", origin.as_of);
    reader.required("confidence", origin.confidence, one_of({"high", "medium", "low"}));
    reader.optional("confirmed", confirmed);
    reader.required_object("prices", any_key);
    const Value* source = block.find("source");
    if (source != nullptr && list_.sources.find(origin.source) == list_.sources.end()) {
      std::vector<std::string> known;
      for (const auto& [key, what] : list_.sources) known.push_back(key);
      report(diagnostics_, source->location, "unknown_price_source", {{"source", origin.source}},
             closest(origin.source, known));
    }
    const Value* prices = block.find("prices");
    if (prices == nullptr) return;
    for (const Value::Member& member : prices->members) read_family(member, origin);
  }

  // "lambda.gb_second: {x86: …, arm: …}" and "lambda.gb_second.x86: …" say the same: the rules are the family's.
  void read_family(const Value::Member& member, const Meter& origin) {
    std::string family = member.key;
    auto rule = rules_.find(family);
    while (rule == rules_.end() && family.find('.') != std::string::npos) {
      family.resize(family.rfind('.'));
      rule = rules_.find(family);
    }
    if (rule == rules_.end()) {
      std::vector<std::string> known;
      for (const auto& [name, ignored] : rules_) known.push_back(name);
      report(diagnostics_, member.key_location, "unknown_meter", {{"meter", member.key}}, closest(member.key, known));
      return;
    }
    if (!member.value.is_mapping()) {
      add(member.key, member.value, rule->second, origin);
      return;
    }
    for (const Value::Member& part : member.value.members)
      add(member.key + "." + part.key, part.value, rule->second, origin);
  }

  void add(std::string name, const Value& price, Meter& rule, const Meter& origin) {
    Meter meter = rule;
    rule.order += 1;  // the next member of the family comes after this one
    meter.name = std::move(name);
    meter.source = origin.source;
    meter.as_of = origin.as_of;
    meter.confidence = origin.confidence;
    meter.included = price.is_scalar() && price.text == "included";
    meter.unknown = price.is_scalar() && price.text == "unknown";
    if (!meter.included && !meter.unknown) {
      meter.tiers = read_tiers(price, diagnostics_);
      if (meter.tiers.empty()) return;
    }
    if (list_.meters.find(meter.name) != list_.meters.end()) {
      report(diagnostics_, price.location, "meter_priced_twice", {{"meter", meter.name}});
      return;
    }
    std::string key = meter.name;
    list_.meters.emplace(std::move(key), std::move(meter));
  }

  PriceList& list_;
  std::map<std::string, Meter, std::less<>> rules_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Meter* PriceList::find(std::string_view meter) const {
  const auto found = meters.find(meter);
  return found == meters.end() ? nullptr : &found->second;
}

std::optional<PriceList> read_price_list(std::string name, std::shared_ptr<const Source> source,
                                         std::string_view region, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  const auto failed = [&] {
    return has_errors(Diagnostics(diagnostics.begin() + static_cast<std::ptrdiff_t>(before), diagnostics.end()));
  };
  const document::Parsed parsed = document::parse(std::move(source));
  diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  if (failed()) return std::nullopt;

  PriceList list;
  list.name = std::move(name);
  list.region = std::string(region);
  Reader reader(parsed.root, diagnostics);
  std::int64_t version = 1;
  Rule only_one;
  only_one.minimum = 1;
  only_one.maximum = 1;
  reader.required("price_list", version, only_one);
  reader.optional("currency", list.currency);
  Rule month_rule;
  month_rule.minimum = 3600;
  Duration month = Duration::hours(list.month_hours);
  reader.optional("month", month, month_rule);
  list.month_hours = month.ns / Duration::hours(1).ns;
  reader.optional("note", list.note_key);
  reader.optional_object("lcu", [&](Reader& part) { read_lcu(part, list.lcu); });
  reader.optional_object("allowances", [&](Reader& part) { read_allowances(part, list.allowances); });
  reader.required_object("sources", any_key);
  reader.required_object("meters", any_key);
  reader.required_object("regions", any_key);
  reader.finish();
  if (const Value* sources = parsed.root.find("sources")) read_sources(*sources, list, diagnostics);

  std::map<std::string, Meter, std::less<>> rules;
  if (const Value* meters = parsed.root.find("meters")) rules = read_rules(*meters, diagnostics);
  if (const Value* regions = parsed.root.find("regions")) {
    if (const Value* chosen = regions->find(region)) {
      RegionReader(list, std::move(rules), diagnostics).read(*chosen);
    } else {
      const std::vector<std::string> known = keys_of(*regions);
      report(diagnostics, regions->location, "unknown_region", {{"region", std::string(region)}, {"known", known}},
             closest(region, known));
    }
  }
  if (failed()) return std::nullopt;
  return list;
}

std::vector<std::string> regions_of(std::shared_ptr<const Source> source) {
  const document::Parsed parsed = document::parse(std::move(source));
  const Value* regions = parsed.root.find("regions");
  return regions == nullptr ? std::vector<std::string>{} : keys_of(*regions);
}

}  // namespace cloudsim::billing
