// SPDX-License-Identifier: Apache-2.0
#include "scenario/places.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

template <class Entry>
auto* named(std::vector<Entry>& entries, const std::string& name) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

template <class Entry>
const Entry* named(const std::vector<Entry>& entries, const std::string& name) {
  return named(const_cast<std::vector<Entry>&>(entries), name);
}

std::vector<std::string> link_names(const DeploymentDraft& chain) {
  std::vector<std::string> names;
  for (const DeploymentDraft& link : chain.links) names.push_back(chain.name + "." + link.name);
  return names;
}

}  // namespace

const DeploymentDraft* find_place(const ScenarioDraft& draft, const std::string& name) {
  const std::size_t dot = name.find('.');
  const DeploymentDraft* deployment = named(draft.deployments, name.substr(0, dot));
  if (dot == std::string::npos || deployment == nullptr) return deployment;
  return named(deployment->links, name.substr(dot + 1));
}

DeploymentSpec* require_place(const ScenarioDraft& draft, Scenario& scenario, const std::string& name,
                              const Location& where, Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const DeploymentDraft& deployment : draft.deployments) {
    const std::vector<std::string> links = link_names(deployment);
    if (deployment.name == name && !links.empty()) {
      report(diagnostics, where, "names_a_chain", {{"deployment", name}, {"links", links}});
      return nullptr;
    }
    if (links.empty()) known.push_back(deployment.name);
    known.insert(known.end(), links.begin(), links.end());
  }
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    report(diagnostics, where, "unknown_deployment", {{"name", name}, {"known", known}}, closest(name, known));
    return nullptr;
  }
  DeploymentSpec* deployment = named(scenario.deployments, name.substr(0, name.find('.')));
  if (deployment == nullptr || !deployment->is_chain()) return deployment;
  return named(deployment->links, name);
}

}  // namespace cloudsim::scenario
