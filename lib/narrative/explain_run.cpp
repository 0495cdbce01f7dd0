// SPDX-License-Identifier: Apache-2.0
#include "narrative/explain_run.hpp"

#include <algorithm>
#include <set>

#include "narrative/choose_events.hpp"
#include "narrative/story.hpp"
#include "result/events.hpp"

namespace cloudsim::narrative {
namespace {

namespace kind = result::event;
using result::Deployment;
using result::Event;

constexpr std::size_t kMostChains = 4;
constexpr std::size_t kMostDecisions = 3;
constexpr std::size_t kMostLosses = 4;
constexpr std::size_t kTurningPoints = 5;

bool is_one_of(const Event& event, std::initializer_list<const char*> kinds) {
  return std::any_of(kinds.begin(), kinds.end(), [&](const char* other) { return event.kind == other; });
}

bool is_decision(const Event& event) {
  if (event.kind == kind::kApiCalled) return event.operator_action;
  return is_one_of(event, {kind::kScaleOut, kind::kScaleIn, kind::kAtMaximum, kind::kNoRoom, kind::kLimitReached,
                           kind::kDeploymentFailed, kind::kDeploymentRolledBack});
}

bool is_loss(const Event& event) { return is_one_of(event, {kind::kLost, kind::kIgnored}); }

/// Whether a spell is under way; a moment never is.
bool holds(const Event& event, SimTime at) { return event.until && event.at <= at && at < *event.until; }

ToldEvent told(const Event& event, const Event* cause, const Deployment& deployment, const Locale& locale) {
  if (locale.has("story." + event.kind)) return {&event, tell_event(event, cause, deployment, locale)};
  return {&event, locale.text("explain.run.unknown_event", {{"kind", event.kind}})};
}

std::vector<ToldEvent> tell_chain(const std::vector<const Event*>& chain, const Deployment& deployment,
                                  const Locale& locale) {
  std::vector<ToldEvent> texts;
  const Event* cause = nullptr;
  for (const Event* event : chain) {
    texts.push_back(told(*event, cause, deployment, locale));
    cause = event;
  }
  return texts;
}

/// Chains to these events, without those that are part of another one; in order of the events.
std::vector<std::vector<ToldEvent>> tell_chains(const std::vector<const Event*>& events, const Deployment& deployment,
                                                const Locale& locale) {
  std::set<std::uint32_t> covered;
  std::vector<std::vector<ToldEvent>> chains;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {  // causes come before effects
    if (covered.count((*event)->id) > 0) continue;
    const std::vector<const Event*> chain = chain_to(**event, deployment);
    for (const Event* link : chain) covered.insert(link->id);
    chains.push_back(tell_chain(chain, deployment, locale));
  }
  std::reverse(chains.begin(), chains.end());
  return chains;
}

/// What holds at the instant, then what came last; in order of time.
std::vector<const Event*> events_around(const Deployment& deployment, SimTime at) {
  std::vector<const Event*> chosen;
  const auto take = [&](bool holding) {
    for (auto event = deployment.events.rbegin(); event != deployment.events.rend(); ++event) {
      const bool fits = event->at <= at && holds(*event, at) == holding;
      if (fits && chosen.size() < kMostChains) chosen.push_back(&*event);
    }
  };
  take(true);
  take(false);
  std::sort(chosen.begin(), chosen.end(), [](const Event* a, const Event* b) { return a->id < b->id; });
  return chosen;
}

/// The last events of a sort until the instant, in order of time.
template <class Fits>
std::vector<const Event*> last_ones(const Deployment& deployment, SimTime at, std::size_t most, Fits fits) {
  std::vector<const Event*> found;
  for (auto event = deployment.events.rbegin(); event != deployment.events.rend() && found.size() < most; ++event) {
    if (event->at <= at && fits(*event)) found.push_back(&*event);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

/// Told with its cause, and on how many data points it rests.
ToldEvent tell_decision(const Event& event, const Deployment& deployment, const Locale& locale) {
  ToldEvent decision = told(event, find_event(deployment, event.cause), deployment, locale);
  const auto points = static_cast<std::int64_t>(number_of(event, "points"));
  if (points > 0) decision.text += " " + locale.text("explain.run.points", {{"points", points}});
  return decision;
}

ToldEvent tell_loss(const Event& event, const Deployment& deployment, const Locale& locale) {
  ToldEvent loss = told(event, find_event(deployment, event.cause), deployment, locale);
  const std::string reason = "explain.reason." + text_of(event, "reason") + ".next";
  if (locale.has(reason)) loss.text += " " + locale.text(reason);
  return loss;
}

Standing standing_at(const Deployment& deployment, const result::RunResult& run, SimTime at) {
  Standing standing;
  const bool all_known = deployment.spans_left_out == 0;
  for (const result::ServerSpan& span : deployment.spans) {
    // The last instant of a run belongs to what was then.
    const bool inside = span.from <= at && (at < span.to || (at == span.to && at == kTimeZero + run.duration));
    if (!all_known || !inside) continue;
    auto group = std::find_if(standing.servers.begin(), standing.servers.end(),
                              [&](const auto& known) { return known.first == span.kind; });
    if (group == standing.servers.end()) group = standing.servers.insert(group, {span.kind, {}});
    auto state = std::find_if(group->second.begin(), group->second.end(),
                              [&](const auto& known) { return known.first == span.state; });
    if (state == group->second.end()) state = group->second.insert(state, {span.state, 0});
    ++state->second;
  }
  const auto step = std::find_if(deployment.samples.begin(), deployment.samples.end(),
                                 [at](const result::Sample& sample) { return sample.at > at; });
  if (step != deployment.samples.end()) {
    standing.step = &*step;
  } else if (!deployment.samples.empty()) {
    standing.step = &deployment.samples.back();  // the end of the run belongs to its last step
  }
  if (standing.step == nullptr) return standing;
  standing.step_begin = standing.step == &deployment.samples.front() ? kTimeZero : (standing.step - 1)->at;
  const Duration length = standing.step->at - standing.step_begin;
  if (length.ns > 0) standing.arrival_rate = static_cast<double>(standing.step->arrived) / to_seconds(length);
  return standing;
}

/// "2 instances ready and 1 booting"; with "none" when no server of that kind was there.
std::vector<std::string> tell_standing(const Standing& standing, const Deployment& deployment, const Locale& locale) {
  std::vector<std::string> sentences;
  const std::string unit = deployment.capacity.unit.empty() ? "server" : deployment.capacity.unit;
  for (const auto& [group, states] : standing.servers) {
    std::vector<std::string> parts;
    std::int64_t total = 0;
    for (const auto& [state, count] : states) {
      const std::string key = "explain.state_count." + state;
      parts.push_back(locale.has(key) ? locale.text(key, {{"count", count}}) : std::to_string(count) + " " + state);
      total += count;
    }
    const bool known = locale.has("term." + group);
    sentences.push_back(locale.text(
        "explain.run.servers", {{"unit", known ? group : std::string("server")}, {"count", total}, {"states", parts}}));
  }
  const result::Sample* step = standing.step;
  if (standing.servers.empty() && step != nullptr) {
    sentences.push_back(
        locale.text("explain.run.servers_ready",
                    {{"unit", unit}, {"count", std::int64_t{step->servers}}, {"ready", std::int64_t{step->ready}}}));
  }
  if (step == nullptr) return sentences;
  sentences.push_back(locale.text("explain.run.step", {{"from", standing.step_begin - kTimeZero},
                                                       {"until", step->at - kTimeZero},
                                                       {"rate", standing.arrival_rate},
                                                       {"completed", std::int64_t{step->completed}},
                                                       {"lost", std::int64_t{step->lost}}}));
  sentences.push_back(locale.text("explain.run.waiting",
                                  {{"busy", std::int64_t{step->busy}}, {"waiting", std::int64_t{step->waiting}}}));
  return sentences;
}

}  // namespace

std::vector<const Event*> chain_to(const Event& event, const Deployment& deployment) {
  std::vector<const Event*> chain = {&event};
  for (const Event* cause = find_event(deployment, event.cause); cause != nullptr && cause->id < chain.back()->id;
       cause = find_event(deployment, cause->cause)) {
    chain.push_back(cause);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

Explanation explain_instant(const Deployment& deployment, const result::RunResult& run, SimTime at,
                            const Locale& locale) {
  Explanation explanation;
  explanation.deployment = &deployment;
  explanation.at = at;
  explanation.standing = standing_at(deployment, run, at);
  explanation.state = tell_standing(explanation.standing, deployment, locale);
  explanation.chains = tell_chains(events_around(deployment, at), deployment, locale);
  for (const Event* event : last_ones(deployment, at, kMostDecisions, is_decision))
    explanation.decisions.push_back(tell_decision(*event, deployment, locale));
  // What is being lost right then says more than what was lost long ago.
  auto losses =
      last_ones(deployment, at, kMostLosses, [at](const Event& event) { return is_loss(event) && holds(event, at); });
  if (losses.empty()) losses = last_ones(deployment, at, 1, is_loss);
  for (const Event* event : losses) explanation.losses.push_back(tell_loss(*event, deployment, locale));
  return explanation;
}

Explanation explain_turning_points(const Deployment& deployment, const Locale& locale) {
  Explanation explanation;
  explanation.deployment = &deployment;
  explanation.chains = tell_chains(choose_events(deployment, kTurningPoints), deployment, locale);
  const SimTime end = deployment.events.empty() ? kTimeZero : deployment.events.back().at;
  for (const Event* event : last_ones(deployment, end, kMostLosses, is_loss))
    explanation.losses.push_back(tell_loss(*event, deployment, locale));
  return explanation;
}

}  // namespace cloudsim::narrative
