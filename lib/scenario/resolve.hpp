// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "scenario/catalog.hpp"
#include "scenario/draft.hpp"

/// Draft → specification: looks names up, fills what the scenario left out from the parameter catalogue, and reports
/// what a deployment cannot be. Empty when something was wrong.
namespace cloudsim::scenario {

/// What a deployment's own defaults depend on outside of it.
struct Surroundings {
  std::string region;                ///< of the price list
  bool events = false;               ///< some workload brings events (object-created, schedule)
  bool messages = false;             ///< some workload fills a queue
  std::vector<std::string> classes;  ///< names of all workloads, in their order
};
Surroundings surroundings_of(const ScenarioDraft& draft);

std::optional<DeploymentSpec> resolve(const DeploymentDraft& draft, const Catalog& catalog,
                                      const Surroundings& surroundings, Diagnostics& diagnostics);

/// The links are resolved one by one; what stands at a link must fit its place.
std::optional<DeploymentSpec> resolve_chain(const DeploymentDraft& draft, const Catalog& catalog,
                                            const Surroundings& surroundings, Diagnostics& diagnostics);

/// Of one service; `value` is the mapping under `ec2:`, `lambda:`, … for marks.
services::Ec2Spec resolve_ec2(const Ec2Draft& draft, const document::Value* value, const Catalog& catalog,
                              Defaults& defaults, Diagnostics& diagnostics);
services::LambdaSpec resolve_lambda(const LambdaDraft& draft, const document::Value* value, const Catalog& catalog,
                                    const Surroundings& surroundings, Defaults& defaults, Diagnostics& diagnostics);
services::Dslab resolve_dslab(const DslabDraft& draft, const Surroundings& surroundings, Diagnostics& diagnostics);
services::EcsSpec resolve_ecs(const EcsDraft& draft, const document::Value* value, const Catalog& catalog,
                              Defaults& defaults, Diagnostics& diagnostics);
services::DockerSpec resolve_docker(const DockerDraft& draft, const document::Value* value, const Catalog& catalog,
                                    Defaults& defaults, Diagnostics& diagnostics);

// Shared by them.
services::InstanceType resolve_instance(const std::string& name, const Location& where, const Catalog& catalog,
                                        Diagnostics& diagnostics);
/// `prefix` is "ec2" or "ecs".
services::CpuSharing resolve_cpu_sharing(const std::string& given, const std::string& prefix, Defaults& defaults);
services::AlarmRules resolve_alarm(const AlarmDraft& draft, const std::string& prefix, Defaults& defaults);
/// minimum <= value <= maximum, else a diagnostic at the one that is out of order.
bool check_bounds(std::uint32_t minimum, std::uint32_t value, std::uint32_t maximum, const Location& minimum_at,
                  const Location& value_at, Diagnostics& diagnostics);
/// Sizes of functions, tasks and containers count whole MB.
std::int64_t whole_megabytes(Bytes size, const Location& where, Diagnostics& diagnostics);
/// Does a task or container fit an empty host at all?
void check_fits(std::int64_t cpu_milli, std::int64_t memory_mb, const services::InstanceType& host,
                std::int64_t reserved_mb, const Location& where, Diagnostics& diagnostics);
/// Thousandths of a vCPU as people write them: 500 → "0.5".
std::string cpu_text(std::int64_t milli);

}  // namespace cloudsim::scenario
