// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "base/argument.hpp"
#include "base/time.hpp"
#include "result/run_result.hpp"

namespace cloudsim::metrics {

/// The timeline while it is made: events can still grow, and causes are handles. finish() sorts, numbers and caps it.
class EventList {
 public:
  using Handle = std::uint32_t;  ///< 0 = none

  explicit EventList(Duration gap) : gap_(gap) {}

  Handle add(const char* kind, SimTime at, Handle cause, Arguments arguments = {}, std::string subject = {});
  /// Joins the latest event of this kind, group and cause when that ended no longer than `gap` ago, and adds one to its
  /// `count`; else begins a new one with count 1 and these arguments.
  Handle join(const char* kind, const std::string& group, SimTime at, Handle cause, Duration gap,
              const Arguments& arguments);
  Handle join(const char* kind, const std::string& group, SimTime at, Handle cause, const Arguments& arguments) {
    return join(kind, group, at, cause, gap_, arguments);
  }

  result::Event& event(Handle handle) { return drafts_[handle - 1].event; }
  const result::Event& event(Handle handle) const { return drafts_[handle - 1].event; }
  bool is(Handle handle, const char* kind) const { return handle != 0 && event(handle).kind == kind; }
  void set(Handle handle, const char* key, ArgumentValue value);
  void increase(Handle handle, const char* key, std::int64_t by);
  void raise(Handle handle, const char* key, std::int64_t at_least);
  void raise(Handle handle, const char* key, Duration at_least);
  void drop(Handle handle) { drafts_[handle - 1].dropped = true; }
  /// The latest event of one of these kinds that began at or before `at`; 0 when there is none.
  Handle latest(std::initializer_list<const char*> kinds, SimTime at) const;
  std::size_t size() const { return drafts_.size(); }

  /// In order of time, ids from 1, every cause earlier than its effect. Beyond `most` events, those that explain
  /// nothing, are not the first of their kind and were not done by a person are thinned out evenly, and their counts
  /// added to the last one of their kind that is kept.
  std::vector<result::Event> finish(std::size_t most) const;

 private:
  struct Draft {
    result::Event event;  // cause: a handle
    std::string group;
    SimTime last{};
    bool dropped = false;
  };

  Duration gap_;
  std::vector<Draft> drafts_;
  std::vector<Handle> open_;  // the latest joined event of each kind and group
};

/// Null when the event has no such argument.
const ArgumentValue* find_argument(const result::Event& event, const std::string& key);

}  // namespace cloudsim::metrics
