// SPDX-License-Identifier: Apache-2.0
// EventBuilder: what is told only when the whole run is known.
#include <algorithm>

#include "metrics/event_builder.hpp"
#include "metrics/names.hpp"
#include "result/events.hpp"

namespace cloudsim::metrics {

namespace event = result::event;

namespace {

constexpr std::size_t kMostEvents = 2000;

std::int64_t whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }

// Seen at the ends of steps, and at least the one who waited.
std::int64_t longest_queue(const Spell& spell, const EventBuilder::Ending& ending) {
  std::int64_t longest = 1;
  for (const result::Sample& sample : ending.samples) {
    if (sample.at >= spell.at && sample.at - ending.sample_step <= spell.until) {
      longest = std::max<std::int64_t>(longest, sample.waiting);
    }
  }
  return longest;
}

// By whole samples: the attempts before and after the spell that share a sample with it count too.
std::int64_t attempts_in(const Spell& spell, const EventBuilder::Ending& ending) {
  std::int64_t sum = 0;
  for (const result::Sample& sample : ending.samples) {
    if (sample.at > spell.at && sample.at - ending.sample_step <= spell.until) sum += sample.attempts;
  }
  return sum;
}

}  // namespace

EventBuilder::Handle EventBuilder::surge_at(SimTime from, SimTime until, const Ending& ending) const {
  Handle found = 0;
  for (std::size_t i = 0; i < ending.demand.size(); ++i) {
    const DemandChange& change = ending.demand[i];
    if (change.up && change.at <= from && until >= change.at && from < change.until) found = surges_[i];
  }
  return found;
}

void EventBuilder::tell_demand(const Ending& ending) {
  for (const DemandChange& change : ending.demand) {
    Arguments rates = {{"from_rate", change.from_rate}, {"to_rate", change.to_rate}};
    if (change.up) {
      rates.push_back({"factor", change.to_rate / change.from_rate});
      surges_.push_back(list_.add(event::kSurge, change.at, 0, rates));
      list_.event(surges_.back()).until = change.until;
    } else {
      list_.add(event::kCalmAgain, change.at, 0, rates);
      surges_.push_back(0);
    }
  }
}

// A fault is told once, as the time that it lasted. What it breaks is told by what names it as its cause; only slow
// answers from elsewhere break nothing and are looked up by time.
EventBuilder::Handle EventBuilder::fault(const trace::Fact& fact, const trace::FaultChanged& body) {
  const Handle began = of(fact.cause);
  if (!body.active) {
    if (list_.is(began, event::kFault)) list_.event(began).until = fact.at;
    return began;
  }
  const bool slow = body.fault == trace::Fault::SlowDependency;
  const double part = static_cast<double>(body.permille) / 1000.0;
  const Handle made = list_.add(event::kFault, fact.at, began,
                                {{"fault", std::string(name_of(body.fault))},
                                 {"zone", std::int64_t{body.zone}},
                                 {"share", slow ? 0.0 : part},
                                 {"factor", slow ? part : 1.0},
                                 {"extra", body.extra}});
  faults_.push_back(made);
  if (slow) slow_.push_back(made);
  return made;
}

// What makes requests wait and fail from then on: more of them, fewer servers, or slower answers from elsewhere.
EventBuilder::Handle EventBuilder::pressure_at(const Spell& spell, const Ending& ending) const {
  if (const Handle surge = surge_at(spell.at, spell.until, ending)) return surge;
  for (const Handle slow : slow_) {
    if (list_.event(slow).at <= spell.at && spell.at <= list_.event(slow).until.value_or(ending.horizon)) return slow;
  }
  const Handle crash = list_.latest({event::kCrashed}, spell.at);
  return crash != 0 && spell.at - list_.event(crash).at <= gap_ ? crash : 0;
}

void EventBuilder::tell_spell(const Spell& spell, const Ending& ending) {
  Handle made = 0;
  const Argument count{"count", whole(spell.count)};
  const Argument requests{"requests", whole(spell.requests())};
  switch (spell.kind) {
    case Spell::Kind::Lost:
      made = list_.add(event::kLost, spell.at, of(spell.cause),
                       {count, requests, {"reason", std::string(name_of(spell.reason))}});
      break;
    case Spell::Kind::Ignored:
      made = list_.add(event::kIgnored, spell.at, of(spell.cause), {count, requests});
      break;
    case Spell::Kind::Cold: {
      const std::int64_t runs = whole(spell.count);
      const Argument among{"requests",
                           spell.attempts ? std::max(runs, attempts_in(spell, ending)) : whole(spell.requests())};
      made = list_.add(event::kColdStarts, spell.at, surge_at(spell.at, spell.until, ending),
                       {count,
                        among,
                        {"init", Duration{(spell.total.ns + runs / 2) / runs}},
                        {"environments", std::int64_t{spell.environments}}});
      if (spell.attempts) list_.set(made, "what", std::string("attempt"));
      break;
    }
    case Spell::Kind::Retried:
      made = list_.add(event::kRetries, spell.at, pressure_at(spell, ending), {count, requests});
      break;
    case Spell::Kind::Waiting: {
      const Handle cause = pressure_at(spell, ending);
      made = list_.add(event::kQueueing, spell.at, cause,
                       {{"longest_queue", longest_queue(spell, ending)}, {"longest_wait", spell.longest}});
      break;
    }
  }
  if (spell.until > spell.at) list_.event(made).until = spell.until;
}

std::vector<result::Event> EventBuilder::finish(const Ending& ending) {
  close_dip();
  for (const Handle told : faults_) {
    if (!list_.event(told).until) list_.event(told).until = ending.horizon;
  }
  for (const Handle told : limits_) {
    if (told != 0 && !list_.event(told).until) list_.event(told).until = ending.horizon;
  }
  tell_demand(ending);
  for (Handle handle = 1; handle <= list_.size(); ++handle) {
    if (list_.is(handle, event::kScaleOut) && list_.event(handle).cause == 0) {
      const SimTime at = list_.event(handle).at;
      list_.event(handle).cause = surge_at(at, at, ending);
    }
  }
  for (const Spell& spell : ending.spells) tell_spell(spell, ending);
  if (ending.first_answer) {
    const SimTime at = *ending.first_answer;
    list_.add(event::kFirstAnswer, at, list_.latest({event::kReady, event::kCodeUploaded, event::kTriggerSet}, at),
              {{"after", at - kTimeZero}, {"lost_before", whole(ending.lost_before_answer)}});
  }
  if (ending.peak > 1) {
    list_.add(event::kPeak, book_.peak_at(), 0,
              {{"unit", unit_}, {"count", std::int64_t{ending.peak}}, {"busy", std::int64_t{ending.peak_busy}}});
  }
  return list_.finish(kMostEvents);
}

}  // namespace cloudsim::metrics
