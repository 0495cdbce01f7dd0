// SPDX-License-Identifier: Apache-2.0
#include "session/build.hpp"

#include <algorithm>

#include "services/container_rules.hpp"
#include "services/docker/docker_model.hpp"
#include "services/ec2/ec2_model.hpp"
#include "services/ecs/ecs_model.hpp"
#include "services/lambda/lambda_model.hpp"
#include "services/lambda/shared_host.hpp"

namespace cloudsim::session {
namespace {

struct Identify {
  ServiceIdentity operator()(const services::Ec2Spec& spec) const {
    return {"ec2", "instance",         spec.workers == 0 ? spec.instance.vcpu : spec.workers,
            false, spec.load_balancer, spec.scaling.has_value() || spec.minimum < spec.maximum};
  }
  ServiceIdentity operator()(const services::LambdaSpec& spec) const {
    std::uint32_t slots = 1;
    if (spec.dslab) {
      for (const services::DslabFunction& each : spec.dslab->functions) slots = std::max(slots, each.concurrency);
    }
    return {"lambda", "environment", slots, false, false, false};
  }
  ServiceIdentity operator()(const services::EcsSpec& spec) const {
    const std::uint32_t slots = services::worker_slots(spec.workers, spec.task_cpu_milli);
    return {spec.launch == services::LaunchType::Ec2 ? "ecs-ec2" : "ecs-fargate",
            "task",
            slots,
            false,
            spec.load_balancer,
            spec.scaling.has_value()};
  }
  ServiceIdentity operator()(const services::DockerSpec& spec) const {
    return {"docker",       "container", services::worker_slots(spec.workers, spec.container_cpu_milli),
            !spec.isolated, false,       false};
  }
};

struct Build {
  const services::ModelContext& context;
  using Model = std::unique_ptr<services::ServiceModel>;
  Model operator()(const services::Ec2Spec& spec) const { return std::make_unique<services::Ec2Model>(context, spec); }
  Model operator()(const services::LambdaSpec& spec) const {
    if (spec.dslab) return std::make_unique<services::SharedHostModel>(context, spec);
    return std::make_unique<services::LambdaModel>(context, spec);
  }
  Model operator()(const services::EcsSpec& spec) const { return std::make_unique<services::EcsModel>(context, spec); }
  Model operator()(const services::DockerSpec& spec) const {
    return std::make_unique<services::DockerModel>(context, spec);
  }
};

}  // namespace

ServiceIdentity identify(const scenario::ServiceSpec& spec) { return std::visit(Identify{}, spec); }

std::unique_ptr<services::ServiceModel> build_model(const scenario::ServiceSpec& spec,
                                                    const services::ModelContext& context) {
  return std::visit(Build{context}, spec);
}

}  // namespace cloudsim::session
