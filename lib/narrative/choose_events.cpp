// SPDX-License-Identifier: Apache-2.0
#include "narrative/choose_events.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "result/events.hpp"

namespace cloudsim::narrative {
namespace {

namespace event = result::event;
using result::Event;

/// How much each kind matters to somebody who compares services, 1..9, and its place in the story.
struct KindRule {
  std::string_view kind;
  double weight;
  const char* role;
};

constexpr std::array<KindRule, 36> kKinds = {{
    {event::kDriftFound, 8, "turn"},
    {event::kMemoryAlarm, 7, "turn"},
    {event::kDeploymentStarted, 7, "turn"},
    {event::kDeploymentCompleted, 6, "response"},
    {event::kDeploymentFailed, 8, "turn"},
    {event::kDeploymentRolledBack, 7, "response"},
    {event::kStartFailed, 7, "consequence"},
    {event::kSpotReclaimed, 8, "turn"},
    {event::kCrashed, 9, "turn"},
    {event::kSurge, 8, "turn"},
    {event::kLost, 10, "consequence"},
    {event::kFirstAnswer, 8, "response"},
    {event::kIgnored, 8, "consequence"},
    {event::kNoRoom, 7, "consequence"},
    {event::kTriggerSet, 6, "turn"},
    {event::kLimitReached, 6, "consequence"},
    {event::kAtMaximum, 6, "consequence"},
    {event::kColdStarts, 6, "consequence"},
    {event::kScaleOut, 8, "response"},
    {event::kRunningLow, 5, "consequence"},
    {event::kRunningAgain, 6, "settling"},
    {event::kRunningWithoutCode, 5, "turn"},
    {event::kRepaired, 5, "response"},
    {event::kQueueing, 5, "consequence"},
    {event::kApiCalled, 5, "response"},
    {event::kPeak, 4, "settling"},
    {event::kLaunchOrdered, 3, "response"},
    {event::kReady, 3, "response"},
    {event::kCodeUploaded, 4, "turn"},
    {event::kScaleIn, 4, "response"},
    {event::kPlaced, 3, "response"},
    {event::kImagePulled, 3, "response"},
    {event::kCalmAgain, 3, "settling"},
    {event::kTerminated, 2, "settling"},
    {event::kFault, 9, "turn"},
    {event::kRetries, 7, "consequence"},
}};

const KindRule* rule_of(const Event& happened) {
  for (const KindRule& rule : kKinds) {
    if (rule.kind == happened.kind) return &rule;
  }
  return nullptr;
}

bool is_one_of(const std::string& kind, std::initializer_list<const char*> kinds) {
  return std::any_of(kinds.begin(), kinds.end(), [&](const char* other) { return kind == other; });
}

/// From -5 (hardly worth a word) to 3 points for size: shares of requests, factors of traffic, servers that came.
double magnitude(const Event& happened, const result::Deployment& deployment) {
  const std::string& kind = happened.kind;
  const auto share_of = [](double part, double whole) { return whole > 0 ? std::min(3.0, 6 * part / whole) : 0.0; };
  const auto arrived = static_cast<double>(deployment.requests.arrived);
  // What stands at the start of every run is no news.
  const bool at_start = happened.at == kTimeZero;
  if (at_start && is_one_of(kind, {event::kTriggerSet, event::kCodeUploaded, event::kApiCalled, event::kPeak}))
    return -3;
  if (is_one_of(kind, {event::kLost, event::kIgnored})) {
    const double count = number_of(happened, "count");
    return count * 1000 < arrived ? -5 : share_of(count, arrived);
  }
  if (kind == event::kColdStarts) return share_of(number_of(happened, "count"), arrived);
  if (kind == event::kFirstAnswer) return number_of(happened, "lost_before") > 0 ? 3 : -5;
  if (kind == event::kSurge) return std::min(3.0, number_of(happened, "factor") / 4);
  if (is_one_of(kind, {event::kScaleOut, event::kScaleIn})) {
    const double from = number_of(happened, "from");
    const double change = number_of(happened, "to") - from;
    return share_of(change < 0 ? -change : change, from * 4 + 1);
  }
  if (is_one_of(kind, {event::kCrashed, event::kRunningLow})) return 2;
  return share_of(number_of(happened, "count"), deployment.capacity.peak * 6);  // servers: 1 point for all of them
}

}  // namespace

double number_of(const Event& happened, const char* argument) {
  for (const Argument& given : happened.arguments) {
    if (given.key != argument) continue;
    if (const auto* whole = std::get_if<std::int64_t>(&given.value)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&given.value)) return *real;
  }
  return 0;
}

std::string text_of(const Event& happened, const char* argument) {
  for (const Argument& given : happened.arguments) {
    const auto* text = std::get_if<std::string>(&given.value);
    if (given.key == argument && text != nullptr) return *text;
  }
  return {};
}

Duration duration_of(const Event& happened, const char* argument) {
  for (const Argument& given : happened.arguments) {
    const auto* duration = std::get_if<Duration>(&given.value);
    if (given.key == argument && duration != nullptr) return *duration;
  }
  return {};
}

const Event* find_event(const result::Deployment& deployment, std::uint32_t id) {
  const auto found = std::find_if(deployment.events.begin(), deployment.events.end(),
                                  [id](const Event& happened) { return happened.id == id; });
  return id == 0 || found == deployment.events.end() ? nullptr : &*found;
}

const char* role_of(const Event& happened) {
  const KindRule* rule = rule_of(happened);
  return rule == nullptr ? "turn" : rule->role;
}

bool orders_capacity(const Event& call) {
  const std::string name = text_of(call, "call");
  return name.rfind("Create", 0) == 0 || name.rfind("Run", 0) == 0 || name == "DockerRun" ||
         name.rfind("Register", 0) == 0;
}

namespace {

/// "No server is ready" and "the code is not there yet" say by themselves that something was ordered and still comes.
bool says_cause_itself(const Event& effect, const Event& cause) {
  const std::string reason = effect.kind == event::kLost ? text_of(effect, "reason") : std::string();
  if (reason != "no_server" && reason != "no_code") return false;
  return is_one_of(cause.kind, {event::kLaunchOrdered, event::kRunningWithoutCode}) ||
         (cause.kind == event::kApiCalled && orders_capacity(cause));
}

bool explains(const Event& cause, const Event& effect) {
  // The sentence of these already says what they follow from ("75 s after the order"), or nothing can cause them.
  if (is_one_of(effect.kind, {event::kReady, event::kPlaced, event::kRepaired, event::kFirstAnswer, event::kSurge,
                              event::kCalmAgain, event::kCodeUploaded, event::kTriggerSet, event::kImagePulled,
                              event::kPeak, event::kRunningAgain, event::kRunningWithoutCode, event::kFault})) {
    return false;
  }
  if (effect.kind == event::kCrashed) return cause.kind == event::kFault;
  if (effect.kind == event::kApiCalled && effect.operator_action) return false;  // a person decided
  // "Rejected at the limit because of that limit" would say it twice.
  if (effect.kind == event::kLost && cause.kind == event::kLimitReached) return false;
  if (effect.kind == event::kLost && cause.kind == event::kCrashed)
    return text_of(effect, "reason") != "server_crashed";
  if (cause.kind == event::kApiCalled) return cause.operator_action && effect.kind != event::kNoRoom;
  // New capacity is a reason for waiting and losing, not for scaling.
  if (is_one_of(cause.kind, {event::kLaunchOrdered, event::kRunningWithoutCode, event::kColdStarts}))
    return is_one_of(effect.kind, {event::kLost, event::kQueueing, event::kColdStarts});
  if (cause.kind == effect.kind) return false;
  return is_one_of(cause.kind, {event::kSurge, event::kCalmAgain, event::kCrashed, event::kQueueing, event::kLost,
                                event::kLimitReached, event::kAtMaximum, event::kScaleOut, event::kScaleIn,
                                event::kNoRoom, event::kRunningLow, event::kFault, event::kRetries});
}

}  // namespace

bool names_cause(const Event& effect, const Event& cause) {
  return explains(cause, effect) && !says_cause_itself(effect, cause);
}

std::vector<const Event*> choose_events(const result::Deployment& deployment, std::size_t limit) {
  struct Candidate {
    const Event* happened;
    double score;
  };
  std::vector<Candidate> candidates;
  std::set<std::string> seen;
  for (const Event& happened : deployment.events) {
    const KindRule* rule = rule_of(happened);
    if (rule == nullptr) continue;
    // A loss for another reason, or of another cause, is new too.
    const Event* cause = find_event(deployment, happened.cause);
    const std::string what = happened.kind + text_of(happened, "reason") + (cause == nullptr ? "" : cause->kind);
    const double novelty = seen.insert(what).second ? 5 : 0;
    candidates.push_back({&happened, rule->weight + novelty + magnitude(happened, deployment)});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::set<std::uint32_t> chosen;
  for (const Candidate& candidate : candidates) {
    // With its cause, if that explains it. The cause's own cause may stay untold: then it is not named.
    std::set<std::uint32_t> needed = {candidate.happened->id};
    const Event* cause = find_event(deployment, candidate.happened->cause);
    if (cause != nullptr && explains(*cause, *candidate.happened)) needed.insert(cause->id);
    for (const std::uint32_t id : chosen) needed.erase(id);
    // No room for both: without its cause the event is told as a bare fact.
    if (chosen.size() + needed.size() > limit) needed = {candidate.happened->id};
    if (chosen.size() + needed.size() <= limit) chosen.insert(needed.begin(), needed.end());
  }
  std::vector<const Event*> told;
  for (const Event& happened : deployment.events) {
    if (chosen.count(happened.id) > 0) told.push_back(&happened);
  }
  return told;
}

}  // namespace cloudsim::narrative
