// SPDX-License-Identifier: Apache-2.0
#include "scenario/load.hpp"

#include <utility>

#include "document/edit.hpp"
#include "document/yaml_source.hpp"
#include "scenario/check.hpp"
#include "scenario/problems.hpp"
#include "scenario/read.hpp"
#include "scenario/resolve.hpp"
#include "scenario/settings.hpp"

namespace cloudsim::scenario {
namespace {

void append(Diagnostics& to, const Diagnostics& from) { to.insert(to.end(), from.begin(), from.end()); }

/// What fits together, after everything was read. `root` and `draft` only give marks and values.
Scenario resolve_all(const ScenarioDraft& draft, const document::Value& root, const Catalog& catalog,
                     const FileReader& files, Diagnostics& diagnostics) {
  Scenario scenario = draft.scenario;
  check_names(draft, diagnostics);
  const Surroundings surroundings = surroundings_of(draft);
  for (const DeploymentDraft& deployment : draft.deployments) {
    if (!deployment.sound) continue;
    if (auto spec = resolve(deployment, catalog, surroundings, diagnostics))
      scenario.deployments.push_back(std::move(*spec));
  }
  resolve_workload(draft, catalog, files, scenario, diagnostics);
  resolve_actions(draft, scenario, diagnostics);
  resolve_hazards(draft, catalog, scenario, diagnostics);
  check_lists(draft, root, scenario, files, diagnostics);
  check_function_fleets(draft, scenario, root, diagnostics);
  check_run(scenario, root, diagnostics);
  check_objectives(scenario.objectives, root, diagnostics);
  check_plausibility(draft, scenario, diagnostics);
  return scenario;
}

/// Puts `actions: [that one, at now]` in the place of the scenario's own.
void replace_actions(document::Value& root, document::Value action, SimTime now) {
  const Location where = action.location;
  document::Value at;
  at.kind = document::Value::Kind::Scalar;
  at.text = to_text(now - kTimeZero);
  at.location = where;
  action.members.insert(action.members.begin(), {"at", where, std::move(at)});
  document::Value list;
  list.kind = document::Value::Kind::Sequence;
  list.location = where;
  list.items.push_back(std::move(action));
  if (document::Value* there = root.find("actions")) {
    *there = std::move(list);
  } else {
    root.members.push_back({"actions", where, std::move(list)});
  }
}

}  // namespace

tl::expected<std::vector<services::Action>, Diagnostics> load_action(const std::shared_ptr<const Source>& action,
                                                                     SimTime now,
                                                                     const std::shared_ptr<const Source>& scenario,
                                                                     const std::vector<Override>& overrides,
                                                                     const FileReader& files) {
  document::Parsed parsed = document::parse(action);
  Diagnostics diagnostics = std::move(parsed.diagnostics);
  if (diagnostics.empty() && !parsed.root.is_mapping()) report(diagnostics, {action, 1, 1, 1}, "no_action");
  if (diagnostics.empty() && parsed.root.find("at") != nullptr) {
    report(diagnostics, parsed.root.find("at")->location, "action_at_now");
  }
  if (has_errors(diagnostics)) return tl::unexpected(std::move(diagnostics));
  document::Value root = document::parse(scenario).root;
  for (const Override& change : overrides) document::set_value(root, change.path, change.value);
  replace_actions(root, std::move(parsed.root), now);
  Diagnostics of_catalog;  // shipped, or was fine when the scenario was loaded
  const auto catalog = load_catalog(files, of_catalog);
  ScenarioDraft draft;
  document::Reader reader(root, diagnostics);
  read_scenario(reader, draft, *catalog);
  const Scenario resolved = resolve_all(draft, root, *catalog, files, diagnostics);
  sort_by_position(diagnostics);
  if (has_errors(diagnostics)) return tl::unexpected(std::move(diagnostics));
  return resolved.actions;
}

tl::expected<Loaded, Diagnostics> load(std::shared_ptr<const Source> source, const std::vector<Override>& overrides,
                                       const FileReader& files) {
  document::Parsed parsed = document::parse(source);
  Diagnostics diagnostics = std::move(parsed.diagnostics);
  if (!has_errors(diagnostics) && !parsed.root.is_mapping()) {
    const Location& found = parsed.root.location;
    report(diagnostics, found.source ? found : Location{source, 1, 1, 1}, "no_scenario");
  }
  if (has_errors(diagnostics)) {
    sort_by_position(diagnostics);
    return tl::unexpected(std::move(diagnostics));
  }
  for (const Override& change : overrides) {
    append(diagnostics, document::set_value(parsed.root, change.path, change.value));
  }
  const auto catalog = load_catalog(files, diagnostics);
  ScenarioDraft draft;
  draft.scenario.source_name = source->name;
  document::Reader reader(parsed.root, diagnostics);
  read_scenario(reader, draft, *catalog);
  reader.finish();
  Scenario scenario = resolve_all(draft, parsed.root, *catalog, files, diagnostics);
  scenario.settings = settings_of(parsed.root);
  sort_by_position(diagnostics);
  if (has_errors(diagnostics)) return tl::unexpected(std::move(diagnostics));
  return Loaded{std::move(scenario), std::move(diagnostics)};
}

}  // namespace cloudsim::scenario
