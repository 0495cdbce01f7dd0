// SPDX-License-Identifier: Apache-2.0
// What breaks: at a given time (`fault:` under actions) or by chance (`hazards:`).
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "scenario/check.hpp"
#include "scenario/mark.hpp"
#include "scenario/places.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

using services::HazardOf;

constexpr Duration kMonth = Duration::hours(30 * 24);

std::uint32_t permille(double share) { return static_cast<std::uint32_t>(share * 1000.0 + 0.5); }

/// Whether something of this service breaks by it. Functions and Fargate tasks run in several zones; functions are
/// deployed without a registry or calls of ours; a Docker host stands alone.
bool concerns(FaultKind fault, const ServiceSpec& service) {
  const bool ec2 = std::holds_alternative<services::Ec2Spec>(service);
  const auto* ecs = std::get_if<services::EcsSpec>(&service);
  switch (fault) {
    case FaultKind::Zone:
      return ec2 || (ecs != nullptr && ecs->launch == services::LaunchType::Ec2);
    case FaultKind::ApiThrottling:
      return ec2 || ecs != nullptr;
    case FaultKind::Registry:
      return ecs != nullptr || std::holds_alternative<services::DockerSpec>(service);
    case FaultKind::SlowDependency:
    case FaultKind::BadRelease:
      break;
  }
  return true;
}

struct FaultKey {
  const char* key;
  FaultKind fault;
};
constexpr std::array<FaultKey, 6> kOwnKeys = {{{"zone", FaultKind::Zone},
                                               {"extra", FaultKind::SlowDependency},
                                               {"factor", FaultKind::SlowDependency},
                                               {"failing", FaultKind::BadRelease},
                                               {"crashes_after", FaultKind::BadRelease},
                                               {"share", FaultKind::ApiThrottling}}};

bool check_keys(const ActionDraft& draft, const std::string& fault, Diagnostics& diagnostics) {
  bool fine = true;
  for (const FaultKey& own : kOwnKeys) {
    const document::Value* found = draft.value->find(own.key);
    if (found == nullptr || own.fault == *draft.fault) continue;
    report(diagnostics, found->location, "fault_key", {{"key", std::string(own.key)}, {"fault", fault}});
    fine = false;
  }
  if (!draft.lasts && *draft.fault != FaultKind::BadRelease) {
    report(diagnostics, draft.value->location, "missing_key", {{"key", "for"}});
    fine = false;
  }
  if (*draft.fault == FaultKind::SlowDependency && !draft.extra && !draft.factor) {
    report(diagnostics, draft.value->location, "slow_by_nothing");
    fine = false;
  }
  return fine;
}

services::ActionBody body_of(const ActionDraft& draft, bool rolls_out) {
  const Duration lasts = draft.lasts.value_or(Duration{});
  switch (*draft.fault) {
    case FaultKind::Zone:
      return services::ZoneOutage{draft.zone.value_or(1), lasts};
    case FaultKind::SlowDependency:
      return services::SlowDependency{draft.extra.value_or(Duration{}), permille(draft.factor.value_or(1)), lasts};
    case FaultKind::BadRelease:
      // What only crashes fails no request by itself.
      return services::BadRelease{permille(draft.failing.value_or(draft.crashes_after ? 0 : 1)),
                                  draft.crashes_after.value_or(Duration{}), lasts, !rolls_out};
    case FaultKind::Registry:
      return services::RegistryDown{lasts};
    case FaultKind::ApiThrottling:
      break;
  }
  return services::ApiThrottling{lasts, permille(draft.share.value_or(1))};
}

/// The most that there can ever be of what a hazard is of; 0 when the service has none. RunTask adds to it.
std::uint32_t most_of(HazardOf of, const DeploymentSpec& deployment, const std::vector<services::Action>& actions) {
  if (const auto* ec2 = std::get_if<services::Ec2Spec>(&deployment.service)) {
    if (of == HazardOf::Host) return 0;
    return of == HazardOf::Zone ? ec2->zones : ec2->maximum;
  }
  if (const auto* docker = std::get_if<services::DockerSpec>(&deployment.service)) {
    if (of == HazardOf::Zone) return 0;
    return of == HazardOf::Host ? docker->hosts : docker->hosts * docker->containers;
  }
  const auto* ecs = std::get_if<services::EcsSpec>(&deployment.service);
  if (ecs == nullptr) return 0;
  const bool on_hosts = ecs->launch == services::LaunchType::Ec2;
  if (of == HazardOf::Zone) return on_hosts ? ecs->hosts.zones : 0;
  if (of == HazardOf::Host) return on_hosts ? ecs->hosts.maximum : 0;
  std::uint32_t service = std::max(ecs->desired, ecs->maximum);
  std::uint32_t alone = 0;
  for (const services::Action& action : actions) {
    if (action.deployment != deployment.name) continue;
    if (const auto* update = std::get_if<services::UpdateService>(&action.body))
      service = std::max(service, update->desired);
    if (const auto* run = std::get_if<services::RunTask>(&action.body)) alone += run->count;
  }
  return service + alone;
}

const char* parameter_of(HazardOf of) { return of == HazardOf::Host ? "hazard.host" : "hazard.server"; }

Duration mean_time(double per_month) {
  const double ns = static_cast<double>(kMonth.ns) / per_month;
  constexpr double kLongest = 9e18;  // 285 years; rarer than that is never
  return Duration{static_cast<std::int64_t>(std::clamp(ns, 1.0, kLongest))};
}

}  // namespace

void resolve_fault(const ActionDraft& draft, Scenario& scenario, Diagnostics& diagnostics) {
  const std::string fault = draft.value->find("fault")->text;
  if (!check_keys(draft, fault, diagnostics)) return;
  bool any = false;
  for (const DeploymentSpec* place : scenario.places()) {
    const DeploymentSpec& deployment = *place;
    const bool named = deployment.name == draft.deployment;
    if (!named && !draft.deployment.empty()) continue;
    const bool rolls_out = std::holds_alternative<services::EcsSpec>(deployment.service);
    if (draft.crashes_after && !rolls_out) {
      if (!named) continue;
      report(diagnostics, mark(draft.value, {"crashes_after"}), "fault_not_for_service",
             {{"fault", "crashes_after"},
              {"deployment", deployment.name},
              {"service", std::string(service_name(deployment.service))}});
      return;
    }
    if (concerns(*draft.fault, deployment.service)) {
      scenario.actions.push_back({draft.at, deployment.name, body_of(draft, rolls_out), {}});
      any = true;
    } else if (named) {
      report(diagnostics, mark(draft.value, {"deployment"}), "fault_not_for_service",
             {{"fault", fault},
              {"deployment", deployment.name},
              {"service", std::string(service_name(deployment.service))}});
      return;
    }
  }
  if (!any && draft.deployment.empty() && !scenario.deployments.empty()) {
    report(diagnostics, mark(draft.value, {"fault"}), "fault_concerns_nothing", {{"fault", fault}});
  }
}

void resolve_hazards(const ScenarioDraft& draft, const Catalog& catalog, Scenario& scenario, Diagnostics& diagnostics) {
  for (const HazardDraft& hazard : draft.hazards) {
    if (!hazard.sound) continue;
    DeploymentSpec* found =
        require_place(draft, scenario, hazard.deployment, mark(hazard.value, {"deployment"}), diagnostics);
    if (found == nullptr) continue;
    const std::uint32_t most = most_of(hazard.of, *found, scenario.actions);
    if (most == 0) {
      report(diagnostics, mark(hazard.value, {"hazard"}), "hazard_not_for_service",
             {{"hazard", hazard.value->find("hazard")->text},
              {"deployment", found->name},
              {"service", std::string(service_name(found->service))}});
      continue;
    }
    const bool zone = hazard.of == HazardOf::Zone;
    const char* foreign = zone ? "repaired_after" : "for";
    if (const document::Value* there = hazard.value->find(foreign)) {
      report(diagnostics, there->location, "fault_key",
             {{"key", std::string(foreign)}, {"fault", hazard.value->find("hazard")->text}});
      continue;
    }
    for (const char* needed : {"for", "per_month"}) {  // of zones there is no figure to fall back on
      if (zone && hazard.value->find(needed) == nullptr)
        report(diagnostics, hazard.value->location, "missing_key", {{"key", std::string(needed)}});
    }
    if (zone && (!hazard.lasts || !hazard.per_month)) continue;
    Defaults defaults(catalog.parameters, found->parameters, diagnostics);
    const double per_month = defaults.choose(hazard.per_month, parameter_of(hazard.of));
    if (per_month <= 0) continue;  // a row of an own parameter file may say so
    scenario.hazards.push_back(
        {hazard.of, found->name, mean_time(per_month), most, hazard.repaired_after, hazard.lasts.value_or(Duration{})});
  }
}

}  // namespace cloudsim::scenario
