// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/number.hpp"

namespace cloudsim::report {
namespace {

using result::Deployment;

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

/// Exact seconds of a nanosecond count: "0.25", "75".
std::string seconds(std::int64_t ns) {
  const bool negative = ns < 0;
  const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
  std::string fraction = std::to_string(magnitude % 1'000'000'000);
  fraction.insert(0, 9 - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return (negative ? "-" : "") + std::to_string(magnitude / 1'000'000'000) + (fraction.empty() ? "" : "." + fraction);
}

std::string seconds(const std::optional<Duration>& duration) { return duration ? seconds(duration->ns) : ""; }

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields fields_of(const Deployment& d, const std::string& name) {
  const auto of = [&d](Duration result::Latency::*part) { return d.latency ? seconds(((*d.latency).*part).ns) : ""; };
  return {
      {"deployment", quoted(name)},
      {"service", quoted(d.service)},
      {"arrived", std::to_string(d.requests.arrived)},
      {"completed", std::to_string(d.requests.completed)},
      {"rejected", std::to_string(d.requests.rejected)},
      {"timed_out", std::to_string(d.requests.timed_out)},
      {"failed", std::to_string(d.requests.failed)},
      {"ignored", std::to_string(d.requests.ignored)},
      {"in_flight", std::to_string(d.requests.in_flight)},
      {"error_share", to_text(d.requests.error_share())},
      {"cold_starts", std::to_string(d.requests.cold_starts)},
      {"invocations", std::to_string(d.requests.invocations)},
      {"latency_mean_s", of(&result::Latency::mean)},
      {"latency_p50_s", of(&result::Latency::p50)},
      {"latency_p90_s", of(&result::Latency::p90)},
      {"latency_p95_s", of(&result::Latency::p95)},
      {"latency_p99_s", of(&result::Latency::p99)},
      {"latency_maximum_s", of(&result::Latency::maximum)},
      {"arrival_rate", to_text(d.queueing.arrival_rate)},
      {"number_in_system", to_text(d.queueing.number_in_system)},
      {"queue_length", to_text(d.queueing.queue_length)},
      {"waiting_time_s", to_text(d.queueing.waiting_time_s)},
      {"response_time_s", to_text(d.queueing.response_time_s)},
      {"utilization", to_text(d.queueing.utilization)},
      {"servers_peak", std::to_string(d.capacity.peak)},
      {"servers_peak_busy", std::to_string(d.capacity.peak_busy)},
      {"servers_mean", to_text(d.capacity.mean)},
      {"servers_launched", std::to_string(d.capacity.launched)},
      {"hosts_peak", std::to_string(d.capacity.hosts_peak)},
      {"idle_share", to_text(d.capacity.idle_share)},
      {"first_server_ready_s", seconds(d.milestones.first_server_ready)},
      {"first_answer_s", seconds(d.milestones.first_answer)},
      {"setup_minutes", to_text(d.effort.setup_minutes)},
      {"monthly_minutes", to_text(d.effort.monthly_minutes)},
      {"incident_minutes", to_text(d.effort.incident_minutes)},
      {"bill_usd", to_decimal(d.bill.total, 2)},
  };
}

/// Names of all estimates, in order: a deployment without one leaves its fields empty.
std::vector<std::string> estimated(const result::RunResult& run) {
  std::vector<std::string> names;
  for (const Deployment& deployment : run.deployments) {
    for (const result::Estimate& each : deployment.estimates) {
      if (std::find(names.begin(), names.end(), each.name) == names.end()) names.push_back(each.name);
    }
  }
  return names;
}

void add_estimates(const result::RunResult& run, const Deployment& deployment, Fields& fields) {
  if (!run.statistics) return;
  fields.emplace_back("replications", std::to_string(run.statistics->replications));
  for (const std::string& name : estimated(run)) {
    const auto found = std::find_if(deployment.estimates.begin(), deployment.estimates.end(),
                                    [&](const result::Estimate& each) { return each.name == name; });
    const bool there = found != deployment.estimates.end();
    fields.emplace_back("mean_" + name, there ? to_text(found->mean) : "");
    fields.emplace_back("half_width_" + name, there && found->half_width ? to_text(*found->half_width) : "");
  }
}

/// Deployments, and after a chain its links as `deployment.link`.
std::vector<std::pair<const Deployment*, std::string>> rows_of(const result::RunResult& run) {
  std::vector<std::pair<const Deployment*, std::string>> rows;
  for (const Deployment& deployment : run.deployments) {
    rows.emplace_back(&deployment, deployment.name);
    for (const Deployment& link : deployment.links) rows.emplace_back(&link, deployment.name + "." + link.name);
  }
  return rows;
}

}  // namespace

std::string to_csv(const result::RunResult& run) {
  std::string text;
  for (const auto& [deployment, name] : rows_of(run)) {
    Fields fields = fields_of(*deployment, name);
    add_estimates(run, *deployment, fields);
    if (text.empty()) {
      for (const auto& [column, value] : fields) text += (text.empty() ? "" : ",") + column;
      text += "\n";
    }
    std::string line;
    for (const auto& [column, value] : fields) line += (line.empty() ? "" : ",") + value;
    text += line + "\n";
  }
  return text;
}

std::string to_csv(const result::Bill& bill) {
  const auto quantity = [](int128 millionths) { return to_decimal(Money{millionths * 1'000'000}); };
  std::string text = "meter,unit,quantity,free,price_usd,per,amount_usd\n";
  for (const result::BillLine& line : bill.lines) {
    text += quoted(line.meter) + "," + quoted(line.unit) + "," + quantity(line.quantity) + "," + quantity(line.free) +
            "," + to_decimal(line.price, 2) + "," + std::to_string(line.per) + "," + to_decimal(line.amount, 2) + "\n";
  }
  return text;
}

std::string samples_csv(const result::RunResult& run) {
  std::string text = "deployment,at_s,arrived,completed,lost,cold,servers,ready,busy,waiting,hosts,attempts\n";
  for (const auto& [deployment, name] : rows_of(run)) {
    for (const result::Sample& sample : deployment->samples) {
      text += quoted(name) + "," + seconds(sample.at.ns);
      for (const std::int64_t value :
           {std::int64_t{sample.arrived}, std::int64_t{sample.completed}, std::int64_t{sample.lost},
            std::int64_t{sample.cold}, std::int64_t{sample.servers}, std::int64_t{sample.ready},
            std::int64_t{sample.busy}, std::int64_t{sample.waiting}, std::int64_t{sample.hosts},
            std::int64_t{sample.attempts}}) {
        text += "," + std::to_string(value);
      }
      text += "\n";
    }
  }
  return text;
}

}  // namespace cloudsim::report
