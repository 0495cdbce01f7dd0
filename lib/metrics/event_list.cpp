// SPDX-License-Identifier: Apache-2.0
#include "metrics/event_list.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace cloudsim::metrics {
namespace {

ArgumentValue* find(result::Event& event, const std::string& key) {
  for (Argument& argument : event.arguments) {
    if (argument.key == key) return &argument.value;
  }
  return nullptr;
}

// What a count may be added to: the same thing told again.
bool same_story(const result::Event& a, const result::Event& b) {
  if (a.kind != b.kind) return false;
  for (const char* key : {"unit", "reason", "shortage", "call"}) {
    const ArgumentValue* left = find_argument(a, key);
    const ArgumentValue* right = find_argument(b, key);
    if ((left == nullptr) != (right == nullptr) || (left != nullptr && *left != *right)) return false;
  }
  return true;
}

void fold(result::Event& kept, const result::Event& thinned) {
  for (const char* key : {"count", "requests", "calls"}) {
    ArgumentValue* sum = find(kept, key);
    const ArgumentValue* more = find_argument(thinned, key);
    if (sum == nullptr || more == nullptr) continue;
    *sum = std::get<std::int64_t>(*sum) + std::get<std::int64_t>(*more);
  }
  const SimTime end = thinned.until.value_or(thinned.at);
  if (end > kept.until.value_or(kept.at)) kept.until = end;
}

}  // namespace

const ArgumentValue* find_argument(const result::Event& event, const std::string& key) {
  for (const Argument& argument : event.arguments) {
    if (argument.key == key) return &argument.value;
  }
  return nullptr;
}

EventList::Handle EventList::add(const char* kind, SimTime at, Handle cause, Arguments arguments, std::string subject) {
  Draft draft;
  draft.event.kind = kind;
  draft.event.at = at;
  draft.event.cause = cause;
  draft.event.arguments = std::move(arguments);
  draft.event.subject = std::move(subject);
  draft.last = at;
  drafts_.push_back(std::move(draft));
  return static_cast<Handle>(drafts_.size());
}

EventList::Handle EventList::join(const char* kind, const std::string& group, SimTime at, Handle cause, Duration gap,
                                  const Arguments& arguments) {
  const auto open = std::find_if(open_.begin(), open_.end(), [&](Handle handle) {
    return drafts_[handle - 1].event.kind == kind && drafts_[handle - 1].group == group;
  });
  if (open != open_.end()) {
    Draft& draft = drafts_[*open - 1];
    if (draft.event.cause == cause && at - draft.last <= gap && !draft.dropped) {
      draft.last = at;
      if (at > draft.event.at) draft.event.until = at;
      increase(*open, "count", 1);
      return *open;
    }
  }
  const Handle handle = add(kind, at, cause);
  drafts_.back().group = group;
  drafts_.back().event.arguments.push_back({"count", std::int64_t{1}});
  drafts_.back().event.arguments.insert(drafts_.back().event.arguments.end(), arguments.begin(), arguments.end());
  if (open != open_.end()) {
    *open = handle;
  } else {
    open_.push_back(handle);
  }
  return handle;
}

void EventList::set(Handle handle, const char* key, ArgumentValue value) {
  if (ArgumentValue* found = find(event(handle), key)) {
    *found = std::move(value);
  } else {
    event(handle).arguments.push_back({key, std::move(value)});
  }
}

void EventList::increase(Handle handle, const char* key, std::int64_t by) {
  const ArgumentValue* found = find(event(handle), key);
  set(handle, key, (found == nullptr ? 0 : std::get<std::int64_t>(*found)) + by);
}

void EventList::raise(Handle handle, const char* key, std::int64_t at_least) {
  const ArgumentValue* found = find(event(handle), key);
  if (found == nullptr || std::get<std::int64_t>(*found) < at_least) set(handle, key, at_least);
}

void EventList::raise(Handle handle, const char* key, Duration at_least) {
  const ArgumentValue* found = find(event(handle), key);
  if (found == nullptr || std::get<Duration>(*found) < at_least) set(handle, key, at_least);
}

EventList::Handle EventList::latest(std::initializer_list<const char*> kinds, SimTime at) const {
  Handle best = 0;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const result::Event& candidate = drafts_[i].event;
    if (drafts_[i].dropped || candidate.at > at) continue;
    const bool wanted =
        std::any_of(kinds.begin(), kinds.end(), [&](const char* kind) { return candidate.kind == kind; });
    if (wanted && (best == 0 || candidate.at >= event(best).at)) best = static_cast<Handle>(i + 1);
  }
  return best;
}

std::vector<result::Event> EventList::finish(std::size_t most) const {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    if (!drafts_[i].dropped) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return drafts_[a].event.at < drafts_[b].event.at; });

  std::vector<bool> needed(drafts_.size(), order.size() <= most);
  if (order.size() > most) {
    std::set<std::string> kinds;
    for (const std::size_t i : order) {
      const result::Event& event = drafts_[i].event;
      if (event.cause != 0) needed[event.cause - 1] = true;
      if (kinds.insert(event.kind).second || event.operator_action) needed[i] = true;
    }
    std::size_t spare = 0;
    for (const std::size_t i : order) spare += needed[i] ? 0 : 1;
    const std::size_t must = order.size() - spare;
    const std::size_t room = most > must ? most - must : 0;
    std::size_t seen = 0;
    for (const std::size_t i : order) {  // every (spare ÷ room)-th
      if (needed[i]) continue;
      needed[i] = (seen + 1) * room / spare > seen * room / spare;
      ++seen;
    }
  }

  std::vector<result::Event> events;
  std::vector<std::uint32_t> ids(drafts_.size(), 0);
  for (const std::size_t i : order) {
    const result::Event& event = drafts_[i].event;
    if (!needed[i]) {
      const auto same = std::find_if(events.rbegin(), events.rend(),
                                     [&](const result::Event& kept) { return same_story(kept, event); });
      if (same != events.rend()) fold(*same, event);
      continue;
    }
    events.push_back(event);
    ids[i] = static_cast<std::uint32_t>(events.size());
    events.back().id = ids[i];
    events.back().cause = event.cause == 0 ? 0 : ids[event.cause - 1];  // 0 too when it would come later
  }
  return events;
}

}  // namespace cloudsim::metrics
