// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "billing/price_list.hpp"
#include "effort/effort_list.hpp"
#include "embed/embedded.hpp"
#include "scenario/check.hpp"
#include "scenario/mark.hpp"
#include "scenario/places.hpp"
#include "scenario/problems.hpp"
#include "scenario/shelf.hpp"

namespace cloudsim::scenario {
namespace {

constexpr std::size_t kMostDeployments = 20;  ///< what a table of results can hold
constexpr std::size_t kLongestName = 40;

bool is_name(const std::string& text) {
  if (text.empty() || text.size() > kLongestName || text.front() < 'a' || text.front() > 'z') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

template <class Draft>
void check_names_of(const std::vector<Draft>& drafts, Diagnostics& diagnostics) {
  std::vector<std::string> seen;
  for (const Draft& draft : drafts) {
    const document::Value* name = draft.value->find("name");
    if (name == nullptr || !name->is_scalar()) continue;  // reported as missing
    if (!is_name(draft.name)) {
      report(diagnostics, name->location, "bad_name", {{"name", draft.name}});
    } else if (std::find(seen.begin(), seen.end(), draft.name) != seen.end()) {
      report(diagnostics, name->location, "duplicate_name", {{"name", draft.name}});
    }
    seen.push_back(draft.name);
  }
}

/// The shipped lists of a folder: "scenarios/prices/aws.yaml" → "aws".
std::vector<std::string> shipped(const std::string& folder) {
  std::vector<std::string> names;
  for (const std::string& path : embed::list(folder)) {
    const std::string file = path.substr(folder.size());
    if (file.size() > 5 && file.find('/') == std::string::npos) names.push_back(file.substr(0, file.size() - 5));
  }
  return names;
}

const services::InstanceType* instance_of(const ServiceSpec& service) {
  if (const auto* ec2 = std::get_if<services::Ec2Spec>(&service)) return &ec2->instance;
  if (const auto* docker = std::get_if<services::DockerSpec>(&service)) return &docker->instance;
  const auto* ecs = std::get_if<services::EcsSpec>(&service);
  return ecs != nullptr && ecs->launch == services::LaunchType::Ec2 ? &ecs->hosts.instance : nullptr;
}

Location instance_mark(const document::Value* deployment) {
  for (const char* key : {"ec2", "docker"}) {
    if (deployment->find(key) != nullptr) return mark(deployment, {key, "instance"});
  }
  return mark(deployment, {"ecs", "hosts", "instance"});
}

void check_prices(const ScenarioDraft& draft, const billing::PriceList& list, const Scenario& scenario,
                  Diagnostics& diagnostics) {
  for (const DeploymentSpec* place : scenario.places()) {
    const DeploymentSpec& deployment = *place;
    const DeploymentDraft* found = find_place(draft, deployment.name);
    const std::string service = service_name(deployment.service);
    if (std::find(list.services.begin(), list.services.end(), service) == list.services.end()) {
      report(diagnostics, found->value->location, "service_not_priced",
             {{"service", service}, {"list", list.name}, {"region", list.region}});
      continue;
    }
    const services::InstanceType* instance = instance_of(deployment.service);
    if (instance == nullptr) continue;
    const auto* ec2 = std::get_if<services::Ec2Spec>(&deployment.service);
    const bool spot = ec2 != nullptr && ec2->spot;
    const billing::Meter* meter = list.find((spot ? "ec2.spot." : "ec2.instance.") + instance->name);
    if (ec2 != nullptr && ec2->reserved > 0 && meter != nullptr && !meter->unknown) {
      meter = list.find("ec2.reserved_1y." + instance->name);
    }
    if (meter == nullptr || meter->unknown) {
      report(diagnostics, instance_mark(found->value), "instance_not_priced",
             {{"instance", instance->name}, {"list", list.name}, {"region", list.region}});
    }
  }
}

Bytes memory_of_server(const ServiceSpec& service) {
  if (const auto* ec2 = std::get_if<services::Ec2Spec>(&service)) return ec2->instance.memory;
  if (const auto* lambda = std::get_if<services::LambdaSpec>(&service)) return Bytes::megabytes(lambda->memory_mb);
  if (const auto* ecs = std::get_if<services::EcsSpec>(&service)) return Bytes::megabytes(ecs->task_memory_mb);
  return Bytes::megabytes(std::get<services::DockerSpec>(service).container_memory_mb);
}

/// `value` is the mapping that says `work:`.
void check_memory(const workload::WorkSpec& work, const document::Value* value, const DeploymentSpec& place,
                  Diagnostics& diagnostics) {
  const Bytes needed{static_cast<std::int64_t>(random::mean_of(work.memory))};
  const Bytes room = memory_of_server(place.service);
  if (needed <= room) return;
  warn(diagnostics, mark(value, {"work", "memory"}), "work_needs_more_memory",
       {{"memory", needed.count}, {"deployment", place.name}, {"room", room.count}});
}

}  // namespace

const char* service_name(const ServiceSpec& service) {
  if (std::holds_alternative<services::Ec2Spec>(service)) return "ec2";
  if (std::holds_alternative<services::LambdaSpec>(service)) return "lambda";
  if (std::holds_alternative<services::DockerSpec>(service)) return "docker";
  return std::get<services::EcsSpec>(service).launch == services::LaunchType::Ec2 ? "ecs-ec2" : "ecs-fargate";
}

void check_names(const ScenarioDraft& draft, Diagnostics& diagnostics) {
  check_names_of(draft.workload, diagnostics);
  check_names_of(draft.deployments, diagnostics);
  for (const DeploymentDraft& deployment : draft.deployments) check_names_of(deployment.links, diagnostics);
  if (draft.deployments.size() > kMostDeployments) {
    report(diagnostics, draft.deployments[kMostDeployments].value->location, "too_many_deployments",
           {{"count", static_cast<std::int64_t>(draft.deployments.size())},
            {"maximum", static_cast<std::int64_t>(kMostDeployments)}});
  }
}

namespace {

void read_prices(const document::Value& root, Scenario& scenario, const FileReader& files, Diagnostics& diagnostics) {
  const PriceChoice& choice = scenario.prices;
  const auto prices = find_file(price_list_path(choice.list), files, scenario.source_name);
  if (!prices) {
    const auto known = shipped("scenarios/prices/");
    report(diagnostics, mark(&root, {"prices", "list"}), "unknown_price_list", {{"name", choice.list}},
           closest(choice.list, known));
    return;
  }
  static Shelf<billing::PriceList> shelf;
  Diagnostics found;
  scenario.price_list = shelf.get({prices}, choice.list + " " + choice.region, found, [&] {
    auto list = billing::read_price_list(choice.list, prices, choice.region, found);
    return list ? std::make_shared<const billing::PriceList>(std::move(*list)) : nullptr;
  });
  for (Diagnostic& problem : found) {
    // The list knows its regions; the word that was wrong stands in the scenario.
    if (problem.code == "unknown_region") problem.location = mark(&root, {"prices", "region"});
    diagnostics.push_back(std::move(problem));
  }
}

void read_effort(const document::Value& root, Scenario& scenario, const FileReader& files, Diagnostics& diagnostics) {
  const auto effort = find_file(effort_list_path(scenario.effort), files, scenario.source_name);
  if (!effort) {
    const auto known = shipped("scenarios/effort/");
    report(diagnostics, mark(&root, {"effort"}), "unknown_effort_list", {{"name", scenario.effort}},
           closest(scenario.effort, known));
    return;
  }
  static Shelf<effort::EffortList> shelf;
  scenario.effort_list = shelf.get({effort}, scenario.effort, diagnostics, [&] {
    auto list = effort::read_effort_list(scenario.effort, effort, diagnostics);
    return list ? std::make_shared<const effort::EffortList>(std::move(*list)) : nullptr;
  });
}

}  // namespace

void check_lists(const ScenarioDraft& draft, const document::Value& root, Scenario& scenario, const FileReader& files,
                 Diagnostics& diagnostics) {
  read_prices(root, scenario, files, diagnostics);
  if (scenario.price_list != nullptr) check_prices(draft, *scenario.price_list, scenario, diagnostics);
  read_effort(root, scenario, files, diagnostics);
}

void check_objectives(const Objectives& objectives, const document::Value& root, Diagnostics& diagnostics) {
  const auto ordered = [&](const char* lower, const char* higher, const std::optional<Duration>& low,
                           const std::optional<Duration>& high) {
    if (!low || !high || *low <= *high) return;
    report(diagnostics, mark(&root, {"objectives", lower}), "objectives_contradict",
           {{"lower", std::string(lower)}, {"higher", std::string(higher)}});
  };
  ordered("latency_p50", "latency_p95", objectives.latency_p50, objectives.latency_p95);
  ordered("latency_p95", "latency_p99", objectives.latency_p95, objectives.latency_p99);
  if (!objectives.latency_p95) {
    ordered("latency_p50", "latency_p99", objectives.latency_p50, objectives.latency_p99);
  }
  ordered("latency_p99", "latency_p999", objectives.latency_p99, objectives.latency_p999);
  if (!objectives.latency_p99) ordered("latency_p95", "latency_p999", objectives.latency_p95, objectives.latency_p999);
  if (!objectives.latency_p99 && !objectives.latency_p95) {
    ordered("latency_p50", "latency_p999", objectives.latency_p50, objectives.latency_p999);
  }
}

void check_plausibility(const ScenarioDraft& draft, const Scenario& scenario, Diagnostics& diagnostics) {
  for (const workload::WorkloadSpec& work : scenario.workload) {
    const auto entry = std::find_if(draft.workload.begin(), draft.workload.end(),
                                    [&](const WorkloadDraft& d) { return d.name == work.name; });
    for (const DeploymentSpec* place : scenario.places()) {
      if (place->link.fed_by == workload::FedBy::Callers) check_memory(work.work, entry->value, *place, diagnostics);
    }
  }
  for (const DeploymentSpec* place : scenario.places()) {
    if (place->link.fed_by == workload::FedBy::Callers) continue;
    check_memory(place->link.work, find_place(draft, place->name)->value, *place, diagnostics);
  }
  for (const DeploymentSpec* place : scenario.places()) {
    const DeploymentSpec& deployment = *place;
    const auto* ec2 = std::get_if<services::Ec2Spec>(&deployment.service);
    if (ec2 == nullptr || ec2->scaling || !ec2->policies.empty() || !ec2->schedule.empty()) continue;
    if (ec2->minimum == ec2->maximum) continue;
    const bool by_hand = std::any_of(scenario.actions.begin(), scenario.actions.end(), [&](const auto& action) {
      return action.deployment == deployment.name && std::holds_alternative<services::SetDesiredCapacity>(action.body);
    });
    const DeploymentDraft* entry = find_place(draft, deployment.name);
    if (!by_hand) warn(diagnostics, mark(entry->value, {"ec2", "fleet"}), "fleet_never_scales");
  }
}

}  // namespace cloudsim::scenario
