// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"  // int128
#include "base/time.hpp"
#include "metrics/time_weighted.hpp"
#include "result/run_result.hpp"
#include "trace/facts.hpp"

namespace cloudsim::metrics {

/// Follows every server of a deployment from fact to fact: how many there are, in what state, on what host; what was
/// wanted; what was paid for. "Units" are what serves requests (instances, environments, tasks, containers); hosts
/// carry units. A server is alive from its order until it is gone, a failed one included; it is paid from the moment it
/// boots, pulls or starts until it is gone.
class ServerBook {
 public:
  struct Server {
    trace::ServerKind kind{};
    trace::ServerState state = trace::ServerState::Gone;
    bool known = false;
    std::uint32_t number = 0;  ///< from 1, in order of first appearance per kind
    SimTime first{};
    SimTime since{};  ///< in this state
    ServerId host;
    std::uint32_t cpu_milli = 0;
    std::int64_t memory_mb = 0;
    bool told = false;        ///< among the first ones, whose states are told one by one
    std::uint32_t story = 0;  ///< the event builder's: the event that ordered it
  };
  /// What a ServerChanged fact did.
  struct Change {
    bool first = false;  ///< the server was not known before
    trace::ServerState from{};
    std::int32_t ready_before = 0, ready_after = 0;  ///< units
  };

  ServerBook(std::string deployment, trace::ServerKind unit, SimTime horizon);

  Change apply(SimTime at, const trace::ServerChanged& fact);
  void apply(SimTime at, const trace::ScalingDecided& fact);
  void apply(SimTime at, const trace::ApiCalled& fact);
  void apply(SimTime at, const trace::PlacementDecided& fact);

  Server& server(ServerId id);
  std::string name(ServerId id);
  std::int32_t alive() const { return static_cast<std::int32_t>(alive_.value()); }
  std::int32_t ready() const { return static_cast<std::int32_t>(ready_.value()); }
  std::int32_t hosts() const { return static_cast<std::int32_t>(hosts_.value()); }
  std::int32_t desired() const { return lasting_ + extra_; }
  SimTime peak_at() const { return alive_.peak_at(); }

  /// ∫ slots in service dt, in servers × ns.
  int128 serving_ns() const { return serving_.integral(horizon_); }
  /// busy_ns: ∫ requests in service dt. Fills `capacity` (but its unit and peak_busy), `spans`, and two milestones.
  void fill(result::Deployment& out, int128 busy_ns, std::uint32_t slots);

 private:
  void set_desired(SimTime at, std::int32_t lasting, std::int32_t extra);
  void count_ready(SimTime at, std::int32_t before);
  void end_span(SimTime at, ServerId id);
  void fill_room(result::Capacity& capacity);
  double idle_share(int128 busy_ns, std::uint32_t slots) const;

  std::string deployment_;
  trace::ServerKind unit_;
  SimTime horizon_;
  std::vector<Server> servers_;
  std::uint32_t numbers_[5] = {};
  TimeWeighted alive_, ready_, serving_, hosts_;
  TimeWeighted paid_units_, paid_hosts_;  // thousandths of a vCPU
  std::uint32_t unit_cpu_milli_ = 0;
  std::int64_t unit_memory_mb_ = 0;
  std::int32_t launched_ = 0;
  std::int64_t ended_ = 0;  // units that are gone, and how long they had lived together
  int128 lived_ns_ = 0;
  std::int32_t lasting_ = 0;  // desired: of a group or service, or ordered by hand
  std::int32_t extra_ = 0;    // and stand-alone tasks
  SimTime desired_since_{};
  bool desired_reached_ = false;
  bool full_house_ = false;
  std::int32_t fewest_ = 0;          // ready ones after the first full house, for whatever reason
  std::int32_t fewest_missed_ = -1;  // the same, counting only when more were wanted
  std::optional<Duration> first_ready_, all_ready_;
  std::vector<ServerId> waiting_;  // for room, sorted
  trace::Shortage shortage_{};
  std::vector<result::ServerSpan> spans_;
  std::uint32_t known_ = 0;
};

}  // namespace cloudsim::metrics
