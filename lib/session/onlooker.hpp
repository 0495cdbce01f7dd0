// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/recorder.hpp"

namespace cloudsim::session {

/// Who looks on while a run is stepped. Looking changes nothing of the run.
struct Onlooker {
  bool may_act = false;                 ///< may do something that the scenario does not say
  trace::Recorder* recorder = nullptr;  ///< hears every fact; must outlive the run
};

}  // namespace cloudsim::session
