// SPDX-License-Identifier: Apache-2.0
#include "report/result_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace cloudsim::report {
namespace {

// Ordered, and doubles are written by an integer algorithm (Grisu2): the same bytes everywhere.
using Json = nlohmann::ordered_json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Json optional_ns(const std::optional<Duration>& duration) { return duration ? Json(duration->ns) : Json(nullptr); }

/// A quantity in millionths of its unit as exact decimal text.
std::string quantity(int128 millionths) { return to_decimal(Money{millionths * 1'000'000}); }

Json object_of(const Pairs& pairs) {
  Json json = Json::object();
  for (const auto& [key, value] : pairs) json[key] = value;
  return json;
}

Json list_of(const Pairs& pairs, const char* first, const char* second) {
  Json json = Json::array();
  for (const auto& [a, b] : pairs) json.push_back({{first, a}, {second, b}});
  return json;
}

/// A typed value with its type in the key, so that a reader needs no table: {"duration_ns": 5}.
Json value_of(const ArgumentValue& value) {
  struct Visitor {
    Json operator()(std::int64_t whole) const { return {{"count", whole}}; }
    Json operator()(double real) const { return {{"number", real}}; }
    Json operator()(Duration duration) const { return {{"duration_ns", duration.ns}}; }
    Json operator()(SimTime at) const { return {{"at_ns", at.ns}}; }
    Json operator()(Money amount) const { return {{"usd", to_decimal(amount, 2)}}; }
    Json operator()(const std::string& text) const { return {{"text", text}}; }
    Json operator()(const std::vector<std::string>& texts) const { return {{"texts", texts}}; }
  };
  return std::visit(Visitor{}, value);
}

Json requests_of(const result::Requests& requests) {
  Json reasons = Json::object();
  for (const auto& [reason, count] : requests.by_reason) reasons[reason] = count;
  return {{"arrived", requests.arrived},
          {"completed", requests.completed},
          {"rejected", requests.rejected},
          {"timed_out", requests.timed_out},
          {"failed", requests.failed},
          {"ignored", requests.ignored},
          {"in_flight", requests.in_flight},
          {"lost", requests.lost()},
          {"error_share", requests.error_share()},
          {"by_reason", reasons},
          {"cold_starts", requests.cold_starts},
          {"invocations", requests.invocations},
          {"attempts", requests.attempts}};
}

Json latency_of(const std::optional<result::Latency>& latency) {
  if (!latency) return nullptr;
  return {{"mean_ns", latency->mean.ns},      {"p50_ns", latency->p50.ns}, {"p90_ns", latency->p90.ns},
          {"p95_ns", latency->p95.ns},        {"p99_ns", latency->p99.ns}, {"p999_ns", latency->p999.ns},
          {"maximum_ns", latency->maximum.ns}};
}

Json queueing_of(const result::Queueing& queueing) {
  return {{"arrival_rate", queueing.arrival_rate},       {"number_in_system", queueing.number_in_system},
          {"queue_length", queueing.queue_length},       {"waiting_time_s", queueing.waiting_time_s},
          {"response_time_s", queueing.response_time_s}, {"busy_servers", queueing.busy_servers},
          {"utilization", queueing.utilization}};
}

Json capacity_of(const result::Capacity& capacity) {
  return {{"unit", capacity.unit},
          {"peak", capacity.peak},
          {"peak_busy", capacity.peak_busy},
          {"mean", capacity.mean},
          {"at_end", capacity.at_end},
          {"launched", capacity.launched},
          {"idle_share", capacity.idle_share},
          {"hosts_peak", capacity.hosts_peak},
          {"hosts_at_end", capacity.hosts_at_end},
          {"desired", capacity.desired},
          {"waiting_for_room", capacity.waiting_for_room},
          {"shortage", capacity.shortage},
          {"free_cpu_milli", capacity.free_cpu_milli},
          {"free_memory_mb", capacity.free_memory_mb},
          {"room_for_more", capacity.room_for_more},
          {"minimum_running", capacity.minimum_running},
          {"mean_life_ns", optional_ns(capacity.mean_life)}};
}

Json functions_of(const result::Functions& functions) {
  return {{"count", functions.count},
          {"invoked_once", functions.invoked_once},
          {"always_cold", functions.always_cold},
          {"cold_share_p25", functions.cold_share_p25},
          {"cold_share_p50", functions.cold_share_p50},
          {"cold_share_p75", functions.cold_share_p75},
          {"busiest_tenth_share", functions.busiest_tenth_share}};
}

Json milestones_of(const result::Milestones& milestones) {
  return {{"first_server_ready_ns", optional_ns(milestones.first_server_ready)},
          {"first_answer_ns", optional_ns(milestones.first_answer)},
          {"all_desired_ready_ns", optional_ns(milestones.all_desired_ready)},
          {"longest_shortage_ns", optional_ns(milestones.longest_shortage)}};
}

Json bill_of(const result::Bill& bill) {
  Json lines = Json::array();
  for (const result::BillLine& line : bill.lines) {
    lines.push_back({{"meter", line.meter},
                     {"family", line.family},
                     {"unit", line.unit},
                     {"quantity", quantity(line.quantity)},
                     {"free", quantity(line.free)},
                     {"price_usd", to_decimal(line.price, 2)},
                     {"per", line.per},
                     {"amount_usd", to_decimal(line.amount, 2)}});
  }
  return {{"total_usd", to_decimal(bill.total, 2)},
          {"lines", lines},
          {"not_charged", bill.not_charged},
          {"unpriced", bill.unpriced}};
}

Json effort_of(const result::Effort& effort) {
  Json lines = Json::array();
  for (const result::Effort::Line& line : effort.lines) {
    lines.push_back({{"duty", line.duty},
                     {"group", line.group},
                     {"when", line.when},
                     {"times", line.times},
                     {"minutes_each", line.minutes_each},
                     {"minutes", line.minutes},
                     {"source", line.source}});
  }
  Json calls = Json::object();
  for (const auto& [call, count] : effort.api_calls) calls[call] = count;
  return {{"setup_minutes", effort.setup_minutes},
          {"monthly_minutes", effort.monthly_minutes},
          {"incident_minutes", effort.incident_minutes},
          {"setup_steps", effort.setup_steps},
          {"api_calls", calls},
          {"datasets_reachable", effort.datasets_reachable},
          {"servers_provisioned_by_hand", effort.servers_provisioned_by_hand},
          {"lines", lines}};
}

Json events_of(const std::vector<result::Event>& events) {
  Json json = Json::array();
  for (const result::Event& event : events) {
    Json arguments = Json::object();
    for (const Argument& argument : event.arguments) arguments[argument.key] = value_of(argument.value);
    json.push_back({{"id", event.id},
                    {"cause", event.cause == 0 ? Json(nullptr) : Json(event.cause)},
                    {"kind", event.kind},
                    {"at_ns", event.at.ns},
                    {"until_ns", event.until ? Json(event.until->ns) : Json(nullptr)},
                    {"subject", event.subject},
                    {"operator_action", event.operator_action},
                    {"arguments", arguments}});
  }
  return json;
}

Json samples_of(const std::vector<result::Sample>& samples) {
  Json json = Json::array();
  for (const result::Sample& sample : samples) {
    json.push_back({{"at_ns", sample.at.ns},
                    {"arrived", sample.arrived},
                    {"completed", sample.completed},
                    {"lost", sample.lost},
                    {"cold", sample.cold},
                    {"servers", sample.servers},
                    {"ready", sample.ready},
                    {"busy", sample.busy},
                    {"waiting", sample.waiting},
                    {"hosts", sample.hosts},
                    {"attempts", sample.attempts}});
  }
  return json;
}

Json half_width_of(const std::optional<double>& half_width) { return half_width ? Json(*half_width) : Json(nullptr); }

/// Without statistics they are what one run tells unasked: batch means at 95 %.
Json estimates_of(const std::vector<result::Estimate>& estimates, const std::optional<result::Statistics>& asked) {
  const double confidence = asked ? asked->confidence : result::kUnaskedConfidence;
  const std::string method = asked ? asked->method : "batch_means";
  Json json = Json::object();
  for (const result::Estimate& each : estimates) {
    json[each.name] = {{"mean", each.mean},
                       {"half_width", half_width_of(each.half_width)},
                       {"confidence", confidence},
                       {"n", each.n},
                       {"method", method},
                       {"warm_up_ns", each.warm_up.ns},
                       {"resolution", each.resolution},
                       {"correlated", each.correlated}};
  }
  return json;
}

Json statistics_of(const result::Statistics& statistics) {
  Json differences = Json::array();
  for (const result::Difference& each : statistics.differences) {
    differences.push_back({{"figure", each.name},
                           {"first", each.first},
                           {"second", each.second},
                           {"mean", each.mean},
                           {"half_width", half_width_of(each.half_width)},
                           {"n", each.n}});
  }
  return {{"replications", statistics.replications},
          {"method", statistics.method},
          {"confidence", statistics.confidence},
          {"warm_up_ns", statistics.warm_up.ns},
          {"warm_up_found", statistics.warm_up_found},
          {"warm_up_missing", statistics.warm_up_missing},
          {"precision", half_width_of(statistics.precision)},
          {"precision_of", statistics.precision_of},
          {"precise", statistics.precise},
          {"fingerprint", fmt::format("{:016x}", statistics.fingerprint)},
          {"differences", differences}};
}

Json theory_object(const result::Theory& theory) {
  Json figures = Json::array();
  for (const result::TheoryFigure& each : theory.figures) {
    Json figure = {{"figure", each.name}, {"formula", each.formula}};
    if (each.simulated) {
      figure["simulated"] = *each.simulated;
      figure["half_width"] = each.half_width ? Json(*each.half_width) : Json(nullptr);
      figure["holds"] = each.holds();
    }
    figures.push_back(std::move(figure));
  }
  Json json = {{"model", theory.model},
               {"arrival_rate", theory.arrival_rate},
               {"service_time_s", theory.service_time_s},
               {"service_cv", theory.service_cv}};
  json["servers"] = theory.servers > 0 ? Json(theory.servers) : Json(nullptr);
  json["capacity"] = theory.capacity > 0 ? Json(theory.capacity) : Json(nullptr);
  json["stable"] = theory.stable;
  json["figures"] = std::move(figures);
  json["broken"] = theory.broken;
  return json;
}

Json objective_of(const result::ObjectiveCheck& check) {
  Json json = {{"objective", check.objective},
               {"wanted", value_of(check.wanted)},
               {"got", value_of(check.got)},
               {"met", check.met}};
  if (check.over_runs) {
    const result::ObjectiveOverRuns& runs = *check.over_runs;
    json["over_runs"] = {{"verdict", runs.verdict},
                         {"half_width", runs.half_width ? value_of(*runs.half_width) : Json(nullptr)},
                         {"runs", runs.runs},
                         {"runs_met", runs.runs_met}};
  }
  return json;
}

Json deployment_of(const result::Deployment& deployment) {
  Json classes = Json::object();
  for (const auto& [name, requests] : deployment.by_class) classes[name] = requests_of(requests);
  Json spans = Json::array();
  for (const result::ServerSpan& span : deployment.spans) {
    spans.push_back({{"name", span.name},
                     {"kind", span.kind},
                     {"state", span.state},
                     {"from_ns", span.from.ns},
                     {"to_ns", span.to.ns}});
  }
  Json assumptions = Json::array();
  for (const result::Assumption& assumption : deployment.assumptions) {
    assumptions.push_back({{"parameter", assumption.parameter},
                           {"value", assumption.value},
                           {"source", assumption.source},
                           {"confidence", assumption.confidence}});
  }
  Json objectives = Json::array();
  for (const result::ObjectiveCheck& check : deployment.objectives) {
    objectives.push_back(objective_of(check));
  }
  Json json = {{"name", deployment.name},
               {"service", deployment.service},
               {"requests", requests_of(deployment.requests)},
               {"by_class", classes},
               {"latency", latency_of(deployment.latency)},
               {"queueing", queueing_of(deployment.queueing)},
               {"capacity", capacity_of(deployment.capacity)},
               {"milestones", milestones_of(deployment.milestones)},
               {"billed", {{"handler_ns", deployment.billed.handler.ns}, {"init_ns", deployment.billed.init.ns}}},
               {"bill", bill_of(deployment.bill)},
               {"effort", effort_of(deployment.effort)},
               {"objectives", objectives},
               {"assumptions", assumptions},
               {"events", events_of(deployment.events)},
               {"spans", spans},
               {"spans_left_out", deployment.spans_left_out},
               {"samples", samples_of(deployment.samples)},
               {"events_simulated", deployment.events_simulated},
               {"fingerprint", fmt::format("{:016x}", deployment.fingerprint)}};
  if (deployment.functions) json["functions"] = functions_of(*deployment.functions);
  if (!deployment.fed_by.empty()) json["fed_by"] = deployment.fed_by;
  if (!deployment.links.empty()) {
    json["links"] = Json::array();
    for (const result::Deployment& link : deployment.links) json["links"].push_back(deployment_of(link));
  }
  return json;
}

Json provenance_of(const result::Provenance& provenance) {
  return {{"scenario", provenance.scenario},
          {"version", provenance.version},
          {"seed", provenance.seed},
          {"price_list", provenance.price_list},
          {"price_region", provenance.price_region},
          {"price_as_of", provenance.price_as_of},
          {"free_tier", provenance.free_tier},
          {"invoice_rounding", provenance.invoice_rounding},
          {"effort_list", provenance.effort_list},
          {"overrides", list_of(provenance.overrides, "path", "value")},
          {"settings", object_of(provenance.settings)}};
}

/// Bytes that are no UTF-8 (a file name can hold them) are replaced, so that the text stays JSON.
std::string text_of(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string to_json(const result::RunResult& run) {
  Json deployments = Json::array();
  for (const result::Deployment& deployment : run.deployments) {
    deployments.push_back(deployment_of(deployment));
    if (run.statistics || !deployment.estimates.empty())
      deployments.back()["estimates"] = estimates_of(deployment.estimates, run.statistics);
    if (!deployment.no_interval.empty()) deployments.back()["no_interval"] = deployment.no_interval;
    if (deployment.theory) deployments.back()["theory"] = theory_object(*deployment.theory);
  }
  Json json = {{"schema", result::RunResult::kSchema},
               {"title", object_of(run.title)},
               {"lesson", run.lesson},
               {"duration_ns", run.duration.ns},
               {"sample_step_ns", run.sample_step.ns},
               {"workload", list_of(run.workload, "name", "source")},
               {"provenance", provenance_of(run.provenance)},
               {"objectives_met", run.objectives_met},
               {"deployments", deployments}};
  if (run.statistics) json["statistics"] = statistics_of(*run.statistics);
  return text_of(json);
}

std::string to_json(const result::Theory& theory) {
  Json json = {{"schema", "cloudsim.theory/1"}};
  json.update(theory_object(theory));
  return text_of(json);
}

std::string to_json(const result::Bill& bill) {
  Json json = {{"schema", "cloudsim.bill/1"}};
  json.update(bill_of(bill));
  return text_of(json);
}

}  // namespace cloudsim::report
