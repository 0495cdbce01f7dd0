// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "scenario/mark.hpp"
#include "scenario/problems.hpp"
#include "scenario/resolve.hpp"

namespace cloudsim::scenario {
namespace {

constexpr std::size_t kMostLinks = 10;

using workload::FedBy;

FedBy fed_by(const DeploymentDraft& chain, std::size_t link) {
  if (link == 0) return FedBy::Callers;
  return chain.links[link - 1].next == NextLink::Queue ? FedBy::Queue : FedBy::Direct;
}

bool is_function(const DeploymentDraft& link) { return std::holds_alternative<LambdaDraft>(link.service); }

/// What stands at a link that cannot mean anything there.
void check_place(const DeploymentDraft& chain, std::size_t index, const Surroundings& surroundings,
                 Diagnostics& diagnostics) {
  const DeploymentDraft& link = chain.links[index];
  const FedBy fed = fed_by(chain, index);
  const auto refuse = [&](const document::Value* found, const char* code) {
    if (found != nullptr) report(diagnostics, found->location, code, {{"link", link.name}});
  };
  if (index == 0) refuse(link.value->find("work"), "work_of_first_link");
  if (index + 1 == chain.links.size()) refuse(link.value->find("next"), "next_of_last_link");
  const document::Value* queue = link.value->find("queue");
  if (is_function(link)) {
    refuse(queue, "queue_of_function");
    queue = link.value->find("lambda")->find("queue");
    if (index == 0 && surroundings.messages) return;
  }
  if (fed != FedBy::Queue) refuse(queue, "queue_on_direct_link");
}

workload::LinkSpec resolve_link(const DeploymentDraft& draft, FedBy fed, Defaults& defaults) {
  workload::LinkSpec spec;
  spec.fed_by = fed;
  if (draft.cpu) spec.work.cpu = *draft.cpu;
  if (draft.io) spec.work.io = *draft.io;
  if (draft.memory) spec.work.memory = *draft.memory;
  spec.failure = draft.failure;
  if (fed != FedBy::Queue || is_function(draft)) return spec;
  const MessagesDraft messages = draft.messages.value_or(MessagesDraft{});
  spec.messages.visibility = defaults.choose(messages.visibility, "chain.queue.visibility");
  spec.messages.maximum_receives = defaults.choose_count(messages.max_receives, "chain.queue.max_receives");
  spec.messages.dead_letter_queue = messages.dead_letter_queue;
  return spec;
}

}  // namespace

std::optional<DeploymentSpec> resolve_chain(const DeploymentDraft& draft, const Catalog& catalog,
                                            const Surroundings& surroundings, Diagnostics& diagnostics) {
  if (draft.links.size() > kMostLinks) {
    report(
        diagnostics, mark(draft.value, {"chain"}), "too_many_links",
        {{"count", static_cast<std::int64_t>(draft.links.size())}, {"maximum", static_cast<std::int64_t>(kMostLinks)}});
    return std::nullopt;
  }
  DeploymentSpec chain;
  chain.name = draft.name;
  bool fine = true;
  for (std::size_t i = 0; i < draft.links.size(); ++i) {
    Diagnostics found;
    check_place(draft, i, surroundings, found);
    Surroundings around;
    around.region = surroundings.region;
    around.events = i == 0 && surroundings.events;
    around.messages = i == 0 ? surroundings.messages : fed_by(draft, i) == FedBy::Queue;
    auto link = resolve(draft.links[i], catalog, around, found);
    if (link) {
      link->name = draft.name + "." + link->name;
      Defaults defaults(catalog.parameters, link->parameters, found);
      link->link = resolve_link(draft.links[i], fed_by(draft, i), defaults);
    }
    fine = fine && link && !has_errors(found);
    diagnostics.insert(diagnostics.end(), found.begin(), found.end());
    if (link) chain.links.push_back(std::move(*link));
  }
  if (!fine) return std::nullopt;
  return chain;
}

}  // namespace cloudsim::scenario
