// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "narrative/locale.hpp"
#include "result/run_result.hpp"

namespace cloudsim::narrative {

/// An event with the words that tell it.
struct ToldEvent {
  const result::Event* event = nullptr;  ///< lives in the deployment
  std::string text;
};

/// How a deployment stood at an instant.
struct Standing {
  /// "instance" → ("ready", 3), ("booting", 1), …; empty when the result does not hold the life of every server.
  std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::int64_t>>>> servers;
  const result::Sample* step = nullptr;  ///< the sampling step that holds the instant; null when there is none
  SimTime step_begin;
  double arrival_rate = 0;  ///< requests per second in that step
};

/// Why one deployment was as it was: at an instant, or at the turning points of its run. Every word comes from the
/// locale, every "because" is an edge of Event::cause.
struct Explanation {
  const result::Deployment* deployment = nullptr;
  std::optional<SimTime> at;                   ///< none: the turning points
  Standing standing;                           ///< only with `at`
  std::vector<std::string> state;              ///< the standing in sentences
  std::vector<std::vector<ToldEvent>> chains;  ///< each from its root to the event that it led to; never empty chains
  std::vector<ToldEvent> decisions;            ///< what a policy, a scheduler or a person decided last, and on what
  std::vector<ToldEvent> losses;               ///< requests that were being lost then, or lost before
};

/// At an instant of the run. Requires: 0 ≤ at ≤ run.duration.
Explanation explain_instant(const result::Deployment& deployment, const result::RunResult& run, SimTime at,
                            const Locale& locale);

/// The events that made the run what it was, each with the chain that led to it.
Explanation explain_turning_points(const result::Deployment& deployment, const Locale& locale);

/// The event and its causes, the first cause first. Ends at the root, also when ids are wrong.
std::vector<const result::Event*> chain_to(const result::Event& event, const result::Deployment& deployment);

}  // namespace cloudsim::narrative
