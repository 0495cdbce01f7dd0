// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "narrative/locale.hpp"
#include "result/run_result.hpp"

namespace cloudsim::narrative {

/// One scene of a told run: when, which event it tells (0 = none: it sums up), and the finished text.
struct Beat {
  std::string role;  ///< setting | calm | turn | consequence | response | settling | reckoning
  SimTime at;
  std::uint32_t event = 0;
  std::string text;
};

/// A deployment's run in 4 to 9 beats: setting, calm, the events that matter in order of time, settling, reckoning.
/// Every number comes from the result; every "because" is an edge of Event::cause whose cause has been told.
std::vector<Beat> tell(const result::Deployment& deployment, const result::RunResult& run, const Locale& locale);

/// The same with every event of the result.
std::vector<Beat> tell_everything(const result::Deployment& deployment, const result::RunResult& run,
                                  const Locale& locale);

/// One event as a sentence or two. `cause` is the told event to name as its reason, or null.
std::string tell_event(const result::Event& event, const result::Event* cause, const result::Deployment& deployment,
                       const Locale& locale);

}  // namespace cloudsim::narrative
