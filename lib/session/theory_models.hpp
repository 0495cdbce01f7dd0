// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "result/run_result.hpp"
#include "result/theory.hpp"
#include "scenario/scenario.hpp"

namespace cloudsim::session {

/// A model of queueing theory and what it must be told.
struct TheoryModel {
  const char* name;
  bool servers, capacity, service_cv;
};
const std::vector<TheoryModel>& theory_models();
/// Null when there is none of that name.
const TheoryModel* theory_model(const std::string& name);

/// Fills figures and `stable` from the model's name and inputs. Requires: a model of theory_models(), arrival_rate >=
/// 0, service_time_s > 0, service_cv >= 0, and servers >= 1 and capacity >= servers where the model asks for them.
void compute(result::Theory& theory);

/// The model that a deployment is close to, with the formulas' values beside its estimates and the assumptions that do
/// not hold: a fixed number of servers (EC2, ECS, Docker) or a Lambda function, with Poisson or evenly spaced arrivals.
/// Where there is no estimate, the run's own values stand beside the formulas; without statistics only for Poisson
/// arrivals.
/// Empty for everything else.
std::optional<result::Theory> theory_of(const scenario::Scenario& scenario, std::size_t deployment,
                                        const result::Deployment& found, Duration warm_up);

}  // namespace cloudsim::session
