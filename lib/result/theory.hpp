// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What queueing theory says about a system, and how a simulation compares.
namespace cloudsim::result {

struct TheoryFigure {
  std::string name;  ///< as estimates are named: "waiting_time_s", "error_share", …; or "waiting_probability"
  double formula = 0;
  std::optional<double> simulated, half_width;  ///< from the estimate of that name, if there is one
  /// Both exist and the formula's value is in the interval.
  bool holds() const {
    return simulated && half_width && *simulated - *half_width <= formula && formula <= *simulated + *half_width;
  }
};

struct Theory {
  std::string model;        ///< mm1 | mmc | mmck | md1 | mg1 | mg-infinity | erlang-b | erlang-c | little
  double arrival_rate = 0;  ///< per second
  double service_time_s = 0;
  double service_cv = 1;       ///< standard deviation ÷ mean; 1 is exponential, 0 constant
  std::uint32_t servers = 0;   ///< 0 where the model has none or no end of them
  std::uint32_t capacity = 0;  ///< mmck: most requests in the system; else 0
  bool stable = true;          ///< false: the queue grows without end, and there are no figures
  std::vector<TheoryFigure> figures;
  /// What the model assumes and the deployment does not do: arrivals | service | separate_queues | servers_changed |
  /// start | lost | callers | faults | cold_starts.
  std::vector<std::string> broken;
};

}  // namespace cloudsim::result
