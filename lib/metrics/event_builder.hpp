// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "metrics/event_list.hpp"
#include "metrics/server_book.hpp"
#include "metrics/spells.hpp"
#include "metrics/surge.hpp"
#include "trace/facts.hpp"

namespace cloudsim::metrics {

/// Turns facts and spells into the events of a timeline (vocabulary: result/events.hpp). A fact that makes no event
/// stands for the one that caused it, so every cause of an event is a chain of causes in the trace; only "because of
/// the surge" is a link in time: it is drawn to cold starts, queues and scaling out that have no cause of their own.
class EventBuilder {
 public:
  EventBuilder(ServerBook& book, std::string unit, Duration gap);

  /// `book` has heard of the fact already; `change` is what it made of a ServerChanged.
  void on(const trace::Fact& fact, const ServerBook::Change& change);

  /// What is known only at the end.
  struct Ending {
    SimTime horizon;
    const std::vector<Spell>& spells;
    const std::vector<DemandChange>& demand;
    const std::vector<result::Sample>& samples;
    Duration sample_step{};
    std::optional<SimTime> first_answer;
    std::uint64_t lost_before_answer = 0;
    std::int32_t peak = 0, peak_busy = 0;
  };
  std::vector<result::Event> finish(const Ending& ending);

 private:
  using Handle = EventList::Handle;
  struct Dip {  // ready servers fell because something crashed
    Handle event = 0;
    std::int32_t from = 0, low = 0, top = 0, desired = 0;
    SimTime at{}, top_at{};
  };

  Handle of(FactId fact) const { return fact.valid() && fact.value < events_.size() ? events_[fact.value] : 0; }
  Handle server_changed(const trace::Fact& fact, const trace::ServerChanged& body, const ServerBook::Change& change);
  Handle ready(const trace::Fact& fact, const trace::ServerChanged& body, Handle cause);
  void follow_dip(SimTime at, const ServerBook::Change& change, Handle cause, bool failed);
  void close_dip();
  Handle scaling(const trace::Fact& fact, const trace::ScalingDecided& body);
  Handle api(const trace::Fact& fact, const trace::ApiCalled& body);
  Handle placement(const trace::Fact& fact, const trace::PlacementDecided& body);
  Handle deployment(const trace::Fact& fact, const trace::DeploymentChanged& body);
  Handle operation(const trace::Fact& fact, const trace::OperationDone& body);
  Handle limit(const trace::Fact& fact, const trace::LimitReached& body);
  void tell_demand(const Ending& ending);
  Handle pressure_at(const Spell& spell, const Ending& ending) const;
  Handle fault(const trace::Fact& fact, const trace::FaultChanged& body);
  void tell_spell(const Spell& spell, const Ending& ending);
  Handle surge_at(SimTime from, SimTime until, const Ending& ending) const;

  ServerBook& book_;
  std::string unit_;
  Duration gap_;
  EventList list_;
  std::vector<Handle> events_;  // by fact
  std::vector<Handle> surges_;  // by demand change; 0 for a fall
  std::optional<Dip> dip_;
  Handle without_code_ = 0;
  ServerId without_code_server_;
  bool code_told_ = false;
  std::vector<Handle> faults_, slow_;  // slow_: those of them that only make requests wait longer
  std::vector<Handle> limits_;         // by reason: the latest
};

}  // namespace cloudsim::metrics
