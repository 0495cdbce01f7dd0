// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "scenario/check.hpp"
#include "scenario/mark.hpp"
#include "scenario/places.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

std::int64_t number(std::uint32_t value) { return static_cast<std::int64_t>(value); }

/// One action of a sound draft against the deployment that it names.
class ActionResolver {
 public:
  ActionResolver(const ActionDraft& draft, const DeploymentSpec& deployment, Diagnostics& diagnostics)
      : draft_(draft), deployment_(deployment), diagnostics_(diagnostics) {}

  std::optional<services::ActionBody> resolve() {
    if (draft_.leak) return resolve_leak();
    return draft_.call ? resolve_call() : resolve_crash();
  }

 private:
  std::optional<services::ActionBody> resolve_call() {
    const auto* ec2 = std::get_if<services::Ec2Spec>(&deployment_.service);
    const bool is_ecs = std::holds_alternative<services::EcsSpec>(deployment_.service);
    const bool is_docker = std::holds_alternative<services::DockerSpec>(deployment_.service);
    if (*draft_.call != CallKind::UpdateService && !takes("", "release")) return std::nullopt;
    switch (*draft_.call) {
      case CallKind::RunTask:
        if (!is_ecs || !takes("count", "desired")) return refuse(is_ecs);
        return services::RunTask{draft_.count.value_or(1)};
      case CallKind::StopTask:
        if (!is_ecs || !takes("count", "desired")) return refuse(is_ecs);
        return services::StopTask{draft_.count.value_or(1)};
      case CallKind::UpdateService:
        if (!is_ecs || !takes("desired", "count")) return refuse(is_ecs);
        return update_service();
      case CallKind::SetDesiredCapacity:
        if (ec2 == nullptr || !takes("desired", "count") || !has_desired()) return refuse(ec2 != nullptr);
        if (*draft_.desired < ec2->minimum || *draft_.desired > ec2->maximum) {
          report(diagnostics_, at("desired"), "outside_bounds",
                 {{"value", number(*draft_.desired)},
                  {"minimum", number(ec2->minimum)},
                  {"maximum", number(ec2->maximum)}});
          return std::nullopt;
        }
        return services::SetDesiredCapacity{*draft_.desired};
      case CallKind::TerminateInstances:
        if (ec2 == nullptr || !takes("", "count") || !takes("", "desired")) return refuse(ec2 != nullptr);
        return services::StopInstances{};
      case CallKind::DockerDeploy:
        if (!is_docker || !takes("", "count") || !takes("", "desired")) return refuse(is_docker);
        return services::Release{};
      case CallKind::StopInstances:
      case CallKind::StartInstances: {
        if (ec2 == nullptr || !takes("", "count") || !takes("", "desired")) return refuse(ec2 != nullptr);
        if (ec2->is_group()) {
          report(diagnostics_, at("call"), "stop_in_group", {{"deployment", deployment_.name}});
          return std::nullopt;
        }
        if (*draft_.call == CallKind::StopInstances) return services::HaltInstances{};
        return services::StartInstances{};
      }
    }
    return std::nullopt;
  }

  std::optional<services::ActionBody> update_service() {
    services::UpdateService update;
    if (draft_.release.empty() && !has_desired()) return std::nullopt;
    update.desired = draft_.desired.value_or(0);
    update.keeps_desired = !draft_.desired;
    if (draft_.release.empty()) return update;
    std::vector<std::string> known = {"initial"};
    for (const auto& release : std::get<services::EcsSpec>(deployment_.service).releases) known.push_back(release.name);
    const auto found = std::find(known.begin(), known.end(), draft_.release);
    if (found == known.end()) {
      report(diagnostics_, at("release"), "unknown_release", {{"name", draft_.release}, {"known", known}},
             closest(draft_.release, known));
      return std::nullopt;
    }
    update.release = static_cast<std::uint32_t>(found - known.begin()) + 1;
    return update;
  }

  std::optional<services::ActionBody> resolve_leak() {
    const auto* docker = std::get_if<services::DockerSpec>(&deployment_.service);
    if (docker == nullptr) {
      report(diagnostics_, at("leak"), "call_not_for_service",
             {{"call", std::string("leak")},
              {"deployment", deployment_.name},
              {"service", std::string(service_name(deployment_.service))}});
      return std::nullopt;
    }
    const Bytes limit = Bytes::megabytes(docker->container_memory_mb);
    if (draft_.from > limit) {
      report(diagnostics_, at("from"), "leak_above_limit", {{"from", draft_.from.count}, {"limit", limit.count}});
      return std::nullopt;
    }
    return services::MemoryLeak{draft_.number, draft_.from, draft_.per_minute, draft_.repaired_after};
  }

  std::optional<services::ActionBody> resolve_crash() {
    std::vector<std::string> possible;
    if (std::holds_alternative<services::Ec2Spec>(deployment_.service)) possible = {"instance"};
    if (std::holds_alternative<services::DockerSpec>(deployment_.service)) possible = {"container", "host"};
    if (const auto* ecs = std::get_if<services::EcsSpec>(&deployment_.service)) {
      possible = {"task"};
      if (ecs->launch == services::LaunchType::Ec2) possible.push_back("host");
    }
    if (possible.empty()) {
      report(diagnostics_, at("crash"), "nothing_to_crash",
             {{"deployment", deployment_.name}, {"service", std::string(service_name(deployment_.service))}});
      return std::nullopt;
    }
    const std::string target = target_name();
    if (!target.empty() && std::find(possible.begin(), possible.end(), target) == possible.end()) {
      report(diagnostics_, mark(draft_.value, {target}), "crash_target",
             {{"target", target},
              {"deployment", deployment_.name},
              {"service", std::string(service_name(deployment_.service))},
              {"possible", possible}});
      return std::nullopt;
    }
    return services::Crash{draft_.number, draft_.target == CrashTarget::Host, draft_.repaired_after};
  }

  std::string target_name() const {
    switch (draft_.target) {
      case CrashTarget::Instance:
        return "instance";
      case CrashTarget::Task:
        return "task";
      case CrashTarget::Container:
        return "container";
      case CrashTarget::Host:
        return "host";
      case CrashTarget::Any:
        break;
    }
    return {};
  }

  std::string call_name() const { return draft_.value->find("call")->text; }
  Location at(const char* key) const { return mark(draft_.value, {key}); }

  /// `other` is a key of other calls.
  bool takes(const char* own, const char* other) {
    const document::Value* found = draft_.value->find(other);
    if (found == nullptr) return true;
    report(diagnostics_, found->location, "action_key", {{"key", std::string(other)}, {"call", call_name()}}, own);
    return false;
  }
  bool has_desired() {
    if (draft_.desired) return true;
    report(diagnostics_, draft_.value->location, "missing_key", {{"key", "desired"}});
    return false;
  }
  /// Says that the call is not for this service, unless the problem was another one.
  std::nullopt_t refuse(bool applicable) {
    if (!applicable) {
      report(diagnostics_, at("call"), "call_not_for_service",
             {{"call", call_name()},
              {"deployment", deployment_.name},
              {"service", std::string(service_name(deployment_.service))}});
    }
    return std::nullopt;
  }

  const ActionDraft& draft_;
  const DeploymentSpec& deployment_;
  Diagnostics& diagnostics_;
};

}  // namespace

void resolve_actions(const ScenarioDraft& draft, Scenario& scenario, Diagnostics& diagnostics) {
  for (const ActionDraft& action : draft.actions) {
    if (!action.sound) continue;
    if (action.at.ns >= scenario.duration.ns && scenario.duration.ns > 0) {
      report(diagnostics, mark(action.value, {"at"}), "action_after_end",
             {{"at", action.at - kTimeZero}, {"duration", scenario.duration}});
    }
    if (action.fault && action.deployment.empty()) {
      resolve_fault(action, scenario, diagnostics);
      continue;
    }
    const char* names_it = action.call || action.fault ? "deployment"
                           : action.new_release        ? "new_release"
                           : action.leak               ? "leak"
                                                       : "crash";
    const Location where = mark(action.value, {names_it});
    const DeploymentSpec* deployment = require_place(draft, scenario, action.deployment, where, diagnostics);
    if (deployment == nullptr) continue;
    if (action.fault) {
      resolve_fault(action, scenario, diagnostics);
    } else if (action.new_release) {
      scenario.actions.push_back({action.at, action.deployment, services::Release{}, {}});
    } else if (auto body = ActionResolver(action, *deployment, diagnostics).resolve()) {
      scenario.actions.push_back({action.at, action.deployment, *body, {}});
    }
  }
  std::stable_sort(scenario.actions.begin(), scenario.actions.end(),
                   [](const services::Action& a, const services::Action& b) { return a.at < b.at; });
}

}  // namespace cloudsim::scenario
