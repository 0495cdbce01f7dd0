// SPDX-License-Identifier: Apache-2.0
#include "narrative/story.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "narrative/chain.hpp"
#include "narrative/choose_events.hpp"
#include "result/events.hpp"

namespace cloudsim::narrative {
namespace {

using result::Deployment;
using result::Event;

constexpr std::size_t kMostBeats = 9;
constexpr std::size_t kFrameBeats = 4;  // setting, calm, settling, reckoning
constexpr double kHardlyUsed = 0.99;    // above it "100%" would be printed for what is not all

bool has(const Arguments& arguments, std::string_view key) {
  return std::any_of(arguments.begin(), arguments.end(), [key](const Argument& given) { return given.key == key; });
}

void add(Arguments& arguments, std::string key, ArgumentValue value) {
  if (!has(arguments, key)) arguments.push_back({std::move(key), std::move(value)});
}

Duration since_start(SimTime at) { return at - kTimeZero; }

Duration minutes(double count) { return {static_cast<std::int64_t>(count * 60e9 + 0.5)}; }

/// What an event's servers are called: its own unit, or the deployment's.
std::string unit_of(const Event& event, const Deployment& deployment) {
  const std::string own = text_of(event, "unit");
  if (!own.empty()) return own;
  return deployment.capacity.unit.empty() ? "server" : deployment.capacity.unit;
}

std::string when_text(SimTime at, const Locale& locale) {
  return at == kTimeZero ? locale.text("story.when_start") : locale.text("story.when", {{"at", since_start(at)}});
}

std::string span_text(const Event& event, const Locale& locale) {
  // A spell too short to tell its ends apart is a moment.
  const auto printed = [&locale](SimTime at) { return short_duration(since_start(at), locale.numbers()); };
  if (!event.until || printed(*event.until) == printed(event.at)) return when_text(event.at, locale);
  if (event.at == kTimeZero) return locale.text("story.span_start", {{"until", since_start(*event.until)}});
  return locale.text("story.span", {{"at", since_start(event.at)}, {"until", since_start(*event.until)}});
}

std::string why_text(const Event& effect, const Event* cause, const Deployment& deployment, const Locale& locale) {
  if (cause == nullptr || !names_cause(effect, *cause)) {
    // A crash may carry its own reason, such as a kill by memory.
    const std::string own = "story.why." + text_of(effect, "reason");
    return effect.kind == result::event::kCrashed && locale.has(own) ? locale.text(own) : std::string();
  }
  // Calls that order capacity explain a loss by what is not there yet, the others by what they took away.
  std::string clause = cause->kind;
  if (cause->kind == result::event::kApiCalled &&
      (effect.kind == result::event::kLost || effect.kind == result::event::kQueueing))
    clause = orders_capacity(*cause) ? result::event::kLaunchOrdered : "stopped";
  return locale.text("story.why." + clause, {{"unit", unit_of(*cause, deployment)}, {"subject", cause->subject}});
}

/// What a crash took with it, as the choice of words needs it.
std::string loss_of(const Event& event) {
  const bool requests = number_of(event, "lost_requests") > 0;
  const bool tasks = number_of(event, "lost_tasks") > 0;
  return requests ? (tasks ? "both" : "requests") : (tasks ? "tasks" : "nothing");
}

Beat setting(const Deployment& deployment, const result::RunResult& run, const Locale& locale) {
  const std::string service = deployment.functions ? "lambda-fleet" : deployment.service;
  return {"setting", kTimeZero, 0,
          locale.text("story.setting", {{"service", service},
                                        {"deployment", deployment.name},
                                        {"arrived", static_cast<std::int64_t>(deployment.requests.arrived)},
                                        {"duration", run.duration}})};
}

std::string about_functions(const result::Functions& functions, const Locale& locale) {
  return " " + locale.text("story.functions", {{"functions", functions.count},
                                               {"cold", functions.cold_share_p50},
                                               {"busiest", functions.busiest_tenth_share}});
}

Beat calm(const Deployment& deployment, const Locale& locale) {
  const bool none = deployment.requests.arrived == 0;
  const bool answered = !none && deployment.latency.has_value();
  return {"calm", kTimeZero, 0,
          locale.text("story.calm", {{"answers", std::string(none       ? "no_requests"
                                                             : answered ? "some"
                                                                        : "none")},
                                     {"rate", deployment.queueing.arrival_rate},
                                     {"p50", answered ? deployment.latency->p50 : Duration{}}}) +
              (deployment.functions ? about_functions(*deployment.functions, locale) : std::string())};
}

Beat settling(const Deployment& deployment, const result::RunResult& run, const Locale& locale) {
  const result::Capacity& capacity = deployment.capacity;
  const char* presence = capacity.peak == 0                 ? "never"
                         : capacity.at_end == 0             ? "none_left"
                         : capacity.at_end == capacity.peak ? "steady"
                                                            : "some";
  std::string text =
      locale.text("story.settling", {{"presence", std::string(presence)},
                                     {"unit", capacity.unit.empty() ? std::string("server") : capacity.unit},
                                     {"at_end", std::int64_t{capacity.at_end}},
                                     {"peak", std::int64_t{capacity.peak}}});
  if (capacity.peak > 0) {
    const char* use = capacity.idle_share <= 0 ? "all" : capacity.idle_share > kHardlyUsed ? "hardly" : "some";
    text += " " + locale.text("story.idle", {{"use", std::string(use)}, {"idle", capacity.idle_share}});
  }
  return {"settling", kTimeZero + run.duration, 0, std::move(text)};
}

Beat reckoning(const Deployment& deployment, const result::RunResult& run, const Locale& locale) {
  const bool unanswered = deployment.requests.arrived > 0 && deployment.requests.completed == 0;
  if (unanswered && deployment.requests.lost() == 0) {
    return {"reckoning", kTimeZero + run.duration, 0,
            locale.text("story.reckoning_unanswered", {{"cost", deployment.bill.total},
                                                       {"setup", minutes(deployment.effort.setup_minutes)},
                                                       {"monthly", minutes(deployment.effort.monthly_minutes)}})};
  }
  return {"reckoning", kTimeZero + run.duration, 0,
          locale.text("story.reckoning", {{"cost", deployment.bill.total},
                                          {"lost", static_cast<std::int64_t>(deployment.requests.lost())},
                                          {"arrived", static_cast<std::int64_t>(deployment.requests.arrived)},
                                          {"share", deployment.requests.error_share()},
                                          {"setup", minutes(deployment.effort.setup_minutes)},
                                          {"monthly", minutes(deployment.effort.monthly_minutes)}})};
}

std::vector<Beat> tell_these(const std::vector<const Event*>& events, const Deployment& deployment,
                             const result::RunResult& run, const Locale& locale) {
  std::vector<Beat> beats = {setting(deployment, run, locale), calm(deployment, locale)};
  std::set<std::uint32_t> told;
  for (const Event* event : events) {
    const Event* cause = told.count(event->cause) > 0 ? find_event(deployment, event->cause) : nullptr;
    beats.push_back({role_of(*event), event->at, event->id, tell_event(*event, cause, deployment, locale)});
    told.insert(event->id);
  }
  if (deployment.links.empty()) {
    beats.push_back(settling(deployment, run, locale));
  } else {
    beats.front().text += " " + name_links(deployment, locale);
    std::string weights = weigh_links(deployment, locale);
    if (!weights.empty()) beats.push_back({"settling", kTimeZero + run.duration, 0, std::move(weights)});
  }
  beats.push_back(reckoning(deployment, run, locale));
  return beats;
}

}  // namespace

std::string tell_event(const Event& event, const Event* cause, const Deployment& deployment, const Locale& locale) {
  Arguments arguments = event.arguments;
  add(arguments, "unit", unit_of(event, deployment));
  add(arguments, "subject", event.subject);
  add(arguments, "when", when_text(event.at, locale));
  add(arguments, "span", span_text(event, locale));
  add(arguments, "why", why_text(event, cause, deployment, locale));
  add(arguments, "actor", std::string(event.operator_action ? "you" : "service"));
  add(arguments, "lost_unit", deployment.capacity.unit);
  if (event.kind == result::event::kReady)
    add(arguments, "delay", std::string(duration_of(event, "after").ns > 0 ? "some" : "none"));
  if (event.kind == result::event::kCrashed) add(arguments, "loss", loss_of(event));
  if (event.kind == result::event::kColdStarts)
    add(arguments, "start", std::string(duration_of(event, "init").ns > 0 ? "takes_time" : "at_once"));
  add(arguments, "what", std::string("request"));
  const double requests = number_of(event, "requests");
  if (requests > 0) add(arguments, "share", number_of(event, "count") / requests);
  return locale.text("story." + event.kind, arguments);
}

std::vector<Beat> tell(const Deployment& deployment, const result::RunResult& run, const Locale& locale) {
  return tell_these(choose_events(deployment, kMostBeats - kFrameBeats), deployment, run, locale);
}

std::vector<Beat> tell_everything(const Deployment& deployment, const result::RunResult& run, const Locale& locale) {
  std::vector<const Event*> events;
  for (const Event& event : deployment.events) events.push_back(&event);
  return tell_these(events, deployment, run, locale);
}

}  // namespace cloudsim::narrative
