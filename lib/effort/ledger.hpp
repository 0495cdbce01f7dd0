// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "effort/effort_list.hpp"
#include "result/run_result.hpp"
#include "trace/sink.hpp"

namespace cloudsim::effort {

/// What people had to do for a deployment: counts from the facts of a run, minutes from an effort list.
///
/// - Set-up duties come once; those "per host" or "per container" come once for each of the most that were there at the
///   same time.
/// - Monthly duties and releases are given per month whatever the length of the run, for the same numbers.
/// - Incidents are what went wrong in this run: repairs by a person, and long lacks of room for tasks.
class Ledger final : public trace::Sink {
 public:
  /// `list` must outlive the ledger; `run` is the length of the run (how long an open lack of room lasted).
  Ledger(const EffortList& list, std::string service, Duration run);

  void on(const trace::Fact& fact) override;
  void on(std::span<const trace::RequestRecord>) override {}  // requests make no work

  /// How many deployments' data one intruded server can read; 1 until told.
  void set_datasets_reachable(std::int32_t number) { datasets_reachable_ = number; }

  /// Whether the deployment has a load balancer and scales by itself: duties that need one of them fall away without
  /// it. Both until told.
  void set_uses(bool load_balancer, bool scaling) {
    uses_load_balancer_ = load_balancer;
    uses_scaling_ = scaling;
  }

  result::Effort finish();

 private:
  /// How many are there now, and the most at once.
  struct Count {
    std::int64_t now = 0;
    std::int64_t peak = 0;
  };
  enum class Presence : std::uint8_t { Unseen, There, Gone };

  void follow(const trace::ServerChanged& change, SimTime at);
  void follow(const trace::PlacementDecided& decision, SimTime at);
  void follow(const trace::ApiCalled& call);
  void follow(const trace::Repaired& repair);
  void follow(const trace::Noticed& noticed);
  Count& count_of(trace::ServerKind kind);
  void stop_waiting(ServerId task, SimTime at);
  void end_shortage(SimTime at);
  double number_of(const Duty& duty) const;

  const EffortList& list_;
  std::string service_;
  SimTime end_;
  Count hosts_;
  Count containers_;
  Count others_;
  std::vector<Presence> presence_;  // by ServerId
  std::vector<bool> waiting_;       // by ServerId: tasks without a host
  std::int64_t waiting_now_ = 0;
  std::optional<SimTime> shortage_since_;
  std::array<std::int64_t, 3> incidents_{};  // by Incident
  std::map<std::string, std::int64_t> api_calls_;
  std::int64_t ordered_by_hand_ = 0;
  std::int32_t datasets_reachable_ = 1;
  bool uses_load_balancer_ = true;
  bool uses_scaling_ = true;
};

}  // namespace cloudsim::effort
