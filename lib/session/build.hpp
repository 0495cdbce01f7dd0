// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "scenario/scenario.hpp"
#include "services/service_model.hpp"

namespace cloudsim::session {

/// What a service is called in results, effort lists and messages, what its servers are, and how many requests one
/// serves at once.
struct ServiceIdentity {
  const char* service;  ///< "ec2" | "lambda" | "ecs-ec2" | "ecs-fargate" | "docker"
  const char* unit;     ///< "instance" | "environment" | "task" | "container"
  std::uint32_t slots;
  bool shared_data;    ///< what runs on one host can read its neighbours' data
  bool load_balancer;  ///< somebody has to set one up
  bool scaling;        ///< somebody has to write its policies
};
ServiceIdentity identify(const scenario::ServiceSpec& spec);

/// The one place that knows all models by name.
std::unique_ptr<services::ServiceModel> build_model(const scenario::ServiceSpec& spec,
                                                    const services::ModelContext& context);

}  // namespace cloudsim::session
