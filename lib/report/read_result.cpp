// SPDX-License-Identifier: Apache-2.0
#include "report/read_result.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/json_object.hpp"
#include "report/read_statistics.hpp"
#include "report/read_theory.hpp"

namespace cloudsim::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kLargest = 1e15;  // of a number in an event: it may be told as a duration

/// {"duration_ns": 5}: the type is in the key.
void read_value(const JsonObject& object, ArgumentValue& out) {
  const std::vector<std::string> keys = object.keys();
  for (const std::string& type : keys) {
    if (type == "count") {
      std::int64_t whole = 0;
      object.whole(type, whole);
      out = whole;
    } else if (type == "number") {
      double real = 0;
      object.real(type, real);
      if (!(real >= -kLargest && real <= kLargest)) object.wrong(type, "result_out_of_range");
      out = real;
    } else if (type == "duration_ns") {
      std::int64_t ns = 0;
      object.whole(type, ns);
      if (ns < -kLongestNs || ns > kLongestNs) object.wrong(type, "result_out_of_range");
      out = Duration{ns};
    } else if (type == "at_ns") {
      SimTime at;
      object.instant(type, at);
      out = at;
    } else if (type == "usd") {
      Money amount;
      object.money(type, amount);
      out = amount;
    } else if (type == "text") {
      std::string text;
      object.text(type, text);
      out = std::move(text);
    } else if (type == "texts") {
      std::vector<std::string> texts;
      object.texts(type, texts);
      out = std::move(texts);
    } else {
      object.wrong(type, "result_unknown_type");
    }
  }
  if (keys.size() != 1) object.wrong({}, "result_unknown_type");
}

void read_requests(const JsonObject& object, result::Requests& out) {
  object.whole("arrived", out.arrived);
  object.whole("completed", out.completed);
  object.whole("rejected", out.rejected);
  object.whole("timed_out", out.timed_out);
  object.whole("failed", out.failed);
  object.whole("ignored", out.ignored);
  object.whole("in_flight", out.in_flight);
  object.counts("by_reason", out.by_reason);
  object.whole("cold_starts", out.cold_starts);
  object.whole("invocations", out.invocations);
  object.whole("attempts", out.attempts);
}

void read_latency(const JsonObject& object, std::optional<result::Latency>& out) {
  if (object.is_null("latency")) return;
  object.object("latency", [&out](const JsonObject& latency) {
    out.emplace();
    latency.duration("mean_ns", out->mean);
    latency.duration("p50_ns", out->p50);
    latency.duration("p90_ns", out->p90);
    latency.duration("p95_ns", out->p95);
    latency.duration("p99_ns", out->p99);
    latency.duration("p999_ns", out->p999);
    latency.duration("maximum_ns", out->maximum);
  });
}

void read_queueing(const JsonObject& object, result::Queueing& out) {
  object.real("arrival_rate", out.arrival_rate);
  object.real("number_in_system", out.number_in_system);
  object.real("queue_length", out.queue_length);
  object.real("waiting_time_s", out.waiting_time_s);
  object.real("response_time_s", out.response_time_s);
  object.real("busy_servers", out.busy_servers);
  object.real("utilization", out.utilization);
}

void read_capacity(const JsonObject& object, result::Capacity& out) {
  object.text("unit", out.unit);
  object.whole("peak", out.peak);
  object.whole("peak_busy", out.peak_busy);
  object.real("mean", out.mean);
  object.whole("at_end", out.at_end);
  object.whole("launched", out.launched);
  object.real("idle_share", out.idle_share);
  object.whole("hosts_peak", out.hosts_peak);
  object.whole("hosts_at_end", out.hosts_at_end);
  object.whole("desired", out.desired);
  object.whole("waiting_for_room", out.waiting_for_room);
  object.text("shortage", out.shortage);
  object.whole("free_cpu_milli", out.free_cpu_milli);
  object.whole("free_memory_mb", out.free_memory_mb);
  object.whole("room_for_more", out.room_for_more);
  object.whole("minimum_running", out.minimum_running);
  object.optional_time("mean_life_ns", out.mean_life);
}

void read_functions(const JsonObject& object, result::Functions& out) {
  object.whole("count", out.count);
  object.whole("invoked_once", out.invoked_once);
  object.whole("always_cold", out.always_cold);
  object.real("cold_share_p25", out.cold_share_p25);
  object.real("cold_share_p50", out.cold_share_p50);
  object.real("cold_share_p75", out.cold_share_p75);
  object.real("busiest_tenth_share", out.busiest_tenth_share);
}

void read_bill(const JsonObject& object, result::Bill& out) {
  object.money("total_usd", out.total);
  object.list("lines", [&out](const JsonObject& line) {
    result::BillLine& read = out.lines.emplace_back();
    line.text("meter", read.meter);
    line.text("family", read.family);
    line.text("unit", read.unit);
    line.quantity("quantity", read.quantity);
    line.quantity("free", read.free);
    line.money("price_usd", read.price);
    line.whole("per", read.per);
    line.money("amount_usd", read.amount);
    if (read.per < 1) line.wrong("per", "result_out_of_range");
  });
  object.texts("not_charged", out.not_charged);
  object.texts("unpriced", out.unpriced);
}

void read_effort(const JsonObject& object, result::Effort& out) {
  object.real("setup_minutes", out.setup_minutes);
  object.real("monthly_minutes", out.monthly_minutes);
  object.real("incident_minutes", out.incident_minutes);
  object.whole("setup_steps", out.setup_steps);
  object.counts("api_calls", out.api_calls);
  object.whole("datasets_reachable", out.datasets_reachable);
  object.whole("servers_provisioned_by_hand", out.servers_provisioned_by_hand);
  object.list("lines", [&out](const JsonObject& line) {
    result::Effort::Line& read = out.lines.emplace_back();
    line.text("duty", read.duty);
    line.text("group", read.group);
    line.text("when", read.when);
    line.real("times", read.times);
    line.real("minutes_each", read.minutes_each);
    line.real("minutes", read.minutes);
    line.text("source", read.source);
  });
}

void read_event(const JsonObject& object, std::vector<result::Event>& events) {
  result::Event& event = events.emplace_back();
  object.whole("id", event.id);
  if (!object.is_null("cause")) object.whole("cause", event.cause);
  object.text("kind", event.kind);
  object.instant("at_ns", event.at);
  object.optional_time("until_ns", event.until);
  object.text("subject", event.subject);
  object.flag("operator_action", event.operator_action);
  object.object("arguments", [&event](const JsonObject& arguments) {
    for (const std::string& name : arguments.keys()) {
      event.arguments.push_back({name, std::int64_t{0}});
      arguments.object(name, [&event](const JsonObject& value) { read_value(value, event.arguments.back().value); });
    }
  });
  // Who follows causes backwards must come to an end.
  if (event.id != events.size()) object.wrong("id", "result_out_of_range");
  if (event.cause >= events.size()) object.wrong("cause", "result_out_of_range");
  if (events.size() > 1 && event.at < events[events.size() - 2].at) object.wrong("at_ns", "result_out_of_range");
  if (event.until && *event.until < event.at) object.wrong("until_ns", "result_out_of_range");
}

void read_times(const JsonObject& object, result::Deployment& out) {
  object.list("events", [&out](const JsonObject& event) { read_event(event, out.events); });
  object.list("spans", [&out](const JsonObject& span) {
    result::ServerSpan& read = out.spans.emplace_back();
    span.text("name", read.name);
    span.text("kind", read.kind);
    span.text("state", read.state);
    span.instant("from_ns", read.from);
    span.instant("to_ns", read.to);
  });
  object.whole("spans_left_out", out.spans_left_out);
  object.list("samples", [&out](const JsonObject& sample) {
    result::Sample& read = out.samples.emplace_back();
    sample.instant("at_ns", read.at);
    sample.whole("arrived", read.arrived);
    sample.whole("completed", read.completed);
    sample.whole("lost", read.lost);
    sample.whole("cold", read.cold);
    sample.whole("servers", read.servers);
    sample.whole("ready", read.ready);
    sample.whole("busy", read.busy);
    sample.whole("waiting", read.waiting);
    sample.whole("hosts", read.hosts);
    sample.whole("attempts", read.attempts);
    const std::size_t count = out.samples.size();
    if (count > 1 && read.at <= out.samples[count - 2].at) sample.wrong("at_ns", "result_out_of_range");
  });
}

void read_over_runs(const JsonObject& object, result::ObjectiveOverRuns& out) {
  object.text("verdict", out.verdict);
  if (out.verdict != "met" && out.verdict != "missed" && out.verdict != "open")
    object.wrong("verdict", "result_out_of_range");
  if (!object.is_null("half_width"))
    object.object("half_width", [&out](const JsonObject& value) { read_value(value, out.half_width.emplace()); });
  object.whole("runs", out.runs);
  object.whole("runs_met", out.runs_met);
}

void read_deployment(const JsonObject& object, result::Deployment& out) {
  object.text("name", out.name);
  object.text("service", out.service);
  object.object("requests", [&out](const JsonObject& requests) { read_requests(requests, out.requests); });
  object.object("by_class", [&out](const JsonObject& classes) {
    for (const std::string& name : classes.keys()) {
      result::Requests& read = out.by_class[name];
      classes.object(name, [&read](const JsonObject& requests) { read_requests(requests, read); });
    }
  });
  read_latency(object, out.latency);
  object.object("queueing", [&out](const JsonObject& queueing) { read_queueing(queueing, out.queueing); });
  object.object("capacity", [&out](const JsonObject& capacity) { read_capacity(capacity, out.capacity); });
  if (object.has("functions")) {
    object.object("functions",
                  [&out](const JsonObject& functions) { read_functions(functions, out.functions.emplace()); });
  }
  object.object("milestones", [&out](const JsonObject& milestones) {
    milestones.optional_time("first_server_ready_ns", out.milestones.first_server_ready);
    milestones.optional_time("first_answer_ns", out.milestones.first_answer);
    milestones.optional_time("all_desired_ready_ns", out.milestones.all_desired_ready);
    milestones.optional_time("longest_shortage_ns", out.milestones.longest_shortage);
  });
  object.object("billed", [&out](const JsonObject& billed) {
    billed.duration("handler_ns", out.billed.handler);
    billed.duration("init_ns", out.billed.init);
  });
  object.object("bill", [&out](const JsonObject& bill) { read_bill(bill, out.bill); });
  object.object("effort", [&out](const JsonObject& effort) { read_effort(effort, out.effort); });
  object.list("objectives", [&out](const JsonObject& objective) {
    result::ObjectiveCheck& read = out.objectives.emplace_back();
    objective.text("objective", read.objective);
    objective.object("wanted", [&read](const JsonObject& value) { read_value(value, read.wanted); });
    objective.object("got", [&read](const JsonObject& value) { read_value(value, read.got); });
    objective.flag("met", read.met);
    if (objective.has("over_runs"))
      objective.object("over_runs",
                       [&read](const JsonObject& runs) { read_over_runs(runs, read.over_runs.emplace()); });
  });
  object.list("assumptions", [&out](const JsonObject& assumption) {
    result::Assumption& read = out.assumptions.emplace_back();
    assumption.text("parameter", read.parameter);
    assumption.text("value", read.value);
    assumption.text("source", read.source);
    assumption.text("confidence", read.confidence);
  });
  read_times(object, out);
  object.whole("events_simulated", out.events_simulated);
  object.fingerprint("fingerprint", out.fingerprint);
  if (object.has("fed_by")) object.text("fed_by", out.fed_by);
  if (object.has("links")) {
    object.list("links", [&out](const JsonObject& link) {
      result::Deployment& read = out.links.emplace_back();
      read_deployment(link, read);
      if (!read.links.empty()) link.wrong("links", "result_out_of_range");  // a link is one service
    });
  }
  if (object.has("estimates"))
    object.object("estimates", [&out](const JsonObject& estimates) { read_estimates(estimates, out.estimates); });
  if (object.has("no_interval")) object.text("no_interval", out.no_interval);
  if (object.has("theory"))
    object.object("theory", [&out](const JsonObject& theory) { read_theory(theory, out.theory.emplace()); });
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

void read_pairs(const JsonObject& object, const char* key, const char* first, const char* second, Pairs& out) {
  object.list(key, [&](const JsonObject& pair) {
    auto& read = out.emplace_back();
    pair.text(first, read.first);
    pair.text(second, read.second);
  });
}

void read_run(const JsonObject& object, result::RunResult& out) {
  object.object("title", [&out](const JsonObject& title) {
    for (const std::string& tag : title.keys()) title.text(tag, out.title.emplace_back(tag, "").second);
  });
  object.text("lesson", out.lesson);
  object.duration("duration_ns", out.duration);
  object.duration("sample_step_ns", out.sample_step);
  read_pairs(object, "workload", "name", "source", out.workload);
  object.object("provenance", [&out](const JsonObject& from) {
    from.text("scenario", out.provenance.scenario);
    from.text("version", out.provenance.version);
    from.whole("seed", out.provenance.seed);
    from.text("price_list", out.provenance.price_list);
    from.text("price_region", out.provenance.price_region);
    from.text("price_as_of", out.provenance.price_as_of);
    from.flag("free_tier", out.provenance.free_tier);
    from.flag("invoice_rounding", out.provenance.invoice_rounding);
    from.text("effort_list", out.provenance.effort_list);
    read_pairs(from, "overrides", "path", "value", out.provenance.overrides);
    if (!from.has("settings")) return;
    from.object("settings", [&out](const JsonObject& settings) {
      for (const std::string& path : settings.keys())
        settings.text(path, out.provenance.settings.emplace_back(path, "").second);
    });
  });
  object.flag("objectives_met", out.objectives_met);
  object.list("deployments",
              [&out](const JsonObject& deployment) { read_deployment(deployment, out.deployments.emplace_back()); });
  if (object.has("statistics"))
    object.object("statistics", [&out](const JsonObject& read) { read_statistics(read, out.statistics.emplace()); });
}

/// Line and column of a byte, from 1.
std::pair<std::uint32_t, std::uint32_t> place_of(const std::string& text, std::size_t byte) {
  const std::string before = text.substr(0, std::min(byte, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') == std::string::npos ? 0 : before.rfind('\n') + 1;
  return {static_cast<std::uint32_t>(lines) + 1, static_cast<std::uint32_t>(before.size() - start) + 1};
}

Json parse(const std::string& text, Problems& problems) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    // The library counts the byte that it could not take from 1.
    const auto [line, column] = place_of(text, error.byte > 0 ? error.byte - 1 : 0);
    problems.add(error.byte > text.size() ? "result_cut_off" : "result_not_json", {}, line, column);
  } catch (const Json::exception&) {
    problems.add("result_not_json", {});  // a number beyond all bounds
  }
  return nullptr;
}

/// What kind of JSON it claims to be, or a problem when that is no result of this version.
bool has_our_schema(const Json& json, Problems& problems) {
  const std::string wanted = result::RunResult::kSchema;
  const std::string family = wanted.substr(0, wanted.find('/') + 1);
  std::string found;
  if (json.is_object() && json.contains("schema") && json["schema"].is_string())
    found = json["schema"].get<std::string>();
  if (found == wanted) return true;
  if (found.substr(0, family.size()) == family) {
    problems.add("result_other_version", {{"found", found}, {"known", wanted}});
  } else {
    problems.add(found.empty() ? "result_is_other" : "result_is_named_other", {{"found", found}});
  }
  return false;
}

}  // namespace

std::optional<result::RunResult> read_result(const std::shared_ptr<const Source>& source, Diagnostics& diagnostics) {
  Problems problems(source, diagnostics);
  const Json json = parse(source->text, problems);
  if (!problems.none() || !has_our_schema(json, problems)) return std::nullopt;
  result::RunResult run;
  read_run(JsonObject(&json, "", problems), run);
  if (!problems.none()) return std::nullopt;
  return run;
}

}  // namespace cloudsim::report
