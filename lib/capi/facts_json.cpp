// SPDX-License-Identifier: Apache-2.0
#include "capi/facts_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "metrics/names.hpp"

namespace cloudsim::capi {
namespace {

using metrics::name_of;
using Json = nlohmann::ordered_json;

template <class Tag, class Number>
Json id_of(base::Id<Tag, Number> id) {
  return id.valid() ? Json(id.value) : Json(nullptr);
}

template <class Enum, std::size_t N>
const char* word(Enum value, const std::array<const char*, N>& words) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? words[index] : "";
}

constexpr std::array<const char*, 6> kOutcomes = {"completed", "rejected", "timed_out",
                                                  "failed",    "ignored",  "in_flight"};
constexpr std::array<const char*, 3> kRecords = {"whole", "attempt", "request"};
constexpr std::array<const char*, 3> kRanOn = {"on_demand", "provisioned", "shared"};
constexpr std::array<const char*, 2> kActors = {"operator", "service"};
constexpr std::array<const char*, 5> kOperations = {"code_uploaded", "trigger_set", "bootstrapped", "service_created",
                                                    "cluster_created"};
constexpr std::array<const char*, 4> kStages = {"started", "completed", "failed", "rolled_back"};
constexpr std::array<const char*, 2> kNotices = {"drift", "memory_alarm"};

/// The members of each kind of fact, under its name.
class Body {
 public:
  Body(Json& json, const trace::Recorder& recorder, std::size_t place)
      : json_(json), recorder_(recorder), place_(place) {}

  void operator()(const trace::ServerChanged& fact) {
    kind("server_changed");
    set("server", id_of(fact.server));
    set("server_kind", name_of(fact.kind));
    set("from", name_of(fact.from));
    set("to", name_of(fact.to));
    set("host", id_of(fact.host));
    set("reason", name_of(fact.reason));
  }
  void operator()(const trace::ScalingDecided& fact) {
    kind("scaling_decided");
    set("server_kind", name_of(fact.kind));
    set("signal", name_of(fact.signal));
    set("measured", fact.measured);
    set("threshold", fact.threshold);
    set("points", fact.points);
    set("from", fact.from);
    set("to", fact.to);
    set("wanted", fact.wanted);
  }
  void operator()(const trace::PlacementDecided& fact) {
    kind("placement_decided");
    set("task", id_of(fact.task));
    set("host", id_of(fact.host));
    set("shortage", name_of(fact.shortage));
    set("hosts", fact.hosts);
    set("free_cpu_milli", fact.free_cpu_milli);
    set("free_memory_mb", fact.free_memory_mb);
  }
  void operator()(const trace::ApiCalled& fact) {
    kind("api_called");
    set("call", name_of(fact.call));
    set("actor", word(fact.actor, kActors));
    set("calls", fact.calls);
    set("count", fact.count);
    set("throttled", fact.throttled);
  }
  void operator()(const trace::UsageRecorded& fact) {
    kind("usage_recorded");
    meter("meter", fact.meter);
    set("amount", fact.amount);
    set("millionths", fact.millionths);
    set("from_ns", fact.from.ns);
    set("to_ns", fact.to.ns);
    set("server", id_of(fact.server));
  }
  void operator()(const trace::InvocationMetered& fact) {
    kind("invocation_metered");
    meter("count_meter", fact.count);
    meter("duration_meter", fact.duration);
    meter("provisioned_meter", fact.provisioned_duration);
    set("memory_mb", fact.memory_mb);
  }
  void operator()(const trace::OperationDone& fact) {
    kind("operation_done");
    set("operation", word(fact.operation, kOperations));
    set("server", id_of(fact.server));
  }
  void operator()(const trace::Crashed& fact) {
    kind("crashed");
    set("server", id_of(fact.server));
    set("server_kind", name_of(fact.kind));
    set("lost_requests", fact.lost_requests);
    set("lost_tasks", fact.lost_tasks);
    set("reason", name_of(fact.reason));
  }
  void operator()(const trace::Repaired& fact) {
    kind("repaired");
    set("server", id_of(fact.server));
    set("server_kind", name_of(fact.kind));
    set("out_of_service_ns", fact.out_of_service.ns);
  }
  void operator()(const trace::ImagePulled& fact) {
    kind("image_pulled");
    set("server", id_of(fact.server));
    set("host", id_of(fact.host));
    set("bytes", fact.bytes.count);
    set("took_ns", fact.took.ns);
  }
  void operator()(const trace::LimitReached& fact) {
    kind("limit_reached");
    set("limit", name_of(fact.limit));
    set("binding", fact.binding);
    set("value", fact.value);
  }
  void operator()(const trace::FaultChanged& fact) {
    kind("fault_changed");
    set("fault", name_of(fact.fault));
    set("active", fact.active);
    set("zone", fact.zone);
    set("permille", fact.permille);
    set("extra_ns", fact.extra.ns);
    set("duration_ns", fact.duration.ns);
  }
  void operator()(const trace::DeploymentChanged& fact) {
    kind("deployment_changed");
    set("stage", word(fact.stage, kStages));
    set("release", fact.release);
    set("desired", fact.desired);
    set("failures", fact.failures);
    set("took_ns", fact.took.ns);
  }
  void operator()(const trace::LoadBalancerUsed& fact) {
    kind("load_balancer_used");
    meter("meter", fact.meter);
    set("from_ns", fact.from.ns);
    set("to_ns", fact.to.ns);
    set("requests", fact.requests);
    set("connections", fact.connections);
    set("bytes", fact.bytes);
  }
  void operator()(const trace::Noticed& fact) {
    kind("noticed");
    set("notice", word(fact.notice, kNotices));
    set("server", id_of(fact.server));
    set("value", fact.value);
    set("limit", fact.limit);
  }

 private:
  void kind(const char* name) { json_["kind"] = name; }
  void set(const char* key, Json value) { json_[key] = std::move(value); }
  void meter(const char* key, MeterId id) {
    json_[key] = id.valid() ? Json(recorder_.meter_name(place_, id)) : Json(nullptr);
  }

  Json& json_;
  const trace::Recorder& recorder_;
  std::size_t place_;
};

void fill(Json& json, const trace::RequestRecord& record, const std::vector<std::string>& classes) {
  const std::size_t number = record.request_class.value;
  json["kind"] = "request";
  json["at_ns"] = record.finished.ns;
  json["request"] = id_of(record.id);
  json["of"] = word(record.of, kRecords);
  json["attempts"] = record.attempts;
  json["class"] = number < classes.size() ? Json(classes[number]) : Json(nullptr);
  json["outcome"] = word(record.outcome, kOutcomes);
  json["reason"] = name_of(record.reason);
  json["cause"] = id_of(record.cause);
  json["server"] = id_of(record.server);
  json["arrived_ns"] = record.arrived.ns;
  json["started_ns"] = record.started.ns;
  json["finished_ns"] = record.finished.ns;
  json["initialization_ns"] = record.initialization.ns;
  json["cold"] = record.cold;
  json["ran_on"] = word(record.ran_on, kRanOn);
}

Json json_of(const trace::Recorder& recorder, const trace::Recorder::Entry& entry,
             const std::vector<std::string>& classes) {
  Json json = {{"place", recorder.place_name(entry.place)}};
  if (const auto* record = std::get_if<trace::RequestRecord>(&entry.what)) {
    fill(json, *record, classes);
    return json;
  }
  const auto& fact = std::get<trace::Fact>(entry.what);
  json["kind"] = "";
  json["at_ns"] = fact.at.ns;
  json["id"] = id_of(fact.id);
  json["cause"] = id_of(fact.cause);
  std::visit(Body(json, recorder, entry.place), fact.body);
  return json;
}

}  // namespace

std::string facts_json(const trace::Recorder& recorder, std::uint64_t cursor, std::uint64_t most,
                       const std::vector<std::string>& classes) {
  const auto& entries = recorder.entries();
  const std::uint64_t first = std::min<std::uint64_t>(cursor, entries.size());
  const std::uint64_t left = entries.size() - first;
  const std::uint64_t last = first + (most == 0 ? left : std::min(most, left));
  Json facts = Json::array();
  for (std::uint64_t i = first; i < last; ++i) facts.push_back(json_of(recorder, entries[i], classes));
  const Json json = {{"schema", "cloudsim.facts/1"}, {"cursor", last}, {"facts", facts}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cloudsim::capi
