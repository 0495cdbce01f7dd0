// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_common.hpp"

#include <limits>
#include <utility>

#include "scenario/read_distribution.hpp"

namespace cloudsim::scenario {

using document::Reader;
using document::Rule;

document::Rule servers_rule(double minimum, std::string doc) {
  return {.minimum = minimum, .maximum = kMostServers, .doc = std::move(doc)};
}

document::Rule target_rule(std::string doc) {
  return {.minimum = 0, .maximum = 1, .exclusive_minimum = true, .doc = std::move(doc)};
}

void read_maybe(Reader& reader, std::string_view key, std::optional<std::uint32_t>& out, Rule rule) {
  rule.minimum = rule.minimum.value_or(0);
  rule.maximum = rule.maximum.value_or(std::numeric_limits<std::uint32_t>::max());
  std::int64_t value = -1;
  if (reader.optional(key, value, rule)) out = static_cast<std::uint32_t>(value);
}

void read_maybe(Reader& reader, std::string_view key, std::optional<double>& out, const Rule& rule) {
  double value = -1;
  if (reader.optional(key, value, rule)) out = value;
}

void read_maybe_ratio(Reader& reader, std::string_view key, std::optional<double>& out, const Rule& rule) {
  double value = -1;
  if (reader.optional_ratio(key, value, rule)) out = value;
}

void read_alarm(Reader& reader, AlarmDraft& draft) {
  reader.optional_object(
      "alarm",
      [&](Reader& r) {
        const Rule points{.minimum = 1, .maximum = 100, .doc = "Data points in a row. Default: a parameter."};
        read_maybe(r, "period", draft.period,
                   {.minimum = 1, .maximum = 3600, .doc = "Length of one data point. Default: a parameter."});
        read_maybe(r, "metric_delay", draft.metric_delay,
                   {.maximum = 3600, .doc = "From the end of a period until its point can be judged."});
        read_maybe(r, "high_points", draft.high_points, points);
        read_maybe(r, "low_points", draft.low_points, points);
        read_maybe_ratio(r, "low_ratio", draft.low_ratio,
                         target_rule("Low threshold as a share of the target. Default: a parameter."));
      },
      "The alarm rules behind target tracking, where they differ from the provider's.");
}

void read_instance(Reader& reader, std::string& instance, const Catalog& catalog) {
  Rule rule{.doc = "An instance type of scenarios/catalog/instance-types.yaml."};
  // The list helps an editor; a wrong name gets its own message, with the nearest type, from the checks.
  if (reader.describing()) rule.choices = catalog.instance_type_names();
  reader.required("instance", instance, rule);
}

void read_time(Reader& reader, std::string_view key, MaybeTime& out, std::string doc) {
  optional_distribution(reader, key, Quantity::Time, out, std::move(doc));
}

void read_timeout(Reader& reader, MaybeDuration& out) {
  std::optional<Duration> value = Duration{};
  const bool fine =
      reader.optional_duration_or("timeout", value,
                                  {.minimum = 0,
                                   .exclusive_minimum = true,
                                   .keyword = "none",
                                   .doc = "How long a request may take from its arrival. Default: a parameter."});
  if (!fine) return;
  out = value.value_or(Duration{});
}

void read_routing(Reader& reader, queueing::Routing& out) {
  read_word(reader, "routing", kRoutings, out, false, "How requests are shared out; central is one queue for all.");
}

void read_queue_limit(Reader& reader, MaybeCount& out, std::string doc) {
  read_maybe(reader, "queue_limit", out, {.minimum = 0, .maximum = 1'000'000, .doc = std::move(doc)});
}

void read_workers(Reader& reader, std::uint32_t& out) {
  reader.optional("workers", out,
                  {.minimum = 0, .maximum = 10'000, .doc = "Requests served at a time; 0 means one per vCPU."});
}

void read_cpu_sharing(Reader& reader, std::string& out) {
  reader.optional("cpu_sharing", out,
                  {.choices = {"over-time", "at-start"},
                   .doc = "Whether a request's share of CPU follows the load. Default: a parameter."});
}

}  // namespace cloudsim::scenario
